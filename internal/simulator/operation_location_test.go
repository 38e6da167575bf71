package simulator

import (
	"testing"
	"testing/synctest"
)

const berlin = `"latitude":52.5,"longitude":13.4`

// In 2024 the location is a task; at the current level the answer is true and
// the instance is there at once. A reset clears it.
func TestLocationIsATaskIn2024AndAtOnceToday(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		a := s.mustCall(t, padPath+"gpsInjectInfo", body(berlin, one, two))
		if s.options.Level == LevelCurrent {
			if string(a.Data) != "true" || len(s.tasks) != 0 {
				t.Errorf("data %s, %d tasks", a.Data, len(s.tasks))
			}
		} else {
			if items := a.items(t); len(items) != 2 {
				t.Errorf("items %v", items)
			}
			if now := s.instanceState(t, one); now.Location != nil {
				t.Errorf("the phone is there before its task is done: %v", now.Location)
			}
			waitTask()
		}
		for _, code := range []string{one, two} {
			if now := s.instanceState(t, code); now.Location == nil || *now.Location != (Location{52.5, 13.4}) {
				t.Errorf("%s is at %v", code, now.Location)
			}
		}
		s.submitOne(t, padPath+"reset", "{"+pads(one)+"}")
		waitRestart()
		if now := s.instanceState(t, one); now.Location != nil {
			t.Errorf("after a reset the phone is at %v", now.Location)
		}
	})
}

// Without a task, an instance that cannot act refuses the call for all; an instance
// that a fault leaves out stays where it is.
func TestLocationWithoutTasksIsForAllOrNone(t *testing.T) {
	s := newSimulator(t, Options{})
	must(t, s.SetOnline([]string{two}, false))
	if a := s.call(t, padPath+"gpsInjectInfo", body(berlin, one, two)); a.Code != codeNotReady {
		t.Errorf("a phone is off line: code %d", a.Code)
	}
	must(t, s.AddFault(Fault{Kind: FaultTaskFail, PadCode: three, Message: "no"}))
	if a := s.call(t, padPath+"gpsInjectInfo", body(berlin, one, three)); a.Code != codeProcessing || a.Msg != "no" {
		t.Errorf("a phone is to fail: code %d %s", a.Code, a.Msg)
	}
	if now := s.instanceState(t, one); now.Location != nil {
		t.Errorf("a refused call moved a phone to %v", now.Location)
	}
	s.ClearFaults()
	must(t, s.AddFault(Fault{Kind: FaultOmit, PadCode: three}))
	s.mustCall(t, padPath+"gpsInjectInfo", body(berlin, one, three))
	if s.instanceState(t, one).Location == nil || s.instanceState(t, three).Location != nil {
		t.Error("a phone that is left out moved, or another did not")
	}
	if n := s.Counters().OfflineSubmits; n != 1 {
		t.Errorf("%d submits to phones off line, want 1", n)
	}
}

// A location is a change: with an unfinished change it is an overlap.
func TestLocationWithoutTasksCanOverlap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		s.mustCall(t, padPath+"gpsInjectInfo", body(berlin, one))
		if n := s.Counters().Overlaps; n != 0 {
			t.Errorf("%d overlaps on an idle phone", n)
		}
		s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		s.mustCall(t, padPath+"gpsInjectInfo", body(berlin, one))
		if n := s.Counters().Overlaps; n != 1 {
			t.Errorf("%d overlaps, want 1", n)
		}
	})
}

func TestLocationMistakesAreRefused(t *testing.T) {
	s := newSimulator(t, Options{})
	path := padPath + "gpsInjectInfo"
	s.expectRefusals(t, []mistake{
		{"a corner", path, body(`"latitude":-90,"longitude":180`, one), codeOK},
		{"no latitude", path, body(`"longitude":1`, one), codeRequired},
		{"too far north", path, body(`"latitude":90.1,"longitude":1`, one), codeInvalidParameters},
		{"too far west", path, body(`"latitude":1,"longitude":-180.1`, one), codeInvalidParameters},
		{"text", path, body(`"latitude":"1","longitude":1`, one), codeInvalidFormat},
		{"101 phones", path, "{" + berlin + "," + padsUpTo(101) + "}", codeInvalidParameters},
	})
}
