package simulator

import "time"

// advance brings an instance up to date: tasks start and end in order, with their
// effects and status changes.
func (s *Simulator) advance(inst *instance, at time.Time) {
	s.account.visits++
	for len(inst.queue) > 0 {
		t := inst.queue[0]
		if t.start.IsZero() && !s.startTask(inst, t, at) {
			if deadline := t.created.Add(s.options.TaskTimeout); t.start.IsZero() && !at.Before(deadline) {
				s.finishTask(t, deadline, taskTimeout, "task timed out", "")
				continue
			}
			break
		}
		if t.end.After(at) {
			break
		}
		s.applyDueStatus(inst, t.end)
		s.endTask(inst, t)
	}
	s.applyDueStatus(inst, at)
}

// startTask starts the first task of the queue, and reports whether it could start
// at or before a time.
func (s *Simulator) startTask(inst *instance, t *task, by time.Time) bool {
	start, status := s.earliestStart(inst, t)
	ready := inst.online && (t.operation.anyStatus || status == statusRunning)
	if !ready || start.After(by) || start.After(t.created.Add(s.options.TaskTimeout)) {
		return false
	}
	s.applyDueStatus(inst, start)
	usual := s.taskDuration(t.id)
	if t.operation.onStart != nil {
		usual = t.operation.onStart(s, t, start, usual)
		s.applyDueStatus(inst, start)
	}
	t.start, t.end = start, start.Add(usual)
	return true
}

// earliestStart returns when a task can start, and the status of its instance then.
func (s *Simulator) earliestStart(inst *instance, t *task) (time.Time, int) {
	start, status := latest(t.created.Add(s.startDelay()), inst.idleSince), inst.status
	if n := len(inst.statusChanges); n > 0 && !t.operation.anyStatus {
		start, status = latest(start, inst.statusChanges[n-1].At), inst.statusChanges[n-1].Status
	}
	return start, status
}

func (s *Simulator) endTask(inst *instance, t *task) {
	if t.failure != nil && !t.failure.Effect {
		s.finishTask(t, t.end, t.failure.Status, t.failure.Message, "")
		return
	}
	result, err := t.operation.apply(s, inst, t.args)
	t.applied = err == nil
	if f := t.failure; f != nil {
		s.finishTask(t, t.end, f.Status, f.Message, "")
		return
	}
	if err != nil {
		s.finishTask(t, t.end, taskFailed, err.Error(), "")
		return
	}
	s.finishTask(t, t.end, taskDone, "", result)
}

// finishTask records the outcome of a task and removes it from the queue.
func (s *Simulator) finishTask(t *task, at time.Time, status int, message, result string) {
	t.status, t.end, t.errorMsg, t.result = status, at, message, result
	t.failure = nil
	inst := t.instance
	for i, queued := range inst.queue {
		if queued == t {
			inst.queue = append(inst.queue[:i], inst.queue[i+1:]...)
			break
		}
	}
	inst.idleSince = latest(inst.idleSince, at)
	s.service.check(inst, at)
	s.notifyTaskEnd(t)
	s.retire(t.id)
}

// applyDueStatus applies the status changes that are due.
func (s *Simulator) applyDueStatus(inst *instance, at time.Time) {
	for len(inst.statusChanges) > 0 && !inst.statusChanges[0].At.After(at) {
		change := inst.statusChanges[0]
		s.account.setStatus(inst, change.Status)
		inst.statusChanges = inst.statusChanges[1:]
		s.service.check(inst, change.At)
	}
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
