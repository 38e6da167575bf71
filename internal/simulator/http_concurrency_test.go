package simulator

import (
	"context"
	"fmt"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// Concurrent calls are counted by path; sequential calls are not.
func TestConcurrencyIsCountedByPath(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, Options{Latency: time.Second})
		var calls sync.WaitGroup
		for range 5 {
			calls.Go(func() {
				s.Handler().ServeHTTP(httptest.NewRecorder(), signedRequest(t, padPath+"modelInfo", "{"+pads(one)+"}"))
			})
		}
		calls.Wait()
		for range 3 {
			s.mustCall(t, padPath+"infos", `{"page":1,"rows":1}`)
		}
		c := s.Counters()
		if c.MaxConcurrent[padPath+"modelInfo"] != 5 || c.MaxConcurrent[padPath+"infos"] != 1 {
			t.Errorf("got concurrent calls %v, want 5 of modelInfo and 1 of infos", c.MaxConcurrent)
		}
	})
}

// A client that disconnects during the latency has no effect on the account.
func TestClientThatDisconnects(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, Options{Latency: time.Minute})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		r := signedRequest(t, padPath+"updateTimeZone", body(tokyo, one)).WithContext(ctx)
		s.Handler().ServeHTTP(httptest.NewRecorder(), r)
		if s.nextTask != firstTaskID {
			t.Error("the call created a task")
		}
	})
}

// Under concurrent load, task ids are unique and the state file has all
// acknowledged tasks.
func TestConcurrentCallers(t *testing.T) {
	file := stateFile(t)
	s := newSimulator(t, Options{StateFile: file, Instances: 100})
	var callers sync.WaitGroup
	var mu sync.Mutex
	ids := map[int64]bool{}
	for n := 1; n <= 40; n++ {
		code := padCode(n)
		callers.Go(func() {
			for range 5 {
				id := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, code))
				mu.Lock()
				ids[id] = true
				mu.Unlock()
				s.mustCall(t, padPath+"padDetails", `{"rows":20}`)
				s.mustCall(t, taskPath+"padTaskDetail", fmt.Sprintf(`{"taskIds":[%d]}`, id))
				s.Counters()
				if err := s.SetOnline([]string{code}, n%2 == 0); err != nil {
					t.Error(err)
				}
			}
		})
	}
	callers.Wait()
	if len(ids) != 200 {
		t.Errorf("got %d different task ids, want 200", len(ids))
	}
	must(t, s.Kill())
	s = newSimulator(t, Options{StateFile: file})
	for id := range ids {
		if s.tasks[id] == nil {
			t.Errorf("task %d is missing after the restart", id)
		}
	}
}
