package simulator

import (
	"testing"
	"testing/synctest"
	"time"
)

// A removed instance is unknown to listings and submissions, and its unfinished
// tasks fail. New instances get the next codes.
func TestInstancesAreRemovedAndAdded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		id := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		must(t, s.Remove([]string{one}))
		s.expectStatus(t, id, taskFailed)
		if l := s.mustCall(t, padPath+"padDetails", "{"+pads(one, two)+"}").listing(t); l.Total != 1 {
			t.Errorf("got %d listed instances, want 1", l.Total)
		}
		if a := s.call(t, padPath+"restart", "{"+pads(one)+"}"); a.Code != codeInstanceNotFound {
			t.Errorf("restart of a removed instance: got code %d, want %d", a.Code, codeInstanceNotFound)
		}
		codes, err := s.Add(2)
		if err != nil || len(codes) != 2 || codes[0] != padCode(51) || codes[1] != padCode(52) {
			t.Fatalf("got added codes %v (error %v), want %s and %s", codes, err, padCode(51), padCode(52))
		}
		if got := s.instanceState(t, codes[1]); got.GroupID != groupCount || got.Status != statusRunning || !got.Online {
			t.Errorf("new instance: got %+v, want it online, running and in the last group", got)
		}
		s.submitOne(t, padPath+"updateTimeZone", body(tokyo, codes[0]))
		<-time.After(time.Minute)
		if got := s.instanceState(t, codes[0]).TimeZone; got != "Asia/Tokyo" {
			t.Errorf("new instance: got time zone %s, want Asia/Tokyo", got)
		}
	})
}

// After Close and Kill, changes are refused. Both can be called again.
func TestClosedSimulatorChangesNothing(t *testing.T) {
	for name, end := range map[string]func(*Simulator) error{"Close": (*Simulator).Close, "Kill": (*Simulator).Kill} {
		s := newSimulator(t, Options{})
		must(t, s.SetOnline([]string{one}, false))
		must(t, end(s))
		must(t, end(s))
		if err := s.SetOnline([]string{one}, true); err == nil {
			t.Errorf("SetOnline after %s succeeded, want an error", name)
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("a request after %s got a response, want an aborted connection", name)
				}
			}()
			s.call(t, "/openapi/open/group/infos", "{}")
		}()
	}
}
