package simulator

import (
	"slices"
	"time"
)

// alarms wakes the account when something becomes due, while a callback is
// configured. Without one, time passes only when somebody looks.
type alarms struct {
	due     []alarm // the next one first
	ofPhone map[*phone]alarm
	timer   *time.Timer
}

type alarm struct {
	at    time.Time
	phone *phone
}

func (a alarm) compare(b alarm) int {
	if c := a.at.Compare(b.at); c != 0 {
		return c
	}
	return a.phone.number - b.phone.number
}

// watch sets the alarms of phones that something has happened to.
func (s *Simulator) watch(codes ...string) {
	if !s.tells() {
		return
	}
	for _, code := range codes {
		if p := s.account.byCode[code]; p != nil {
			s.setAlarm(p)
		}
	}
	s.setTimer()
}

// watchAll sets the alarms of all phones, or none without a callback.
func (s *Simulator) watchAll() {
	s.alarms.due, s.alarms.ofPhone = nil, map[*phone]alarm{}
	if !s.tells() {
		s.stopTimer()
		return
	}
	for _, p := range s.account.all {
		s.setAlarm(p)
	}
	s.setTimer()
}

func (s *Simulator) setAlarm(p *phone) {
	if old, set := s.alarms.ofPhone[p]; set {
		delete(s.alarms.ofPhone, p)
		if at, found := slices.BinarySearchFunc(s.alarms.due, old, alarm.compare); found {
			s.alarms.due = slices.Delete(s.alarms.due, at, at+1)
		}
	}
	due, awaited := s.nextDue(p)
	if !awaited {
		return
	}
	a := alarm{due, p}
	at, _ := slices.BinarySearchFunc(s.alarms.due, a, alarm.compare)
	s.alarms.due = slices.Insert(s.alarms.due, at, a)
	s.alarms.ofPhone[p] = a
}

func (s *Simulator) setTimer() {
	var next time.Time
	if len(s.alarms.due) > 0 {
		next = s.alarms.due[0].at
	}
	if len(s.due) > 0 && (next.IsZero() || s.due[0].End.Before(next)) {
		next = s.due[0].End
	}
	if next.IsZero() {
		s.stopTimer()
		return
	}
	wait := max(time.Until(next), time.Millisecond)
	if s.alarms.timer == nil {
		s.alarms.timer = time.AfterFunc(wait, s.ring)
	} else {
		s.alarms.timer.Reset(wait)
	}
}

func (s *Simulator) stopTimer() {
	if s.alarms.timer != nil {
		s.alarms.timer.Stop()
	}
}

// ring brings the uploads and phones up to date that are due.
func (s *Simulator) ring() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.tells() {
		return
	}
	at := now()
	s.advanceUploads(at)
	for len(s.alarms.due) > 0 && !s.alarms.due[0].at.After(at) {
		p := s.alarms.due[0].phone
		s.advance(p, at)
		s.setAlarm(p)
	}
	s.setTimer()
}

// nextDue is when a phone changes next by itself; false: never. A task that
// waits for a phone that is not ready is due when it times out.
func (s *Simulator) nextDue(p *phone) (time.Time, bool) {
	var due time.Time
	if len(p.phases) > 0 {
		due = p.phases[0].At
	}
	if len(p.queue) > 0 {
		if at := s.taskDue(p, p.queue[0]); due.IsZero() || at.Before(due) {
			due = at
		}
	}
	if due.IsZero() || s.account.byCode[p.code] != p {
		return due, false
	}
	return later(due, now().Add(time.Millisecond)), true
}

func (s *Simulator) taskDue(p *phone, t *task) time.Time {
	if !t.start.IsZero() {
		return t.end
	}
	deadline := t.created.Add(s.options.TaskTimeout)
	start, status := s.earliest(p, t)
	if p.online && (t.operation.anyStatus || status == statusRunning) && start.Before(deadline) {
		return start
	}
	return deadline
}
