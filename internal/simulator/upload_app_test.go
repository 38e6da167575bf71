package simulator

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

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
