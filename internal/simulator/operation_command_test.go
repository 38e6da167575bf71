package simulator

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func script(text string, codes ...string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return body(`"scriptContent":`+string(quoted), codes...)
}

func (s *Simulator) scriptResult(t *testing.T, id int64) item {
	t.Helper()
	return s.mustCall(t, taskPath+"executeScriptInfo", fmt.Sprintf(`{"taskIds":[%d]}`, id)).items(t)[0]
}

// Commands print the state of the instance, in order.
func TestCommandsPrintTheStateOfTheInstance(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		s.do(t, padPath+"installApp", install(one, AppKiosk2))
		packages := "package:android\npackage:com.android.settings\npackage:com.example.kiosk\n"
		for text, want := range map[string]string{
			"getprop persist.sys.timezone":                            "Asia/Shanghai\n",
			"getprop no.such.thing":                                   "\n",
			"getprop no.such.thing other":                             "other\n",
			"getprop 'persist.sys.language';getprop ro.product.brand": "zh\nXiaomi\n",
			"echo a && echo b c\necho":                                "a\nb c\n\n",
			"pm list packages":                                        packages,
			"cmd package list packages":                               packages,
			"pm list packages -3":                                     "package:com.example.kiosk\n",
			"pm list packages kiosk":                                  "package:com.example.kiosk\n",
			"pm list packages -3 --show-versioncode":                  "package:com.example.kiosk versionCode:200\n",
			"settings get system timezone":                            "Asia/Shanghai\n",
			"settings get global no_such_thing":                       "null\n",
			"reboot; rm -rf /":                                        "",
		} {
			id := s.submitOne(t, padPath+"asyncCmd", script(text, one))
			waitTask()
			row := s.scriptResult(t, id)
			if row["taskStatus"] != 3.0 || row["taskResult"] != want || row["padCode"] != one {
				t.Errorf("%q: got %v, want %q", text, row, want)
			}
			if _, has := row["errorMsg"]; has != (s.options.Level == LevelCurrent) {
				t.Errorf("got %v, want errorMsg only at the current level", row)
			}
		}
		id := s.submitOne(t, padPath+"asyncCmd", script("getprop", one))
		waitTask()
		if text := s.scriptResult(t, id)["taskResult"].(string); !strings.Contains(text, "[persist.sys.country]: [CN]\n") {
			t.Errorf("got %q from getprop, want all properties", text)
		}
	})
}

// A command waits for its instance. executeScriptInfo returns only commands.
func TestCommandsWaitForTheirInstance(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		must(t, s.SetOnline([]string{one}, false))
		id := s.submitOne(t, padPath+"asyncCmd", script("echo x", one))
		waitTask()
		if row := s.scriptResult(t, id); row["taskStatus"] != 1.0 || row["taskResult"] != nil {
			t.Errorf("offline: got %v, want pending without a result", row)
		}
		must(t, s.SetOnline([]string{one}, true))
		waitTask()
		if row := s.scriptResult(t, id); row["taskResult"] != "x\n" {
			t.Errorf("online again: got %v, want the result", row)
		}
		other := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		if items := s.mustCall(t, taskPath+"executeScriptInfo", fmt.Sprintf(`{"taskIds":[%d]}`, other)).items(t); len(items) != 0 {
			t.Errorf("another task: got %v, want no items", items)
		}
		s.expectRefusals(t, []mistake{{"no script", padPath + "asyncCmd", "{" + pads(one) + "}", codeRequired}})
	})
}

// A command is not a change, so it overlaps nothing. Sending it again before it
// has run is a repeat.
func TestRepeatedCommandsAreCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		s.submitOne(t, padPath+"asyncCmd", script("echo x", one))
		s.submitOne(t, padPath+"asyncCmd", script("echo y", one))
		<-time.After(time.Minute)
		s.submitOne(t, padPath+"asyncCmd", script("echo x", one))
		s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		if c := s.Counters(); c.Overlaps != 0 || c.Repeated != 0 {
			t.Errorf("got %+v, want no overlaps or repeats", c)
		}
		s.submitOne(t, padPath+"asyncCmd", script("echo x", one))
		if c := s.Counters(); c.Overlaps != 0 || c.Repeated != 1 {
			t.Errorf("got %+v, want 1 repeat", c)
		}
	})
}
