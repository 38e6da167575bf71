package simulator

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// wantOutOfService fails unless so many instances are out of service, and were at the
// same time at most.
func (s *Simulator) wantOutOfService(t *testing.T, now, most int) {
	t.Helper()
	if c := s.Counters(); c.OutOfService != now || c.MaxOutOfService != most {
		t.Errorf("got %d instances out of service and %d at most, want %d and %d", c.OutOfService, c.MaxOutOfService, now, most)
	}
}

// An instance is out of service from the request until it runs again, after the end of
// its task. The control is a change that leaves it in service.
func TestOutOfService(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		s.wantOutOfService(t, 0, 0)
		<-time.After(time.Minute)

		id := s.submitOne(t, padPath+"restart", "{"+pads(one)+"}")
		s.wantOutOfService(t, 1, 1)
		<-time.After(48 * time.Second)
		s.expectStatus(t, id, taskDone)
		s.wantOutOfService(t, 1, 1)
		<-time.After(time.Minute)
		s.wantOutOfService(t, 0, 1)

		s.submitOne(t, padPath+"restart", "{"+pads(one)+"}")
		<-time.After(30 * time.Second)
		s.submitOne(t, padPath+"reset", "{"+pads(two)+"}")
		s.wantOutOfService(t, 2, 2)
		<-time.After(10 * time.Minute)
		s.wantOutOfService(t, 0, 2)
	})
}

// A restart that waits for another task takes the instance out of service too, also when
// that task ends.
func TestOutOfServiceBehindATask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		id := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		s.submitOne(t, padPath+"restart", "{"+pads(one)+"}")
		s.wantOutOfService(t, 1, 1)
		<-time.After(10 * time.Second)
		s.expectStatus(t, id, taskDone)
		s.wantOutOfService(t, 1, 1)
	})
}

// What counts is when an instance was back, not when a request reads it. One that is
// back before the next one goes does not count with it.
func TestOutOfServiceOneAfterTheOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		for _, code := range []string{one, two, three} {
			s.submitOne(t, padPath+"restart", "{"+pads(code)+"}")
			<-time.After(5 * time.Minute)
		}
		s.wantOutOfService(t, 0, 1)
		s.submitOne(t, padPath+"restart", "{"+pads(one)+"}")
		s.submitOne(t, padPath+"restart", "{"+pads(two)+"}")
		s.wantOutOfService(t, 2, 2)
	})
}

// An instance that does not come back stays out of service, and one that leaves the
// account does not. Those that are out of service when the counters are reset count.
func TestOutOfServiceForLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		for _, code := range []string{one, two, three} {
			s.submitOne(t, padPath+"restart", "{"+pads(code)+"}")
		}
		<-time.After(10 * time.Second)
		if err := s.SetStatus([]string{one}, statusAbnormal); err != nil {
			t.Fatal(err)
		}
		if err := s.Remove([]string{two}); err != nil {
			t.Fatal(err)
		}
		<-time.After(10 * time.Minute)
		s.wantOutOfService(t, 1, 3)
		s.ResetCounters()
		s.wantOutOfService(t, 1, 1)
		<-time.After(time.Second)
		if err := s.SetStatus([]string{one}, statusRunning); err != nil {
			t.Fatal(err)
		}
		s.wantOutOfService(t, 0, 1)
	})
}

// Downtimes that can overlap with no later one are forgotten, and their maximum stays.
func TestDowntimesAreReduced(t *testing.T) {
	v := newService()
	start := time.Unix(0, 0)
	var pair [2]instance
	for i := range pair {
		pair[i].status = statusRunning
		v.begin(&pair[i], start)
	}
	for i := range pair {
		v.check(&pair[i], start.Add(time.Second))
	}
	v.reduce()
	if len(v.ended) != 0 || v.maximum() != 2 {
		t.Errorf("got %d downtimes and a maximum of %d, want 0 and 2", len(v.ended), v.maximum())
	}
}

// The control API shows the counters.
func TestControlOutOfService(t *testing.T) {
	s := newSimulator(t, calm())
	s.submitOne(t, padPath+"restart", "{"+pads(one)+"}")
	_, text := s.control(t, http.MethodGet, "counters", "", loopback)
	for _, name := range []string{"out_of_service", "max_out_of_service"} {
		if want := fmt.Sprintf(`"%s": 1`, name); !strings.Contains(text, want) {
			t.Errorf("got no %s in the counters, want it:\n%s", want, text)
		}
	}
}
