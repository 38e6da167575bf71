package simulator

import (
	"fmt"
	"time"
)

// applyToAccount applies an event that concerns the whole account. It returns
// false if the event is of another kind.
func (s *Simulator) applyToAccount(e *event) (bool, error) {
	switch e.Kind {
	case eventBlacklist:
		if e.Blacklist == nil {
			return true, fmt.Errorf("a blacklist event without a blacklist")
		}
		s.account.blacklists[e.Blacklist.Grade] = e.Blacklist.Apps
	case eventCallback:
		s.setCallback(e.Callback, e.At)
	case eventToken:
		s.account.tokens = append(s.account.tokens, e.Tokens...)
	case eventRevoke:
		s.account.revoke(e.Token)
	default:
		return false, nil
	}
	return true, nil
}

// apply applies an event, either a new one or one from the state file.
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
	if e.Kind == eventPowerCycle {
		s.nextTask = max(s.nextTask, e.FirstID+int64(e.Count))
	}
	for i, code := range e.Pads {
		inst := s.account.byCode[code]
		if inst == nil {
			return fmt.Errorf("no instance %q", code)
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
			s.service.check(inst, e.At)
		case eventPowerCycle:
			s.powerCycle(inst, e.At)
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
	if op.disrupts {
		s.service.begin(inst, e.At)
	}
	s.registerTask(t)
	s.nextTask = max(s.nextTask, id+1)
}

// setConnection changes whether an instance is online. Going offline resets its
// running task to pending.
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
	s.service.end(inst, at)
	s.account.remove(inst)
	s.notifyRemoval(inst)
}

// applyToCatalog applies an event that concerns the catalog. It returns false if
// the event is of another kind.
func (s *Simulator) applyToCatalog(e *event) (bool, error) {
	switch e.Kind {
	case eventImage:
		if e.Image == nil {
			return true, fmt.Errorf("an image event without an image")
		}
		s.account.catalog.addImage(*e.Image)
	case eventUpload:
		for _, u := range e.Uploads {
			if err := s.beginUpload(u); err != nil {
				return true, err
			}
		}
	case eventCatalogRemove:
		if e.Remove == nil {
			return true, fmt.Errorf("a removal without items")
		}
		for _, id := range e.Remove.Apps {
			s.account.catalog.removeApp(id)
		}
		for _, id := range e.Remove.Files {
			s.account.catalog.removeFile(id)
		}
		for _, id := range e.Remove.Images {
			s.account.catalog.removeImage(id)
		}
	default:
		return false, nil
	}
	return true, nil
}
