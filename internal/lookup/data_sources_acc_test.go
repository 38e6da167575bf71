package lookup_test

import (
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// allData has each data source about instances, except armcloud_instance,
// armcloud_instances and armcloud_instance_preview.
const allData = `
data "armcloud_instance_properties" "one" {
  pad_code = "AC32010000002"
}
data "armcloud_instance_models" "all" {
  pad_codes = ["AC32010000003", "AC32010000001"]
}
data "armcloud_instance_apps" "all" {
  pad_codes = ["AC32010000002", "AC32010000001"]
}
data "armcloud_instance_proxy" "one" {
  pad_code = "AC32010000001"
}
data "armcloud_instance_proxy" "two" {
  pad_code = "AC32010000002"
}
data "armcloud_instance_command" "one" {
  pad_code = "AC32010000002"
  command  = "getprop persist.sys.timezone; echo done"
}
data "armcloud_groups" "all" {}
data "armcloud_groups" "mine" {
  filter = { pad_code = "AC32010000001" }
}
data "armcloud_groups" "some" {
  filter = { group_ids = [3, 2, 99] }
}
data "armcloud_groups" "none" {
  filter = { group_ids = [] }
}
`

// The data sources return what the simulated instances have, on each API level and
// with unusual responses: properties, models in the given order, apps by pad code,
// the exit address with and without a proxy, the output of a command, and groups.
func TestAccDataSources(t *testing.T) {
	t.Parallel()
	for name, options := range map[string]simulator.Options{
		"current": {Instances: 5}, "2024": {Instances: 5, Level: simulator.Level2024}, "quirks": {Instances: 5, Quirks: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.Start(t, options)
			zone := "Asia/Tokyo"
			if err := account.Drift([]string{"AC32010000002"}, simulator.DriftSet{
				TimeZone: &zone, Apps: map[string]int64{"com.example.kiosk": 200},
				Proxy: &simulator.Proxy{Enabled: true, IP: "198.51.100.7", Port: 1080},
			}); err != nil {
				t.Fatal(err)
			}
			// The 2024 level returns apps only with drift_checks = "shell".
			w := acctest.NewWorkspace(t, account.Provider(`drift_checks = "shell"`)+allData)
			w.Apply()
			got := w.States()
			properties := got["data.armcloud_instance_properties.one"]
			for list, key := range map[string]string{"system": "persist.sys.timezone", "setting": "timezone"} {
				if values, _ := properties[list].(map[string]any); values[key] != zone {
					t.Errorf("%s: got %v, want %s in %s", list, values, zone, key)
				}
			}
			for _, list := range []string{"modem", "oaid"} {
				if values, _ := properties[list].(map[string]any); len(values) == 0 {
					t.Errorf("%s: got no properties, want some", list)
				}
			}
			models := rowsOf(got["data.armcloud_instance_models.all"]["models"])
			if len(models) != 2 || models[0]["pad_code"] != "AC32010000003" || models[1]["pad_code"] != "AC32010000001" ||
				models[0]["model"] != "Mi 10 Pro" || models[0]["width"] != 720.0 || models[0]["rooted"] != false || models[0]["imei"] == models[1]["imei"] {
				t.Errorf("got models %v, want those of instances 3 and 1", models)
			}
			apps, _ := got["data.armcloud_instance_apps.all"]["apps"].(map[string]any)
			if len(apps) != 2 || versionOf(apps["AC32010000002"], "com.example.kiosk") != 200.0 || versionOf(apps["AC32010000001"], "com.example.kiosk") != nil {
				t.Errorf("got apps %v, want com.example.kiosk 200 only on instance 2", apps)
			}
			for name, want := range map[string]string{"one": "203.0.113.1", "two": "198.51.100.7"} {
				proxy := got["data.armcloud_instance_proxy."+name]
				if raw, _ := proxy["raw"].(string); proxy["exit_ip"] != want || !strings.Contains(raw, want) {
					t.Errorf("%s: got exit address %v, want %s", name, proxy, want)
				}
			}
			if output := got["data.armcloud_instance_command.one"]["output"]; output != zone+"\ndone\n" {
				t.Errorf("got output %q, want the time zone and done", output)
			}
			if all := rowsOf(got["data.armcloud_groups.all"]["groups"]); len(all) < 3 || all[0]["group_id"] != 1.0 || all[0]["name"] != "group 1" || all[0]["pad_count"] == 0.0 {
				t.Errorf("got groups %v, want at least 3, starting with group 1", all)
			}
			if mine := rowsOf(got["data.armcloud_groups.mine"]["groups"]); len(mine) != 1 {
				t.Errorf("got groups %v of one instance, want 1", mine)
			}
			if some := rowsOf(got["data.armcloud_groups.some"]["groups"]); len(some) != 2 || some[0]["group_id"] != 2.0 {
				t.Errorf("got groups %v, want 2 and 3", some)
			}
			if none := rowsOf(got["data.armcloud_groups.none"]["groups"]); len(none) != 0 {
				t.Errorf("got groups %v for an empty list of IDs, want none", none)
			}
			if n := account.Counters().Requests["/openapi/open/pad/modelInfo"]; n != 1 {
				t.Errorf("got %d requests for two models, want 1", n)
			}
		})
	}
}

// rowsOf returns a list of objects in the state.
func rowsOf(value any) []map[string]any {
	list, _ := value.([]any)
	rows := make([]map[string]any, len(list))
	for i, element := range list {
		rows[i], _ = element.(map[string]any)
	}
	return rows
}

// versionOf returns the version code of a package in a list of apps, or nil if the
// list does not have it.
func versionOf(apps any, packageName string) any {
	for _, app := range rowsOf(apps) {
		if app["package_name"] == packageName {
			return app["version_code"]
		}
	}
	return nil
}

// wantPlanErrors fails unless planning each configuration fails with the text. Line
// breaks in the output do not matter.
func wantPlanErrors(t *testing.T, w *acctest.Workspace, configs map[string]string) {
	t.Helper()
	for config, words := range configs {
		w.Write(config)
		result := w.Run("plan", "-no-color")
		output := strings.Join(strings.FieldsFunc(result.Output, func(r rune) bool { return strings.ContainsRune(" \n│|", r) }), " ")
		if result.Exit != 1 || !strings.Contains(output, words) {
			t.Errorf("%s: got exit code %d, want 1 and an error with %q:\n%s", config, result.Exit, words, result.Output)
		}
	}
}
