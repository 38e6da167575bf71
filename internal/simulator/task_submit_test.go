package simulator

import (
	"testing"
	"testing/synctest"
	"time"
)

// Each mistake has its code, and a refused call does nothing; the same call
// without the mistake is accepted.
func TestMistakesAreRefused(t *testing.T) {
	s := newSimulator(t, Options{Instances: 300})
	proxy := "/openapi/open/network/proxy/set"
	cases := []struct {
		name, path, body string
		code             int
	}{
		{"100 phones", padPath + "updateTimeZone", "{" + tokyo + "," + padsUpTo(100) + "}", codeOK},
		{"101 phones", padPath + "updateTimeZone", "{" + tokyo + "," + padsUpTo(101) + "}", codeInvalidParameters},
		{"200 phones to read", padPath + "batchPadProperties", "{" + padsUpTo(200) + "}", codeOK},
		{"201 phones to read", padPath + "batchPadProperties", "{" + padsUpTo(201) + "}", codeInvalidParameters},
		{"a phone twice", padPath + "restart", "{" + pads(one, two, one) + "}", codeDuplicateInstance},
		{"an unknown phone", padPath + "restart", "{" + pads(one, absent) + "}", codeInstanceNotFound},
		{"an unknown phone to read", padPath + "padProperties", `{"padCode":"` + absent + `"}`, codeInstanceNotFound},
		{"no phones", padPath + "restart", `{}`, codeRequired},
		{"an empty list", padPath + "restart", `{"padCodes":[]}`, codeRequired},
		{"one phone for a list", padPath + "restart", `{"padCodes":"` + one + `"}`, codeInvalidFormat},
		{"a field in other letters", padPath + "restart", `{"padcodes":["` + one + `"]}`, codeRequired},
		{"no time zone", padPath + "updateTimeZone", "{" + pads(one) + "}", codeRequired},
		{"an unknown time zone", padPath + "updateTimeZone", body(`"timeZone":"Mars/Base"`, one), codeInvalidParameters},
		{"the zone of the machine", padPath + "updateTimeZone", body(`"timeZone":"Local"`, one), codeInvalidParameters},
		{"no download", padPath + "setSpeed", body(`"upBandwidth":1`, one), codeRequired},
		{"cut off", padPath + "setSpeed", body(`"upBandwidth":-1,"downBandwidth":0`, one), codeOK},
		{"less than cut off", padPath + "setSpeed", body(`"upBandwidth":-2,"downBandwidth":0`, one), codeInvalidParameters},
		{"bandwidth as text", padPath + "setSpeed", body(`"upBandwidth":"1","downBandwidth":0`, one), codeInvalidFormat},
		{"a proxy", proxy, body(`"enable":true,"ip":"h","port":65535`, one), codeOK},
		{"port 0", proxy, body(`"enable":true,"ip":"h","port":0`, one), codeInvalidParameters},
		{"port 65536", proxy, body(`"enable":true,"ip":"h","port":65536`, one), codeInvalidParameters},
		{"no port", proxy, body(`"enable":true,"ip":"h"`, one), codeRequired},
		{"neither on nor off", proxy, body(`"ip":"h","port":1`, one), codeRequired},
		{"an unknown protocol", proxy, body(`"enable":true,"ip":"h","port":1,"proxyName":"x"`, one), codeInvalidParameters},
		{"no properties", padPath + "updatePadProperties", "{" + pads(one) + "}", codeInvalidParameters},
		{"a property without name", padPath + "updatePadProperties", body(`"oaidPropertiesList":[{"propertiesValue":"x"}]`, one), codeRequired},
		{"a list of no page", padPath + "infos", `{"rows":10}`, codeRequired},
		{"page 0", padPath + "padDetails", `{"page":0}`, codeInvalidParameters},
		{"1001 rows", padPath + "padDetails", `{"rows":1001}`, codeInvalidParameters},
		{"a filter of 101 phones", padPath + "padDetails", "{" + padsUpTo(101) + "}", codeInvalidParameters},
		{"an unknown group to restart", padPath + "restart", body(`"groupIds":[9]`, one), codeInvalidParameters},
	}
	for _, c := range cases {
		before := s.nextTask
		if a := s.call(t, c.path, c.body); a.Code != c.code {
			t.Errorf("%s: code %d %q, want %d", c.name, a.Code, a.Msg, c.code)
		} else if a.Code != codeOK && s.nextTask != before {
			t.Errorf("%s: refused, but it made tasks", c.name)
		}
	}
}

// Groups add their instances to those that are named.
func TestRestartTakesGroups(t *testing.T) {
	s := newSimulator(t, Options{Instances: 10})
	items := s.mustCall(t, padPath+"restart", body(`"groupIds":[1]`, one)).items(t)
	if len(items) != 2 || items[0]["padCode"] != one || items[1]["padCode"] != two {
		t.Errorf("phones restarted: %v", items)
	}
}

// taskStatus and the trace id are there at the current level only.
func TestSubmissionsShowTheFieldsOfTheirLevel(t *testing.T) {
	for level, newer := range map[string]bool{LevelCurrent: true, Level2024: false} {
		s := newSimulator(t, Options{Level: level})
		a := s.mustCall(t, padPath+"updateTimeZone", body(tokyo, one))
		it := a.items(t)[0]
		if _, has := it["taskStatus"]; has != newer || (a.TraceID != "") != newer {
			t.Errorf("%s: item %v, trace id %q", level, it, a.TraceID)
		}
		if it["vmStatus"] != 1.0 {
			t.Errorf("%s: vmStatus %v of a phone that is online", level, it["vmStatus"])
		}
	}
}

// Overlapping changes and repeated restarts are counted; the same work one
// after another is not.
func TestCountersDetectCarelessClients(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		zone := func(code string) { s.submitOne(t, padPath+"updateTimeZone", body(tokyo, code)) }
		restart := func(code string) { s.submitOne(t, padPath+"restart", "{"+pads(code)+"}") }

		zone(one)
		<-time.After(10 * time.Second)
		zone(one)
		s.submitOne(t, "/openapi/open/network/proxy/info", "{"+pads(one)+"}") // reads alone
		restart(two)
		<-time.After(2 * time.Minute)
		restart(two)
		<-time.After(2 * time.Minute)
		if c := s.Counters(); c.Overlaps != 0 || c.Repeated != 0 || len(c.Culprits) != 0 {
			t.Fatalf("careful work is blamed: %+v", c)
		}
		zone(three)
		zone(three)
		if c := s.Counters(); c.Overlaps != 1 || c.Repeated != 0 || c.Culprits[0] != three {
			t.Errorf("an overlap: %+v", c)
		}
		s.ResetCounters()
		restart(one)
		restart(one) // the first has not even begun
		if c := s.Counters(); c.Overlaps != 1 || c.Repeated != 1 {
			t.Errorf("two restarts at once: %+v", c)
		}
		<-time.After(5 * time.Minute)
		s.ResetCounters()
		restart(two)
		<-time.After(50 * time.Second) // the task is done, the instance is not back
		restart(two)
		if c := s.Counters(); c.Overlaps != 0 || c.Repeated != 1 || c.Culprits[0] != two {
			t.Errorf("a repeated restart: %+v", c)
		}
		if c := s.Counters(); c.Requests[padPath+"restart"] != 2 || c.BatchSizes[padPath+"restart"][1] != 2 || c.Total() != 2 {
			t.Errorf("requests: %+v", c)
		}
	})
}

// Above the rate calls get 429, in a window that slides; below it they pass.
func TestRateIsLimitedPerSecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, Options{Rate: 2})
		ask := func(want int) {
			t.Helper()
			if a := s.call(t, "/openapi/open/group/infos", "{}"); a.HTTP != want || a.Code != want {
				t.Errorf("HTTP %d, code %d, want %d", a.HTTP, a.Code, want)
			}
		}
		ask(codeOK)
		<-time.After(600 * time.Millisecond)
		ask(codeOK)
		ask(codeTooManyRequests)
		<-time.After(400 * time.Millisecond) // the first has left the window
		ask(codeOK)
		ask(codeTooManyRequests)
		if n := s.Counters().RateLimited; n != 2 {
			t.Errorf("%d refusals counted, want 2", n)
		}
	})
}
