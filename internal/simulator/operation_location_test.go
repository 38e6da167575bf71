package simulator

import (
	"testing"
	"testing/synctest"
)

const berlin = `"latitude":52.5,"longitude":13.4`

// In 2024 setting the location is a task. At the current level it takes effect at
// once and the response is true. A reset clears the location.
func TestLocationIsATaskOnlyIn2024(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		a := s.mustCall(t, padPath+"gpsInjectInfo", body(berlin, one, two))
		if s.options.Level == LevelCurrent {
			if string(a.Data) != "true" || len(s.tasks) != 0 {
				t.Errorf("got data %s and %d tasks, want true and none", a.Data, len(s.tasks))
			}
		} else {
			if items := a.items(t); len(items) != 2 {
				t.Errorf("got items %v, want 2", items)
			}
			if now := s.instanceState(t, one); now.Location != nil {
				t.Errorf("got location %v before the task is done, want none", now.Location)
			}
			waitTask()
		}
		for _, code := range []string{one, two} {
			if now := s.instanceState(t, code); now.Location == nil || *now.Location != (Location{52.5, 13.4}) {
				t.Errorf("%s: got location %v, want 52.5, 13.4", code, now.Location)
			}
		}
		s.submitOne(t, padPath+"reset", "{"+pads(one)+"}")
		waitRestart()
		if now := s.instanceState(t, one); now.Location != nil {
			t.Errorf("got location %v after a reset, want none", now.Location)
		}
	})
}

// Without tasks, an offline or failing instance refuses the call for all
// instances. An instance that a fault omits is not moved.
func TestLocationWithoutTasksIsAllOrNothing(t *testing.T) {
	s := newSimulator(t, Options{})
	must(t, s.SetOnline([]string{two}, false))
	if a := s.call(t, padPath+"gpsInjectInfo", body(berlin, one, two)); a.Code != codeNotReady {
		t.Errorf("an offline instance: got code %d, want not ready", a.Code)
	}
	must(t, s.AddFault(Fault{Kind: FaultTaskFail, PadCode: three, Message: "no"}))
	if a := s.call(t, padPath+"gpsInjectInfo", body(berlin, one, three)); a.Code != codeProcessing || a.Msg != "no" {
		t.Errorf("a failing instance: got code %d %s, want processing", a.Code, a.Msg)
	}
	if now := s.instanceState(t, one); now.Location != nil {
		t.Errorf("got location %v after a refused call, want none", now.Location)
	}
	s.ClearFaults()
	must(t, s.AddFault(Fault{Kind: FaultOmit, PadCode: three}))
	s.mustCall(t, padPath+"gpsInjectInfo", body(berlin, one, three))
	if s.instanceState(t, one).Location == nil || s.instanceState(t, three).Location != nil {
		t.Error("the omitted instance moved, or the other one did not")
	}
	if n := s.Counters().OfflineSubmits; n != 1 {
		t.Errorf("got %d submissions to offline instances, want 1", n)
	}
}

// Setting the location overlaps with an unfinished change.
func TestLocationWithoutTasksCanOverlap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		s.mustCall(t, padPath+"gpsInjectInfo", body(berlin, one))
		if n := s.Counters().Overlaps; n != 0 {
			t.Errorf("got %d overlaps on an idle instance, want 0", n)
		}
		s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		s.mustCall(t, padPath+"gpsInjectInfo", body(berlin, one))
		if n := s.Counters().Overlaps; n != 1 {
			t.Errorf("got %d overlaps, want 1", n)
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
		{"101 instances", path, "{" + berlin + "," + padsUpTo(101) + "}", codeInvalidParameters},
	})
}
