package setting

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func ptr(s string) *string     { return &s }
func number(n int64) *int64    { return &n }
func at(name string) path.Path { return path.Root(name) }

// values holds examples of every setting. Add those of a new setting here.
var values = map[string][]converge.Value{
	"image":     {Image{ImageID: "img-1"}},
	"time_zone": {TimeZone{Name: "Europe/Berlin"}},
	"language":  {Language{Code: "de"}, Language{Code: "de", Country: ptr("DE")}},
	"location":  {Location{}, Location{Latitude: -33.8568, Longitude: 151.2153}},
	"sim": {
		SIM{IMEI: ptr("356938035643809")},
		SIM{
			IMEI: ptr("356938035643809"), IMEISV: ptr("00"), MEID: ptr("A0000082C65F6C"), OperatorLongName: ptr("Vodafone"),
			OperatorShortName: ptr("VF"), OperatorNumeric: ptr("26202"), SPN: ptr("spn"), ICCID: ptr("89490200000123456787"),
			IMSI: ptr("262021234567890"), PhoneNumber: ptr("+4930901820"), MCC: ptr("262"), MNC: ptr("02"),
			NetworkCountry: ptr("DE"), SIMCountry: ptr("AT"), Type: ptr("9"), TAC: ptr("871420"), CellID: ptr("870091003"),
			NARFCN: ptr("99240"), PhysicalCellID: ptr("6C"),
		},
	},
	"properties": {
		Properties{Setting: map[string]string{}},
		Properties{
			System: map[string]string{"ro.b": "2", "ro.a": "<1>&"}, SystemPersistent: map[string]string{"ro.c": "3"},
			Modem: map[string]string{"IMEI": "4"}, ModemPersistent: map[string]string{"ICCID": "5"},
			Setting: map[string]string{"s": "6"}, OAID: map[string]string{"oaid": "7"}, Restart: true,
		},
	},
	"android_properties": {
		AndroidProperties{Properties: map[string]string{"ro.a": "1"}},
		AndroidProperties{Properties: map[string]string{"ro.b": "2", "ro.a": "1"}, Restart: true},
	},
	"bandwidth":   {Bandwidth{}, Bandwidth{UploadMbps: -1, DownloadMbps: 0.5}},
	"adb_enabled": {ADB{}, ADB{Enabled: true}},
	"proxy": {
		Proxy{},
		Proxy{Enabled: true, IP: ptr("192.0.2.7"), Port: number(1080)},
		Proxy{
			Enabled: true, IP: ptr("192.0.2.7"), Port: number(1080), Mode: ptr("vpn"), Protocol: ptr("socks5"),
			Username: ptr("u"), Password: ptr("p"), PasswordVersion: number(3),
		},
	},
}

// Every value survives the conversion to the composite form, and that the
// conversion to the resource form. Null and unknown differ.
func TestCodecRoundTrips(t *testing.T) {
	for _, s := range single() {
		if len(values[s.Name()]) == 0 {
			t.Errorf("got no test values of %s, want at least one", s.Name())
		}
		for _, v := range values[s.Name()] {
			composite := s.Encode(v)
			if !composite.Type(t.Context()).Equal(s.Type()) {
				t.Errorf("%s: got a composite form of type %s, want %s", s.Name(), composite.Type(t.Context()), s.Type())
			}
			got, known := s.Decode(composite, composite)
			if !known || converge.Canonical(got) != converge.Canonical(v) {
				t.Errorf("%s: got %s (known: %v), want %s", s.Name(), converge.Canonical(got), known, converge.Canonical(v))
			}
			if back := s.FromResource(s.ToResource(composite)); !back.Equal(composite) {
				t.Errorf("%s: from the resource form, got %v, want %v", s.Name(), back, composite)
			}
		}
		if got, known := s.Decode(s.Null(), nil); got != nil || !known {
			t.Errorf("%s: from null, got %v (known: %v), want nil and known", s.Name(), got, known)
		}
		if got, known := s.Decode(nil, nil); got != nil || !known {
			t.Errorf("%s: from nil, got %v (known: %v), want nil and known", s.Name(), got, known)
		}
		if back := s.FromResource(s.ToResource(s.Null())); !back.IsNull() {
			t.Errorf("%s: from the resource form of null, got %v, want null", s.Name(), back)
		}
		if got := s.Encode(nil); !got.IsNull() || !got.Type(t.Context()).Equal(s.Type()) {
			t.Errorf("%s: from nil, got %v, want null of the setting's type", s.Name(), got)
		}
		if converge.Canonical(nil) != "" {
			t.Error("got a canonical form of nil, want none")
		}
	}
}

// A value of which any child is unknown is unknown, except for the version of a
// write-only child. Checks accept unknown values.
func TestCodecUnknown(t *testing.T) {
	for _, s := range single() {
		if object, composite := s.Type().(types.ObjectType); composite {
			whole := types.ObjectUnknown(object.AttrTypes)
			if _, known := s.Decode(whole, whole); known {
				t.Errorf("%s: got known for an unknown object, want unknown", s.Name())
			}
			if diags := s.Check(whole, at); diags.HasError() {
				t.Errorf("%s: got errors %v for an unknown object, want none", s.Name(), diags)
			}
			for name, kind := range object.AttrTypes {
				part := objectAttributes(s.Encode(values[s.Name()][0]))
				unknown, err := kind.ValueFromTerraform(t.Context(), tftypes.NewValue(kind.TerraformType(t.Context()), tftypes.UnknownValue))
				if err != nil {
					t.Fatal(err)
				}
				part[name] = unknown
				partly := types.ObjectValueMust(object.AttrTypes, part)
				_, version := s.WriteOnly()
				if _, known := s.Decode(partly, partly); known != (name == version) {
					t.Errorf("%s: got known %t with an unknown %s, want %t", s.Name(), known, name, name == version)
				}
			}
			continue
		}
		if _, known := s.Decode(types.StringUnknown(), nil); known {
			t.Errorf("%s: got known for an unknown scalar, want unknown", s.Name())
		}
	}
}

// The canonical form of a proxy contains the version of the write-only
// password, the request contains the password.
func TestWriteOnlyIsOnlyInTheRequest(t *testing.T) {
	object := types.ObjectValueMust(proxy.childTypes(), map[string]attr.Value{
		"enabled": types.BoolValue(true), "ip": types.StringValue("192.0.2.7"), "port": types.Int64Value(1080),
		"mode": types.StringNull(), "protocol": types.StringNull(), "username": types.StringNull(), "password": types.StringNull(),
		"password_wo": types.StringNull(), "password_wo_version": types.Int64Value(3),
	})
	children := object.Attributes()
	children["password_wo"] = types.StringValue("canary")
	config := types.ObjectValueMust(proxy.childTypes(), children)

	v, known := proxy.Decode(object, config)
	if !known {
		t.Fatal("got unknown, want known")
	}
	if text := converge.Canonical(v); strings.Contains(text, "canary") || !strings.Contains(text, `"password_wo_version":3`) {
		t.Errorf("got canonical form %s, want the version and no password", text)
	}
	requests := proxy.Set(v)
	if len(requests) != 1 || string(requests[0].Params) != `{"password":"canary","ip":"192.0.2.7","port":1080,"enable":true}` {
		t.Errorf("got request %s, want one with the password", requests[0].Params)
	}
	encoded, ok := proxy.Encode(v).(types.Object)
	if !ok || !encoded.Attributes()["password_wo"].IsNull() {
		t.Errorf("got %v, want a null password_wo", encoded)
	}
}

// Requests are compact JSON with the API's names, so that equal ones can be
// batched. Unmanaged values are left out.
func TestRequests(t *testing.T) {
	for name, want := range map[string][]string{
		"time_zone": {`{"timeZone":"Europe/Berlin"}`},
		"language":  {`{"language":"de"}`, `{"language":"de","country":"DE"}`},
		"location":  {`{"longitude":0,"latitude":0}`, `{"longitude":151.2153,"latitude":-33.8568}`},
		"sim": {
			`{"imei":"356938035643809"}`,
			`{"imei":"356938035643809","imeisv":"00","meid":"A0000082C65F6C","operatorLongname":"Vodafone",` +
				`"operatorShortnam":"VF","operatorShortname":"VF","operatorNumeric":"26202","spn":"spn",` +
				`"iccid":"89490200000123456787","imsi":"262021234567890","phonenum":"+4930901820","mcc":"262","mnc":"02",` +
				`"netCountry":"DE","simCountry":"AT","type":"9","tac":"871420","cellid":"870091003","narfcn":"99240","physicalcellid":"6C"}`,
		},
		"properties": {`{}`, `{"modemPersistPropertiesList":[{"propertiesName":"ICCID","propertiesValue":"5"}],` +
			`"modemPropertiesList":[{"propertiesName":"IMEI","propertiesValue":"4"}],` +
			`"systemPersistPropertiesList":[{"propertiesName":"ro.c","propertiesValue":"3"}],` +
			`"systemPropertiesList":[{"propertiesName":"ro.a","propertiesValue":"\u003c1\u003e\u0026"},{"propertiesName":"ro.b","propertiesValue":"2"}],` +
			`"settingPropertiesList":[{"propertiesName":"s","propertiesValue":"6"}],` +
			`"oaidPropertiesList":[{"propertiesName":"oaid","propertiesValue":"7"}]}`},
		"android_properties": {`{"restart":false,"props":{"ro.a":"1"}}`, `{"restart":false,"props":{"ro.a":"1","ro.b":"2"}}`},
		"bandwidth":          {`{"upBandwidth":0,"downBandwidth":0}`, `{"upBandwidth":-1,"downBandwidth":0.5}`},
		"proxy": {
			`{"enable":false}`, `{"ip":"192.0.2.7","port":1080,"enable":true}`,
			`{"account":"u","password":"p","ip":"192.0.2.7","port":1080,"enable":true,"proxyType":"vpn","proxyName":"socks5"}`,
		},
	} {
		for i, v := range values[name] {
			s := single()[name]
			requests := s.Set(v)
			if len(requests) != 1 || string(requests[0].Params) != want[i] || !json.Valid(requests[0].Params) {
				t.Errorf("%s: got %s, want %s", name, requests[0].Params, want[i])
			}
		}
	}
	if converge.Undoable(timeZone) || !converge.Undoable(proxy) {
		t.Errorf("got a time zone undoable: %t, a proxy: %t; want only the proxy", converge.Undoable(timeZone), converge.Undoable(proxy))
	}
	if got := proxy.Set(TimeZone{}); got != nil {
		t.Errorf("got %v to set a proxy from a time zone, want nothing", got)
	}
}

// A proxy that is or may be enabled needs an address and a port. One that is
// disabled or unknown does not.
func TestCheckProxy(t *testing.T) {
	for name, c := range map[string]struct {
		enabled attr.Value
		ip      attr.Value
		want    int
	}{
		"enabled":    {types.BoolValue(true), types.StringNull(), 2},
		"by default": {types.BoolNull(), types.StringNull(), 2},
		"no port":    {types.BoolNull(), types.StringValue("192.0.2.7"), 1},
		"unknown ip": {types.BoolNull(), types.StringUnknown(), 1},
		"disabled":   {types.BoolValue(false), types.StringNull(), 0},
		"unknown":    {types.BoolUnknown(), types.StringNull(), 0},
	} {
		children := objectAttributes(proxy.Encode(Proxy{}))
		children["enabled"], children["ip"] = c.enabled, c.ip
		diags := proxy.Check(types.ObjectValueMust(proxy.childTypes(), children), at)
		if len(diags) != c.want {
			t.Errorf("%s: got %v, want %d errors", name, diags, c.want)
		}
	}
}

// single returns the definitions of single settings by name.
func single() map[string]definitionOfAny {
	all := map[string]definitionOfAny{}
	for _, at := range order {
		if d, ok := at.(definitionOfAny); ok {
			all[at.Name()] = d
		}
	}
	return all
}

type definitionOfAny interface {
	Shape
	converge.Setting
	Decode(composite, config attr.Value) (converge.Value, bool)
	Encode(v converge.Value) attr.Value
}
