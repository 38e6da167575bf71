package simulator

import (
	"encoding/json"
	"time"
)

// restart is pad/restart (API document: Instance restart). The task is done
// before the instance runs again, which takes another quarter of the restart
// time.
var restart = &operation{
	name: "restart", changes: true, nonIdempotent: true, disrupts: true, anyStatus: true, acceptsGroups: true,
	onStart: func(s *Simulator, t *task, start time.Time, usual time.Duration) time.Duration {
		return s.disrupt(t.instance, statusRestarting, start, usual)
	},
	apply: func(_ *Simulator, inst *instance, _ json.RawMessage) (string, error) {
		inst.settings.reboot()
		return "", nil
	},
}

// disrupt puts an instance into a status and returns how long the task takes. The
// instance runs again a quarter of the restart time after the task.
func (s *Simulator) disrupt(inst *instance, status int, start time.Time, usual time.Duration) time.Duration {
	whole := s.options.RestartTime
	task := max(usual, whole*3/4)
	inst.statusChanges = []statusChange{{start, status}, {start.Add(task + whole/4), statusRunning}}
	return task
}

// reset is pad/reset (API document: Instance reset). The instance resets, then
// restarts. See factoryReset for the settings that survive.
var reset = &operation{
	name: "reset", changes: true, nonIdempotent: true, disrupts: true, anyStatus: true, acceptsGroups: true,
	onStart: func(s *Simulator, t *task, start time.Time, usual time.Duration) time.Duration {
		return s.resetInstance(t.instance, start, usual)
	},
	apply: func(_ *Simulator, inst *instance, _ json.RawMessage) (string, error) {
		inst.settings.factoryReset()
		return "", nil
	},
}

// resetInstance puts an instance into the statuses of a reset and returns how long the
// task takes.
func (s *Simulator) resetInstance(inst *instance, start time.Time, usual time.Duration) time.Duration {
	whole := s.options.RestartTime
	task := max(usual, whole*3/2)
	inst.statusChanges = []statusChange{
		{start, statusResetting},
		{start.Add(task / 2), statusRestarting},
		{start.Add(task + whole/4), statusRunning},
	}
	return task
}
