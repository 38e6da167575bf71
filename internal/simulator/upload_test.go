package simulator

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
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

// During the upload, an app is listed as not available and cannot be installed.
// Then it has the values of its package and can be installed.
func TestAppIsUploaded(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		current := s.options.Level == LevelCurrent
		items := s.mustCall(t, fileCenter+"app/cache", appBody(true, appAt(kiosk3))).items(t)
		if url, shown := items[0]["url"]; shown != current || current && url != kiosk3 {
			t.Errorf("got item %v, want a URL only at the current level", items[0])
		}
		task, id := int64(items[0]["taskId"].(float64)), int64(items[0]["appId"].(float64))
		install := fmt.Sprintf(`{"apps":[{"appId":%d,"appName":"Kiosk","pkgName":"com.example.kiosk",%s}]}`, id, pads(one))
		for _, want := range []float64{taskPending, taskRunning} {
			got := s.fileTask(t, task)
			if got["taskStatus"] != want || got["endTime"] != nil || got["appId"] != float64(id) {
				t.Errorf("got task %v, want status %v", got, want)
			}
			if rows := s.appRows(t, id); len(rows) != 1 || rows[0]["available"] != false {
				t.Errorf("during the upload: got %v, want the app as not available", rows)
			}
			if a := s.call(t, padPath+"installApp", install); a.Code != codeFileNotFound {
				t.Errorf("installing during the upload: got code %d, want %d", a.Code, codeFileNotFound)
			}
			<-time.After(s.startDelay())
		}
		waitTask()
		if got := s.fileTask(t, task); got["taskStatus"] != float64(taskDone) || got["endTime"] == nil || got["fileName"] != "com.example.kiosk-3.0.apk" || got["errorMsg"] != nil {
			t.Errorf("the task is %v", got)
		}
		row := s.appRows(t, id)[0]
		for name, want := range map[string]any{
			"available": true, "packageName": "com.example.kiosk", "appName": "Kiosk", "versionName": "3.0", "versionNo": 300.0, "originUrl": kiosk3,
		} {
			if row[name] != want {
				t.Errorf("%s is %v, want %v", name, row[name], want)
			}
		}
		if detail := s.mustCall(t, fileCenter+"app/detail", fmt.Sprintf(`{"appId":%d}`, id)).object(t); detail["versionName"] != "3.0" {
			t.Errorf("got detail %v, want version 3.0", detail)
		}
		s.do(t, padPath+"installApp", install)
		if a := s.instanceState(t, one).Apps["com.example.kiosk"]; a.VersionCode != 300 || a.AppID != id {
			t.Errorf("got installed app %+v, want the uploaded one", a)
		}
	})
}

// Values of the request take precedence over those of the package. Without
// parsing there are only values of the request.
func TestRequestTakesPrecedenceOverThePackage(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		full := `{"appId":1243,"url":"` + kiosk3 + `","appName":"Own","pkgName":"com.own","signMd5":"AB","versionNo":7,"versionName":"7.0","description":"mine","md5sum":"cd"}`
		bare := `{"url":"https://apps.example/thing","pkgName":"com.bare"}`
		parsed := s.mustCall(t, fileCenter+"app/cache", appBody(true, full)).items(t)
		unparsed := s.mustCall(t, fileCenter+"app/cache", appBody(false, bare)).items(t)
		waitTask()
		if parsed[0]["appId"] != 1243.0 {
			t.Errorf("got app id %v, want 1243", parsed[0]["appId"])
		}
		row := s.appRows(t, 1243)[0]
		apps := s.Catalog().Apps
		if !slices.IsSortedFunc(apps, func(a, b App) int { return cmp.Compare(a.ID, b.ID) }) || len(apps) != 7 {
			t.Errorf("got apps %+v, want 7 ordered by id", apps)
		}
		if got := fmt.Sprint(row["appName"], row["packageName"], row["signMd5"], row["versionNo"], row["versionName"], row["description"]); got != "Owncom.ownAB77.0mine" {
			t.Errorf("got row %v, want the values of the request", row)
		}
		row = s.appRows(t, int64(unparsed[0]["appId"].(float64)))[0]
		if row["packageName"] != "com.bare" || row["versionName"] != "" || row["versionNo"] != 0.0 || row["available"] != true || row["description"] != nil {
			t.Errorf("without parsing: got row %v, want only the values of the request", row)
		}
		s.expectRefusals(t, []mistake{
			{"an id that is taken", fileCenter + "app/cache", appBody(true, full), codeInvalidParameters},
			{"an id twice", fileCenter + "app/cache", appBody(true, `{"appId":9,"url":"https://x/a.apk"}`, `{"appId":9,"url":"https://x/b.apk"}`), codeInvalidParameters},
		})
	})
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

// With LateListing an app is not listed until its upload is done.
func TestLateListing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := calm()
		o.LateListing = true
		s := newSimulator(t, o)
		_, id := s.uploadOne(t, kiosk3)
		detail := fmt.Sprintf(`{"appId":%d}`, id)
		if a := s.mustCall(t, fileCenter+"app/detail", detail); len(s.appRows(t, id)) != 0 || string(a.Data) != "null" {
			t.Errorf("during the upload: got rows %v and detail %s, want none", s.appRows(t, id), a.Data)
		}
		waitTask()
		if a := s.mustCall(t, fileCenter+"app/detail", detail); len(s.appRows(t, id)) != 1 || string(a.Data) == "null" {
			t.Errorf("after the upload: got rows %v and detail %s, want the app", s.appRows(t, id), a.Data)
		}
	})
}

// A file is listed after its upload, with the id of the first response, and can be
// pushed. autoInstall of an apk file installs the package that its URL names.
func TestFileIsUploaded(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		task, id := s.uploadFileTo(t, kiosk3, "my kiosk.apk", "32e1f345f209a7dc1cc704913ea436d3")
		if row := s.fileNamed(t, id); row != nil {
			t.Errorf("during the upload: got row %v, want none", row)
		}
		waitTask()
		if got := s.fileTask(t, task); got["taskStatus"] != float64(taskDone) || got["fileUniqueId"] != id || got["fileName"] != "my kiosk.apk" || got["appId"] != nil {
			t.Errorf("the task is %v", got)
		}
		row := s.fileNamed(t, id)
		if row["fileName"] != "my kiosk.apk" || row["fileMd5"] != "32e1f345f209a7dc1cc704913ea436d3" || row["originUrl"] != kiosk3 || row["fileSize"].(float64) < 1 {
			t.Errorf("got row %v, want the values of the request", row)
		}
		s.do(t, padPath+"v2/uploadFile", body(`"fileUniqueId":"`+id+`","autoInstall":1`, one))
		if now := s.instanceState(t, one); now.Apps["com.example.kiosk"].VersionCode != 300 || now.Files[0].FileID != id {
			t.Errorf("got apps %v and files %v, want Kiosk 3.0 and the file", now.Apps, now.Files)
		}
		_, broken := s.uploadFileTo(t, "https://x/broken.bin", "x", "ff")
		waitTask()
		push := s.submitOne(t, padPath+"v2/uploadFile", body(`"fileUniqueId":"`+broken+`"`, one))
		waitTask()
		s.expectStatus(t, push, taskFailed)
	})
}

// A file with a known MD5 is listed at once, as a new entry. Another MD5 takes the
// time of an upload.
func TestKnownFileIsListedAtOnce(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		_, first := s.uploadFileTo(t, "https://x/a.bin", "a.bin", "AA11")
		waitTask()
		task, second := s.uploadFileTo(t, "https://x/b.bin", "b.bin", "aa11")
		if s.fileTask(t, task)["taskStatus"] != float64(taskDone) || s.fileNamed(t, second) == nil || first == second {
			t.Errorf("known MD5: got task %v and files %s and %s, want it done and two files", s.fileTask(t, task), first, second)
		}
		task, other := s.uploadFileTo(t, "https://x/b.bin", "b.bin", "bb22")
		if s.fileTask(t, task)["taskStatus"] == float64(taskDone) || s.fileNamed(t, other) != nil {
			t.Errorf("another MD5: got task %v, want it unfinished", s.fileTask(t, task))
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

// Package, version and code are parsed from the file name.
func TestPackagesAreParsed(t *testing.T) {
	for file, want := range map[string]App{
		"com.example.kiosk-3.0.apk":      {PackageName: "com.example.kiosk", Name: "Kiosk", VersionName: "3.0", VersionCode: 300},
		"com.example.kiosk-12.34.56.APK": {PackageName: "com.example.kiosk", Name: "Kiosk", VersionName: "12.34.56", VersionCode: 1234},
		"com.example.kiosk.apk":          {PackageName: "com.example.kiosk", Name: "Kiosk", VersionName: "1.0", VersionCode: 100},
		"my-kiosk-2.apk":                 {PackageName: "com.example.my_kiosk", Name: "My_kiosk", VersionName: "2", VersionCode: 200},
		"thing":                          {PackageName: "com.example.thing", Name: "Thing", VersionName: "1.0", VersionCode: 100},
		"a.b-9999999999999999.x.apk":     {PackageName: "a.b", Name: "B", VersionName: "9999999999999999.x", VersionCode: 99_999_999_900},
	} {
		if got, err := parsePackage(file); err != nil || got != want {
			t.Errorf("%s: got %+v %v, want %+v", file, got, err, want)
		}
	}
	for _, file := range []string{"", ".apk", "Broken-1.0.apk"} {
		if got, err := parsePackage(file); err == nil {
			t.Errorf("%q: got %+v, want an error", file, got)
		}
	}
}
