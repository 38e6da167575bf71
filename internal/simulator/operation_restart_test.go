package simulator

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func (s *Simulator) expectInstance(t *testing.T, code string, want int) {
	t.Helper()
	l := s.mustCall(t, padPath+"padDetails", "{"+pads(code)+"}").listing(t)
	if len(l.PageData) != 1 || l.PageData[0]["padStatus"] != float64(want) {
		t.Errorf("got padStatus %v, want %d", l.PageData, want)
	}
}

// A restarting instance has status 11. The task is done before the status is 10
// again.
func TestRestartTaskEndsBeforeTheInstanceRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		id := s.submitOne(t, padPath+"restart", "{"+pads(one)+"}")
		s.expectInstance(t, one, statusRunning)
		<-time.After(2 * time.Second)
		s.expectInstance(t, one, statusRestarting)
		s.expectStatus(t, id, taskRunning)
		<-time.After(46 * time.Second) // three quarters of the minute have passed
		s.expectStatus(t, id, taskDone)
		s.expectInstance(t, one, statusRestarting)
		later := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		<-time.After(14 * time.Second)
		s.expectInstance(t, one, statusRunning)
		s.expectStatus(t, later, taskRunning) // it waited for the instance
		<-time.After(8 * time.Second)
		s.expectStatus(t, later, taskDone)
	})
}

// A reset goes through the statuses 12, 11 and 10 and resets all settings.
func TestResetResetsTheSettings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		s.submitOne(t, padPath+"setSpeed", body(`"upBandwidth":1,"downBandwidth":-1`, one))
		s.submitOne(t, "/openapi/open/network/proxy/set", body(`"enable":true,"ip":"192.0.2.1","port":1080`, one))
		s.submitOne(t, padPath+"updatePadProperties",
			body(`"settingPropertiesList":[{"propertiesName":"a","propertiesValue":"b"}]`, one))
		<-time.After(time.Minute)
		before := s.instanceState(t, one)
		if before.TimeZone != "Asia/Tokyo" || before.Bandwidth.DownloadMbps != -1 || !before.Proxy.Enabled || len(before.Properties) != 1 {
			t.Fatalf("got %+v, want all settings applied", before)
		}
		id := s.submitOne(t, padPath+"reset", "{"+pads(one)+"}")
		<-time.After(10 * time.Second)
		s.expectInstance(t, one, statusResetting)
		<-time.After(50 * time.Second)
		s.expectInstance(t, one, statusRestarting)
		<-time.After(32 * time.Second)
		s.expectStatus(t, id, taskDone)
		s.expectInstance(t, one, statusRestarting)
		<-time.After(time.Minute)
		s.expectInstance(t, one, statusRunning)
		after := s.instanceState(t, one)
		if after.TimeZone != defaultTimeZone || after.Bandwidth != (Bandwidth{}) || after.Proxy.Enabled || len(after.Properties) != 0 {
			t.Errorf("got %+v after the reset, want default settings", after)
		}
	})
}

// Persistent values apply at a restart; live values apply at once and are lost at a
// restart; setting values apply at once and survive.
func TestPersistentAndLiveProperties(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		write := func(list, name string) string {
			return `"` + list + `":[{"propertiesName":"` + name + `","propertiesValue":"v"}]`
		}
		s.submitOne(t, padPath+"updatePadProperties", body(strings.Join([]string{
			write("systemPersistPropertiesList", "ro.kept"), write("systemPropertiesList", "ro.live"),
			write("modemPersistPropertiesList", "IMEI"), write("settingPropertiesList", "font"), write("oaidPropertiesList", "oaid"),
		}, ","), one))
		<-time.After(10 * time.Second)
		shown := func(when string, want map[string]bool) {
			t.Helper()
			for name, list := range map[string]string{
				"ro.kept": "systemPropertiesList", "ro.live": "systemPropertiesList", "IMEI": "modemPropertiesList",
				"font": "settingPropertiesList", "oaid": "oaidPropertiesList",
			} {
				if got := s.property(t, one, list, name); (got == "v") != want[name] {
					t.Errorf("%s: %s: got %q, want it set: %v", when, name, got, want[name])
				}
			}
		}
		shown("before a restart", map[string]bool{"ro.live": true, "font": true, "oaid": true})
		s.submitOne(t, padPath+"restart", "{"+pads(one)+"}")
		<-time.After(2 * time.Minute)
		shown("after a restart", map[string]bool{"ro.kept": true, "IMEI": true, "font": true, "oaid": true})
	})
}

// The time zone shows in the properties and replaces a drifted value.
func TestTimeZoneShowsInTwoProperties(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		if err := s.Drift([]string{one}, DriftSet{Properties: Properties{listSetting: {"timezone": "UTC"}}}); err != nil {
			t.Fatal(err)
		}
		if got := s.property(t, one, "settingPropertiesList", "timezone"); got != "UTC" {
			t.Errorf("got timezone %q, want the drifted value UTC", got)
		}
		s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		<-time.After(10 * time.Second)
		for list, name := range map[string]string{"settingPropertiesList": "timezone", "systemPropertiesList": "persist.sys.timezone"} {
			if got := s.property(t, one, list, name); got != "Asia/Tokyo" {
				t.Errorf("%s: got %q, want Asia/Tokyo", name, got)
			}
			if got := s.property(t, two, list, name); got != defaultTimeZone {
				t.Errorf("%s of another instance: got %q, want the default", name, got)
			}
		}
	})
}

// An abnormal instance runs no tasks but a restart, which repairs it.
func TestRestartRepairsAnAbnormalInstance(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		if err := s.SetStatus([]string{one}, statusAbnormal); err != nil {
			t.Fatal(err)
		}
		stuck := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		<-time.After(time.Minute)
		s.expectStatus(t, stuck, taskPending)
		if err := s.Remove([]string{two}); err != nil {
			t.Fatal(err)
		}
		l := s.mustCall(t, padPath+"padDetails", `{"faultStatus":"14"}`).listing(t)
		if l.Total != 1 {
			t.Errorf("got %d abnormal instances, want 1", l.Total)
		}
		if err := s.SetStatus([]string{three}, statusAbnormal); err != nil {
			t.Fatal(err)
		}
		s.submitOne(t, padPath+"restart", "{"+pads(three)+"}")
		<-time.After(2 * time.Minute)
		s.expectInstance(t, three, statusRunning)
		l = s.mustCall(t, padPath+"padDetails", `{"faultStatus":"14"}`).listing(t)
		if l.Total != 1 || l.codes()[0] != one {
			t.Errorf("got abnormal instances %v, want only the first", l.codes())
		}
	})
}

// proxyInfo returns the address of the proxy, or of the device without a proxy.
func TestProxyInfoReturnsTheExitAddress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		exit := func() string {
			id := s.submitOne(t, "/openapi/open/network/proxy/info", "{"+pads(one)+"}")
			<-time.After(20 * time.Second)
			return s.taskStatus(t, id)["taskResult"].(string)
		}
		if got := exit(); !strings.Contains(got, "203.0.113.1") {
			t.Errorf("without a proxy: got %s, want the address of the device", got)
		}
		set := `"enable":true,"ip":"192.0.2.7","port":1080,"account":"a","password":"p","proxyType":"vpn","proxyName":"socks5"`
		s.submitOne(t, "/openapi/open/network/proxy/set", body(set, one))
		if got := exit(); !strings.Contains(got, "192.0.2.7") {
			t.Errorf("with a proxy: got %s, want 192.0.2.7", got)
		}
		want := Proxy{true, "192.0.2.7", 1080, "vpn", "socks5", "a", "p"}
		if got := s.instanceState(t, one).Proxy; got != want {
			t.Errorf("got proxy %+v, want %+v", got, want)
		}
		s.submitOne(t, "/openapi/open/network/proxy/set", body(`"enable":false`, one))
		<-time.After(20 * time.Second)
		if got := s.instanceState(t, one).Proxy; got != (Proxy{}) {
			t.Errorf("got proxy %+v after disabling it, want none", got)
		}
	})
}
