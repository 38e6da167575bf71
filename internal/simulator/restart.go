package simulator

import (
	"encoding/json"
	"time"
)

// restart is pad/restart (API document: Instance restart). The task is done
// before the phone is back: the last quarter of the restart time passes
// between the two.
var restart = &operation{
	name: "restart", change: true, once: true, anyStatus: true, groups: true,
	begin: func(s *Simulator, p *phone, start time.Time, usual time.Duration) time.Duration {
		whole := s.options.RestartTime
		task := max(usual, whole*3/4)
		p.phases = []phase{
			{start, statusRestarting},
			{start.Add(task + whole/4), statusRunning},
		}
		return task
	},
	apply: func(p *phone, _ json.RawMessage) (string, error) {
		p.set.restarted()
		return "", nil
	},
}

// reset is pad/reset (API document: Instance reset): the phone resets, then
// restarts, and has lost every setting.
var reset = &operation{
	name: "reset", change: true, once: true, anyStatus: true, groups: true,
	begin: func(s *Simulator, p *phone, start time.Time, usual time.Duration) time.Duration {
		whole := s.options.RestartTime
		task := max(usual, whole*3/2)
		p.phases = []phase{
			{start, statusResetting},
			{start.Add(task / 2), statusRestarting},
			{start.Add(task + whole/4), statusRunning},
		}
		return task
	},
	apply: func(p *phone, _ json.RawMessage) (string, error) {
		p.set = defaultSettings()
		return "", nil
	},
}
