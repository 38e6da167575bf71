package provider_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A list has exactly what an import of the resource has, identity included, also if
// the instances have every setting or don't run. Otherwise a generated configuration
// would plan changes.
func TestListHasWhatImportHas(t *testing.T) {
	t.Parallel()
	for level, options := range map[string]simulator.Options{
		"current": {Instances: 3}, "2024": {Instances: 3, Level: simulator.Level2024}, "quirks": {Instances: 3, Quirks: true},
	} {
		t.Run(level, func(t *testing.T) {
			t.Parallel()
			account := acctest.Start(t, options)
			acctest.SetEverySetting(t, account)
			if err := account.SetOnline([]string{acctest.InstanceC}, false); err != nil {
				t.Fatal(err)
			}
			s := ready(t, account)
			for name, want := range map[string]int{"armcloud_instance": 3, "armcloud_app": 5, "armcloud_file": 4} {
				got := list(t, s, name, nil, 100, true, -1)
				if len(got.results) != want || len(got.problems) != 0 {
					t.Fatalf("%s: got %d results, want %d: %s", name, len(got.results), want, texts(got.problems))
				}
				for _, result := range got.results {
					state, identity := imported(t, s, name, result.Identity)
					if listed, read := decode(t, name, result.Resource), decode(t, name, state); !listed.Equal(read) {
						differences, _ := read.Diff(listed)
						t.Errorf("%s %s: got another object than after an import: %v", name, result.DisplayName, differences)
					}
					if listed, read := decodeIdentity(t, s, name, result.Identity), decodeIdentity(t, s, name, identity); !listed.Equal(read) {
						t.Errorf("%s: got identity %s, want %s", name, listed, read)
					}
					if result.DisplayName == "" {
						t.Errorf("%s: got no display name for %v", name, result.Identity)
					}
				}
			}
			// The control: there is something to compare.
			zone := attribute(t, decode(t, "armcloud_instance", list(t, s, "armcloud_instance", nil, 1, true, -1).results[0].Resource), "time_zone")
			if zone != "Europe/Berlin" {
				t.Errorf("got time zone %q of the first instance, want Europe/Berlin", zone)
			}
		})
	}
}

// attribute returns a string of an object.
func attribute(t *testing.T, object tftypes.Value, name string) string {
	t.Helper()
	var attributes map[string]tftypes.Value
	var text string
	if err := object.As(&attributes); err != nil {
		t.Fatal(err)
	}
	if err := attributes[name].As(&text); err != nil {
		t.Fatal(err)
	}
	return text
}

// A list stops at the limit, and if the receiver stops. For a limit of 0 it sends
// nothing. Without the resources it sends no request per instance.
func TestListLimit(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 250})
	codes := account.PadCodes()
	for _, c := range []struct {
		name    string
		limit   int64
		include bool
		receive int
		want    int
	}{
		{"limit 0", 0, true, -1, 0},
		{"limit 1", 1, true, -1, 1},
		{"default", 100, false, -1, 100},
		{"across two parts", 101, true, -1, 101},
		{"all", 1000, false, -1, 250},
		{"receiver stops", 250, true, 3, 3},
	} {
		account.ResetCounters()
		got := list(t, ready(t, account), "armcloud_instance", nil, c.limit, c.include, c.receive)
		var names []string
		for _, result := range got.results {
			names = append(names, result.DisplayName)
			if included := result.Resource != nil; included != c.include {
				t.Fatalf("%s: got resource %v, want %v", c.name, included, c.include)
			}
		}
		if len(got.problems) != 0 || !slices.Equal(names, codes[:c.want]) {
			t.Errorf("%s: got %d instances, want the first %d: %s", c.name, len(names), c.want, texts(got.problems))
		}
		counted := account.Counters()
		if c.want == 0 && counted.Total() != 0 {
			t.Errorf("%s: got %d requests, want none", c.name, counted.Total())
		}
		if read := counted.Requests["/openapi/open/pad/padProperties"] + counted.Requests["/openapi/open/pad/batchPadProperties"]; (read > 0) != (c.include && c.want > 0) {
			t.Errorf("%s: got %d requests for properties, want some only with the resources", c.name, read)
		}
	}
	s := ready(t, account)
	for _, name := range []string{"armcloud_app", "armcloud_file"} {
		if got := list(t, s, name, nil, 1, true, -1); len(got.results) != 1 {
			t.Errorf("%s: got %d results for limit 1, want 1", name, len(got.results))
		}
		if got := list(t, s, name, nil, 0, true, -1); len(got.results) != 0 {
			t.Errorf("%s: got %d results for limit 0, want none", name, len(got.results))
		}
	}
}

// A listing that fails on its second page ends the list with an error, not with the
// first page.
func TestListFailure(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 600})
	s, problems := configure(t, with(keys, values{"endpoint": account.URL, "max_retries": 0}))
	if len(problems) != 0 {
		t.Fatal(texts(problems))
	}
	for name, c := range map[string]struct {
		fault   simulator.Fault
		summary string
	}{
		"armcloud_instance": {simulator.Fault{Path: "/pad/padDetails", Kind: simulator.FaultError, After: 1}, "Unable to list the instances"},
		"armcloud_app":      {simulator.Fault{Path: "/app/list", Kind: simulator.FaultError}, "Unable to list the apps"},
		"armcloud_file":     {simulator.Fault{Path: "/file/list", Kind: simulator.FaultError}, "Unable to list the files"},
	} {
		if err := account.AddFault(c.fault); err != nil {
			t.Fatal(err)
		}
		got := list(t, s, name, nil, 100, true, -1)
		expectOne(t, got.problems, "", c.summary, "100000")
		if len(got.results) != 0 {
			t.Errorf("%s: got %d results before the error, want none", name, len(got.results))
		}
		account.ClearFaults()
		if got := list(t, s, name, nil, 100, true, -1); len(got.results) == 0 || len(got.problems) != 0 {
			t.Errorf("%s: got %d results without the fault, want some: %s", name, len(got.results), texts(got.problems))
		}
	}
}

// A list applies its filter. One that matches nothing, and an account without
// instances, are an empty list.
func TestListFilter(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 20})
	s := ready(t, account)
	codes := tftypes.List{ElementType: tftypes.String}
	numbers := tftypes.List{ElementType: tftypes.Number}
	text := func(values ...string) tftypes.Value {
		all := make([]tftypes.Value, len(values))
		for i, value := range values {
			all[i] = tftypes.NewValue(tftypes.String, value)
		}
		return tftypes.NewValue(codes, all)
	}
	number := func(values ...int64) tftypes.Value {
		all := make([]tftypes.Value, len(values))
		for i, value := range values {
			all[i] = tftypes.NewValue(tftypes.Number, value)
		}
		return tftypes.NewValue(numbers, all)
	}
	for _, c := range []struct {
		name, kind string
		filter     objects
		want       int
	}{
		{"empty object", "armcloud_instance", objects{}, 20},
		{"codes", "armcloud_instance", objects{"pad_codes": text(acctest.InstanceB, "AC32019999999")}, 1},
		{"no codes", "armcloud_instance", objects{"pad_codes": text()}, 0},
		{"group", "armcloud_instance", objects{"group_ids": number(1)}, 4},
		{"unknown group", "armcloud_instance", objects{"group_ids": number(99)}, 0},
		{"offline", "armcloud_instance", objects{"online": tftypes.NewValue(tftypes.Bool, false)}, 0},
		{"status", "armcloud_instance", objects{"status": tftypes.NewValue(tftypes.String, "running")}, 20},
		{"app", "armcloud_app", objects{"app_ids": number(simulator.AppKiosk1, simulator.AppCounter)}, 2},
		{"unknown app", "armcloud_app", objects{"app_ids": number(9)}, 0},
		{"no apps", "armcloud_app", objects{"app_ids": number()}, 0},
	} {
		got := list(t, s, c.kind, c.filter, 100, false, -1)
		if len(got.results) != c.want || len(got.problems) != 0 {
			t.Errorf("%s: got %d results, want %d: %s", c.name, len(got.results), c.want, texts(got.problems))
		}
	}
	if err := account.Remove(account.PadCodes()); err != nil {
		t.Fatal(err)
	}
	for _, include := range []bool{true, false} {
		if got := list(t, ready(t, account), "armcloud_instance", nil, 100, include, -1); len(got.results) != 0 || len(got.problems) != 0 {
			t.Errorf("got %d results from an empty account, want none: %s", len(got.results), texts(got.problems))
		}
	}
}

// An app or file without an attribute that the configuration must have is listed with
// a warning, because a generated configuration lacks it. Without the resource there is
// none. Objects without an id can't be imported, and are left out.
func TestListIncomplete(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 1})
	for path, rows := range map[string]string{
		"/app/list":  `{"appId":7,"appName":"Bare","packageName":"com.example.bare"},{"appName":"Lost"},{"appId":8,"appName":"Whole","originUrl":"https://downloads.example.com/whole.apk"}`,
		"/file/list": `{"fileUniqueId":"f7","fileName":"bare.txt"},{"fileName":"lost.txt"},{"fileUniqueId":"f8","fileName":"whole.txt","fileMd5":"32e1f345f209a7dc1cc704913ea436d3","originUrl":"https://downloads.example.com/whole.txt"}`,
	} {
		body := `{"code":200,"msg":"success","ts":1,"data":{"page":1,"rows":500,"size":3,"total":3,"totalPage":1,"pageData":[` + rows + `]}}`
		if err := account.AddFault(simulator.Fault{Path: path, Kind: simulator.FaultBody, Message: body}); err != nil {
			t.Fatal(err)
		}
	}
	s := ready(t, account)
	for name, words := range map[string][]string{
		"armcloud_app":  {"Incomplete app", "does not return url of the app Bare"},
		"armcloud_file": {"Incomplete file", "does not return url and md5 of the file bare.txt"},
	} {
		got := list(t, s, name, nil, 100, true, -1)
		if len(got.results) != 2 || len(got.problems) != 1 || got.problems[0].Severity != tfprotov6.DiagnosticSeverityWarning {
			t.Fatalf("%s: got %d results, want 2 and one warning: %s", name, len(got.results), texts(got.problems))
		}
		for _, word := range words {
			if !strings.Contains(texts(got.problems), word) {
				t.Errorf("%s: got a warning without %q, want it: %s", name, word, texts(got.problems))
			}
		}
		if got := list(t, s, name, nil, 100, false, -1); len(got.results) != 2 || len(got.problems) != 0 {
			t.Errorf("%s: got %d results without the resource, want 2 and no warning: %s", name, len(got.results), texts(got.problems))
		}
	}
}

// A provider whose configuration is not known yet lists nothing, with an error.
func TestListUnknownConfiguration(t *testing.T) {
	t.Parallel()
	s, problems := configure(t, with(keys, values{"endpoint": unknown{}}))
	if len(problems) != 0 {
		t.Fatal(texts(problems))
	}
	for _, name := range servedTypes(t)["list resource"] {
		expectOne(t, list(t, s, name, nil, 100, true, -1).problems, "", "Provider configuration not known yet", "endpoint")
	}
}
