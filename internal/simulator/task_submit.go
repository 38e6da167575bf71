package simulator

// Values of taskStatus in the response to a submission (newer documents).
const (
	submitAccepted  = 1
	submitDuplicate = -1
)

// outcome is the result of a submission for one instance.
type outcome struct {
	instance *instance
	id       int64  // of the task; 0: no task
	status   int    // submitAccepted or submitDuplicate
	reason   string // why there is no task, or ""
}

// taskItem is the response to a submission for one instance. Only the current
// level has TaskStatus.
type taskItem struct {
	TaskID     int64  `json:"taskId"`
	PadCode    string `json:"padCode"`
	VMStatus   int    `json:"vmStatus"`
	TaskStatus *int   `json:"taskStatus,omitempty"`
}

// submit submits the tasks of a request.
func (s *Simulator) submit(r *request) (any, *refusal) {
	op := r.route.operation
	jobs := s.parseJobs(r)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	if op.immediate && r.current() {
		return s.applyNow(r, jobs)
	}
	outcomes := []outcome{}
	var refusals []refusedItem
	var events []*event
	next := s.nextTask
	for _, j := range jobs {
		e := &event{At: r.at, Kind: eventSubmit, Operation: op.name, Args: j.args, FirstID: next}
		for _, inst := range j.instances {
			if f := r.triggeredFault(FaultRefuseItem, inst.code); f != nil {
				refusals = append(refusals, f.refuseItem(inst.code))
			} else if !r.omitted(inst.code) {
				outcomes = append(outcomes, s.submitTo(r, inst, j, e))
			}
		}
		if len(e.Pads) > 0 {
			next += int64(len(e.Pads))
			events = append(events, e)
		}
	}
	for _, e := range events {
		if refused := s.commitRequest(e); refused != nil {
			return nil, refused
		}
	}
	if len(outcomes) == 0 && len(refusals) > 0 {
		return refusals, nil
	}
	if op.buildResponse != nil {
		return withRefusals(op.buildResponse(r, outcomes), refusals), nil
	}
	return withRefusals(taskItems(r, outcomes), refusals), nil
}

// submitTo returns the outcome of a job for one instance. An accepted task is added
// to the event.
func (s *Simulator) submitTo(r *request, inst *instance, j job, e *event) outcome {
	if j.rejects != nil {
		if reason := j.rejects(inst); reason != "" {
			return outcome{instance: inst, reason: reason}
		}
	}
	if older := s.duplicateOf(inst, r.route.operation, j.args); older != nil {
		return outcome{instance: inst, id: older.id, status: submitDuplicate}
	}
	s.countMisuse(inst, r.route.operation, j.args)
	if f := r.injectedFailure(inst.code); f != nil {
		e.setFailure(inst.code, f)
	}
	e.Pads = append(e.Pads, inst.code)
	return outcome{instance: inst, id: e.FirstID + int64(len(e.Pads)) - 1, status: submitAccepted}
}

// applyNow applies an operation without tasks, to all instances or to none. An
// instance that is offline, or whose task a fault makes fail, refuses the call.
func (s *Simulator) applyNow(r *request, jobs []job) (any, *refusal) {
	for _, j := range jobs {
		e := &event{At: r.at, Kind: eventApply, Operation: r.route.operation.name, Args: j.args}
		for _, inst := range j.instances {
			if f := r.injectedFailure(inst.code); f != nil {
				return nil, refuse(codeProcessing, "%s", f.Message)
			}
			if !inst.online {
				s.counters.OfflineSubmits++
				return nil, refuse(codeNotReady, "instance not ready")
			}
			if !r.omitted(inst.code) {
				e.Pads = append(e.Pads, inst.code)
			}
		}
		for _, code := range e.Pads {
			s.countMisuse(s.account.byCode[code], r.route.operation, j.args)
		}
		if refused := s.commitRequest(e); refused != nil {
			return nil, refused
		}
	}
	return true, nil
}

func taskItems(r *request, outcomes []outcome) []taskItem {
	items := make([]taskItem, 0, len(outcomes))
	for _, o := range outcomes {
		items = append(items, r.taskItem(o))
	}
	return items
}

func (r *request) taskItem(o outcome) taskItem {
	item := taskItem{TaskID: o.id, PadCode: o.instance.code, VMStatus: o.instance.onlineFlag()}
	if r.current() {
		item.TaskStatus = &o.status
	}
	return item
}
