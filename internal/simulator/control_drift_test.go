package simulator

import (
	"encoding/json"
	"reflect"
	"testing"
	"testing/synctest"
)

// everything that can drift.
func everything() DriftSet {
	return DriftSet{
		TimeZone: new("Asia/Tokyo"), Language: new("de-DE"), Location: &Location{52.5, 13.4},
		Bandwidth: &Bandwidth{1, 2}, Proxy: &Proxy{Enabled: true, IP: "192.0.2.1", Port: 9},
		ADB: new(true), Image: new("img-unknown"), SIM: map[string]string{"imei": "868034031518269"},
		Apps:       map[string]int64{"com.example.kiosk": 200, "org.elsewhere": 7},
		Properties: Properties{listSystem: {"ro.a": "b"}},
		Reported:   Properties{listModem: {"OpName": "Nobody"}, listSetting: {"language": ""}},
	}
}

// Drift reaches every setting, the instances do not share it, and another
// drift can take apps away.
func TestDriftReachesEverySetting(t *testing.T) {
	s := newSimulator(t, Options{})
	must(t, s.Drift([]string{one, two}, everything()))
	must(t, s.Drift([]string{two}, DriftSet{Apps: map[string]int64{"org.elsewhere": 0}, SIM: map[string]string{"mcc": "262"}}))
	now := s.instanceState(t, one)
	if now.TimeZone != "Asia/Tokyo" || now.Language != "de" || now.Country != "DE" || *now.Location != (Location{52.5, 13.4}) ||
		now.Bandwidth.DownloadMbps != 2 || now.Proxy.Port != 9 || !now.ADB || now.ImageID != "img-unknown" {
		t.Errorf("the phone is %+v", now)
	}
	if now.Apps["com.example.kiosk"].AppID != AppKiosk2 || now.Apps["org.elsewhere"].VersionCode != 7 || len(now.SIM) != 1 {
		t.Errorf("apps %v, SIM %v", now.Apps, now.SIM)
	}
	if got := s.property(t, two, "modemPropertiesList", "MCCMNC"); got != "262,01" || len(s.instanceState(t, two).Apps) != 1 {
		t.Errorf("the other phone shows %q, apps %v", got, s.instanceState(t, two).Apps)
	}
}

// What an instance reports wrongly stays wrong: over a write, a restart and a
// reset. "" hides a name. Other instances tell the truth.
func TestReportedValuesStayWrong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		must(t, s.Drift([]string{one}, DriftSet{Reported: Properties{
			listSetting: {"timezone": "", "language": "xx"}, listModem: {"IMEI": " 1 "},
		}}))
		for _, step := range []func(){
			func() { s.do(t, padPath+"updateTimeZone", body(tokyo, one)) },
			func() { s.do(t, padPath+"updateLanguage", body(german, one)) },
			func() { s.submitOne(t, padPath+"reset", "{"+pads(one)+"}"); waitRestart() },
		} {
			step()
			if a, b, c := s.property(t, one, "settingPropertiesList", "timezone"), s.property(t, one, "settingPropertiesList", "language"),
				s.property(t, one, "modemPropertiesList", "IMEI"); a != "" || b != "xx" || c != " 1 " {
				t.Errorf("the phone reports %q, %q and %q", a, b, c)
			}
		}
		if got := s.property(t, two, "settingPropertiesList", "timezone"); got != defaultTimeZone {
			t.Errorf("another phone reports %q", got)
		}
	})
}

// Every setting, and an image that was added, survives a kill: once from the
// events and once from the short form of the file.
func TestEverySettingSurvivesAKill(t *testing.T) {
	file := stateFile(t)
	synctest.Test(t, func(t *testing.T) {
		o := calm()
		o.StateFile = file
		s := newSimulator(t, o)
		must(t, s.AddImage("img-mine", androidVersion))
		must(t, s.Drift([]string{one}, everything()))
		s.mustCall(t, padPath+"gpsInjectInfo", body(berlin, two))
		s.submitProps(t, props(one, "ro.c", "d", false))
		s.submitOne(t, padPath+"v2/uploadFile", push(FileConfig, "/Music/", one))
		s.mustCall(t, padPath+"upgradeImage", upgrade("img-mine", false, two))
		waitRestart()
		want := statesAsText(t, s.instanceState(t, one), s.instanceState(t, two))
		reported := s.property(t, one, "modemPropertiesList", "OpName")
		must(t, s.Kill())
		for _, start := range []string{"first", "second"} {
			s = newSimulator(t, o)
			if got := statesAsText(t, s.instanceState(t, one), s.instanceState(t, two)); got != want {
				t.Errorf("%s start: %s, want %s", start, got, want)
			}
			if got := s.property(t, one, "modemPropertiesList", "OpName"); got != reported || got != "Nobody" {
				t.Errorf("%s start: the phone reports %q", start, got)
			}
			if a := s.call(t, padPath+"upgradeImage", upgrade("img-none", false, two)); a.Code != codeImageNotFound {
				t.Errorf("%s start: an unknown image: code %d", start, a.Code)
			}
			if family, known := s.account.catalog.imageFamily("img-mine"); !known || family != androidVersion {
				t.Errorf("%s start: the added image is %q", start, family)
			}
			must(t, s.Close())
		}
	})
}

func statesAsText(t *testing.T, states ...InstanceState) string {
	t.Helper()
	text, err := json.Marshal(states)
	must(t, err)
	return string(text)
}

// What Instance returns is a copy: changing it changes nothing.
func TestInstanceStateIsACopy(t *testing.T) {
	s := newSimulator(t, Options{})
	must(t, s.Drift([]string{one}, everything()))
	before, after := s.instanceState(t, one), s.instanceState(t, one)
	clear(after.Apps)
	clear(after.SIM)
	after.Location.Latitude = 0
	if again := s.instanceState(t, one); !reflect.DeepEqual(again, before) {
		t.Errorf("the phone is %+v, was %+v", again, before)
	}
}
