package simulator

import "encoding/json"

// job is a task to submit to several instances. Most submissions are one job;
// those of apps are one job per app.
type job struct {
	instances []*instance
	args      json.RawMessage
	// rejects returns why an instance gets no task although the call is accepted,
	// or "". It may be nil.
	rejects func(*instance) string
}

// parseJobs returns the jobs of a submission. Errors are in r.fields.refused.
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

// encodeArgs encodes the arguments of a job for its tasks.
func encodeArgs(f *fields, args any) json.RawMessage {
	if args == nil || f.refused != nil {
		return nil
	}
	text, err := json.Marshal(args)
	if err != nil {
		f.refuse(codeInvalidFormat, "the values cannot be encoded")
	}
	return text
}
