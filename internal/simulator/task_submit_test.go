package simulator

import (
	"testing"
	"testing/synctest"
	"time"
)

// Each mistake has its code, and a refused call does nothing.
func TestMistakesAreRefused(t *testing.T) {
	s := newSimulator(t, Options{Instances: 300})
	proxy := "/openapi/open/network/proxy/set"
	cases := []struct {
		name, path, body string
		code             int
	}{
		{"100 instances", padPath + "updateTimeZone", "{" + tokyo + "," + padsUpTo(100) + "}", codeOK},
		{"101 instances", padPath + "updateTimeZone", "{" + tokyo + "," + padsUpTo(101) + "}", codeInvalidParameters},
		{"200 instances to read", padPath + "batchPadProperties", "{" + padsUpTo(200) + "}", codeOK},
		{"201 instances to read", padPath + "batchPadProperties", "{" + padsUpTo(201) + "}", codeInvalidParameters},
		{"an instance twice", padPath + "restart", "{" + pads(one, two, one) + "}", codeDuplicateInstance},
		{"an unknown instance", padPath + "restart", "{" + pads(one, absent) + "}", codeInstanceNotFound},
		{"an unknown instance to read", padPath + "padProperties", `{"padCode":"` + absent + `"}`, codeInstanceNotFound},
		{"no instances", padPath + "restart", `{}`, codeRequired},
		{"an empty list", padPath + "restart", `{"padCodes":[]}`, codeRequired},
		{"one instance for a list", padPath + "restart", `{"padCodes":"` + one + `"}`, codeInvalidFormat},
		{"a field in lower case", padPath + "restart", `{"padcodes":["` + one + `"]}`, codeRequired},
		{"no time zone", padPath + "updateTimeZone", "{" + pads(one) + "}", codeRequired},
		{"an unknown time zone", padPath + "updateTimeZone", body(`"timeZone":"Mars/Base"`, one), codeInvalidParameters},
		{"the local time zone", padPath + "updateTimeZone", body(`"timeZone":"Local"`, one), codeInvalidParameters},
		{"no download", padPath + "setSpeed", body(`"upBandwidth":1`, one), codeRequired},
		{"traffic blocked", padPath + "setSpeed", body(`"upBandwidth":-1,"downBandwidth":0`, one), codeOK},
		{"below -1", padPath + "setSpeed", body(`"upBandwidth":-2,"downBandwidth":0`, one), codeInvalidParameters},
		{"bandwidth as a string", padPath + "setSpeed", body(`"upBandwidth":"1","downBandwidth":0`, one), codeInvalidFormat},
		{"a proxy", proxy, body(`"enable":true,"ip":"h","port":65535`, one), codeOK},
		{"port 0", proxy, body(`"enable":true,"ip":"h","port":0`, one), codeInvalidParameters},
		{"port 65536", proxy, body(`"enable":true,"ip":"h","port":65536`, one), codeInvalidParameters},
		{"no port", proxy, body(`"enable":true,"ip":"h"`, one), codeRequired},
		{"no enable", proxy, body(`"ip":"h","port":1`, one), codeRequired},
		{"an unknown protocol", proxy, body(`"enable":true,"ip":"h","port":1,"proxyName":"x"`, one), codeInvalidParameters},
		{"no properties", padPath + "updatePadProperties", "{" + pads(one) + "}", codeInvalidParameters},
		{"a property without name", padPath + "updatePadProperties", body(`"oaidPropertiesList":[{"propertiesValue":"x"}]`, one), codeRequired},
		{"no page", padPath + "infos", `{"rows":10}`, codeRequired},
		{"page 0", padPath + "padDetails", `{"page":0}`, codeInvalidParameters},
		{"1001 rows", padPath + "padDetails", `{"rows":1001}`, codeInvalidParameters},
		{"a filter of 101 instances", padPath + "padDetails", "{" + padsUpTo(101) + "}", codeInvalidParameters},
		{"an unknown group to restart", padPath + "restart", body(`"groupIds":[9]`, one), codeInvalidParameters},
	}
	for _, c := range cases {
		before := s.nextTask
		if a := s.call(t, c.path, c.body); a.Code != c.code {
			t.Errorf("%s: got code %d %q, want %d", c.name, a.Code, a.Msg, c.code)
		} else if a.Code != codeOK && s.nextTask != before {
			t.Errorf("%s: the refused call created tasks", c.name)
		}
	}
}

// The instances of groupIds are added to those of padCodes.
func TestRestartTakesGroups(t *testing.T) {
	s := newSimulator(t, Options{Instances: 10})
	items := s.mustCall(t, padPath+"restart", body(`"groupIds":[1]`, one)).items(t)
	if len(items) != 2 || items[0]["padCode"] != one || items[1]["padCode"] != two {
		t.Errorf("got restarted instances %v, want the first two", items)
	}
}

// Only the current level has taskStatus and the trace ID.
func TestSubmissionsShowTheFieldsOfTheirLevel(t *testing.T) {
	for level, newer := range map[string]bool{LevelCurrent: true, Level2024: false} {
		s := newSimulator(t, Options{Level: level})
		a := s.mustCall(t, padPath+"updateTimeZone", body(tokyo, one))
		it := a.items(t)[0]
		if _, has := it["taskStatus"]; has != newer || (a.TraceID != "") != newer {
			t.Errorf("%s: got item %v and trace ID %q, want taskStatus and trace ID only at the current level", level, it, a.TraceID)
		}
		if it["vmStatus"] != 1.0 {
			t.Errorf("%s: got vmStatus %v of an online instance, want 1", level, it["vmStatus"])
		}
	}
}

// Overlapping changes and repeated restarts are counted; sequential ones are not.
func TestCountersDetectCarelessClients(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		zone := func(code string) { s.submitOne(t, padPath+"updateTimeZone", body(tokyo, code)) }
		restart := func(code string) { s.submitOne(t, padPath+"restart", "{"+pads(code)+"}") }

		zone(one)
		<-time.After(10 * time.Second)
		zone(one)
		s.submitOne(t, "/openapi/open/network/proxy/info", "{"+pads(one)+"}") // only reads
		restart(two)
		<-time.After(2 * time.Minute)
		restart(two)
		<-time.After(2 * time.Minute)
		if c := s.Counters(); c.Overlaps != 0 || c.Repeated != 0 || len(c.Culprits) != 0 {
			t.Fatalf("got %+v, want no overlaps, repeats or culprits", c)
		}
		zone(three)
		zone(three)
		if c := s.Counters(); c.Overlaps != 1 || c.Repeated != 0 || c.Culprits[0] != three {
			t.Errorf("got %+v, want 1 overlap", c)
		}
		s.ResetCounters()
		restart(one)
		restart(one) // the first has not started
		if c := s.Counters(); c.Overlaps != 1 || c.Repeated != 1 {
			t.Errorf("got %+v for two restarts at once, want 1 overlap and 1 repeat", c)
		}
		<-time.After(5 * time.Minute)
		s.ResetCounters()
		restart(two)
		<-time.After(50 * time.Second) // the task is done, the instance is not back
		restart(two)
		if c := s.Counters(); c.Overlaps != 0 || c.Repeated != 1 || c.Culprits[0] != two {
			t.Errorf("got %+v for a repeated restart, want only 1 repeat", c)
		}
		if c := s.Counters(); c.Requests[padPath+"restart"] != 2 || c.BatchSizes[padPath+"restart"][1] != 2 || c.Total() != 2 {
			t.Errorf("got requests %+v, want 2 restarts of one instance", c)
		}
	})
}

// Calls above the rate get 429. The window slides.
func TestRateIsLimitedPerSecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, Options{Rate: 2})
		ask := func(want int) {
			t.Helper()
			if a := s.call(t, "/openapi/open/group/infos", "{}"); a.HTTP != want || a.Code != want {
				t.Errorf("got HTTP %d and code %d, want %d", a.HTTP, a.Code, want)
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
			t.Errorf("got %d refusals, want 2", n)
		}
	})
}
