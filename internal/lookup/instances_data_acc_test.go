package lookup_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// listings writes one armcloud_instances for each filter, and one of all
// phones with details, which others take their values from.
func listings(filters map[string]string) string {
	config := "data \"armcloud_instances\" \"full\" {}\ndata \"armcloud_instances\" \"plain\" {\n  details = false\n}\n"
	for name, filter := range filters {
		config += fmt.Sprintf("data \"armcloud_instances\" %q {\n  details = false\n  filter  = { %s }\n}\n", name, filter)
	}
	return config
}

// codesOf gives the pad codes of a listing in the state.
func codesOf(t *testing.T, states map[string]map[string]any, name string) []string {
	t.Helper()
	state := states["data.armcloud_instances."+name]
	if state == nil {
		t.Fatalf("no data source %s in the state", name)
	}
	list, _ := state["pad_codes"].([]any)
	codes := make([]string, len(list))
	for i, code := range list {
		codes[i], _ = code.(string)
	}
	return codes
}

// Each filter lets the right phones through, on every API level and whatever
// shape the answers have; codes are sorted and come once.
func TestAccInstancesData(t *testing.T) {
	t.Parallel()
	const first = "data.armcloud_instances.full.instances[0]"
	filters := map[string]string{
		"codes":     `pad_codes = ["AC32010000007", "AC32010000003", "AC32010000007", "AC32019999999"]`,
		"group":     `group_ids = [2]`,
		"groups":    `group_ids = [1, 2]`,
		"stranger":  `group_ids = [999]`,
		"ips":       `pad_ips = [` + first + `.pad_ip]`,
		"idc":       `idc_code = ` + first + `.idc_code`,
		"grade":     `pad_grade = ` + first + `.pad_grade`,
		"offline":   `online = false`,
		"abnormal":  `status = "abnormal"`,
		"number":    `status = "14"`,
		"silent":    `streaming = false`,
		"machines":  `device_online = false`,
		"no_codes":  `pad_codes = []`,
		"no_groups": `group_ids = []`,
		"both":      `pad_codes = ["AC32010000003", "AC32010000007"], online = false`,
		"ip_codes":  `pad_codes = ["AC32010000003"], pad_ips = [` + first + `.pad_ip]`,
		"nothing":   ``,
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
				"full": all, "plain": all, "nothing": all, "silent": all,
				"codes":    {"AC32010000003", "AC32010000007"},
				"group":    where(func(p simulator.InstanceState) bool { return p.GroupID == 2 }),
				"groups":   where(func(p simulator.InstanceState) bool { return p.GroupID <= 2 }),
				"ips":      all[:1],
				"offline":  all[2:5],
				"abnormal": all[10:11], "number": all[10:11],
				"both":     {"AC32010000003"},
				"stranger": nil, "machines": nil, "no_codes": nil, "no_groups": nil, "ip_codes": nil,
			} {
				if got := codesOf(t, states, name); !slices.Equal(got, want) {
					t.Errorf("%s: got %d phones %.60v, expected %d %.60v", name, len(got), got, len(want), want)
				}
			}
			for _, name := range []string{"idc", "grade"} {
				if got := codesOf(t, states, name); len(got) == 0 || len(got) == len(all) || !slices.Contains(got, all[0]) {
					t.Errorf("%s: got %d of %d phones", name, len(got), len(all))
				}
			}
			checkDetails(t, states, account, options.Quirks)
		})
	}
}

// checkDetails compares phones of the listing with what they are. With quirks
// the service leaves a field out in turns.
func checkDetails(t *testing.T, states map[string]map[string]any, account *acctest.Account, quirks bool) {
	t.Helper()
	full, _ := states["data.armcloud_instances.full"]["instances"].([]any)
	for _, i := range []int{0, 3, 10} {
		got, _ := full[i].(map[string]any)
		code := fmt.Sprint(got["pad_code"])
		state, _ := account.Instance(code)
		status := map[int]string{10: "running", 14: "abnormal"}[state.Status]
		if got["status"] != status || got["online"] != state.Online || got["image_id"] != state.ImageID || fmt.Sprint(got["group_id"]) != fmt.Sprint(state.GroupID) {
			t.Errorf("%s is %v, expected %+v", code, got, state)
		}
		for _, name := range []string{"pad_grade", "device_level", "idc_code", "device_ip", "pad_ip", "storage_bytes", "storage_used_bytes", "data_center", "device_online", "streaming"} {
			if got[name] == nil && !(quirks && name == "storage_used_bytes") {
				t.Errorf("%s: %s is null", code, name)
			}
		}
	}
	if states["data.armcloud_instances.plain"]["instances"] != nil {
		t.Error("instances is filled in though details is false")
	}
}

// An account without phones is an empty list, and codes alone cost two pages
// for 600 phones, whatever is filtered from them.
func TestAccInstancesDataRequests(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 600})
	w := acctest.NewWorkspace(t, account.Provider("")+listings(nil))
	counted := acctest.CountRequests(t, account, "all phones, with and without details", func() { w.Apply() })
	if got := counted.Requests["/openapi/open/pad/padDetails"]; got != 2 {
		t.Errorf("%d pages of details for 600 phones, expected 2 in the process", got)
	}
	w.Write(account.Provider("") + "data \"armcloud_instances\" \"group\" {\n  details = false\n  filter  = { group_ids = [1] }\n}\n")
	counted = acctest.CountRequests(t, account, "one group", func() { w.Apply() })
	if got := counted.Total(); got != 1 {
		t.Errorf("%d requests for the codes of one group, expected 1: %v", got, counted.Requests)
	}

	if err := account.Remove(account.PadCodes()); err != nil {
		t.Fatal(err)
	}
	w.Write(account.Provider("") + listings(map[string]string{"running": `status = "running"`}))
	w.Apply()
	states := w.States()
	for _, name := range []string{"full", "plain", "running"} {
		if got := codesOf(t, states, name); len(got) != 0 {
			t.Errorf("%s: %d phones in an empty account", name, len(got))
		}
	}
	if list, ok := states["data.armcloud_instances.full"]["instances"].([]any); !ok || len(list) != 0 {
		t.Error("instances of an empty account is not an empty list")
	}
}

// One phone by its code has what the listing has of it, one that is not there
// is an error on the code, and a bad filter is an error at plan time.
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
		t.Errorf("the two data sources differ:\n%s", out)
	}
	for config, words := range map[string]string{
		"data \"armcloud_instance\" \"a\" {\n  pad_code = \"AC32010000009\"\n}\n":               "Phone not found",
		"data \"armcloud_instance\" \"a\" {\n  pad_code = \"\"\n}\n":                            "must be a pad code such as",
		"data \"armcloud_instances\" \"a\" {\n  filter = { status = \"sleeping\" }\n}\n":        "Unknown state",
		"data \"armcloud_instances\" \"a\" {\n  filter = { idc_code = \"\" }\n}\n":              "at least 1",
		"data \"armcloud_instances\" \"a\" {\n  filter = { pad_codes = [\"not a code\"] }\n}\n": "must be a pad code such as",
		"data \"armcloud_instances\" \"a\" {\n  filter = { group_ids = [\"berlin\"] }\n}\n":     "number",
		"data \"armcloud_instances\" \"a\" {\n  filter = { group_ids = [1, null] }\n}\n":        "null",
	} {
		w.Write(account.Provider("") + config)
		result := w.Run("plan", "-no-color")
		if result.Exit != 1 || !strings.Contains(result.Output, words) {
			t.Errorf("%s: expected an error with %q, got exit %d:\n%s", config, words, result.Exit, result.Output)
		}
	}
}
