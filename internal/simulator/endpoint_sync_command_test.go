package simulator

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func syncScript(script string) string {
	return fmt.Sprintf(`{"padCode":%q,"scriptContent":%q}`, one, script)
}

// The output is returned at once, even while another task runs, under the id of
// a finished task.
func TestSyncCommandReturnsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newIn2024(t)
		running := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		<-time.After(2 * time.Second)
		items := s.mustCall(t, padPath+"syncCmd", syncScript("getprop persist.sys.timezone; echo 'a b'")).items(t)
		if len(items) != 1 || items[0]["padCode"] != one || items[0]["taskStatus"] != 3.0 || items[0]["taskResult"] != "Asia/Shanghai\na b\n" {
			t.Fatalf("got %v, want the output under a finished task", items)
		}
		id := int64(items[0]["taskId"].(float64))
		s.expectStatus(t, id, taskDone)
		s.expectStatus(t, running, taskRunning)
		waitTask()
		s.expectStatus(t, running, taskDone)
		if again := s.mustCall(t, padPath+"syncCmd", syncScript("getprop persist.sys.timezone")).items(t); again[0]["taskResult"] != "Asia/Tokyo\n" {
			t.Errorf("got %v, want Asia/Tokyo", again)
		}
	})
}

// An offline instance has no data, an instance that restarts refuses the
// command, and more than five seconds are refused.
func TestSyncCommandFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newIn2024(t)
		s.expectRefusals(t, []mistake{
			{"five seconds", padPath + "syncCmd", syncScript("sleep 2; sleep 3 && echo x"), codeOK},
			{"more", padPath + "syncCmd", syncScript("sleep 5.5"), codeCommandTimeout},
			{"no script", padPath + "syncCmd", `{"padCode":"` + one + `"}`, codeRequired},
			{"no instance", padPath + "syncCmd", `{"scriptContent":"ls"}`, codeRequired},
			{"unknown instance", padPath + "syncCmd", `{"padCode":"` + absent + `","scriptContent":"ls"}`, codeInstanceNotFound},
		})
		must(t, s.SetOnline([]string{one}, false))
		if a := s.mustCall(t, padPath+"syncCmd", syncScript("echo x")); string(a.Data) != "null" {
			t.Errorf("offline: got data %s, want null", a.Data)
		}
		must(t, s.SetOnline([]string{one}, true))
		must(t, s.SetStatus([]string{one}, statusRestarting))
		if a := s.call(t, padPath+"syncCmd", syncScript("echo x")); a.Code != codeCommandFailed {
			t.Errorf("restarting: got code %d, want %d", a.Code, codeCommandFailed)
		}
		must(t, s.SetStatus([]string{one}, statusRunning))
		must(t, s.AddFault(Fault{Kind: FaultTaskFail, PadCode: one, Times: 1, Message: "no shell"}))
		if a := s.call(t, padPath+"syncCmd", syncScript("echo x")); a.Code != codeCommandFailed || a.Msg != "no shell" {
			t.Errorf("with a fault: got code %d %q, want %d and its message", a.Code, a.Msg, codeCommandFailed)
		}
	})
}

// Previews are URLs per instance, different each time. An instance that is not
// running has none.
func TestPreviewsByInstance(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newIn2024(t)
		must(t, s.SetOnline([]string{two}, false))
		ask := func() []item {
			return s.mustCall(t, padPath+"generatePreview", body(`"rotation":1,"broadcast":false`, one, two, three)).items(t)
		}
		first := ask()
		<-time.After(time.Second)
		second := ask()
		if len(first) != 3 || first[1]["padCode"] != two || first[1]["accessUrl"] != nil {
			t.Fatalf("got %v, want 3 rows, the second without a URL", first)
		}
		urls := map[any]bool{first[0]["accessUrl"]: true, first[2]["accessUrl"]: true, second[0]["accessUrl"]: true}
		if len(urls) != 3 || urls[nil] {
			t.Errorf("got URLs %v, want 3 different ones", urls)
		}
		s.expectRefusals(t, []mistake{
			{"no rotation", padPath + "generatePreview", "{" + pads(one) + "}", codeRequired},
			{"a third rotation", padPath + "generatePreview", body(`"rotation":2`, one), codeInvalidParameters},
			{"unknown instance", padPath + "generatePreview", body(`"rotation":0`, one, absent), codeInstanceNotFound},
			{"too many", padPath + "generatePreview", `{"rotation":0,` + padsUpTo(101) + `}`, codeInvalidParameters},
		})
	})
}

// Endpoints that exist only in 2024 are absent at the current level.
func TestEndpointsOf2024AreGone(t *testing.T) {
	s := newSimulator(t, Options{})
	for _, path := range []string{padPath + "syncCmd", padPath + "generatePreview", networkPath + "bindIp", networkPath + "unbindIp"} {
		if a := s.call(t, path, "{}"); a.HTTP != 404 {
			t.Errorf("%s: got HTTP %d, want 404", path, a.HTTP)
		}
	}
	if a := s.get(t, networkPath+"getIP?publicIP="+publicIPs[0]); a.HTTP != 404 {
		t.Errorf("getIP: got HTTP %d, want 404", a.HTTP)
	}
}
