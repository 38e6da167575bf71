package simulator

import (
	"bytes"
	"encoding/json"
)

// Values of taskStatus in the answer to a submission (newer documents).
const (
	submitAccepted  = 1
	submitDuplicate = -1
)

// order is one piece of work for several phones. Most submissions are one
// order; those of apps are one for each app.
type order struct {
	phones []*phone
	args   json.RawMessage
	// refuses tells why a phone gets no task although the call is accepted; nil
	// or "": it gets one.
	refuses func(*phone) string
}

// outcome is what a submission came to for one phone.
type outcome struct {
	phone  *phone
	id     int64  // of its task; 0: it got none
	status int    // submitAccepted or submitDuplicate
	why    string // it got no task
}

// taskItem is the answer to a submission for one phone. TaskStatus exists at
// the current level only.
type taskItem struct {
	TaskID     int64  `json:"taskId"`
	PadCode    string `json:"padCode"`
	VMStatus   int    `json:"vmStatus"`
	TaskStatus *int   `json:"taskStatus,omitempty"`
}

// submit gives each phone that a request names its tasks.
func (s *Simulator) submit(r *request) (any, *refusal) {
	op := r.route.task
	orders := s.ordersOf(r)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	if op.instant && r.current() {
		return s.actNow(r, orders)
	}
	outcomes := []outcome{}
	var events []*event
	next := s.nextTask
	for _, o := range orders {
		e := &event{At: r.at, Kind: eventSubmit, Operation: op.name, Args: o.args, FirstID: next}
		for _, p := range o.phones {
			if !r.omits(p.code) {
				outcomes = append(outcomes, s.submitTo(r, p, o, e))
			}
		}
		if len(e.Pads) > 0 {
			next += int64(len(e.Pads))
			events = append(events, e)
		}
	}
	for _, e := range events {
		if err := s.happen(e); err != nil {
			return nil, refuse(codeInternal, "the simulator cannot write its state file")
		}
	}
	if op.shape != nil {
		return op.shape(r, outcomes), nil
	}
	return taskItems(r, outcomes), nil
}

// submitTo decides what an order comes to for one phone, and adds its task to
// the event.
func (s *Simulator) submitTo(r *request, p *phone, o order, e *event) outcome {
	if o.refuses != nil {
		if why := o.refuses(p); why != "" {
			return outcome{phone: p, why: why}
		}
	}
	if older := s.duplicate(p, r.route.task, o.args); older != nil {
		return outcome{phone: p, id: older.id, status: submitDuplicate}
	}
	s.count(p, r.route.task, o.args)
	if f := r.taskFailure(p.code); f != nil {
		e.fail(p.code, f)
	}
	e.Pads = append(e.Pads, p.code)
	return outcome{phone: p, id: e.FirstID + int64(len(e.Pads)) - 1, status: submitAccepted}
}

// actNow lets an operation without tasks happen, to all phones or to none: a
// phone that is off line, or whose task is to fail, refuses the call.
func (s *Simulator) actNow(r *request, orders []order) (any, *refusal) {
	for _, o := range orders {
		e := &event{At: r.at, Kind: eventAct, Operation: r.route.task.name, Args: o.args}
		for _, p := range o.phones {
			if f := r.taskFailure(p.code); f != nil {
				return nil, refuse(codeProcessing, "%s", f.Message)
			}
			if !p.online {
				s.counters.OfflineSubmits++
				return nil, refuse(codeNotReady, "instance not ready")
			}
			if !r.omits(p.code) {
				e.Pads = append(e.Pads, p.code)
			}
		}
		for _, code := range e.Pads {
			s.count(s.account.byCode[code], r.route.task, o.args)
		}
		if err := s.happen(e); err != nil {
			return nil, refuse(codeInternal, "the simulator cannot write its state file")
		}
	}
	return true, nil
}

// ordersOf reads what a submission asks for.
func (s *Simulator) ordersOf(r *request) []order {
	op := r.route.task
	if op.orders != nil {
		return op.orders(s, r)
	}
	phones, refused := s.submitTargets(r)
	if refused != nil {
		r.fields.refused = refused
		return nil
	}
	var args any
	if op.check != nil {
		args = op.check(s, r.fields)
	}
	return []order{{phones: phones, args: keep(r.fields, args)}}
}

// keep is the arguments of an order as its tasks remember them.
func keep(f *fields, args any) json.RawMessage {
	if args == nil || f.refused != nil {
		return nil
	}
	text, err := json.Marshal(args)
	if err != nil {
		f.refuse(codeFormat, "the values cannot be kept")
	}
	return text
}

func taskItems(r *request, outcomes []outcome) []taskItem {
	items := make([]taskItem, 0, len(outcomes))
	for _, o := range outcomes {
		items = append(items, r.taskItem(o))
	}
	return items
}

func (r *request) taskItem(o outcome) taskItem {
	item := taskItem{TaskID: o.id, PadCode: o.phone.code, VMStatus: o.phone.onlineFlag()}
	if r.current() {
		item.TaskStatus = &o.status
	}
	return item
}

// duplicate is an unfinished task of the phone that does the same, if the
// service is to answer with that.
func (s *Simulator) duplicate(p *phone, op *operation, args json.RawMessage) *task {
	if s.options.Level == Level2024 || !s.options.DuplicateTasks && !s.options.Quirks {
		return nil
	}
	return p.unfinishedSame(op, args)
}

// unfinishedSame is an unfinished task of the phone that does the same work.
func (p *phone) unfinishedSame(op *operation, args json.RawMessage) *task {
	for _, t := range p.queue {
		if t.operation == op && bytes.Equal(t.args, args) {
			return t
		}
	}
	return nil
}

// count notes what a careful client does not do to a phone.
func (s *Simulator) count(p *phone, op *operation, args json.RawMessage) {
	if op.change && p.changing() {
		s.counters.Overlaps++
		s.counters.note(p.code)
	}
	if op.disrupts && p.inMotion() || op.once && !op.disrupts && p.unfinishedSame(op, args) != nil {
		s.counters.Repeated++
		s.counters.note(p.code)
	}
	if !p.online {
		s.counters.OfflineSubmits++
	}
}
