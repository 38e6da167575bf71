package simulator

import (
	"encoding/json"
	"testing"
	"testing/synctest"
	"time"
)

// atBothLevels runs a test on a calm account of each API level.
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

// waitTask is enough for one task on an idle instance, waitRestart enough for a
// restart, reset or upgrade until the instance is back.
func waitTask()    { <-time.After(20 * time.Second) }
func waitRestart() { <-time.After(5 * time.Minute) }

// do submits to one instance and waits until the task is done.
func (s *Simulator) do(t *testing.T, path, body string) {
	t.Helper()
	id := s.submitOne(t, path, body)
	waitTask()
	s.expectStatus(t, id, taskDone)
}

// object decodes data that is one object.
func (a response) object(t *testing.T) item {
	t.Helper()
	var one item
	if err := json.Unmarshal(a.Data, &one); err != nil {
		t.Fatalf("data is not an object: %s", a.Data)
	}
	return one
}

// mistake is a call and the code that refuses it.
type mistake struct {
	name, path, body string
	code             int
}

// expectRefusals makes each call and looks that a refused one made no task.
func (s *Simulator) expectRefusals(t *testing.T, calls []mistake) {
	t.Helper()
	for _, c := range calls {
		before := s.nextTask
		if a := s.call(t, c.path, c.body); a.Code != c.code {
			t.Errorf("%s: code %d %q, want %d", c.name, a.Code, a.Msg, c.code)
		} else if a.Code != codeOK && s.nextTask != before {
			t.Errorf("%s: refused, but it made tasks", c.name)
		}
	}
}
