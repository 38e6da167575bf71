package simulator

import (
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
)

func (s *Simulator) adbCall(t *testing.T, enable bool) item {
	t.Helper()
	return s.mustCall(t, padPath+"adb", fmt.Sprintf(`{"padCode":%q,"enable":%v}`, one, enable)).object(t)
}

// In 2024 pad/adb switches ADB and returns how to connect.
func TestADBSwitchesIn2024(t *testing.T) {
	s := newSimulator(t, Options{Level: Level2024})
	on := s.adbCall(t, true)
	if _, newer := on["key"]; newer || on["enable"] != true || on["command"] == nil || on["expireTime"] == nil || !s.instanceState(t, one).ADB {
		t.Errorf("got %v after switching on, want enable, command and expireTime", on)
	}
	if off := s.adbCall(t, false); off["enable"] != false || off["command"] != nil || s.instanceState(t, one).ADB {
		t.Errorf("got %v after switching off, want no command", off)
	}
	if a := s.call(t, padPath+"openOnlineAdb", body(`"openStatus":1`, one)); a.HTTP != http.StatusNotFound {
		t.Errorf("openOnlineAdb in 2024: got HTTP %d, want 404", a.HTTP)
	}
	must(t, s.SetOnline([]string{one}, false))
	if a := s.call(t, padPath+"adb", `{"padCode":"`+one+`","enable":true}`); a.Code != codeNotReady || s.instanceState(t, one).ADB {
		t.Errorf("offline: got code %d, ADB %v, want not ready and false", a.Code, s.instanceState(t, one).ADB)
	}
}

// At the current level pad/adb only reports; openOnlineAdb switches ADB with tasks.
func TestADBOnlyReportsAtTheCurrentLevel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		if off := s.adbCall(t, true); off["enable"] != false || off["key"] != "" || s.instanceState(t, one).ADB {
			t.Errorf("got %v from pad/adb, want it not to switch ADB", off)
		}
		items := s.mustCall(t, padPath+"openOnlineAdb", body(`"openStatus":1`, one, two)).items(t)
		if len(items) != 2 || items[0]["taskStatus"] != 1.0 || items[0]["padCode"] != one {
			t.Fatalf("got items %v, want 2", items)
		}
		waitTask()
		s.expectStatus(t, int64(items[1]["taskId"].(float64)), taskDone)
		if on := s.adbCall(t, false); on["enable"] != true || on["key"] == "" || on["adb"] == "" || !s.instanceState(t, two).ADB {
			t.Errorf("got %v after switching on, want enable, key and adb", on)
		}
	})
}

// adbOpenStatus in both listings follows the switch; 2024 doesn't have the field.
func TestADBInListings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		shown := func(when string, details, infos any) {
			t.Helper()
			for path, want := range map[string]any{"padDetails": details, "infos": infos} {
				row := s.mustCall(t, padPath+path, body(`"page":1,"rows":1`, one)).listing(t).PageData[0]
				if row["adbOpenStatus"] != want {
					t.Errorf("%s: %s: got adbOpenStatus %v, want %v", when, path, row["adbOpenStatus"], want)
				}
			}
		}
		shown("new", nil, "0")
		s.do(t, padPath+"openOnlineAdb", body(`"openStatus":"1"`, one))
		shown("on", "1", "1")
		s.do(t, padPath+"openOnlineAdb", body(`"openStatus":0`, one))
		shown("off", "0", "0")
		s.do(t, padPath+"openOnlineAdb", body(`"openStatus":1`, one))
		s.submitOne(t, padPath+"reset", "{"+pads(one)+"}")
		waitRestart()
		shown("after a reset", "0", "0")

		old := newSimulator(t, Options{Level: Level2024})
		row := old.mustCall(t, padPath+"padDetails", "{"+pads(one)+"}").listing(t).PageData[0]
		if _, has := row["adbOpenStatus"]; has {
			t.Errorf("in 2024: got %v, want no adbOpenStatus", row)
		}
	})
}

func TestADBMistakesAreRefused(t *testing.T) {
	s := newSimulator(t, Options{Instances: 300})
	open := padPath + "openOnlineAdb"
	s.expectRefusals(t, []mistake{
		{"200 instances", open, `{"openStatus":0,` + padsUpTo(200) + "}", codeOK},
		{"201 instances", open, `{"openStatus":0,` + padsUpTo(201) + "}", codeInvalidParameters},
		{"no status", open, "{" + pads(one) + "}", codeRequired},
		{"status 2", open, body(`"openStatus":2`, one), codeInvalidParameters},
		{"no switch", padPath + "adb", `{"padCode":"` + one + `"}`, codeRequired},
		{"an unknown instance", padPath + "adb", `{"padCode":"` + absent + `","enable":true}`, codeInstanceNotFound},
	})
}
