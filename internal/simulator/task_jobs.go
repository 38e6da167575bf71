package simulator

import "encoding/json"

// job is one piece of work for several instances. Most submissions are one
// order; those of apps are one for each app.
type job struct {
	instances []*instance
	args      json.RawMessage
	// rejects tells why an instance gets no task although the call is accepted; nil
	// or "": it gets one.
	rejects func(*instance) string
}

// parseJobs reads what a submission asks for.
func (s *Simulator) parseJobs(r *request) []job {
	op := r.route.operation
	if op.parseJobs != nil {
		return op.parseJobs(s, r)
	}
	instances, refused := s.parseTargets(r)
	if refused != nil {
		r.fields.refused = refused
		return nil
	}
	var args any
	if op.parseArgs != nil {
		args = op.parseArgs(s, r.fields)
	}
	return []job{{instances: instances, args: encodeArgs(r.fields, args)}}
}

// encodeArgs is the arguments of an order as its tasks remember them.
func encodeArgs(f *fields, args any) json.RawMessage {
	if args == nil || f.refused != nil {
		return nil
	}
	text, err := json.Marshal(args)
	if err != nil {
		f.refuse(codeInvalidFormat, "the values cannot be kept")
	}
	return text
}
