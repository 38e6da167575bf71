package simulator

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// file/batch/del exists only at the current level. It deletes all files, some
// or none.
func TestFilesAreDeleted(t *testing.T) {
	s := newSimulator(t, Options{})
	path := fileCenter + "file/batch/del"
	if a := s.mustCall(t, path, `{"fileUniqueIds":["`+FileConfig+`"]}`); string(a.Data) != "true" || s.fileNamed(t, FileConfig) != nil || s.fileNamed(t, FileWallpaper) == nil {
		t.Errorf("got data %s, want true and only FileConfig deleted", a.Data)
	}
	if a := s.mustCall(t, path, `{"fileUniqueIds":["`+FileConfig+`","`+FileWallpaper+`"]}`); string(a.Data) != `["`+FileConfig+`"]` || s.fileNamed(t, FileWallpaper) != nil {
		t.Errorf("got data %s, want the id that does not exist", a.Data)
	}
	many := `{"fileUniqueIds":["` + strings.Repeat(`x","`, 200) + `x"]}`
	s.expectRefusals(t, []mistake{
		{"none", path, `{"fileUniqueIds":["` + FileConfig + `"]}`, codeFileNotFound},
		{"no ids", path, `{}`, codeRequired},
		{"too many", path, many, codeInvalidParameters},
	})
	if a := newSimulator(t, Options{Level: Level2024}).call(t, path, `{"fileUniqueIds":["`+FileConfig+`"]}`); a.HTTP != http.StatusNotFound {
		t.Errorf("in 2024: got HTTP %d, want 404", a.HTTP)
	}
}

// Items removed from the catalog disappear from all listings. Instances keep
// them.
func TestCatalogItemsAreRemoved(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		install := fmt.Sprintf(`{"apps":[{"appId":%d,"appName":"K","pkgName":"x",%s}]}`, AppKiosk1, pads(one))
		s.do(t, padPath+"installApp", install)
		must(t, s.RemoveApp(AppKiosk1))
		must(t, s.RemoveFile(FileConfig))
		must(t, s.RemoveImage(ImageAndroid13B))
		s.expectRefusals(t, []mistake{
			{"the app", padPath + "installApp", install, codeFileNotFound},
			{"the file", padPath + "v2/uploadFile", push(FileConfig, "/Music/", one), codeFileNotFound},
			{"the image", padPath + "upgradeImage", upgrade(ImageAndroid13B, false, one), codeImageNotFound},
		})
		if len(s.appRows(t, AppKiosk1)) != 0 || len(s.appRows(t, AppKiosk2)) != 1 || s.fileNamed(t, FileConfig) != nil || s.fileNamed(t, FileWallpaper) == nil {
			t.Error("want only AppKiosk1 and FileConfig removed")
		}
		if s.instanceState(t, one).Apps["com.example.kiosk"].VersionCode != 100 {
			t.Error("the instance lost its app, want it kept")
		}
		for _, err := range []error{s.RemoveApp(AppKiosk1), s.RemoveFile("x"), s.RemoveImage("x")} {
			if err == nil {
				t.Error("removing an unknown item succeeded, want an error")
			}
		}
		task, id := s.uploadOne(t, kiosk3)
		must(t, s.RemoveApp(id))
		waitTask()
		if got := s.fileTask(t, task); got["taskStatus"] != float64(taskFailed) || len(s.appRows(t, id)) != 0 {
			t.Errorf("app removed during its upload: got task %v, want it failed and the app gone", got)
		}
	})
}

// Uploads and removals survive a kill: running uploads continue, finished ones
// are not repeated, and no ids are reused.
func TestCatalogSurvivesAKill(t *testing.T) {
	file := stateFile(t)
	synctest.Test(t, func(t *testing.T) {
		o := transition(Level2024)
		o.StateFile = file
		s := newSimulator(t, o)
		done, doneApp := s.uploadOne(t, kiosk3)
		_, doneFile := s.uploadFileTo(t, "https://x/a", "a", "aa")
		_, goneFile := s.uploadFileTo(t, "https://x/gone", "gone", "cc")
		waitTask()
		must(t, s.RemoveFile(goneFile))
		must(t, s.RemoveApp(AppKiosk1))
		must(t, s.RemoveImage(ImageAndroid14))
		must(t, s.AddFault(Fault{Kind: FaultTaskFail, Path: "app/cache", Message: "no luck"}))
		fails, _ := s.uploadOne(t, "https://x/b-1.apk")
		runs, runsFile := s.uploadFileTo(t, "https://x/b", "b", "bb")
		image := s.uploadImageOf(t, "v1")
		restart := s.submitOne(t, padPath+"restart", "{"+pads(one)+"}")
		must(t, s.Kill())
		for start := 1; start <= 3; start++ {
			s = newSimulator(t, o)
			if start == 1 {
				if got := s.fileTask(t, runs)["taskStatus"]; got != float64(taskPending) {
					t.Errorf("after the kill: got status %v, want %d", got, taskPending)
				}
				waitRestart()
			}
			for id, want := range map[int64]int{done: taskDone, runs: taskDone, fails: taskFailed} {
				if got := s.fileTask(t, id)["taskStatus"]; got != float64(want) {
					t.Errorf("start %d: task %d: got status %v, want %d", start, id, got, want)
				}
			}
			if got := s.imageTask(t, image)["taskStatus"]; got != float64(imageDone) || len(s.imagesTagged(t, "v1")) != 1 {
				t.Errorf("start %d: got image task status %v and images %v, want %d and one image", start, got, s.imagesTagged(t, "v1"), imageDone)
			}
			if rows := s.appRows(t, doneApp); len(rows) != 1 || rows[0]["versionName"] != "3.0" || len(s.appRows(t, AppKiosk1)) != 0 {
				t.Errorf("start %d: got apps %v, want version 3.0 and no AppKiosk1", start, rows)
			}
			if s.fileNamed(t, doneFile) == nil || s.fileNamed(t, runsFile) == nil || s.fileNamed(t, goneFile) != nil || len(s.imagesTagged(t, ImageAndroid14)) != 0 {
				t.Errorf("start %d: want both uploaded files, and the removed file and image gone", start)
			}
			if l := s.taskList(t, taskUpload, 1, 10); l.Total != 5 {
				t.Errorf("start %d: got %d uploads, want 5", start, l.Total)
			}
			if l := s.taskList(t, 1000, 1, 10); l.Total != 1 || subTasks(l.PageData[0])[0]["taskId"] != float64(restart) {
				t.Errorf("start %d: got restarts %v, want task %d", start, l, restart)
			}
			if start == 1 {
				must(t, s.Kill()) // the next start replays the events again, at a later time
			} else {
				must(t, s.Close())
			}
			<-time.After(time.Minute)
		}
		s = newSimulator(t, o)
		if next, app := s.uploadOne(t, "https://x/c-1.apk"); next <= restart || app == doneApp {
			t.Errorf("got task %d and app %d for the next upload, want new ids", next, app)
		}
	})
}

// A removal without items, or with unknown items, is refused.
func TestCatalogRemovalMistakes(t *testing.T) {
	s := newSimulator(t, Options{})
	for _, body := range []string{`{}`, `{"forget":{}}`, `{"forget":{"files":["x"]}}`} {
		if status, text := s.control(t, http.MethodPost, "catalog/remove", body, loopback); status != http.StatusBadRequest {
			t.Errorf("%s: got HTTP %d %s, want 400", body, status, text)
		}
	}
}
