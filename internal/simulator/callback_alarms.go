package simulator

import (
	"slices"
	"time"
)

// alarms fires when an instance or an upload has something due, while a
// callback is configured. Without a callback, the account advances only when a
// request reads it.
type alarms struct {
	due        []alarm // earliest first
	byInstance map[*instance]alarm
	timer      *time.Timer
}

type alarm struct {
	at       time.Time
	instance *instance
}

func (a alarm) compare(b alarm) int {
	if c := a.at.Compare(b.at); c != 0 {
		return c
	}
	return a.instance.number - b.instance.number
}

// setAlarms schedules the next change of each of the instances.
func (s *Simulator) setAlarms(codes ...string) {
	if !s.notifying() {
		return
	}
	for _, code := range codes {
		if inst := s.account.byCode[code]; inst != nil {
			s.setAlarm(inst)
		}
	}
	s.resetTimer()
}

// resetAlarms schedules the next change of every instance. Without a callback
// it stops the timer.
func (s *Simulator) resetAlarms() {
	s.alarms.due, s.alarms.byInstance = nil, map[*instance]alarm{}
	if !s.notifying() {
		s.stopTimer()
		return
	}
	for _, inst := range s.account.all {
		s.setAlarm(inst)
	}
	s.resetTimer()
}

func (s *Simulator) setAlarm(inst *instance) {
	if old, set := s.alarms.byInstance[inst]; set {
		delete(s.alarms.byInstance, inst)
		if at, found := slices.BinarySearchFunc(s.alarms.due, old, alarm.compare); found {
			s.alarms.due = slices.Delete(s.alarms.due, at, at+1)
		}
	}
	due, awaited := s.nextDue(inst)
	if !awaited {
		return
	}
	a := alarm{due, inst}
	at, _ := slices.BinarySearchFunc(s.alarms.due, a, alarm.compare)
	s.alarms.due = slices.Insert(s.alarms.due, at, a)
	s.alarms.byInstance[inst] = a
}

func (s *Simulator) resetTimer() {
	var next time.Time
	if len(s.alarms.due) > 0 {
		next = s.alarms.due[0].at
	}
	if len(s.pendingUploads) > 0 && (next.IsZero() || s.pendingUploads[0].End.Before(next)) {
		next = s.pendingUploads[0].End
	}
	if next.IsZero() {
		s.stopTimer()
		return
	}
	wait := max(time.Until(next), time.Millisecond)
	if s.alarms.timer == nil {
		s.alarms.timer = time.AfterFunc(wait, s.onTimer)
	} else {
		s.alarms.timer.Reset(wait)
	}
}

func (s *Simulator) stopTimer() {
	if s.alarms.timer != nil {
		s.alarms.timer.Stop()
	}
}

// onTimer advances the uploads and instances that are due.
func (s *Simulator) onTimer() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.notifying() {
		return
	}
	at := now()
	s.advanceUploads(at)
	for len(s.alarms.due) > 0 && !s.alarms.due[0].at.After(at) {
		inst := s.alarms.due[0].instance
		s.advance(inst, at)
		s.setAlarm(inst)
	}
	s.resetTimer()
}

// nextDue returns the time at which an instance next changes without a request,
// and false if it never does. A task that waits for an instance that is not
// ready is due when it times out.
func (s *Simulator) nextDue(inst *instance) (time.Time, bool) {
	var due time.Time
	if len(inst.statusChanges) > 0 {
		due = inst.statusChanges[0].At
	}
	if len(inst.queue) > 0 {
		if at := s.taskDue(inst, inst.queue[0]); due.IsZero() || at.Before(due) {
			due = at
		}
	}
	if due.IsZero() || s.account.byCode[inst.code] != inst {
		return due, false
	}
	return latest(due, now().Add(time.Millisecond)), true
}

func (s *Simulator) taskDue(inst *instance, t *task) time.Time {
	if !t.start.IsZero() {
		return t.end
	}
	deadline := t.created.Add(s.options.TaskTimeout)
	start, status := s.earliestStart(inst, t)
	if inst.online && (t.operation.anyStatus || status == statusRunning) && start.Before(deadline) {
		return start
	}
	return deadline
}
