package simulator

import (
	"maps"
	"slices"
)

// TaskState is a task on an instance.
type TaskState struct {
	ID      int64  `json:"id"`
	Path    string `json:"path"` // of the endpoint that submitted it
	PadCode string `json:"pad_code"`
	Status  int    `json:"status"`  // taskStatus
	Applied bool   `json:"applied"` // it has taken effect, whatever its status; unknown after a restart of the simulator
}

// Tasks returns the tasks on instances that can still be queried, oldest first.
func (s *Simulator) Tasks() []TaskState {
	s.mu.Lock()
	defer s.mu.Unlock()
	states := make([]TaskState, 0, len(s.tasks))
	for _, id := range slices.Sorted(maps.Keys(s.tasks)) {
		t := s.tasks[id]
		s.advance(t.instance, now())
		states = append(states, TaskState{ID: id, Path: submitPathOf(t.operation), PadCode: t.instance.code, Status: t.shownStatus(), Applied: t.applied})
	}
	return states
}
