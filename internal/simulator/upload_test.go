package simulator

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
)

// kiosk3 is the URL of an app that can be parsed.
const kiosk3 = "https://apps.example/x/com.example.kiosk-3.0.apk"

func appBody(parse bool, apps ...string) string {
	return fmt.Sprintf(`{"parse":%v,"apps":[%s]}`, parse, strings.Join(apps, ","))
}

func appAt(url string) string { return fmt.Sprintf(`{"url":%q}`, url) }

func fileAt(url, name, md5 string) string {
	return fmt.Sprintf(`{"fileUrl":%q,"fileName":%q,"fileMd5":%q}`, url, name, md5)
}

// uploadOne uploads one app with parsing and returns the ids of the task and the app.
func (s *Simulator) uploadOne(t *testing.T, url string) (task, app int64) {
	t.Helper()
	items := s.mustCall(t, fileCenter+"app/cache", appBody(true, appAt(url))).items(t)
	if len(items) != 1 {
		t.Fatalf("app/cache: got %d items, want 1", len(items))
	}
	return int64(items[0]["taskId"].(float64)), int64(items[0]["appId"].(float64))
}

// uploadFileTo uploads one file and returns the ids of the task and the file.
func (s *Simulator) uploadFileTo(t *testing.T, url, name, md5 string) (task int64, file string) {
	t.Helper()
	one := s.mustCall(t, fileCenter+"file/cache", fileAt(url, name, md5)).object(t)
	return int64(one["taskId"].(float64)), one["fileUniqueId"].(string)
}

// fileTask queries the task of one upload of an app or a file.
func (s *Simulator) fileTask(t *testing.T, id int64) item {
	t.Helper()
	items := s.mustCall(t, taskPath+"fileTaskDetail", fmt.Sprintf(`{"taskIds":[%d]}`, id)).items(t)
	if len(items) != 1 {
		t.Fatalf("fileTaskDetail: got %d items, want 1", len(items))
	}
	return items[0]
}

// appRows returns the rows of app/list for one app.
func (s *Simulator) appRows(t *testing.T, id int64) []item {
	t.Helper()
	return s.mustCall(t, fileCenter+"app/list", fmt.Sprintf(`{"page":1,"rows":10,"appIds":[%d]}`, id)).listing(t).PageData
}

// fileNamed returns the row of file/list with an id, or nil.
func (s *Simulator) fileNamed(t *testing.T, id string) item {
	t.Helper()
	for _, row := range s.mustCall(t, fileCenter+"file/list", `{"page":1,"rows":100}`).listing(t).PageData {
		if row["fileUniqueId"] == id {
			return row
		}
	}
	return nil
}

// Uploading the same URL again creates a second entry and counts as a second
// upload. Several apps in one call are one upload each.
func TestUploadsAreNotIdempotent(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		_, first := s.uploadOne(t, kiosk3)
		if n := s.Counters().Uploads[kiosk3]; n != 1 {
			t.Errorf("got %d uploads, want 1", n)
		}
		_, second := s.uploadOne(t, kiosk3)
		items := s.mustCall(t, fileCenter+"app/cache", appBody(true, appAt("https://x/a-1.apk"), appAt("https://x/b-1.apk"))).items(t)
		waitTask()
		if first == second || len(s.appRows(t, first)) != 1 || len(s.appRows(t, second)) != 1 {
			t.Errorf("got apps %d and %d, want two different ones", first, second)
		}
		if c := s.Counters().Uploads; c[kiosk3] != 2 || c["https://x/a-1.apk"] != 1 || len(items) != 2 || items[0]["appId"] == items[1]["appId"] {
			t.Errorf("got uploads %v and items %v, want 2 and 1 uploads and 2 items", c, items)
		}
		s.ResetCounters()
		if c := s.Counters().Uploads; len(c) != 0 {
			t.Errorf("got uploads %v after the reset, want none", c)
		}
	})
}

// A failed upload has a message and no entry. Other uploads are not affected.
func TestUploadsFail(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		before := s.Catalog()
		ids := map[int64]bool{}
		for url, word := range map[string]string{
			"https://files.unreachable/a-1.apk": "cannot be reached",
			"https://x/unreachable/a-1.apk":     "cannot be reached",
			"https://x/corrupt-1.apk":           "MD5",
			"https://x/broken-1.apk":            "parsing failed",
			"https://x.apk":                     "parsing failed",
		} {
			task, id := s.uploadOne(t, url)
			waitTask()
			got := s.fileTask(t, task)
			if msg, _ := got["errorMsg"].(string); got["taskStatus"] != float64(taskFailed) || !strings.Contains(msg, word) || got["endTime"] == nil {
				t.Errorf("%s: got %v, want a failure with %q", url, got, word)
			}
			if rows := s.appRows(t, id); len(rows) != 0 || ids[id] {
				t.Errorf("%s: got rows %v, want none and a new id", url, rows)
			}
			ids[id] = true
		}
		task, id := s.uploadFileTo(t, "https://x/unreachable/a.bin", "a.bin", "aa")
		waitTask()
		if got := s.fileTask(t, task); got["taskStatus"] != float64(taskFailed) || s.fileNamed(t, id) != nil {
			t.Errorf("got task %v and row %v of the file, want a failure and no row", got, s.fileNamed(t, id))
		}
		if after := s.Catalog(); len(after.Apps) != len(before.Apps) || len(after.Files) != len(before.Files) {
			t.Errorf("got %d apps and %d files, want %d and %d", len(after.Apps), len(after.Files), len(before.Apps), len(before.Files))
		}
		_, good := s.uploadOne(t, kiosk3)
		waitTask()
		if len(s.appRows(t, good)) != 1 {
			t.Error("the good app is not listed")
		}
	})
}

// Each query returns only tasks of its kind. In 2024 cacheFileResult returns the same
// as fileTaskDetail, wrapped in an object.
func TestUploadTasksHaveTheirOwnQueries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := calm()
		o.Level = Level2024
		s := newSimulator(t, o)
		zone := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		app, id := s.uploadOne(t, kiosk3)
		file, unique := s.uploadFileTo(t, "https://x/a.bin", "a.bin", "aa")
		image := s.uploadImageOf(t, "v1")
		waitTask()
		ids := fmt.Sprintf(`{"taskIds":[%d,%d,%d,%d,5]}`, zone, app, file, image)
		for path, want := range map[string][]int64{
			"padTaskDetail": {zone}, "fileTaskDetail": {app, file}, "imageUploadResult": {image},
		} {
			var got []int64
			for _, it := range s.mustCall(t, taskPath+path, ids).items(t) {
				got = append(got, int64(it["taskId"].(float64)))
			}
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%s: got tasks %v, want %v", path, got, want)
			}
		}
		list := s.mustCall(t, taskPath+"cacheFileResult", ids).object(t)["fileList"].([]any)
		if len(list) != 2 {
			t.Fatalf("cacheFileResult: got %v, want the app and the file", list)
		}
		first, second := list[0].(map[string]any), list[1].(map[string]any)
		if first["appId"] != float64(id) || second["appId"] != nil || second["fileUniqueId"] != unique || second["taskStatus"] != float64(taskDone) {
			t.Errorf("cacheFileResult: got %v, want the app and the file", list)
		}
	})
}

func TestUploadMistakesAreRefused(t *testing.T) {
	for _, level := range allLevels {
		s := newSimulator(t, Options{Level: level})
		app, file := fileCenter+"app/cache", fileCenter+"file/cache"
		many := make([]string, maxApps+1)
		for i := range many {
			many[i] = appAt(kiosk3)
		}
		s.expectRefusals(t, []mistake{
			{"good app", app, appBody(true, appAt(kiosk3)), codeOK},
			{"no parse", app, `{"apps":[` + appAt(kiosk3) + `]}`, codeRequired},
			{"no apps", app, `{"parse":true}`, codeRequired},
			{"empty apps", app, appBody(true), codeRequired},
			{"too many", app, appBody(true, many...), codeInvalidParameters},
			{"no url", app, appBody(true, `{"appName":"x"}`), codeRequired},
			{"no scheme", app, appBody(true, appAt("apps.example/x.apk")), codeInvalidParameters},
			{"another scheme", app, appBody(true, appAt("ftp://apps.example/x.apk")), codeInvalidParameters},
			{"no package", app, appBody(false, appAt(kiosk3)), codeRequired},
			{"id 0", app, appBody(true, `{"appId":0,"url":"https://x/a.apk"}`), codeInvalidParameters},
			{"negative version", app, appBody(true, `{"versionNo":-1,"url":"https://x/a.apk"}`), codeInvalidParameters},
			{"id that is a string", app, appBody(true, `{"appId":"x","url":"https://x/a.apk"}`), codeInvalidFormat},
			{"one wrong app of two", app, appBody(true, appAt(kiosk3), appAt("")), codeRequired},
			{"long md5 of an app", app, appBody(true, `{"md5sum":"`+strings.Repeat("a", 33)+`","url":"https://x/a.apk"}`), codeInvalidParameters},
			{"good file", file, fileAt("https://x/a", "a", "aa"), codeOK},
			{"no url of a file", file, fileAt("", "a", "aa"), codeRequired},
			{"no name", file, fileAt("https://x/a", "", "aa"), codeRequired},
			{"no md5", file, fileAt("https://x/a", "a", ""), codeRequired},
			{"long md5", file, fileAt("https://x/a", "a", strings.Repeat("a", 33)), codeInvalidParameters},
			{"no host", file, fileAt("https:///a", "a", "aa"), codeInvalidParameters},
			{"no ids", taskPath + "fileTaskDetail", "{}", codeRequired},
		})
	}
}
