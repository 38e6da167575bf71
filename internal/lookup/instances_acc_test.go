package lookup_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// listings returns one armcloud_instances per filter, and two without a filter:
// full, from which filters can take values, and plain.
func listings(filters map[string]string) string {
	config := "data \"armcloud_instances\" \"full\" {}\ndata \"armcloud_instances\" \"plain\" {\n  details = false\n}\n"
	for name, filter := range filters {
		config += fmt.Sprintf("data \"armcloud_instances\" %q {\n  details = false\n  filter  = { %s }\n}\n", name, filter)
	}
	return config
}

// codesOf returns the pad codes of an armcloud_instances in the state.
func codesOf(t *testing.T, states map[string]map[string]any, name string) []string {
	t.Helper()
	state := states["data.armcloud_instances."+name]
	if state == nil {
		t.Fatalf("got no data source %s in the state", name)
	}
	list, _ := state["pad_codes"].([]any)
	codes := make([]string, len(list))
	for i, code := range list {
		codes[i], _ = code.(string)
	}
	return codes
}

// A null in a list is an error of validate, in every data source that takes a list.
// Controls: lists without a null.
func TestAccNullElements(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	const text = "Null List Value"
	data := func(source, name, body string) string {
		return fmt.Sprintf("data \"armcloud_%s\" %q {\n  %s\n}\n", source, name, body)
	}
	p.Validates(map[string]acctest.Verdict{
		"codes":    {Resource: data("instances", "codes", `filter = { pad_codes = [null, "AC32010000001"] }`), Text: text},
		"groups":   {Resource: data("instances", "groups", `filter = { group_ids = [1, null] }`), Text: text},
		"ips":      {Resource: data("instances", "ips", `filter = { pad_ips = ["192.0.2.1", null] }`), Text: text},
		"models":   {Resource: data("instance_models", "models", `pad_codes = ["AC32010000001", null]`), Text: text},
		"apps":     {Resource: data("instance_apps", "apps", `pad_codes = [null]`), Text: text},
		"preview":  {Resource: data("instance_preview", "preview", `pad_codes = [null, "AC32010000001"]`), Text: text},
		"listed":   {Resource: data("groups", "listed", `filter = { group_ids = [null] }`), Text: text},
		"catalog":  {Resource: data("apps", "catalog", `filter = { app_ids = [null, 101] }`), Text: text},
		"fine":     {Resource: data("instances", "fine", `filter = { pad_codes = ["AC32010000001"], group_ids = [1], pad_ips = ["192.0.2.1"] }`)},
		"no_list":  {Resource: data("instances", "no_list", `filter = { pad_codes = null }`)},
		"fine_too": {Resource: data("instance_models", "fine_too", `pad_codes = ["AC32010000001"]`)},
	})
}

// Each filter selects the right instances, on each API level and with unusual
// responses. Pad codes are sorted and unique.
func TestAccInstancesData(t *testing.T) {
	t.Parallel()
	const first = "data.armcloud_instances.full.instances[0]"
	filters := map[string]string{
		"codes":         `pad_codes = ["AC32010000007", "AC32010000003", "AC32010000007", "AC32019999999"]`,
		"group":         `group_ids = [2]`,
		"groups":        `group_ids = [1, 2]`,
		"unknown":       `group_ids = [999]`,
		"ips":           `pad_ips = [` + first + `.pad_ip]`,
		"idc":           `idc_code = ` + first + `.idc_code`,
		"grade":         `pad_grade = ` + first + `.pad_grade`,
		"offline":       `online = false`,
		"abnormal":      `status = "abnormal"`,
		"number":        `status = "14"`,
		"not_streaming": `streaming = false`,
		"devices":       `device_online = false`,
		"no_codes":      `pad_codes = []`,
		"no_groups":     `group_ids = []`,
		"both":          `pad_codes = ["AC32010000003", "AC32010000007"], online = false`,
		"ip_codes":      `pad_codes = ["AC32010000003"], pad_ips = [` + first + `.pad_ip]`,
		"nothing":       ``,
	}
	for name, options := range map[string]simulator.Options{
		"current": {Instances: 520}, "2024": {Instances: 520, Level: simulator.Level2024}, "quirks": {Instances: 520, Quirks: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.Start(t, options)
			all := slices.Sorted(slices.Values(account.PadCodes()))
			if err := account.SetOnline(all[2:5], false); err != nil {
				t.Fatal(err)
			}
			if err := account.SetStatus(all[10:11], 14); err != nil {
				t.Fatal(err)
			}
			where := func(holds func(simulator.InstanceState) bool) (codes []string) {
				for _, code := range all {
					if state, _ := account.Instance(code); holds(state) {
						codes = append(codes, code)
					}
				}
				return codes
			}
			w := acctest.NewWorkspace(t, account.Provider("")+listings(filters))
			w.Apply()
			states := w.States()
			for name, want := range map[string][]string{
				"full": all, "plain": all, "nothing": all, "not_streaming": all,
				"codes":    {"AC32010000003", "AC32010000007"},
				"group":    where(func(p simulator.InstanceState) bool { return p.GroupID == 2 }),
				"groups":   where(func(p simulator.InstanceState) bool { return p.GroupID <= 2 }),
				"ips":      all[:1],
				"offline":  all[2:5],
				"abnormal": all[10:11], "number": all[10:11],
				"both":    {"AC32010000003"},
				"unknown": nil, "devices": nil, "no_codes": nil, "no_groups": nil, "ip_codes": nil,
			} {
				if got := codesOf(t, states, name); !slices.Equal(got, want) {
					t.Errorf("%s: got %d instances %.60v, want %d %.60v", name, len(got), got, len(want), want)
				}
			}
			for _, name := range []string{"idc", "grade"} {
				if got := codesOf(t, states, name); len(got) == 0 || len(got) == len(all) || !slices.Contains(got, all[0]) {
					t.Errorf("%s: got %d of %d instances, want some with %s", name, len(got), len(all), all[0])
				}
			}
			checkDetails(t, states, account, options.Quirks)
		})
	}
}

// checkDetails compares the details with the simulator's instances. With quirks the
// simulator leaves out storage_used_bytes now and then.
func checkDetails(t *testing.T, states map[string]map[string]any, account *acctest.Account, quirks bool) {
	t.Helper()
	full, _ := states["data.armcloud_instances.full"]["instances"].([]any)
	for _, i := range []int{0, 3, 10} {
		got, _ := full[i].(map[string]any)
		code := fmt.Sprint(got["pad_code"])
		state, _ := account.Instance(code)
		status := map[int]string{10: "running", 14: "abnormal"}[state.Status]
		if got["status"] != status || got["online"] != state.Online || got["image_id"] != state.ImageID || fmt.Sprint(got["group_id"]) != fmt.Sprint(state.GroupID) {
			t.Errorf("%s: got %v, want %+v", code, got, state)
		}
		for _, name := range []string{"pad_grade", "device_level", "idc_code", "device_ip", "pad_ip", "storage_bytes", "storage_used_bytes", "data_center", "device_online", "streaming"} {
			if got[name] == nil && !(quirks && name == "storage_used_bytes") {
				t.Errorf("%s: got %s null, want a value", code, name)
			}
		}
	}
	if states["data.armcloud_instances.plain"]["instances"] != nil {
		t.Error("got instances with details = false, want null")
	}
}

// Listing 600 instances takes two pages, a group takes one request, and an account
// without instances returns empty lists.
func TestAccInstancesDataRequests(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 600})
	w := acctest.NewWorkspace(t, account.Provider("")+listings(nil))
	counted := acctest.CountRequests(t, account, "all instances, with and without details", func() { w.Apply() })
	if got := counted.Requests["/openapi/open/pad/padDetails"]; got != 2 {
		t.Errorf("got %d pages of details for 600 instances, want 2", got)
	}
	w.Write(account.Provider("") + "data \"armcloud_instances\" \"group\" {\n  details = false\n  filter  = { group_ids = [1] }\n}\n")
	counted = acctest.CountRequests(t, account, "one group", func() { w.Apply() })
	if got := counted.Total(); got != 1 {
		t.Errorf("got %d requests for the codes of one group, want 1: %v", got, counted.Requests)
	}

	if err := account.Remove(account.PadCodes()); err != nil {
		t.Fatal(err)
	}
	w.Write(account.Provider("") + listings(map[string]string{"running": `status = "running"`}))
	w.Apply()
	states := w.States()
	for _, name := range []string{"full", "plain", "running"} {
		if got := codesOf(t, states, name); len(got) != 0 {
			t.Errorf("%s: got %d instances in an empty account, want 0", name, len(got))
		}
	}
	if list, ok := states["data.armcloud_instances.full"]["instances"].([]any); !ok || len(list) != 0 {
		t.Error("got other instances in an empty account than an empty list")
	}
}

// armcloud_instance returns the same values as armcloud_instances. An unknown pad
// code and invalid filters are errors at plan time.
func TestAccInstanceData(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 3})
	w := acctest.NewWorkspace(t, account.Provider("")+`
data "armcloud_instances" "all" {}
data "armcloud_instance" "second" {
  pad_code = "AC32010000002"
}
output "same" {
  value = alltrue([for name, value in data.armcloud_instances.all.instances[1] : data.armcloud_instance.second[name] == value])
}
`)
	if out := w.Apply().Output; !strings.Contains(out, "same = true") {
		t.Errorf("got different values from the two data sources, want equal ones:\n%s", out)
	}
	for config, words := range map[string]string{
		"data \"armcloud_instance\" \"a\" {\n  pad_code = \"AC32010000009\"\n}\n":               "Instance not found",
		"data \"armcloud_instance\" \"a\" {\n  pad_code = \"\"\n}\n":                            "must be a pad code such as",
		"data \"armcloud_instances\" \"a\" {\n  filter = { status = \"sleeping\" }\n}\n":        "Unknown status",
		"data \"armcloud_instances\" \"a\" {\n  filter = { idc_code = \"\" }\n}\n":              "at least 1",
		"data \"armcloud_instances\" \"a\" {\n  filter = { pad_codes = [\"not a code\"] }\n}\n": "must be a pad code such as",
		"data \"armcloud_instances\" \"a\" {\n  filter = { group_ids = [\"berlin\"] }\n}\n":     "number",
		"data \"armcloud_instances\" \"a\" {\n  filter = { group_ids = [1, null] }\n}\n":        "null",
	} {
		w.Write(account.Provider("") + config)
		result := w.Run("plan", "-no-color")
		if result.Exit != 1 || !strings.Contains(result.Output, words) {
			t.Errorf("%s: got exit code %d, want 1 and an error with %q:\n%s", config, result.Exit, words, result.Output)
		}
	}
}
