package simulator

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
)

// text returns the body with sorted fields, without those that differ by run.
func (i item) text() string {
	known := item{}
	for name, value := range i {
		switch name {
		case "taskId", "endTime":
			known[name] = value != nil
		default:
			known[name] = value
		}
	}
	text, err := json.Marshal(known)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// Each kind of task sends a callback when it is finished, even if it is never
// queried. The body has the documented fields of the level.
func TestCallbacksHaveTheDocumentedFields(t *testing.T) {
	kiosk := `"appId":101,"appName":"Kiosk","padCode":"` + one + `","pkgName":"com.example.kiosk"`
	cases := []struct {
		name, path, body string
		type2024         string
		typeCurrent      string
	}{
		{
			"command", padPath + "asyncCmd", script("echo hi", one),
			`{"cmd":"echo hi","cmdResult":"hi\n","endTime":true,"padCode":"` + one + `","taskContent":null,"taskId":true,"taskResult":"Success","taskStatus":3}`,
			`{"cmd":"echo hi","cmdResult":"hi\n","endTime":true,"padCode":"` + one + `","taskBusinessType":1002,"taskContent":null,"taskId":true,"taskResult":"Success","taskStatus":3}`,
		}, {
			"file to an instance", padPath + "v2/uploadFile", push(FileConfig, "/sdcard/x/", one),
			`{"errorCode":null,"fileId":"` + FileConfig + `","padCode":"` + one + `","result":true,"taskId":true}`, "",
		}, {
			"file that fails", padPath + "v2/uploadFile", push(FileBroken, "/sdcard/x/", one),
			`{"errorCode":"110006: download failed","fileId":"` + FileBroken + `","padCode":"` + one + `","result":false,"taskId":true}`, "",
		}, {
			"installation", padPath + "installApp", install(one, AppKiosk1),
			`{"apps":[{` + kiosk + `,"result":true}],"taskId":true}`,
			`{"apps":[{"appId":101,"appName":"Kiosk","failMsg":null,"padCode":"` + one + `","pkgName":"com.example.kiosk","result":true,"versionCode":100,"versionName":"1.0"}],"endTime":true,"padCode":"` + one + `","taskId":true}`,
		}, {
			"list of apps", padPath + "listApp", "{" + pads(one) + "}",
			`{"apps":[{"appName":"Kiosk","pkgName":"com.example.kiosk"}],"padCode":"` + one + `","taskId":true,"taskStatus":3}`,
			`{"apps":[{"appName":"Kiosk","appState":0,"pkgName":"com.example.kiosk","versionCode":"100","versionName":"1.0"}],"padCode":"` + one + `","taskId":true,"taskStatus":3}`,
		}, {
			"uninstallation", padPath + "uninstallApp", uninstall(one, "com.example.kiosk"),
			`{"apps":{"appId":null,"appName":null,"padCode":"` + one + `","pkgName":"com.example.kiosk"},"result":true,"taskId":true}`,
			`{"apps":{"appId":null,"appName":null,"padCode":"` + one + `","pkgName":"com.example.kiosk"},"padCode":"` + one + `","result":true,"taskId":true}`,
		}, {
			"blacklist", padPath + "triggeringBlacklist", enforce("m2-3", one),
			`{"padCode":"` + one + `","taskId":true,"taskStatus":3}`,
			`{"padCode":"` + one + `","taskBusinessType":1015,"taskId":true,"taskStatus":3}`,
		}, {
			"restart", padPath + "restart", "{" + pads(one) + "}",
			`{"endTime":true,"padCode":"` + one + `","taskBusinessType":1000,"taskContent":null,"taskId":true,"taskResult":"Success","taskStatus":3}`, "",
		}, {
			"reset", padPath + "reset", "{" + pads(one) + "}",
			`{"endTime":true,"padCode":"` + one + `","taskBusinessType":1001,"taskContent":null,"taskId":true,"taskResult":"Success","taskStatus":3}`, "",
		}, {
			"upgrade", padPath + "upgradeImage", upgrade(ImageAndroid13A, false, one),
			`{"endTime":true,"padCode":"` + one + `","taskBusinessType":1012,"taskContent":null,"taskId":true,"taskResult":"Success","taskStatus":3}`, "",
		},
	}
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		r := &receiver{}
		s.receiveBy(r)
		s.mustCall(t, blackPath, blackOf("m2-3", "a.b"))
		var all []int
		for _, known := range callbackTypes {
			if known.ID != CallbackStatus {
				all = append(all, known.ID)
			}
		}
		must(t, s.SetCallback(receiverURL, all...))
		for _, c := range cases {
			want := c.type2024
			if s.options.Level == LevelCurrent && c.typeCurrent != "" {
				want = c.typeCurrent
			}
			before := len(r.taken())
			s.mustCall(t, c.path, c.body)
			waitRestart()
			got := r.taken()[before:]
			if len(got) != 1 || got[0].text() != want {
				t.Errorf("%s: got %d callbacks\n got %s\nwant %s", c.name, len(got), texts(got), want)
			}
		}
	})
}

func texts(items []item) string {
	var all []string
	for _, i := range items {
		all = append(all, i.text())
	}
	return strings.Join(all, "\n     ")
}

// The callback of an upload has its URL and the id of the file.
func TestUploadCallsBack(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		r := &receiver{}
		s.receiveBy(r)
		must(t, s.SetCallback(receiverURL, CallbackFileUpload))
		const url = "https://files.example.com/a.png"
		_, file := s.uploadFileTo(t, url, "a.png", "0123456789abcdef0123456789abcdef")
		waitTask()
		want := fmt.Sprintf(`{"fileUniqueId":%q,"originFileUrl":%q,"taskId":true,"taskStatus":3}`, file, url)
		if got := r.taken(); len(got) != 1 || got[0].text() != want {
			t.Errorf("got callbacks %s, want %s", texts(got), want)
		}
	})
}

// With quirks, some numbers are strings and some end times are null.
func TestQuirksOfCallbackBodies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := calm()
		o.Quirks = true
		s, r := simulatorWithReceiver(t, o, CallbackCommand, CallbackInstall)
		for n := 1; n <= 12; n++ {
			s.text(t, padPath+"asyncCmd", script("echo", padCode(n)))
			s.text(t, padPath+"installApp", install(padCode(n), AppKiosk1))
		}
		waitRestart()
		seen := map[string]bool{}
		for _, i := range r.taken() {
			if i["cmd"] != nil {
				seen[fmt.Sprintf("%T", i["taskStatus"])] = true
				seen[fmt.Sprint("end ", i["endTime"] != nil)] = true
			} else {
				seen[fmt.Sprintf("apps %T", i["apps"])] = true
			}
		}
		for _, want := range []string{"string", "float64", "end true", "end false", "apps []interface {}", "apps map[string]interface {}"} {
			if !seen[want] {
				t.Errorf("got no callback with %s: %v", want, seen)
			}
		}
	})
}
