package convergetest

import (
	"context"
	"encoding/json"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Stop ends the process that makes a change.
type Stop struct {
	// After is the number of changes before it.
	After int
	// Unsent is true if the process ends before the change is sent, and false if it
	// ends after the change was accepted.
	Unsent bool
	// Cancel ends the process.
	Cancel context.CancelFunc
}

// SetStop ends the process at one of its next changes, or never if it is nil.
func (m *Model) SetStop(stop *Stop) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.stop = stop
}

// Submit accepts a change, unless a fault is drawn.
func (m *Model) Submit(ctx context.Context, op *armcloud.Operation, codes []string, params json.RawMessage) ([]armcloud.Submission, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance()
	if m.stop != nil {
		if m.stop.After--; m.stop.After == -1 {
			defer m.stop.Cancel()
			if m.stop.Unsent {
				return nil, &armcloud.Error{Class: armcloud.ClassCanceled, Operation: op, Message: "the process has ended"}
			}
		}
	}
	t := &modelTask{
		owner: ownerOf(ctx), op: op, params: params, change: op.Name + " " + string(params),
		sent: time.Now(), end: time.Now().Add(2 * time.Second), effective: true, status: armcloud.TaskDone,
	}
	m.audit.submits++
	t.number = m.audit.submits
	m.checkSubmit(t.owner, op, params)
	if err := m.fault(t); err != nil {
		return nil, err
	}
	return []armcloud.Submission{{PadCode: codes[0], TaskID: int64(len(m.tasks))}}, nil
}

// fault draws a fault of a change and begins its task. It returns an error if there
// is no response.
func (m *Model) fault(t *modelTask) error {
	lost := &armcloud.Error{Class: armcloud.ClassAmbiguous, Operation: t.op, Message: "the response was lost"}
	fault := 0
	if m.Faults {
		fault = m.Random.IntN(16)
	}
	switch fault {
	case 1, 2:
		return &armcloud.Error{Class: armcloud.ClassRejected, Operation: t.op, Message: "refused"}
	case 3, 4:
		t.effective, t.status = false, armcloud.TaskFailed
	case 5:
		t.status = armcloud.TaskFailed
	case 6:
		m.lose(t)
		return lost
	case 7:
		t.lost = true
		t.end = t.sent.Add(5 * time.Minute)
		m.lose(t)
	case 8, 9, 10:
		t.end = t.sent.Add(20 * time.Minute) // longer than the timeouts of the test
	}
	// An instance carries out its tasks one after the other.
	for _, before := range m.running() {
		if !t.end.After(before.end) {
			t.end = before.end.Add(time.Second)
		}
	}
	m.tasks = append(m.tasks, t)
	if t.lost {
		return lost
	}
	return nil
}

// lose records that the end of a change cannot be known.
func (m *Model) lose(t *modelTask) {
	if name := changeName(t.op, t.params); name != "" && name != "image" {
		m.audit.ask(t.owner, name)
	}
	if t.op == armcloud.Reset || parse(t.params).WipeData {
		m.audit.askAgain()
	}
}
