package simulator

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// taskIDOf returns the task of a response that is an object, or a list of one.
func taskIDOf(t *testing.T, data json.RawMessage, wantList bool) int64 {
	t.Helper()
	if list := strings.HasPrefix(string(data), "["); list != wantList {
		t.Fatalf("got a list: %v, want %v: %s", list, wantList, data)
	}
	var item taskItem
	if err := json.Unmarshal([]byte(strings.Trim(string(data), "[]")), &item); err != nil || item.TaskID == 0 {
		t.Fatalf("got %s, want a task: %v", data, err)
	}
	return item.TaskID
}

// replacePad takes one instance, responds with one object, and erases the instance
// with its Android properties.
func TestReplacePad(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		<-time.After(time.Minute)
		for text, want := range map[string]int{
			`{"padCodes":["` + one + `","` + two + `"]}`:           codeInvalidParameters,
			`{"padCodes":["` + absent + `"]}`:                      codeInstanceNotFound,
			`{"padCodes":["` + one + `"],"countryCode":"Nowhere"}`: codeInternal,
		} {
			if a := s.call(t, padPath+"replacePad", text); a.Code != want {
				t.Errorf("%s: got code %d, want %d", text, a.Code, want)
			}
		}
		id := taskIDOf(t, s.mustCall(t, padPath+"replacePad", body(`"countryCode":"DE"`, one)).Data, false)
		<-time.After(10 * time.Second)
		s.expectInstance(t, one, statusResetting)
		<-time.After(10 * time.Minute)
		s.expectStatus(t, id, taskDone)
		s.expectInstance(t, one, statusRunning)
		got := s.instanceState(t, one)
		if got.TimeZone != defaultTimeZone || got.Identity != (Identity{1, "DE"}) {
			t.Errorf("got time zone %s and identity %+v, want the default and the first replacement", got.TimeZone, got.Identity)
		}
	})
}

// In 2024, info and the response of updateContacts are objects, at the current level
// they are lists.
func TestUpdateContacts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const object = `{"firstName":"Ada","phone":"1"}`
		for level, info := range map[string]string{Level2024: object, LevelCurrent: "[" + object + "]"} {
			options := calm()
			options.Level = level
			s := newSimulator(t, options)
			other := map[string]string{Level2024: "[" + object + "]", LevelCurrent: object}[level]
			for text, want := range map[string]int{`"info":` + other: codeInvalidFormat, `"x":1`: codeRequired, `"fileUniqueId":"none"`: codeFileNotFound} {
				if a := s.call(t, padPath+"updateContacts", body(text, one)); a.Code != want {
					t.Errorf("%s: %s: got code %d, want %d", level, text, a.Code, want)
				}
			}
			taskIDOf(t, s.mustCall(t, padPath+"updateContacts", body(`"info":`+info, one)).Data, level == LevelCurrent)
			<-time.After(time.Minute)
			if got := s.instanceState(t, one).Contacts; !slices.Equal(got, []Contact{{FirstName: "Ada", Phone: "1"}}) {
				t.Errorf("%s: got contacts %+v, want one", level, got)
			}
		}
	})
}

// An app that is not installed cannot be started, stopped or restarted. A restart of
// the instance stops apps.
func TestAppControl(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		if err := s.Drift([]string{one}, DriftSet{Apps: map[string]int64{"com.example.kiosk": 1}}); err != nil {
			t.Fatal(err)
		}
		run := func(endpoint, code string) int64 {
			id := s.submitOne(t, padPath+endpoint, body(`"pkgName":"com.example.kiosk"`, code))
			<-time.After(time.Minute)
			return id
		}
		for _, endpoint := range []string{"startApp", "stopApp", "restartApp"} {
			s.expectStatus(t, run(endpoint, two), taskFailed)
		}
		s.expectStatus(t, run("startApp", one), taskDone)
		run("restartApp", one)
		if got := s.instanceState(t, one); !slices.Equal(got.RunningApps, []string{"com.example.kiosk"}) || got.AppRestarts != 1 {
			t.Errorf("got running apps %v and %d restarts, want the app and 1", got.RunningApps, got.AppRestarts)
		}
		run("stopApp", one)
		if got := s.instanceState(t, one).RunningApps; len(got) != 0 {
			t.Errorf("got running apps %v, want none", got)
		}
		run("startApp", one)
		s.submitOne(t, padPath+"restart", "{"+pads(one)+"}")
		<-time.After(5 * time.Minute)
		if got := s.instanceState(t, one).RunningApps; len(got) != 0 {
			t.Errorf("got running apps %v after a restart, want none", got)
		}
	})
}

// The result of a screenshot's task is a URL.
func TestScreenshot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		if a := s.call(t, padPath+"screenshot", body(`"rotation":2`, one)); a.Code != codeInvalidParameters {
			t.Errorf("got code %d for rotation 2, want %d", a.Code, codeInvalidParameters)
		}
		id := s.submitOne(t, padPath+"screenshot", body(`"rotation":1,"broadcast":true`, one))
		<-time.After(time.Minute)
		if got := s.taskStatus(t, id)["taskResult"].(string); !strings.Contains(got, one) {
			t.Errorf("got result %q, want a URL of the instance", got)
		}
	})
}

// dissolveRoom groups the instances by outcome.
func TestDissolveRoom(t *testing.T) {
	s := newSimulator(t, Options{Instances: 3})
	on := true
	if err := s.Drift([]string{one, two}, DriftSet{Streaming: &on}); err != nil {
		t.Fatal(err)
	}
	if err := s.AddFault(Fault{Path: "dissolveRoom", Kind: FaultTaskFail, PadCode: two, Message: "command service"}); err != nil {
		t.Fatal(err)
	}
	a := s.mustCall(t, "/rtc/open/room/dissolveRoom", "{"+pads(one, two, absent)+"}")
	want := fmt.Sprintf(`{"successList":[{"padCode":%q}],"failList":[{"padCode":%q,"errorCode":120004,"errorMsg":"command service"},`+
		`{"padCode":%q,"errorCode":120005,"errorMsg":"Instance does not exist"}]}`, one, two, absent)
	if string(a.Data) != want {
		t.Errorf("got %s, want %s", a.Data, want)
	}
	if s.instanceState(t, one).Streaming || !s.instanceState(t, two).Streaming {
		t.Error("got the wrong streams stopped, want only that of the first instance")
	}
}

// powerReset restarts all instances of a device, also in the state file's account.
func TestPowerReset(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		options := calm()
		options.Level = Level2024
		s := newSimulator(t, options)
		device := s.instanceState(t, one).DeviceIP
		for text, want := range map[string]int{
			`{"deviceIps":["` + device + `"],"type":1}`:                  codePowerParameters,
			`{"deviceIps":["` + device + `"]}`:                           codeRequired,
			`{"deviceIps":["` + device + `","` + device + `"],"type":2}`: codePowerParameters,
			`{"deviceIps":["` + device + `","192.0.2.99"],"type":2}`:     codeDeviceNotFound,
		} {
			if a := s.call(t, "/openapi/open/device/powerReset", text); a.Code != want {
				t.Errorf("%s: got code %d, want %d", text, a.Code, want)
			}
		}
		rows := s.mustCall(t, "/openapi/open/device/powerReset", `{"deviceIps":["`+device+`"],"type":2}`).items(t)
		if len(rows) != 1 || rows[0]["deviceIp"] != device || rows[0]["taskId"] == nil {
			t.Errorf("got %v, want a task of the device", rows)
		}
		<-time.After(10 * time.Second)
		s.expectInstance(t, one, statusRestarting)
		s.expectInstance(t, two, statusRestarting)
		<-time.After(5 * time.Minute)
		s.expectInstance(t, one, statusRunning)
		for _, code := range s.PadCodes() {
			got := s.instanceState(t, code)
			if want := got.DeviceIP == device; (got.Reboots == 1) != want {
				t.Errorf("%s: got %d reboots on device %s, want one only on %s", code, got.Reboots, got.DeviceIP, device)
			}
		}
	})
}
