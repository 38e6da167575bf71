package simulator

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// install is a call of one app for one instance with all that 2024 demands.
func install(code string, appID int64) string {
	return fmt.Sprintf(`{"apps":[{"appId":%d,"appName":"x","pkgName":"x","padCodes":[%q]}]}`, appID, code)
}

func uninstall(code, packageName string) string {
	return fmt.Sprintf(`{"apps":[{"appId":1,"appName":"x","pkgName":%q,"padCodes":[%q]}]}`, packageName, code)
}

// An app is there when its task is done, in the version of the catalog; a
// newer one goes over it; it stays over a restart and is gone after a reset.
func TestAppsAreInstalledAndTakenAway(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		kiosk := func() InstalledApp { return s.instanceState(t, one).Apps["com.example.kiosk"] }
		s.do(t, padPath+"installApp", install(one, AppKiosk1))
		if got := kiosk(); got != (InstalledApp{"Kiosk", "1.0", 100, AppKiosk1}) {
			t.Errorf("installed %+v", got)
		}
		s.do(t, padPath+"installApp", install(one, AppKiosk2))
		s.do(t, padPath+"installApp", install(one, AppCounter))
		s.submitOne(t, padPath+"restart", "{"+pads(one)+"}")
		waitRestart()
		if got := s.instanceState(t, one).Apps; len(got) != 2 || kiosk().VersionCode != 200 || got["com.example.counter"].AppID != AppCounter {
			t.Errorf("after a restart %+v", got)
		}
		s.do(t, padPath+"uninstallApp", uninstall(one, "com.example.kiosk"))
		if got := s.instanceState(t, one).Apps; len(got) != 1 || kiosk().VersionCode != 0 {
			t.Errorf("after taking one away %+v", got)
		}
		s.submitOne(t, padPath+"reset", "{"+pads(one)+"}")
		waitRestart()
		if got := s.instanceState(t, one).Apps; len(got) != 0 {
			t.Errorf("after a reset %+v", got)
		}
	})
}

// Taking away what is not there fails in 2024 and is nothing to do today.
func TestUninstallOfAMissingApp(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		id := s.submitOne(t, padPath+"uninstallApp", uninstall(one, "com.example.kiosk"))
		waitTask()
		want := map[string]int{Level2024: taskFailed, LevelCurrent: taskDone}[s.options.Level]
		s.expectStatus(t, id, want)
	})
}

// The app that always fails fails its task, and says why.
func TestBrokenAppFailsItsTask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		id := s.submitOne(t, padPath+"installApp", install(one, AppBroken))
		waitTask()
		row := s.taskStatus(t, id)
		if text, _ := row["errorMsg"].(string); row["taskStatus"] != -1.0 || !strings.Contains(text, "INSTALL_FAILED") {
			t.Errorf("task %v", row)
		}
		if got := s.instanceState(t, one).Apps; len(got) != 0 {
			t.Errorf("installed %v", got)
		}
	})
}

// One call can bring several apps to several instances: a task for each pair,
// and no overlap among them, but with an earlier call.
func TestSeveralAppsInOneCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		call := fmt.Sprintf(`{"apps":[{"appId":%d,"padCodes":[%q,%q]},{"appId":%d,"padCodes":[%q]}]}`, AppKiosk1, one, two, AppCounter, one)
		items := s.mustCall(t, padPath+"installApp", call).items(t)
		if len(items) != 3 || items[0]["padCode"] != one || items[1]["padCode"] != two || items[2]["padCode"] != one {
			t.Fatalf("items %v", items)
		}
		for i, it := range items {
			if it["taskId"] != float64(firstTaskID+i) {
				t.Errorf("item %d has task %v", i, it["taskId"])
			}
		}
		if c := s.Counters(); c.Overlaps != 0 || c.BatchSizes[padPath+"installApp"][3] != 1 {
			t.Errorf("counters %+v", c)
		}
		s.mustCall(t, padPath+"installApp", install(two, AppCounter))
		if c := s.Counters(); c.Overlaps != 1 {
			t.Errorf("%d overlaps, want 1", c.Overlaps)
		}
		<-time.After(time.Minute)
		if a, b := s.instanceState(t, one).Apps, s.instanceState(t, two).Apps; len(a) != 2 || len(b) != 2 {
			t.Errorf("apps %v and %v", a, b)
		}
	})
}

// Faults find the instances of these calls too.
func TestFaultsFindTheInstancesOfApps(t *testing.T) {
	s := newSimulator(t, Options{})
	must(t, s.AddFault(Fault{Kind: FaultReject, PadCode: two, Code: codeNotReady}))
	if a := s.call(t, padPath+"installApp", install(two, AppKiosk1)); a.Code != codeNotReady {
		t.Errorf("the phone of the fault: code %d", a.Code)
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
		{"phones beside the apps", path, `{` + pads(one) + `}`, codeRequired},
		{"no phones", path, list(`"appId":101,"appName":"x","pkgName":"x","padCodes":[]`), codeRequired},
		{"no id", path, list(`"appName":"x","pkgName":"x",` + pads(one)), codeRequired},
		{"a phone twice", path, list(`"appId":101,"appName":"x","pkgName":"x",` + pads(one, one)), codeDuplicateInstance},
		{"an unknown phone", path, install(absent, AppKiosk1), codeInstanceNotFound},
		{"100 phones", path, list(`"appId":101,"appName":"x","pkgName":"x",` + padsUpTo(100)), codeOK},
		{"101 phones", path, list(`"appId":101,"appName":"x","pkgName":"x",` + padsUpTo(101)), codeInvalidParameters},
		{"no package", away, list(`"appId":1,"appName":"x",` + pads(one)), codeRequired},
		{"an id that is text", path, list(`"appId":"101",` + pads(one)), codeInvalidFormat},
	}
	for level, code := range map[string]int{Level2024: codeRequired, LevelCurrent: codeOK} {
		s := newSimulator(t, Options{Level: level, Instances: 200})
		s.expectRefusals(t, append(calls,
			mistake{"id alone at " + level, path, list(`"appId":101,` + pads(one)), code},
			mistake{"package alone at " + level, away, list(`"pkgName":"x",` + pads(one)), code}))
	}
}
