package simulator

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func props(code, name, value string, restart bool) string {
	return fmt.Sprintf(`{"padCode":%q,"restart":%v,"props":{%q:%q}}`, code, restart, name, value)
}

// submitProps returns the task of a call that answers one object.
func (s *Simulator) submitProps(t *testing.T, body string) int64 {
	t.Helper()
	data := s.mustCall(t, padPath+"updatePadAndroidProp", body).object(t)
	_, online := data["vmStatus"]
	_, status := data["taskStatus"]
	if newer := s.options.Level == LevelCurrent; online != newer || status != newer || data["padCode"] != one {
		t.Errorf("answer %v", data)
	}
	return int64(data["taskId"].(float64))
}

// Android properties show after the next boot, and stay over a reset.
func TestAndroidPropertiesShowAfterABoot(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		shown := func() string { return s.property(t, one, "systemPropertiesList", "ro.product.brand") }
		id := s.submitProps(t, props(one, "ro.product.brand", "Acme", false))
		waitTask()
		s.expectStatus(t, id, taskDone)
		if shown() != deviceBrand || s.instanceState(t, one).AndroidProperties["ro.product.brand"] != "Acme" {
			t.Errorf("before a boot the phone shows %q", shown())
		}
		s.submitOne(t, padPath+"restart", "{"+pads(one)+"}")
		waitRestart()
		if shown() != "Acme" {
			t.Errorf("after a restart the phone shows %q", shown())
		}
		s.submitOne(t, padPath+"reset", "{"+pads(one)+"}")
		waitRestart()
		if shown() != "Acme" {
			t.Errorf("after a reset the phone shows %q", shown())
		}
		if n := s.Counters().RestartFlags; n != 0 {
			t.Errorf("%d restart flags counted, none was sent", n)
		}
	})
}

// With the restart flag the instance restarts, and the flag is counted.
func TestAndroidPropertiesCanRestartTheInstance(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		id := s.submitProps(t, props(one, "ro.product.brand", "Acme", true))
		<-time.After(10 * time.Second)
		s.expectInstance(t, one, statusRestarting)
		waitRestart()
		s.expectStatus(t, id, taskDone)
		s.expectInstance(t, one, statusRunning)
		if got := s.property(t, one, "systemPropertiesList", "ro.product.brand"); got != "Acme" {
			t.Errorf("the phone shows %q", got)
		}
		if n := s.Counters().RestartFlags; n != 1 {
			t.Errorf("%d restart flags counted, want 1", n)
		}
	})
}

// A value that drifted is mended by writing it again and a restart.
func TestAndroidPropertiesRepairDrift(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		shown := func() string { return s.property(t, one, "systemPropertiesList", "ro.product.brand") }
		must(t, s.Drift([]string{one}, DriftSet{Properties: Properties{listSystem: {"ro.product.brand": "Other"}}}))
		s.submitProps(t, props(one, "ro.product.brand", "Acme", false))
		waitTask()
		if shown() != "Other" {
			t.Errorf("before the restart the phone shows %q", shown())
		}
		s.submitOne(t, padPath+"restart", "{"+pads(one)+"}")
		waitRestart()
		if shown() != "Acme" {
			t.Errorf("after the restart the phone shows %q", shown())
		}
	})
}

func TestAndroidPropertyMistakesAreRefused(t *testing.T) {
	s := newSimulator(t, Options{})
	path := padPath + "updatePadAndroidProp"
	s.expectRefusals(t, []mistake{
		{"good", path, props(one, "ro.a", "b", false), codeOK},
		{"no restart flag", path, `{"padCode":"` + one + `","props":{"ro.a":""}}`, codeOK},
		{"no phone", path, `{"props":{"ro.a":"b"}}`, codeRequired},
		{"several phones", path, `{` + pads(one) + `,"props":{"ro.a":"b"}}`, codeRequired},
		{"an unknown phone", path, props(absent, "ro.a", "b", false), codeInstanceNotFound},
		{"no properties", path, `{"padCode":"` + one + `","props":{}}`, codeRequired},
		{"a name with a blank", path, props(one, "ro. a", "b", false), codeInvalidParameters},
		{"a fixed one", path, props(one, "ro.build.version.sdk", "30", false), codeInvalidParameters},
		{"a value that is no text", path, `{"padCode":"` + one + `","props":{"ro.a":1}}`, codeInvalidFormat},
	})
}
