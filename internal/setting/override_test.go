package setting

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// someValues has a value of every setting.
func someValues() Values {
	text := func(s string) *string { return &s }
	number := func(n int64) *int64 { return &n }
	values := map[string]converge.Value{
		"image":                 Image{ImageID: "img", WipeData: true},
		"properties":            Properties{System: map[string]string{"a": "1"}, SystemPersistent: map[string]string{}, Restart: true},
		"android_properties":    AndroidProperties{Properties: map[string]string{"ro.product.model": "x"}},
		"time_zone":             TimeZone{Name: "Europe/Berlin"},
		"language":              Language{Code: "de", Country: text("DE")},
		"location":              Location{Latitude: 52.520008, Longitude: -1e-7},
		"sim":                   SIM{MCC: text("262"), SPN: text("<&>")},
		"bandwidth":             Bandwidth{UploadMbps: 0.5, DownloadMbps: -1},
		"proxy":                 Proxy{Enabled: true, IP: text("192.0.2.1"), Port: number(1080), Username: text("ü")},
		"adb_enabled":           ADB{Enabled: true},
		"files/a":               File{ID: "f", Path: text("/d"), AutoInstall: true},
		"apps/com.example.some": App{ID: 1, Name: text("n"), VersionCode: number(2)},
		"apps/com.example.a":    App{ID: 1},
	}
	all := Values{}
	for name, value := range values {
		all[name] = converge.Desired{Setting: ByName(name), Value: value, Digest: converge.Hash(value)}
	}
	return all
}

// jsonOf returns a framework value as JSON, as jsonencode does.
func jsonOf(v attr.Value) any {
	if v.IsNull() {
		return nil
	}
	switch v := v.(type) {
	case types.String:
		return v.ValueString()
	case types.Bool:
		return v.ValueBool()
	case types.Int64:
		return v.ValueInt64()
	case types.Float64:
		return v.ValueFloat64()
	case types.Map:
		return jsonOfAll(v.Elements())
	case types.Object:
		return jsonOfAll(v.Attributes())
	default:
		return fmt.Sprintf("%T", v)
	}
}

func jsonOfAll(values map[string]attr.Value) map[string]any {
	all := map[string]any{}
	for name, v := range values {
		all[name] = jsonOf(v)
	}
	return all
}

// paramsOf returns the parameters of the requests that set a value.
func paramsOf(d converge.Desired) string {
	var all []string
	for _, request := range d.Setting.Set(d.Value) {
		all = append(all, string(request.Params))
	}
	return strings.Join(all, " ")
}

// Every setting has the same value in an override as in a profile, so that moving it
// sends nothing.
func TestParseOverrideAsInProfile(t *testing.T) {
	values, object := someValues(), map[string]any{}
	for _, shape := range All() {
		own := valuesOf(values, shape)
		if len(own) == 0 {
			t.Errorf("got no value of %s in the test, want one", shape.Name())
		}
		object[shape.Name()] = jsonOf(shape.Join(own))
	}
	text, err := json.Marshal(object)
	if err != nil {
		t.Fatal(err)
	}
	o, diags := ParseOverride(t.Context(), string(text), path.Root("overrides").AtMapKey("AC1"), true)
	if diags.HasError() {
		t.Fatalf("%s: got %v, want no errors", text, diags)
	}
	for name, want := range values {
		got := byName(o)[name]
		if got.Digest != want.Digest || got.Setting == nil || got.Setting.Name() != name || paramsOf(got) != paramsOf(want) {
			t.Errorf("%s: got %s, want %s", name, converge.Canonical(got.Value), converge.Canonical(want.Value))
		}
	}
	if len(o.Values) != len(values) {
		t.Errorf("got %d settings, want %d", len(o.Values), len(values))
	}
}

// An override replaces a setting, or a map of settings as a whole, or takes it away.
func TestOverrideReplaces(t *testing.T) {
	o, diags := ParseOverride(t.Context(), `{"time_zone":null,"apps":{"com.example.b":{"app_id":2}},"language":{"code":"de","country":null}}`, path.Empty(), true)
	if diags.HasError() {
		t.Fatal(diags)
	}
	for name, want := range map[string]bool{
		"time_zone": true, "apps": true, "apps/com.example.a": true, "apps/com.example.b": true, "language": true, "proxy": false, "files/apps": false,
	} {
		if got := o.Replaces(name); got != want {
			t.Errorf("%s: got replaced %v, want %v", name, got, want)
		}
	}
	if got, want := slices.Sorted(maps.Keys(byName(o))), []string{"apps/com.example.b", "language"}; !slices.Equal(got, want) {
		t.Errorf("got values of %v, want %v", got, want)
	}
	for _, text := range []string{`null`, `{}`, ` { } `} {
		if o, diags := ParseOverride(t.Context(), text, path.Empty(), true); diags.HasError() || !o.Empty() {
			t.Errorf("%s: got %+v, %v, want no override", text, o, diags)
		}
	}
}

// A property conflicts with a setting, whichever of them is in the override. Controls:
// what the override takes away, and another property.
func TestOverrideConflicts(t *testing.T) {
	for _, c := range []struct {
		override string
		zone     bool
		property string
		want     int
	}{
		{`{"time_zone":"UTC"}`, false, "timezone", 1},
		{`{"properties":{"setting":{"timezone":"UTC"}}}`, true, "", 1},
		{`{"properties":{"setting":{"timezone":"UTC"}},"time_zone":"UTC"}`, false, "", 1},
		{`{"properties":{"setting":{"timezone":"UTC"}},"time_zone":null}`, true, "", 0},
		{`{"time_zone":"UTC","properties":null}`, false, "timezone", 0},
		{`{"time_zone":"UTC"}`, false, "other", 0},
		{`{"android_properties":{"properties":{"a":"1"}},"properties":{"system":{"a":"1"}}}`, false, "", 1},
	} {
		o, diags := ParseOverride(t.Context(), c.override, path.Empty(), true)
		if diags.HasError() {
			t.Fatal(diags)
		}
		profile := map[string]attr.Value{}
		if c.zone {
			profile["time_zone"] = types.StringValue("UTC")
		}
		if c.property != "" {
			profile["properties"] = properties.Encode(Properties{Setting: map[string]string{c.property: "1"}})
		}
		if got := o.Conflicts(profile, path.Empty()); len(got) != c.want {
			t.Errorf("%s beside %v: got %v, want %d errors", c.override, profile, got, c.want)
		}
	}
}

// Only differences in formatting are none.
func TestSameJSON(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{`{"a":1,"b":[1,{"c":null}]}`, " { \"b\" : [1.0, {\"c\":null}],\n\"a\" : 1e0}", true},
		{`{"a":"\u003c"}`, `{"a":"<"}`, true},
		{`{"a":1}`, `{"a":"1"}`, false},
		{`{"a":null}`, `{}`, false},
		{`{"a":[1,2]}`, `{"a":[2,1]}`, false},
		{`{`, `{}`, false},
		{`{`, `{`, true},
	} {
		if got := SameJSON(c.a, c.b); got != c.want {
			t.Errorf("%s and %s: got %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

// Any text has either errors, which are short, or settings that are the same when their
// values are written and read again.
func FuzzParseOverride(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `{}`, `[]`, `{`, `{"a":1,"a":2}`, `{"proxy":null}`, `{"proxy":{"ip":"192.0.2.1","port":"1"}}`, `{"proxy":{"password":"x"}}`,
		`{"proxy":{"ip":"192.0.2.1","port":1e3,"enabled":null}}`, `{"sim":{"imei":"1"}}`, `{"location":{"latitude":1e999,"longitude":0}}`,
		`{"properties":{"system":{"a":"1"},"setting":{"timezone":"UTC"}},"time_zone":"UTC"}`, `{"apps":{"com.example.a":null,"x":{}}}`,
		`{"files":{"a":{"file_id":"f"}},"image":{"image_id":"i","wipe_data":true},"adb_enabled":true}`, strings.Repeat("[", 20_000), `{"` + strings.Repeat("x", 5000) + `":1}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at := path.Root("overrides").AtMapKey("AC1")
		o, diags := ParseOverride(t.Context(), text, at, true)
		for _, d := range diags {
			if len(d.Detail()) > 2000 {
				t.Errorf("%.100q: got an error of %d bytes, want it shorter", text, len(d.Detail()))
			}
		}
		if diags.HasError() {
			return
		}
		o.Conflicts(nil, at)
		object := map[string]any{}
		for _, shape := range All() {
			if o.Replaces(shape.Name()) {
				object[shape.Name()] = jsonOf(shape.Join(valuesOf(byName(o), shape)))
			}
		}
		again, err := json.Marshal(object)
		if err != nil {
			t.Fatal(err)
		}
		p, diags := ParseOverride(t.Context(), string(again), at, true)
		if diags.HasError() || len(p.Values) != len(o.Values) {
			t.Fatalf("%q: got %v of %s, want the same settings", text, diags, again)
		}
		for name, d := range byName(o) {
			if byName(p)[name].Digest != d.Digest {
				t.Errorf("%q: got another %s of %s, want the same", text, name, again)
			}
		}
	})
}

// byName returns the values of an override by name.
func byName(o Override) Values {
	all := Values{}
	for _, d := range o.Values {
		all[d.Setting.Name()] = d
	}
	return all
}

// valuesOf returns the values of one shape.
func valuesOf(values Values, shape Shape) Values {
	own := Values{}
	for name, d := range values {
		if ShapeOf(name) == shape {
			own[name] = d
		}
	}
	return own
}
