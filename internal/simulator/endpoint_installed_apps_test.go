package simulator

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// listInstalledApp shows what is installed and what is being installed, of
// the instances that are online; it is not there in 2024.
func TestInstalledAppsAreListed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		path := padPath + "listInstalledApp"
		must(t, s.SetOnline([]string{two}, false))
		s.do(t, padPath+"installApp", install(one, AppKiosk1))
		s.submitOne(t, padPath+"installApp", install(one, AppCounter))
		<-time.After(5 * time.Second) // it has begun
		data := s.mustCall(t, path, "{"+pads(one, two, three)+"}").items(t)
		if len(data) != 2 || data[0]["padCode"] != one || data[1]["padCode"] != three || len(data[1]["apps"].([]any)) != 0 {
			t.Fatalf("phones %v", data)
		}
		apps := data[0]["apps"].([]any)
		counter, kiosk := apps[0].(map[string]any), apps[1].(map[string]any)
		if kiosk["packageName"] != "com.example.kiosk" || kiosk["versionCode"] != "100" || kiosk["appState"] != 0.0 || kiosk["versionName"] != "1.0" {
			t.Errorf("installed: %v", kiosk)
		}
		if counter["packageName"] != "com.example.counter" || counter["appState"] != 1.0 {
			t.Errorf("being installed: %v", counter)
		}
		data = s.mustCall(t, path, body(`"appName":"Kiosk"`, one)).items(t)
		if apps := data[0]["apps"].([]any); len(apps) != 1 {
			t.Errorf("by name: %v", apps)
		}
		s.expectRefusals(t, []mistake{
			{"an unknown phone", path, "{" + pads(absent) + "}", codeInstanceNotFound}, {"no phones", path, "{}", codeRequired},
		})
		old := newSimulator(t, Options{Level: Level2024})
		if a := old.call(t, path, "{"+pads(one)+"}"); a.HTTP != http.StatusNotFound {
			t.Errorf("in 2024: HTTP %d", a.HTTP)
		}
	})
}

// listApp is a task without a result; infos has no apps today, and names of
// another kind in 2024.
func TestOtherListsOfAppsHaveNoResult(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		s.do(t, padPath+"installApp", install(one, AppKiosk1))
		id := s.submitOne(t, padPath+"listApp", "{"+pads(one)+"}")
		waitTask()
		if row := s.taskStatus(t, id); row["taskStatus"] != 3.0 || row["taskResult"] != "" {
			t.Errorf("listApp: %v", row)
		}
		apps := s.mustCall(t, padPath+"infos", body(`"page":1,"rows":1`, one)).listing(t).PageData[0]["apps"]
		if s.options.Level == LevelCurrent {
			if apps != nil {
				t.Errorf("infos: %v", apps)
			}
		} else if list, _ := apps.([]any); len(list) != 1 || list[0] != "armcloud101" {
			t.Errorf("infos: %v", apps)
		}
	})
}
