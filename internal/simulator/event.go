package simulator

import (
	"encoding/json"
	"fmt"
	"time"
)

// Kinds of events.
const (
	eventSubmit = "submit"
	eventAct    = "act" // an operation without a task
	eventDrift  = "drift"
	eventOnline = "online"
	eventStatus = "status"
	eventRemove = "remove"
	eventAdd    = "add"
	eventImage  = "image"
	eventUpload = "upload"
	eventForget = "forget" // things leave the catalogue
	eventRan    = "ran"    // a command that was over at once

	eventBind      = "bind"
	eventUnbind    = "unbind"
	eventBlacklist = "blacklist"
	eventCallback  = "callback"
)

// event is one thing that happened to the account. The account follows from
// its start and its events alone, so the state file keeps them as they are.
type event struct {
	At   time.Time `json:"at"`
	Kind string    `json:"kind"`
	Pads []string  `json:"pads,omitempty"`

	Operation string              `json:"operation,omitempty"`
	Args      json.RawMessage     `json:"args,omitempty"`
	FirstID   int64               `json:"firstId,omitempty"`
	Failures  map[string]*failure `json:"failures,omitempty"`

	Online bool      `json:"online,omitempty"`
	Status int       `json:"status,omitempty"`
	Drift  *DriftSet `json:"drift,omitempty"`
	Count  int       `json:"count,omitempty"`
	Image  *Image    `json:"image,omitempty"`

	Uploads []*upload  `json:"uploads,omitempty"`
	Forget  *forgotten `json:"forget,omitempty"`

	PublicIP  string     `json:"publicIP,omitempty"`
	Blacklist *blacklist `json:"blacklist,omitempty"`
	Callback  *callback  `json:"callback,omitempty"` // nil: it is taken away
}

// fail prepares the end of a phone's task.
func (e *event) fail(code string, f *failure) {
	if e.Failures == nil {
		e.Failures = map[string]*failure{}
	}
	e.Failures[code] = f
}

// happen lets an event happen and keeps it, before anybody is told.
func (s *Simulator) happen(e *event) error {
	if err := s.apply(e); err != nil {
		return err
	}
	s.watch(e.Pads...)
	if s.journal == nil {
		return nil
	}
	return s.journal.append(s, e)
}

// apply changes the account by an event, live or from the state file.
func (s *Simulator) apply(e *event) error {
	s.advanceUploads(e.At)
	if e.Kind == eventAdd {
		for range e.Count {
			s.account.add().touched = true
		}
		return nil
	}
	if done, err := s.applyToCatalogue(e); done {
		return err
	}
	if done, err := s.applyToAccount(e); done {
		return err
	}
	op := operationNamed(e.Operation)
	if op == nil && oneOf(e.Kind, eventSubmit, eventAct, eventRan) {
		return fmt.Errorf("unknown operation %q", e.Operation)
	}
	for i, code := range e.Pads {
		p := s.account.byCode[code]
		if p == nil {
			return fmt.Errorf("no phone %q", code)
		}
		p.touched = true
		s.advance(p, e.At)
		switch e.Kind {
		case eventSubmit:
			s.enqueue(p, op, e, e.FirstID+int64(i))
		case eventAct:
			if _, err := op.apply(s, p, e.Args); err != nil {
				return err
			}
		case eventRan:
			if err := s.runNow(p, op, e.Args, e.FirstID+int64(i), e.At); err != nil {
				return err
			}
		case eventBind:
			s.account.bind(p, e.PublicIP)
		case eventUnbind:
			s.account.unbind(p, e.PublicIP)
		case eventDrift:
			e.Drift.apply(s, p)
		case eventOnline:
			s.switchOnline(p, e.Online, e.At)
		case eventStatus:
			p.phases = nil
			p.free = later(p.free, e.At)
			s.account.setStatus(p, e.Status)
		case eventRemove:
			s.removePhone(p, e.At)
		default:
			return fmt.Errorf("unknown event %q", e.Kind)
		}
	}
	return nil
}

func (s *Simulator) enqueue(p *phone, op *operation, e *event, id int64) {
	t := &task{id: id, batch: e.FirstID, phone: p, operation: op, args: e.Args, created: e.At, status: taskPending, failure: e.Failures[p.code]}
	p.queue = append(p.queue, t)
	s.keepTask(t)
	s.nextTask = max(s.nextTask, id+1)
}

// switchOnline takes a phone off line, which puts its running task back to
// the head of the queue, or brings it back.
func (s *Simulator) switchOnline(p *phone, online bool, at time.Time) {
	s.account.setOnline(p, online)
	if online {
		p.free = later(p.free, at)
	} else if len(p.queue) > 0 {
		p.queue[0].start, p.queue[0].end = time.Time{}, time.Time{}
	}
}

func (s *Simulator) removePhone(p *phone, at time.Time) {
	for len(p.queue) > 0 {
		s.finishTask(p.queue[0], at, taskFailed, "instance removed", "")
	}
	s.account.remove(p)
	s.tellRemoval(p)
}
