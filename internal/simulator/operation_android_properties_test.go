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

// submitProps submits Android properties and returns the id of the task.
func (s *Simulator) submitProps(t *testing.T, body string) int64 {
	t.Helper()
	data := s.mustCall(t, padPath+"updatePadAndroidProp", body).object(t)
	_, online := data["vmStatus"]
	_, status := data["taskStatus"]
	if newer := s.options.Level == LevelCurrent; online != newer || status != newer || data["padCode"] != one {
		t.Errorf("got response %v, want padCode and the fields of the level", data)
	}
	return int64(data["taskId"].(float64))
}

// Android properties apply at the next boot and survive a reset.
func TestAndroidPropertiesApplyAtBoot(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		shown := func() string { return s.property(t, one, "systemPropertiesList", "ro.product.brand") }
		id := s.submitProps(t, props(one, "ro.product.brand", "Acme", false))
		waitTask()
		s.expectStatus(t, id, taskDone)
		if shown() != deviceBrand || s.instanceState(t, one).AndroidProperties["ro.product.brand"] != "Acme" {
			t.Errorf("got %q before a boot, want the default", shown())
		}
		s.submitOne(t, padPath+"restart", "{"+pads(one)+"}")
		waitRestart()
		if shown() != "Acme" {
			t.Errorf("got %q after a restart, want Acme", shown())
		}
		s.submitOne(t, padPath+"reset", "{"+pads(one)+"}")
		waitRestart()
		if shown() != "Acme" {
			t.Errorf("got %q after a reset, want Acme", shown())
		}
		if n := s.Counters().RestartFlags; n != 0 {
			t.Errorf("got %d restart flags, want 0", n)
		}
	})
}

// The restart flag restarts the instance and is counted.
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
			t.Errorf("got %q, want Acme", got)
		}
		if n := s.Counters().RestartFlags; n != 1 {
			t.Errorf("got %d restart flags, want 1", n)
		}
	})
}

// Writing a drifted value again and restarting repairs it.
func TestAndroidPropertiesRepairDrift(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		shown := func() string { return s.property(t, one, "systemPropertiesList", "ro.product.brand") }
		must(t, s.Drift([]string{one}, DriftSet{Properties: Properties{listSystem: {"ro.product.brand": "Other"}}}))
		s.submitProps(t, props(one, "ro.product.brand", "Acme", false))
		waitTask()
		if shown() != "Other" {
			t.Errorf("got %q before the restart, want Other", shown())
		}
		s.submitOne(t, padPath+"restart", "{"+pads(one)+"}")
		waitRestart()
		if shown() != "Acme" {
			t.Errorf("got %q after the restart, want Acme", shown())
		}
	})
}

func TestAndroidPropertyMistakesAreRefused(t *testing.T) {
	s := newSimulator(t, Options{})
	path := padPath + "updatePadAndroidProp"
	s.expectRefusals(t, []mistake{
		{"good", path, props(one, "ro.a", "b", false), codeOK},
		{"no restart flag", path, `{"padCode":"` + one + `","props":{"ro.a":""}}`, codeOK},
		{"no instance", path, `{"props":{"ro.a":"b"}}`, codeRequired},
		{"several instances", path, `{` + pads(one) + `,"props":{"ro.a":"b"}}`, codeRequired},
		{"an unknown instance", path, props(absent, "ro.a", "b", false), codeInstanceNotFound},
		{"no properties", path, `{"padCode":"` + one + `","props":{}}`, codeRequired},
		{"a name with a space", path, props(one, "ro. a", "b", false), codeInvalidParameters},
		{"a read-only property", path, props(one, "ro.build.version.sdk", "30", false), codeInvalidParameters},
		{"a value that is not a string", path, `{"padCode":"` + one + `","props":{"ro.a":1}}`, codeInvalidFormat},
	})
}
