package simulator

import (
	"encoding/json"
	"fmt"
	"time"
)

// Kinds of events.
const (
	eventSubmit        = "submit"
	eventApply         = "act" // an operation without a task
	eventDrift         = "drift"
	eventOnline        = "online"
	eventStatus        = "status"
	eventRemove        = "remove"
	eventAdd           = "add"
	eventImage         = "image"
	eventUpload        = "upload"
	eventCatalogRemove = "forget" // things leave the catalogue
	eventCommand       = "ran"    // a command that was over at once

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

	Uploads []*upload     `json:"uploads,omitempty"`
	Remove  *CatalogItems `json:"forget,omitempty"`

	PublicIP  string     `json:"publicIP,omitempty"`
	Blacklist *blacklist `json:"blacklist,omitempty"`
	Callback  *callback  `json:"callback,omitempty"` // nil: it is taken away
}

// fail prepares the end of a phone's task.
func (e *event) setFailure(code string, f *failure) {
	if e.Failures == nil {
		e.Failures = map[string]*failure{}
	}
	e.Failures[code] = f
}

// happen lets an event happen and keeps it, before anybody is told.
func (s *Simulator) commit(e *event) error {
	if err := s.apply(e); err != nil {
		return err
	}
	s.setAlarms(e.Pads...)
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
			s.account.add().modified = true
		}
		return nil
	}
	if done, err := s.applyToCatalog(e); done {
		return err
	}
	if done, err := s.applyToAccount(e); done {
		return err
	}
	op := operationByName(e.Operation)
	if op == nil && oneOf(e.Kind, eventSubmit, eventApply, eventCommand) {
		return fmt.Errorf("unknown operation %q", e.Operation)
	}
	for i, code := range e.Pads {
		inst := s.account.byCode[code]
		if inst == nil {
			return fmt.Errorf("no phone %q", code)
		}
		inst.modified = true
		s.advance(inst, e.At)
		switch e.Kind {
		case eventSubmit:
			s.enqueue(inst, op, e, e.FirstID+int64(i))
		case eventApply:
			if _, err := op.apply(s, inst, e.Args); err != nil {
				return err
			}
		case eventCommand:
			if err := s.runImmediately(inst, op, e.Args, e.FirstID+int64(i), e.At); err != nil {
				return err
			}
		case eventBind:
			s.account.bind(inst, e.PublicIP)
		case eventUnbind:
			s.account.unbind(inst, e.PublicIP)
		case eventDrift:
			e.Drift.apply(s, inst)
		case eventOnline:
			s.setConnection(inst, e.Online, e.At)
		case eventStatus:
			inst.statusChanges = nil
			inst.idleSince = latest(inst.idleSince, e.At)
			s.account.setStatus(inst, e.Status)
		case eventRemove:
			s.removeInstance(inst, e.At)
		default:
			return fmt.Errorf("unknown event %q", e.Kind)
		}
	}
	return nil
}

func (s *Simulator) enqueue(inst *instance, op *operation, e *event, id int64) {
	t := &task{id: id, batch: e.FirstID, instance: inst, operation: op, args: e.Args, created: e.At, status: taskPending, failure: e.Failures[inst.code]}
	inst.queue = append(inst.queue, t)
	s.registerTask(t)
	s.nextTask = max(s.nextTask, id+1)
}

// switchOnline takes a phone off line, which puts its running task back to
// the head of the queue, or brings it back.
func (s *Simulator) setConnection(inst *instance, online bool, at time.Time) {
	s.account.setOnline(inst, online)
	if online {
		inst.idleSince = latest(inst.idleSince, at)
	} else if len(inst.queue) > 0 {
		inst.queue[0].start, inst.queue[0].end = time.Time{}, time.Time{}
	}
}

func (s *Simulator) removeInstance(inst *instance, at time.Time) {
	for len(inst.queue) > 0 {
		s.finishTask(inst.queue[0], at, taskFailed, "instance removed", "")
	}
	s.account.remove(inst)
	s.notifyRemoval(inst)
}
