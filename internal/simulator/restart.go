package simulator

import (
	"encoding/json"
	"time"
)

// restart is pad/restart (API document: Instance restart). The task is done
// before the phone is back: the last quarter of the restart time passes
// between the two.
var restart = &operation{
	name: "restart", change: true, once: true, disrupts: true, anyStatus: true, groups: true,
	begin: func(s *Simulator, t *task, start time.Time, usual time.Duration) time.Duration {
		return s.away(t.phone, statusRestarting, start, usual)
	},
	apply: func(_ *Simulator, p *phone, _ json.RawMessage) (string, error) {
		p.set.restarted()
		return "", nil
	},
}

// away takes a phone away under a status and returns how long the task lasts.
// The phone comes back a quarter of the restart time after that.
func (s *Simulator) away(p *phone, status int, start time.Time, usual time.Duration) time.Duration {
	whole := s.options.RestartTime
	task := max(usual, whole*3/4)
	p.phases = []phase{{start, status}, {start.Add(task + whole/4), statusRunning}}
	return task
}

// reset is pad/reset (API document: Instance reset): the phone resets, then
// restarts, and has lost every setting but its Android properties.
var reset = &operation{
	name: "reset", change: true, once: true, disrupts: true, anyStatus: true, groups: true,
	begin: func(s *Simulator, t *task, start time.Time, usual time.Duration) time.Duration {
		whole := s.options.RestartTime
		task := max(usual, whole*3/2)
		t.phone.phases = []phase{
			{start, statusResetting},
			{start.Add(task / 2), statusRestarting},
			{start.Add(task + whole/4), statusRunning},
		}
		return task
	},
	apply: func(_ *Simulator, p *phone, _ json.RawMessage) (string, error) {
		p.set.wiped()
		return "", nil
	},
}
