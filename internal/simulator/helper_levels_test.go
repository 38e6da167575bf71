package simulator

import (
	"encoding/json"
	"testing"
	"testing/synctest"
	"time"
)

// atBothLevels runs a test with a calm account at each API level.
func atBothLevels(t *testing.T, test func(t *testing.T, s *Simulator)) {
	t.Helper()
	for _, level := range allLevels {
		t.Run(level, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := calm()
				o.Level = level
				test(t, newSimulator(t, o))
			})
		})
	}
}

// waitTask waits until one task on an idle instance has finished, waitRestart until
// an instance is back after a restart, reset or upgrade.
func waitTask()    { <-time.After(20 * time.Second) }
func waitRestart() { <-time.After(5 * time.Minute) }

// do submits to one instance and waits until the task is done.
func (s *Simulator) do(t *testing.T, path, body string) {
	t.Helper()
	id := s.submitOne(t, path, body)
	waitTask()
	s.expectStatus(t, id, taskDone)
}

// object decodes data as one object.
func (a response) object(t *testing.T) item {
	t.Helper()
	var one item
	if err := json.Unmarshal(a.Data, &one); err != nil {
		t.Fatalf("data is not an object: %s", a.Data)
	}
	return one
}

// mistake is a call and the code of its response.
type mistake struct {
	name, path, body string
	code             int
}

// expectRefusals makes each call and checks its code. A refused call must not
// create tasks.
func (s *Simulator) expectRefusals(t *testing.T, calls []mistake) {
	t.Helper()
	for _, c := range calls {
		before := s.nextTask
		if a := s.call(t, c.path, c.body); a.Code != c.code {
			t.Errorf("%s: got code %d %q, want %d", c.name, a.Code, a.Msg, c.code)
		} else if a.Code != codeOK && s.nextTask != before {
			t.Errorf("%s: the refused call created tasks", c.name)
		}
	}
}
