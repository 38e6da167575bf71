package simulator

import (
	"testing"
	"testing/synctest"
	"time"
)

// An instance that leaves the account is unknown afterwards, to listings and
// submissions; its unfinished tasks fail. New instances come with the next codes.
func TestInstancesAreRemovedAndAdded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		id := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		must(t, s.Remove([]string{one}))
		s.expectStatus(t, id, taskFailed)
		if l := s.mustCall(t, padPath+"padDetails", "{"+pads(one, two)+"}").listing(t); l.Total != 1 {
			t.Errorf("%d of two phones are listed, want 1", l.Total)
		}
		if a := s.call(t, padPath+"restart", "{"+pads(one)+"}"); a.Code != codeInstanceNotFound {
			t.Errorf("a restart of a removed phone: code %d", a.Code)
		}
		codes, err := s.Add(2)
		if err != nil || len(codes) != 2 || codes[0] != padCode(51) || codes[1] != padCode(52) {
			t.Fatalf("added %v %v", codes, err)
		}
		if got := s.instanceState(t, codes[1]); got.GroupID != groupCount || got.Status != statusRunning || !got.Online {
			t.Errorf("a new phone: %+v", got)
		}
		s.submitOne(t, padPath+"updateTimeZone", body(tokyo, codes[0]))
		<-time.After(time.Minute)
		if got := s.instanceState(t, codes[0]).TimeZone; got != "Asia/Tokyo" {
			t.Errorf("a new phone has the time zone %s", got)
		}
	})
}

// After Close and Kill nothing changes any more, and both can be called again.
func TestClosedSimulatorChangesNothing(t *testing.T) {
	for name, end := range map[string]func(*Simulator) error{"Close": (*Simulator).Close, "Kill": (*Simulator).Kill} {
		s := newSimulator(t, Options{})
		must(t, s.SetOnline([]string{one}, false))
		must(t, end(s))
		must(t, end(s))
		if err := s.SetOnline([]string{one}, true); err == nil {
			t.Errorf("after %s a phone can be changed", name)
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("after %s a call is answered", name)
				}
			}()
			s.call(t, "/openapi/open/group/infos", "{}")
		}()
	}
}
