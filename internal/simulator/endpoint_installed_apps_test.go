package simulator

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// listInstalledApp lists installed apps and apps that are being installed, of
// online instances. It does not exist in 2024.
func TestInstalledAppsAreListed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		path := padPath + "listInstalledApp"
		must(t, s.SetOnline([]string{two}, false))
		s.do(t, padPath+"installApp", install(one, AppKiosk1))
		s.submitOne(t, padPath+"installApp", install(one, AppCounter))
		<-time.After(5 * time.Second) // the installation has started
		data := s.mustCall(t, path, "{"+pads(one, two, three)+"}").items(t)
		if len(data) != 2 || data[0]["padCode"] != one || data[1]["padCode"] != three || len(data[1]["apps"].([]any)) != 0 {
			t.Fatalf("got %v, want instances 1 and 3, the latter without apps", data)
		}
		apps := data[0]["apps"].([]any)
		counter, kiosk := apps[0].(map[string]any), apps[1].(map[string]any)
		if kiosk["packageName"] != "com.example.kiosk" || kiosk["versionCode"] != "100" || kiosk["appState"] != 0.0 || kiosk["versionName"] != "1.0" {
			t.Errorf("got %v, want the installed kiosk app", kiosk)
		}
		if counter["packageName"] != "com.example.counter" || counter["appState"] != 1.0 {
			t.Errorf("got %v, want the counter app in state 1", counter)
		}
		data = s.mustCall(t, path, body(`"appName":"Kiosk"`, one)).items(t)
		if apps := data[0]["apps"].([]any); len(apps) != 1 {
			t.Errorf("by name: got %v, want one app", apps)
		}
		s.expectRefusals(t, []mistake{
			{"an unknown instance", path, "{" + pads(absent) + "}", codeInstanceNotFound}, {"no instances", path, "{}", codeRequired},
		})
		old := newSimulator(t, Options{Level: Level2024})
		if a := old.call(t, path, "{"+pads(one)+"}"); a.HTTP != http.StatusNotFound {
			t.Errorf("in 2024: got HTTP %d, want 404", a.HTTP)
		}
	})
}

// listApp is a task without a result. infos has no apps at the current level,
// and custom ids in 2024.
func TestOtherListsOfAppsHaveNoResult(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		s.do(t, padPath+"installApp", install(one, AppKiosk1))
		id := s.submitOne(t, padPath+"listApp", "{"+pads(one)+"}")
		waitTask()
		if row := s.taskStatus(t, id); row["taskStatus"] != 3.0 || row["taskResult"] != "" {
			t.Errorf("listApp: got %v, want status 3 without a result", row)
		}
		apps := s.mustCall(t, padPath+"infos", body(`"page":1,"rows":1`, one)).listing(t).PageData[0]["apps"]
		if s.options.Level == LevelCurrent {
			if apps != nil {
				t.Errorf("infos: got apps %v, want none", apps)
			}
		} else if list, _ := apps.([]any); len(list) != 1 || list[0] != "armcloud101" {
			t.Errorf("infos: got apps %v, want armcloud101", apps)
		}
	})
}
