package simulator

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// install returns a request to install one app on one instance, with all fields
// that 2024 requires.
func install(code string, appID int64) string {
	return fmt.Sprintf(`{"apps":[{"appId":%d,"appName":"x","pkgName":"x","padCodes":[%q]}]}`, appID, code)
}

func uninstall(code, packageName string) string {
	return fmt.Sprintf(`{"apps":[{"appId":1,"appName":"x","pkgName":%q,"padCodes":[%q]}]}`, packageName, code)
}

// A task installs the version of the catalog, replacing another version. Apps
// survive a restart but not a reset.
func TestAppsAreInstalledAndUninstalled(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		kiosk := func() InstalledApp { return s.instanceState(t, one).Apps["com.example.kiosk"] }
		s.do(t, padPath+"installApp", install(one, AppKiosk1))
		if got := kiosk(); got != (InstalledApp{"Kiosk", "1.0", 100, AppKiosk1}) {
			t.Errorf("got %+v, want Kiosk 1.0", got)
		}
		s.do(t, padPath+"installApp", install(one, AppKiosk2))
		s.do(t, padPath+"installApp", install(one, AppCounter))
		s.submitOne(t, padPath+"restart", "{"+pads(one)+"}")
		waitRestart()
		if got := s.instanceState(t, one).Apps; len(got) != 2 || kiosk().VersionCode != 200 || got["com.example.counter"].AppID != AppCounter {
			t.Errorf("got apps %+v after a restart, want Kiosk 2.0 and Counter", got)
		}
		s.do(t, padPath+"uninstallApp", uninstall(one, "com.example.kiosk"))
		if got := s.instanceState(t, one).Apps; len(got) != 1 || kiosk().VersionCode != 0 {
			t.Errorf("got apps %+v after uninstalling Kiosk, want Counter", got)
		}
		s.submitOne(t, padPath+"reset", "{"+pads(one)+"}")
		waitRestart()
		if got := s.instanceState(t, one).Apps; len(got) != 0 {
			t.Errorf("got apps %+v after a reset, want none", got)
		}
	})
}

// Uninstalling a missing app fails in 2024 and succeeds at the current level.
func TestUninstallOfAMissingApp(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		id := s.submitOne(t, padPath+"uninstallApp", uninstall(one, "com.example.kiosk"))
		waitTask()
		want := map[string]int{Level2024: taskFailed, LevelCurrent: taskDone}[s.options.Level]
		s.expectStatus(t, id, want)
	})
}

// The broken app makes its task fail with a reason.
func TestBrokenAppFailsItsTask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		id := s.submitOne(t, padPath+"installApp", install(one, AppBroken))
		waitTask()
		row := s.taskStatus(t, id)
		if text, _ := row["errorMsg"].(string); row["taskStatus"] != -1.0 || !strings.Contains(text, "INSTALL_FAILED") {
			t.Errorf("got task %v, want a failure with INSTALL_FAILED", row)
		}
		if got := s.instanceState(t, one).Apps; len(got) != 0 {
			t.Errorf("got apps %v, want none", got)
		}
	})
}

// One call can install several apps on several instances, with a task for each
// pair. These tasks don't overlap with each other, only with earlier calls.
func TestSeveralAppsInOneCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		call := fmt.Sprintf(`{"apps":[{"appId":%d,"padCodes":[%q,%q]},{"appId":%d,"padCodes":[%q]}]}`, AppKiosk1, one, two, AppCounter, one)
		items := s.mustCall(t, padPath+"installApp", call).items(t)
		if len(items) != 3 || items[0]["padCode"] != one || items[1]["padCode"] != two || items[2]["padCode"] != one {
			t.Fatalf("got items %v, want 3", items)
		}
		for i, it := range items {
			if it["taskId"] != float64(firstTaskID+i) {
				t.Errorf("got task %[2]v for item %[1]d, want consecutive ids", i, it["taskId"])
			}
		}
		if c := s.Counters(); c.Overlaps != 0 || c.BatchSizes[padPath+"installApp"][3] != 1 {
			t.Errorf("got counters %+v, want no overlaps and one batch of 3", c)
		}
		s.mustCall(t, padPath+"installApp", install(two, AppCounter))
		if c := s.Counters(); c.Overlaps != 1 {
			t.Errorf("got %d overlaps, want 1", c.Overlaps)
		}
		<-time.After(time.Minute)
		if a, b := s.instanceState(t, one).Apps, s.instanceState(t, two).Apps; len(a) != 2 || len(b) != 2 {
			t.Errorf("got apps %v and %v, want 2 on each instance", a, b)
		}
	})
}

// Faults match the instances in the list of apps.
func TestFaultsMatchTheInstancesOfApps(t *testing.T) {
	s := newSimulator(t, Options{})
	must(t, s.AddFault(Fault{Kind: FaultReject, PadCode: two, Code: codeNotReady}))
	if a := s.call(t, padPath+"installApp", install(two, AppKiosk1)); a.Code != codeNotReady {
		t.Errorf("the instance of the fault: got code %d, want not ready", a.Code)
	}
	s.mustCall(t, padPath+"installApp", install(one, AppKiosk1))
}

func TestAppMistakesAreRefused(t *testing.T) {
	path, away := padPath+"installApp", padPath+"uninstallApp"
	list := func(fields string) string { return `{"apps":[{` + fields + `}]}` }
	calls := []mistake{
		{"good", path, install(one, AppKiosk1), codeOK},
		{"an unknown app", path, install(one, 999), codeFileNotFound},
		{"an app that is not available", path, install(one, AppUnavailable), codeFileNotFound},
		{"no apps", path, `{"apps":[]}`, codeRequired},
		{"instances outside of apps", path, `{` + pads(one) + `}`, codeRequired},
		{"no instances", path, list(`"appId":101,"appName":"x","pkgName":"x","padCodes":[]`), codeRequired},
		{"no id", path, list(`"appName":"x","pkgName":"x",` + pads(one)), codeRequired},
		{"an instance twice", path, list(`"appId":101,"appName":"x","pkgName":"x",` + pads(one, one)), codeDuplicateInstance},
		{"an unknown instance", path, install(absent, AppKiosk1), codeInstanceNotFound},
		{"100 instances", path, list(`"appId":101,"appName":"x","pkgName":"x",` + padsUpTo(100)), codeOK},
		{"101 instances", path, list(`"appId":101,"appName":"x","pkgName":"x",` + padsUpTo(101)), codeInvalidParameters},
		{"no package", away, list(`"appId":1,"appName":"x",` + pads(one)), codeRequired},
		{"an id that is a string", path, list(`"appId":"101",` + pads(one)), codeInvalidFormat},
	}
	for level, code := range map[string]int{Level2024: codeRequired, LevelCurrent: codeOK} {
		s := newSimulator(t, Options{Level: level, Instances: 200})
		s.expectRefusals(t, append(calls,
			mistake{"only an id at " + level, path, list(`"appId":101,` + pads(one)), code},
			mistake{"only a package at " + level, away, list(`"pkgName":"x",` + pads(one)), code}))
	}
}
