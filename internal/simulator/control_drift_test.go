package simulator

import (
	"encoding/json"
	"reflect"
	"testing"
	"testing/synctest"
)

// everything returns a drift of every setting.
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

// Drift can change every setting. Instances do not share the values, and
// another drift can remove apps.
func TestDriftReachesEverySetting(t *testing.T) {
	s := newSimulator(t, Options{})
	must(t, s.Drift([]string{one, two}, everything()))
	must(t, s.Drift([]string{two}, DriftSet{Apps: map[string]int64{"org.elsewhere": 0}, SIM: map[string]string{"mcc": "262"}}))
	now := s.instanceState(t, one)
	if now.TimeZone != "Asia/Tokyo" || now.Language != "de" || now.Country != "DE" || *now.Location != (Location{52.5, 13.4}) ||
		now.Bandwidth.DownloadMbps != 2 || now.Proxy.Port != 9 || !now.ADB || now.ImageID != "img-unknown" {
		t.Errorf("got %+v, want every drifted value", now)
	}
	if now.Apps["com.example.kiosk"].AppID != AppKiosk2 || now.Apps["org.elsewhere"].VersionCode != 7 || len(now.SIM) != 1 {
		t.Errorf("got apps %v and SIM %v, want the kiosk app from the catalog, another app and one SIM value", now.Apps, now.SIM)
	}
	if got := s.property(t, two, "modemPropertiesList", "MCCMNC"); got != "262,01" || len(s.instanceState(t, two).Apps) != 1 {
		t.Errorf("other instance: got MCCMNC %q and apps %v, want 262,01 and one app", got, s.instanceState(t, two).Apps)
	}
}

// Reported values survive writes, restarts and resets. "" hides a property.
// Other instances are not affected.
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
				t.Errorf("got %q, %q and %q, want the reported values", a, b, c)
			}
		}
		if got := s.property(t, two, "settingPropertiesList", "timezone"); got != defaultTimeZone {
			t.Errorf("other instance: got time zone %q, want %s", got, defaultTimeZone)
		}
	})
}

// Every setting and added images survive a kill: the first start replays the
// events, the second reads the snapshot.
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
				t.Errorf("%s start: got %s, want %s", start, got, want)
			}
			if got := s.property(t, one, "modemPropertiesList", "OpName"); got != reported || got != "Nobody" {
				t.Errorf("%s start: got OpName %q, want %q", start, got, reported)
			}
			if a := s.call(t, padPath+"upgradeImage", upgrade("img-none", false, two)); a.Code != codeImageNotFound {
				t.Errorf("%s start: unknown image: got code %d, want %d", start, a.Code, codeImageNotFound)
			}
			if family, known := s.account.catalog.imageFamily("img-mine"); !known || family != androidVersion {
				t.Errorf("%s start: added image: got family %q, want %s", start, family, androidVersion)
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

// Instance returns a copy.
func TestInstanceStateIsACopy(t *testing.T) {
	s := newSimulator(t, Options{})
	must(t, s.Drift([]string{one}, everything()))
	before, after := s.instanceState(t, one), s.instanceState(t, one)
	clear(after.Apps)
	clear(after.SIM)
	after.Location.Latitude = 0
	if again := s.instanceState(t, one); !reflect.DeepEqual(again, before) {
		t.Errorf("got %+v, want %+v", again, before)
	}
}
