package setting

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
)

// Only managed attributes that the modem properties show are observed, ignoring
// how instances spell them.
func TestObserveSIM(t *testing.T) {
	all := map[string]string{
		"IMEI": "356938035643809", "ICCID": "89490200000123456787", "IMSI": "262021234567890",
		"MCCMNC": "262,02", "OpName": "Vodafone", "PhoneNum": "+4930901820",
	}
	full := SIM{
		IMEI: ptr("356938035643809"), ICCID: ptr("89490200000123456787"), IMSI: ptr("262021234567890"),
		MCC: ptr("262"), MNC: ptr("02"), OperatorLongName: ptr("Vodafone"), PhoneNumber: ptr("+4930901820"),
	}
	with := func(name, value string) map[string]string {
		shown := map[string]string{}
		for n, v := range all {
			shown[n] = v
		}
		shown[name] = value
		return shown
	}
	for name, c := range map[string]struct {
		shown map[string]string
		known *SIM
		want  *SIM
	}{
		"as applied":                  {all, &full, &full},
		"imported":                    {all, nil, &full},
		"unmanaged differs":           {all, &SIM{IMEI: full.IMEI, Type: ptr("9")}, &SIM{IMEI: full.IMEI, Type: ptr("9")}},
		"only what nobody shows":      {all, &SIM{Type: ptr("9"), SPN: ptr("x")}, nil},
		"other case, blanks, no +":    {map[string]string{"OpName": " VODAFONE ", "PhoneNum": "4930901820 "}, &full, &full},
		"network in one number":       {map[string]string{"MCCMNC": "26202"}, &full, &full},
		"another IMEI":                {with("IMEI", "356938035643817"), &SIM{IMEI: full.IMEI, SPN: ptr("x")}, &SIM{IMEI: ptr("356938035643817"), SPN: ptr("x")}},
		"another network":             {with("MCCMNC", "262,03"), &SIM{MCC: ptr("262"), MNC: ptr("02")}, &SIM{MCC: ptr("262"), MNC: ptr("03")}},
		"network of another form":     {map[string]string{"MCCMNC": "none"}, &full, nil},
		"empty":                       {map[string]string{"IMEI": "", "PhoneNum": " "}, &full, nil},
		"absent":                      {nil, &full, nil},
		"imported, nothing there":     {nil, nil, nil},
		"imported, not configuration": {map[string]string{"IMEI": "unknown", "ICCID": "8986"}, nil, nil},
		"imported in part":            {map[string]string{"IMEI": "unknown", "OpName": "Vodafone"}, nil, &SIM{OperatorLongName: ptr("Vodafone")}},
	} {
		t.Run(name, func(t *testing.T) {
			var before string
			if c.known != nil {
				before = converge.Canonical(*c.known)
			}
			got, ok := observeSIM(converge.Evidence{Properties: &armcloud.PadProperties{Modem: c.shown}}, c.known)
			if ok != (c.want != nil) {
				t.Fatalf("got %s (observed: %v), want observed: %v", converge.Canonical(got), ok, c.want != nil)
			}
			if ok && converge.Canonical(got) != converge.Canonical(*c.want) {
				t.Errorf("got %s, want %s", converge.Canonical(got), converge.Canonical(*c.want))
			}
			if c.known != nil && converge.Canonical(*c.known) != before {
				t.Errorf("got known value %s, want %s unchanged", converge.Canonical(*c.known), before)
			}
		})
	}
	if got, ok := observeSIM(converge.Evidence{}, &full); ok {
		t.Errorf("got %s without evidence, want nothing", converge.Canonical(got))
	}
}

// Numbers must have their format. A wrong check digit is a warning that
// contains the right one. Null and unknown are valid.
func TestSIMFormats(t *testing.T) {
	for name, c := range map[string]struct {
		good, bad, warn []string
	}{
		"imei":             {good: []string{"356938035643809"}, bad: []string{"35693803564380A", "35693803564380", "3569380356438090", ""}, warn: []string{"356938035643800", "111111111111111"}},
		"imeisv":           {good: []string{"3569380356438001", "00"}, bad: []string{"356938035643800", "1", "x0"}},
		"meid":             {good: []string{"A0000082C65F6C", "a0000082c65f6c"}, bad: []string{"A0000082C65F6", "G0000082C65F6C"}},
		"iccid":            {good: []string{"89490200000123456787", "898600A1234567890123", "8949020000012345678f"}, bad: []string{"89490200000123456", "89490200000123456787000", "898600A12345678 0123", "898600A1234567-90123", "898600Ä1234567890123"}, warn: []string{"89860002191807255576", "894902000001234567"}},
		"imsi":             {good: []string{"262021234567890", "26202123"}, bad: []string{"2620212345678901", "26202x"}},
		"phone_number":     {good: []string{"18574771704", "+4930901820"}, bad: []string{"030/901820", "+"}},
		"mcc":              {good: []string{"262"}, bad: []string{"26", "2622", "2x2"}},
		"mnc":              {good: []string{"02", "146"}, bad: []string{"2", "1460", "0x"}},
		"operator_numeric": {good: []string{"26202", "455555"}, bad: []string{"2620", "4555555"}},
		"network_country":  {good: []string{"DE"}, bad: []string{"de", "DEU", "ZZ"}},
		"sim_country":      {good: []string{"US"}, bad: []string{"UK"}},
		"physical_cell_id": {good: []string{"6C"}, bad: []string{"", " 6C"}},
	} {
		attribute, ok := sim.ResourceAttributes()[name].(schema.StringAttribute)
		if !ok {
			t.Fatalf("got no string attribute %s, want one", name)
		}
		check := func(value types.String) diag.Diagnostics {
			var diags diag.Diagnostics
			for _, v := range attribute.Validators {
				if _, whole := v.(anyOf); whole {
					continue // wants a whole configuration to look at
				}
				resp := validator.StringResponse{}
				v.ValidateString(t.Context(), validator.StringRequest{Path: path.Root(name), ConfigValue: value}, &resp)
				diags.Append(resp.Diagnostics...)
			}
			return diags
		}
		for _, value := range c.good {
			if diags := check(types.StringValue(value)); len(diags) != 0 {
				t.Errorf("%s %q: got %v, want no diagnostics", name, value, diags)
			}
		}
		for _, value := range c.bad {
			if diags := check(types.StringValue(value)); diags.ErrorsCount() != 1 {
				t.Errorf("%s %q: got %v, want one error", name, value, diags)
			}
		}
		for _, value := range c.warn {
			if diags := check(types.StringValue(value)); diags.HasError() || diags.WarningsCount() != 1 {
				t.Errorf("%s %q: got %v, want one warning", name, value, diags)
			}
		}
		for _, value := range []types.String{types.StringNull(), types.StringUnknown()} {
			if diags := check(value); len(diags) != 0 {
				t.Errorf("%s %s: got %v, want no diagnostics", name, value, diags)
			}
		}
	}
}

// The check digit is that of Luhn's examples.
func TestLuhn(t *testing.T) {
	for number, want := range map[string]string{
		"79927398713": "3", "356938035643809": "9", "356938035643800": "9", "18": "8", "00": "0", "1": "", "": "", "1a": "", "a1": "",
	} {
		if digit, ok := luhn(number); digit != want || ok != (want != "" && strings.HasSuffix(number, want)) {
			t.Errorf("check digit of %q: got %q (correct: %v), want %q", number, digit, ok, want)
		}
	}
}

// The warning names the missing attributes of the radio cell. Its summary is
// always the same, so that clients fold it. Unknown attributes are not missing.
func TestCheckSIM(t *testing.T) {
	check := func(given map[string]attr.Value) diag.Diagnostics {
		children := objectAttributes(sim.Encode(SIM{IMEI: ptr("356938035643809")}))
		for name, value := range given {
			children[name] = value
		}
		return CheckSIM(types.ObjectValueMust(sim.childTypes(), children), at)
	}
	if diags := CheckSIM(sim.Encode(SIM{}), at); len(diags) != 0 {
		t.Errorf("without attributes, got %v, want nothing", diags)
	}
	given := map[string]attr.Value{}
	summaries := map[string]bool{}
	for i, name := range cellAttributes {
		diags := check(given)
		if len(diags) != 1 || diags.HasError() {
			t.Fatalf("without %v: got %v, want one warning", cellAttributes[i:], diags)
		}
		summaries[diags[0].Summary()] = true
		_, missing, _ := strings.Cut(diags[0].Detail(), "Missing: ")
		missing, _, _ = strings.Cut(missing, ".")
		if got := strings.Split(missing, ", "); !slices.Equal(got, cellAttributes[i:]) {
			t.Errorf("got missing attributes %q, want %q", got, cellAttributes[i:])
		}
		given[name] = types.StringUnknown()
		if i%2 == 0 {
			given[name] = types.StringValue("1")
		}
	}
	if diags := check(given); len(diags) != 0 {
		t.Errorf("with all attributes, got %v, want nothing", diags)
	}
	if len(summaries) != 1 {
		t.Errorf("got summaries %v, want one", summaries)
	}
}

// Every attribute counts for "at least one".
func TestSIMAttributes(t *testing.T) {
	var names []string
	for _, f := range sim.fields {
		names = append(names, f.name)
	}
	convergetest.Same(t, "attributes", simAttributes, names...)
}

// Attributes that are not configured are part of the value, but are neither
// sent nor compared.
func TestSIMSendsOnlyWhatIsConfigured(t *testing.T) {
	planned := SIM{IMEI: ptr("356938035643809"), MCC: ptr("262"), MNC: ptr("02")}
	split := func(config attr.Value) converge.Desired {
		values, _ := sim.Split(sim.Encode(planned), config)
		return values["sim"]
	}
	partly := split(sim.Encode(SIM{MNC: ptr("02")}))
	if converge.Canonical(partly.Value) != converge.Canonical(planned) {
		t.Fatalf("got %s, want %s", converge.Canonical(partly.Value), converge.Canonical(planned))
	}
	convergetest.Same(t, "sent", sentBy(t, partly), `AC1 set the SIM data {"mnc":"02"}`)
	seen := converge.Evidence{Properties: &armcloud.PadProperties{Modem: map[string]string{"IMEI": "356938035643817", "MCCMNC": "461,02"}}}
	if got := observedOf(partly, seen); got.Differs || !got.Confirmed {
		t.Errorf("after sending, got %+v, want a confirmation", got)
	}
	if got := observedOf(split(nil), seen); converge.Canonical(got.Value) != `{"imei":"356938035643817","mcc":"461","mnc":"02"}` {
		t.Errorf("from the state, got %s, want the observed IMEI and MCC", converge.Canonical(got.Value))
	}
}
