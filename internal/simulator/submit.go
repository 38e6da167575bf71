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

// taskItem is the answer to a submission for one phone. TaskStatus exists at
// the current level only.
type taskItem struct {
	TaskID     int64  `json:"taskId"`
	PadCode    string `json:"padCode"`
	VMStatus   int    `json:"vmStatus"`
	TaskStatus *int   `json:"taskStatus,omitempty"`
}

// submit gives each phone that a request names a task.
func (s *Simulator) submit(r *request) (any, *refusal) {
	phones, refused := s.submitTargets(r)
	if refused != nil {
		return nil, refused
	}
	args, refused := checkedArgs(r)
	if refused != nil {
		return nil, refused
	}
	items := make([]taskItem, 0, len(phones))
	e := &event{At: r.at, Kind: eventSubmit, Operation: r.route.task.name, Args: args, FirstID: s.nextTask}
	for _, p := range phones {
		if r.omits(p.code) {
			continue
		}
		if older := s.duplicate(p, r.route.task, args); older != nil {
			items = append(items, r.taskItem(older.id, p, submitDuplicate))
			continue
		}
		s.count(p, r.route.task)
		if f := r.taskFailure(p.code); f != nil {
			e.fail(p.code, f)
		}
		items = append(items, r.taskItem(e.FirstID+int64(len(e.Pads)), p, submitAccepted))
		e.Pads = append(e.Pads, p.code)
	}
	if len(e.Pads) > 0 {
		if err := s.happen(e); err != nil {
			return nil, refuse(codeInternal, "the simulator cannot write its state file")
		}
	}
	return items, nil
}

// submitTargets is the phones of padCodes and, where an operation takes them,
// of groupIds; the limit counts them all.
func (s *Simulator) submitTargets(r *request) ([]*phone, *refusal) {
	var codes []string
	if r.fields.may("padCodes", &codes); r.fields.refused == nil {
		s.counters.batch(r.route.path, len(codes))
	}
	phones, refused := s.namedPhones(r, true)
	if refused != nil || !r.route.task.groups {
		return phones, refused
	}
	var groups []int
	r.fields.may("groupIds", &groups)
	named := map[*phone]bool{}
	for _, p := range phones {
		named[p] = true
	}
	for _, id := range groups {
		group := s.account.groups[id]
		if group == nil {
			return nil, refuse(codeWrongParameters, "group %d does not exist", id)
		}
		if len(*group) > r.route.limit {
			return nil, refuse(codeWrongParameters, "group %d has more than %d instances", id, r.route.limit)
		}
		for _, p := range *group {
			if !named[p] {
				named[p] = true
				s.advance(p, r.at)
				phones = append(phones, p)
			}
		}
	}
	r.fields.checkCount("padCodes and groupIds", len(phones), r.route.limit)
	return phones, r.fields.refused
}

func checkedArgs(r *request) (json.RawMessage, *refusal) {
	if r.route.task.check == nil {
		return nil, nil
	}
	args := r.route.task.check(r.fields)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	text, err := json.Marshal(args)
	if err != nil {
		return nil, refuse(codeFormat, "the values cannot be kept")
	}
	return text, nil
}

func (r *request) taskItem(id int64, p *phone, status int) taskItem {
	item := taskItem{TaskID: id, PadCode: p.code, VMStatus: p.onlineFlag()}
	if r.current() {
		item.TaskStatus = &status
	}
	return item
}

// duplicate is an unfinished task of the phone that does the same, if the
// service is to answer with that.
func (s *Simulator) duplicate(p *phone, op *operation, args json.RawMessage) *task {
	if s.options.Level == Level2024 || !s.options.DuplicateTasks && !s.options.Quirks {
		return nil
	}
	for _, t := range p.queue {
		if t.operation == op && bytes.Equal(t.args, args) {
			return t
		}
	}
	return nil
}

// count notes what a careful client does not do to a phone.
func (s *Simulator) count(p *phone, op *operation) {
	if op.change && p.changing() {
		s.counters.Overlaps++
		s.counters.note(p.code)
	}
	if op.once && p.inMotion() {
		s.counters.Repeated++
		s.counters.note(p.code)
	}
	if !p.online {
		s.counters.OfflineSubmits++
	}
}
