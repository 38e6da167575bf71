package setting

import (
	"maps"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
)

type entries = map[string]string

// Values that take effect immediately count at once, persistent ones once the
// instance has shown all of them. Case, surrounding spaces and values that are
// not shown never count.
func TestObserveProperties(t *testing.T) {
	live := Properties{System: entries{"ro.a": "One", "ro.b": "2"}, Restart: true}
	stored := Properties{SystemPersistent: entries{"ro.c": "3"}, ModemPersistent: entries{"IMEI": "4"}, OAID: entries{"oaid": "5"}}
	for name, c := range map[string]struct {
		shown             armcloud.PadProperties
		known             Properties
		confirmed         bool
		seen              string // canonical, "" for nothing seen
		confirms, drifted bool
	}{
		"as applied":                    {shown: armcloud.PadProperties{System: entries{"ro.a": "One", "ro.b": "2", "ro.x": "9"}}, known: live, seen: converge.Canonical(live), confirms: true},
		"other case and blanks":         {shown: armcloud.PadProperties{System: entries{"ro.a": " oNE\t", "ro.b": "2"}}, known: live, seen: converge.Canonical(live), confirms: true},
		"one is not shown":              {shown: armcloud.PadProperties{System: entries{"ro.b": "2", "ro.a": " "}}, known: live, seen: converge.Canonical(live), confirms: true},
		"one is lost":                   {shown: armcloud.PadProperties{System: entries{"ro.a": "was", "ro.b": "2"}}, known: live, seen: `{"system":{"ro.a":"was","ro.b":"2"}}`, drifted: true},
		"in another list":               {shown: armcloud.PadProperties{Modem: entries{"ro.a": "was"}, Setting: entries{"ro.b": "was"}}, known: live, confirmed: true},
		"none is shown":                 {known: live, confirmed: true},
		"stored, not yet applied":       {shown: armcloud.PadProperties{System: entries{"ro.c": "old"}, Modem: entries{"IMEI": "4"}}, known: stored, seen: converge.Canonical(stored)},
		"stored, not shown":             {shown: armcloud.PadProperties{System: entries{"ro.c": "3"}}, known: stored, seen: converge.Canonical(stored)},
		"stored, applied":               {shown: armcloud.PadProperties{System: entries{"ro.c": "3"}, Modem: entries{"IMEI": "4"}}, known: stored, seen: converge.Canonical(stored), confirms: true},
		"stored, applied, then changed": {shown: armcloud.PadProperties{System: entries{"ro.c": "old"}, Modem: entries{"IMEI": "4"}}, known: stored, confirmed: true, seen: `{"system_persistent":{"ro.c":"old"},"modem_persistent":{"IMEI":"4"},"oaid":{"oaid":"5"}}`, drifted: true},
		"stored, then not shown":        {shown: armcloud.PadProperties{Modem: entries{"IMEI": "4"}}, known: stored, confirmed: true, seen: converge.Canonical(stored)},
		"OAID counts at once":           {shown: armcloud.PadProperties{System: entries{"ro.c": "old"}, OAID: entries{"oaid": "6"}}, known: stored, seen: `{"system_persistent":{"ro.c":"3"},"modem_persistent":{"IMEI":"4"},"oaid":{"oaid":"6"}}`, drifted: true},
	} {
		t.Run(name, func(t *testing.T) {
			found := converge.Observe([]converge.Expectation{{Setting: properties, Value: c.known, Confirmed: c.confirmed}}, converge.Evidence{Properties: &c.shown})
			if c.seen == "" {
				if len(found) != 0 {
					t.Errorf("got %s, want no observation", converge.Canonical(found[0].Value))
				}
				return
			}
			if len(found) != 1 || converge.Canonical(found[0].Value) != c.seen || found[0].Confirmed != c.confirms || found[0].Drifted != c.drifted {
				t.Errorf("got %+v, want %s (confirmed: %v, drifted: %v)", found, c.seen, c.confirms, c.drifted)
			}
			if v, ok := found[0].Value.(Properties); !ok || v.Restart != c.known.Restart {
				t.Error("got another restart, want the known one")
			}
		})
	}
	if found := converge.Observe([]converge.Expectation{{Setting: properties}}, converge.Evidence{Properties: &armcloud.PadProperties{System: entries{"ro.a": "1"}}}); len(found) != 0 {
		t.Errorf("after an import, got %+v, want nothing", found)
	}
	if found := converge.Observe([]converge.Expectation{{Setting: properties, Value: live}}, converge.Evidence{}); len(found) != 0 {
		t.Errorf("got %+v without evidence, want nothing", found)
	}
	if live.System["ro.a"] != "One" {
		t.Error("got a changed known value, want it unchanged")
	}
}

// A map with one unknown value is unknown.
func TestPropertiesPartlyUnknown(t *testing.T) {
	children := maps.Clone(objectAttributes(properties.Encode(Properties{System: entries{"ro.a": "1"}})))
	if _, known := properties.Decode(types.ObjectValueMust(properties.childTypes(), children), nil); !known {
		t.Fatal("control: got unknown, want known")
	}
	children["modem"] = types.MapValueMust(types.StringType, map[string]attr.Value{"IMEI": types.StringUnknown()})
	if v, known := properties.Decode(types.ObjectValueMust(properties.childTypes(), children), nil); known {
		t.Errorf("got %v, want unknown", v)
	}
}

// At least one property is required, and none may be in two lists of one kind.
func TestCheckProperties(t *testing.T) {
	for name, c := range map[string]struct {
		value Properties
		want  []string
	}{
		"one":             {Properties{OAID: entries{"oaid": "1"}}, nil},
		"all empty":       {Properties{System: entries{}, OAID: entries{}}, []string{"system"}},
		"one of them":     {Properties{System: entries{}, OAID: entries{"oaid": "1"}}, nil},
		"twice":           {Properties{System: entries{"a": "1", "b": "1", "c": "1"}, SystemPersistent: entries{"c": "1", "a": "2"}}, []string{`system_persistent["a"]`, `system_persistent["c"]`}},
		"modem twice":     {Properties{Modem: entries{"a": "1"}, ModemPersistent: entries{"a": "1"}}, []string{`modem_persistent["a"]`}},
		"different kinds": {Properties{Modem: entries{"a": "1"}, SystemPersistent: entries{"a": "1"}, Setting: entries{"a": "1"}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			convergetest.Same(t, "errors at", pathsOf(properties.Check(properties.Encode(c.value), at)), c.want...)
		})
	}
	children := maps.Clone(objectAttributes(properties.Encode(Properties{System: entries{}})))
	children["oaid"] = types.MapUnknown(types.StringType)
	if diags := properties.Check(types.ObjectValueMust(properties.childTypes(), children), at); diags.HasError() {
		t.Errorf("got errors %v for an unknown map, want none", diags)
	}
}

// Properties that another setting of the same instance writes conflict with it,
// unless that setting is absent or may be.
func TestConflicts(t *testing.T) {
	zone, en := timeZone.Encode(TimeZone{Name: "Europe/Berlin"}), language.Encode(Language{Code: "en"})
	imei := sim.Encode(SIM{IMEI: ptr("356938035643809")})
	all := properties.Encode(Properties{
		System:          entries{"persist.sys.timezone": "UTC", "persist.sys.language": "de", "ro.a": "1"},
		ModemPersistent: entries{"IMEI": "1", "PhoneNum": "2"}, Setting: entries{"timezone": "UTC", "language": "de"},
	})
	android := androidProperties.Encode(AndroidProperties{Properties: entries{"persist.sys.country": "DE", "ro.b": "1", "ro.a": "1"}})
	platform := androidProperties.Encode(AndroidProperties{Properties: entries{
		"persist.sys.cloud.imeinum": "1", "persist.sys.cloud.phonenum": "2", "persist.sys.locale": "fr-FR", "persist.sys.cloud.battery.level": "3",
	}})
	where := func(setting, child string) path.Path { return path.Root(setting).AtName(child) }
	for name, c := range map[string]struct {
		values map[string]attr.Value
		want   []string
	}{
		"alone":          {map[string]attr.Value{"properties": all, "time_zone": types.StringNull(), "sim": sim.Null()}, nil},
		"nothing":        {nil, nil},
		"not known":      {map[string]attr.Value{"properties": all, "time_zone": types.StringUnknown(), "sim": types.ObjectUnknown(sim.childTypes())}, nil},
		"maps not known": {map[string]attr.Value{"properties": types.ObjectUnknown(properties.childTypes()), "time_zone": zone}, nil},
		"time zone":      {map[string]attr.Value{"properties": all, "time_zone": zone}, []string{`properties.system["persist.sys.timezone"]`, `properties.setting["timezone"]`}},
		"language":       {map[string]attr.Value{"properties": all, "language": en}, []string{`properties.system["persist.sys.language"]`, `properties.setting["language"]`}},
		"SIM":            {map[string]attr.Value{"properties": all, "sim": imei}, []string{`properties.modem_persistent["IMEI"]`, `properties.modem_persistent["PhoneNum"]`}},
		"Android":        {map[string]attr.Value{"android_properties": android, "language": en}, []string{`android_properties.properties["persist.sys.country"]`}},
		"platform names": {map[string]attr.Value{"android_properties": platform, "language": en, "sim": imei}, []string{
			`android_properties.properties["persist.sys.cloud.imeinum"]`, `android_properties.properties["persist.sys.cloud.phonenum"]`, `android_properties.properties["persist.sys.locale"]`,
		}},
		"platform names alone": {map[string]attr.Value{"android_properties": platform, "time_zone": zone}, nil},
		"both":                 {map[string]attr.Value{"android_properties": android, "properties": all}, []string{`android_properties.properties["ro.a"]`}},
	} {
		t.Run(name, func(t *testing.T) {
			convergetest.Same(t, "errors at", pathsOf(Conflicts(c.values, where)), c.want...)
		})
	}
}

var (
	wantStored  = converge.Desired{Setting: properties, Value: Properties{SystemPersistent: entries{"ro.c": "3"}, Restart: true}}
	wantAndroid = converge.Desired{Setting: androidProperties, Value: AndroidProperties{Properties: entries{"ro.d": "4"}, Restart: true}}
)

const (
	sentStored  = `AC1 change the properties {"systemPersistPropertiesList":[{"propertiesName":"ro.c","propertiesValue":"3"}]}`
	sentAndroid = `AC1 change the Android properties {"restart":false,"props":{"ro.d":"4"}}`
	sentRestart = "AC1 restart the instance "
	sentZone    = `AC1 set the time zone {"timeZone":"Europe/Berlin"}`
)

// Properties and Android properties share one restart, which comes before the
// other settings. A restart that the job asks for comes last and serves them
// too. Without restart = true there is none.
func TestOneRestartForAllProperties(t *testing.T) {
	a := &convergetest.Account{}
	out := convergetest.Work(t, a, converge.Order{PadCode: "AC1", Desired: []converge.Desired{wantZone, wantAndroid, wantStored}})
	convergetest.Same(t, "sent", a.Changes, sentStored, sentAndroid, sentRestart, sentZone)
	convergetest.Same(t, "set", convergetest.Of(out.Set, converge.Done), "android_properties", "properties", "time_zone")

	a = &convergetest.Account{}
	out = convergetest.Work(t, a, converge.Order{PadCode: "AC1", Desired: []converge.Desired{wantZone, wantAndroid, wantStored}, Restart: true})
	convergetest.Same(t, "sent", a.Changes, sentStored, sentAndroid, sentZone, sentRestart)
	if out.Restarted.Kind != converge.Done {
		t.Errorf("got outcome %+v, want a restart without failures", out)
	}

	// A setting that asks for no restart is sent before the restart.
	waits := converge.Desired{Setting: androidProperties, Value: AndroidProperties{Properties: entries{"ro.d": "4"}}}
	a = &convergetest.Account{}
	convergetest.Work(t, a, converge.Order{PadCode: "AC1", Desired: []converge.Desired{wantZone, waits, wantStored}})
	convergetest.Same(t, "sent", a.Changes, sentStored, sentAndroid, sentRestart, sentZone)

	a = &convergetest.Account{}
	convergetest.Work(t, a, converge.Order{PadCode: "AC1", Desired: []converge.Desired{wantZone, {Setting: properties, Value: Properties{SystemPersistent: entries{"ro.c": "3"}}}}})
	convergetest.Same(t, "sent", a.Changes, sentStored, sentZone)
}

// If the restart fails, the next apply sends the settings that wait for it
// again, even if the job asks for the restart too.
func TestRestartOfPropertiesFails(t *testing.T) {
	unfinished := map[string][]string{"theirs": {"properties", "restart"}, "asked": {"properties", "restart"}}
	for name, job := range map[string]converge.Order{
		"theirs": {PadCode: "AC1", Desired: []converge.Desired{wantStored, wantZone}},
		"asked":  {PadCode: "AC1", Desired: []converge.Desired{wantStored, wantZone}, Restart: true},
	} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{Fail: map[string]armcloud.TaskStatus{"AC1 restart the instance": armcloud.TaskFailed}}
			out := convergetest.Work(t, a, job)
			convergetest.Same(t, "unfinished", out.Holding.Unfinished(), unfinished[name]...)
			convergetest.Same(t, "errors", convergetest.Failures(out), ": restart the instance")
			if out.Restarted.Kind == converge.Done {
				t.Error("got Restarted, want a failed restart")
			}
		})
	}
}

// What a restart loses is sent again after it. If that fails, the next apply
// sends the setting again, but the restart is done.
func TestLostPropertiesAreSentAgain(t *testing.T) {
	both := converge.Desired{Setting: properties, Value: Properties{System: entries{"ro.a": "1"}, SystemPersistent: entries{"ro.c": "3"}, Restart: true}}
	const (
		sentBoth = `AC1 change the properties {"systemPersistPropertiesList":[{"propertiesName":"ro.c","propertiesValue":"3"}],` +
			`"systemPropertiesList":[{"propertiesName":"ro.a","propertiesValue":"1"}]}`
		sentLost = `AC1 change the properties {"systemPropertiesList":[{"propertiesName":"ro.a","propertiesValue":"1"}]}`
	)
	a := &convergetest.Account{}
	out := convergetest.Work(t, a, converge.Order{PadCode: "AC1", Desired: []converge.Desired{both, wantAndroid, wantZone}})
	convergetest.Same(t, "sent", a.Changes, sentBoth, sentAndroid, sentRestart, sentLost, sentZone)
	convergetest.Same(t, "set", convergetest.Of(out.Set, converge.Done), "android_properties", "properties", "time_zone")

	live := converge.Desired{Setting: properties, Value: Properties{System: entries{"ro.a": "1"}}}
	a = &convergetest.Account{}
	out = convergetest.Work(t, a, converge.Order{PadCode: "AC1", Desired: []converge.Desired{live}, Restart: true})
	convergetest.Same(t, "sent", a.Changes, sentLost, sentRestart, sentLost)
	if out.Restarted.Kind != converge.Done || out.Failed() {
		t.Errorf("got outcome %+v, want a restart without failures", out)
	}

	a = &convergetest.Account{Fail: map[string]armcloud.TaskStatus{}}
	a.After = func(sent string) {
		if sent+" " == sentRestart {
			a.Fail["AC1 change the properties"] = armcloud.TaskFailed
		}
	}
	out = convergetest.Work(t, a, converge.Order{PadCode: "AC1", Desired: []converge.Desired{live}, Restart: true})
	convergetest.Same(t, "sent", a.Changes, sentLost, sentRestart, sentLost)
	convergetest.Same(t, "attempted", convergetest.Of(out.Set, converge.Failed, converge.Indeterminate), "properties")
	convergetest.Same(t, "set", convergetest.Of(out.Set, converge.Done))
	convergetest.Same(t, "errors", convergetest.Failures(out), "properties: set the properties again after the restart")
	if out.Restarted.Kind != converge.Done {
		t.Error("got no restart, want one")
	}
}

// pathsOf returns the paths of diagnostics.
func pathsOf(diags diag.Diagnostics) []string {
	var paths []string
	for _, d := range diags {
		if placed, ok := d.(diag.DiagnosticWithPath); ok {
			paths = append(paths, placed.Path().String())
		}
	}
	return paths
}
