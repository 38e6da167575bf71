package lookup_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const phoneData = `
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

// Each data source about phones shows what the simulated phones have, on every
// API level and whatever shape the answers come in: properties, models in the
// order given, apps by phone, the exit address behind a proxy and without one,
// the output of a command, and groups.
func TestAccPhoneData(t *testing.T) {
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
			// Only so are apps to be had from the older level.
			w := acctest.NewWorkspace(t, account.Provider(`drift_checks = "shell"`)+phoneData)
			w.Apply()
			got := w.States()
			properties := got["data.armcloud_instance_properties.one"]
			for list, key := range map[string]string{"system": "persist.sys.timezone", "setting": "timezone"} {
				if values, _ := properties[list].(map[string]any); values[key] != zone {
					t.Errorf("%s are %v, expected %s in %s", list, values, zone, key)
				}
			}
			for _, list := range []string{"modem", "oaid"} {
				if values, _ := properties[list].(map[string]any); len(values) == 0 {
					t.Errorf("there are no properties of %s", list)
				}
			}
			models := rowsOf(got["data.armcloud_instance_models.all"]["models"])
			if len(models) != 2 || models[0]["pad_code"] != "AC32010000003" || models[1]["pad_code"] != "AC32010000001" ||
				models[0]["model"] != "Mi 10 Pro" || models[0]["width"] != 720.0 || models[0]["rooted"] != false || models[0]["imei"] == models[1]["imei"] {
				t.Errorf("models are %v", models)
			}
			apps, _ := got["data.armcloud_instance_apps.all"]["apps"].(map[string]any)
			if len(apps) != 2 || versionOf(apps["AC32010000002"], "com.example.kiosk") != 200.0 || versionOf(apps["AC32010000001"], "com.example.kiosk") != nil {
				t.Errorf("apps are %v", apps)
			}
			for name, want := range map[string]string{"one": "203.0.113.1", "two": "198.51.100.7"} {
				proxy := got["data.armcloud_instance_proxy."+name]
				if raw, _ := proxy["raw"].(string); proxy["exit_ip"] != want || !strings.Contains(raw, want) {
					t.Errorf("the exit address of %s is %v, expected %s", name, proxy, want)
				}
			}
			if output := got["data.armcloud_instance_command.one"]["output"]; output != zone+"\ndone\n" {
				t.Errorf("the command printed %q", output)
			}
			if all := rowsOf(got["data.armcloud_groups.all"]["groups"]); len(all) < 3 || all[0]["group_id"] != 1.0 || all[0]["name"] != "group 1" || all[0]["pad_count"] == 0.0 {
				t.Errorf("groups are %v", all)
			}
			if mine := rowsOf(got["data.armcloud_groups.mine"]["groups"]); len(mine) != 1 {
				t.Errorf("the phone's groups are %v", mine)
			}
			if some := rowsOf(got["data.armcloud_groups.some"]["groups"]); len(some) != 2 || some[0]["group_id"] != 2.0 {
				t.Errorf("some groups are %v", some)
			}
			if none := rowsOf(got["data.armcloud_groups.none"]["groups"]); len(none) != 0 {
				t.Errorf("an empty list of ids gives %v", none)
			}
			if n := account.Counters().Requests["/openapi/open/pad/modelInfo"]; n != 1 {
				t.Errorf("two models took %d requests", n)
			}
		})
	}
}

// rowsOf gives a list of objects of the state.
func rowsOf(value any) []map[string]any {
	list, _ := value.([]any)
	rows := make([]map[string]any, len(list))
	for i, element := range list {
		rows[i], _ = element.(map[string]any)
	}
	return rows
}

// versionOf gives the version code of a package in a list of apps, nil where it
// is not in it.
func versionOf(apps any, packageName string) any {
	for _, app := range rowsOf(apps) {
		if app["package_name"] == packageName {
			return app["version_code"]
		}
	}
	return nil
}

// Pictures have an address for each phone at the level of 2024. The current
// level says which level is needed, and other mistakes are named before anything
// is asked.
func TestAccPreviewData(t *testing.T) {
	t.Parallel()
	const config = "data \"armcloud_instance_preview\" \"all\" {\n  pad_codes = [\"AC32010000001\", \"AC32010000003\"]\n  rotation  = 1\n}\n"
	account := acctest.Start(t, simulator.Options{Instances: 3, Level: simulator.Level2024})
	w := acctest.NewWorkspace(t, account.Provider("")+config)
	w.Apply()
	urls, _ := w.State("data.armcloud_instance_preview.all")["urls"].(map[string]any)
	for _, code := range []string{"AC32010000001", "AC32010000003"} {
		if url, _ := urls[code].(string); !strings.HasPrefix(url, "https://") || !strings.Contains(url, code) || !strings.Contains(url, "rotation=1") {
			t.Errorf("%s has the address %q", code, url)
		}
	}
	if sizes := account.Counters().BatchSizes["/openapi/open/pad/generatePreview"]; len(sizes) != 1 || sizes[2] == 0 {
		t.Errorf("requests by size are %v, expected some for two phones", sizes)
	}
	current := acctest.Start(t, simulator.Options{Instances: 3})
	refusedPlans(t, w, map[string]string{
		current.Provider("") + config:                                   "armcloud_instance_preview needs the API level of 2024",
		account.Provider("") + strings.Replace(config, "= 1", "= 2", 1): "between 0 and 1",
	})
}

// refusedPlans demands that each configuration fails at plan time with words.
// The CLI breaks lines; blanks stand for any.
func refusedPlans(t *testing.T, w *acctest.Workspace, configs map[string]string) {
	t.Helper()
	for config, words := range configs {
		w.Write(config)
		result := w.Run("plan", "-no-color")
		output := strings.Join(strings.FieldsFunc(result.Output, func(r rune) bool { return strings.ContainsRune(" \n│|", r) }), " ")
		if result.Exit != 1 || !strings.Contains(output, words) {
			t.Errorf("%s: expected an error with %q, got exit %d:\n%s", config, words, result.Exit, result.Output)
		}
	}
}

// A phone that is not in the account, or does not run, is an error that says so
// and names it, for every data source that asks a phone; nothing is sent to it.
func TestAccPhoneDataOfPhonesThatCannotAnswer(t *testing.T) {
	t.Parallel()
	sources := map[string]string{
		"properties": "pad_code = %q", "proxy": "pad_code = %q", "command": "command = \"getprop\"\n  pad_code = %q",
		"apps": "pad_codes = [\"AC32010000001\", %q]", "preview": "pad_codes = [\"AC32010000001\", %q]",
	}
	account := acctest.Start(t, simulator.Options{Instances: 4, Level: simulator.Level2024})
	if err := account.SetOnline([]string{"AC32010000002"}, false); err != nil {
		t.Fatal(err)
	}
	if err := account.SetStatus([]string{"AC32010000003"}, 14); err != nil {
		t.Fatal(err)
	}
	configs := map[string]string{}
	for code, words := range map[string]string{
		"AC32010000009": "the account does not have this instance", "AC32010000002": "running but not connected", "AC32010000003": "its state is abnormal",
	} {
		for name, arguments := range sources {
			config := fmt.Sprintf("data \"armcloud_instance_%s\" \"a\" {\n  %s\n}\n", name, fmt.Sprintf(arguments, code))
			configs[account.Provider("")+config] = words
		}
	}
	configs[account.Provider("")+"data \"armcloud_instance_models\" \"a\" {\n  pad_codes = [\"AC32010000001\", \"AC32010000009\"]\n}\n"] = "AC32010000009"
	configs[account.Provider("")+"data \"armcloud_instance_apps\" \"a\" {\n  pad_codes = [\"AC32010000003\", \"AC32010000009\"]\n}\n"] = "AC32010000009: not in the account"
	configs[account.Provider("")+"data \"armcloud_instance_apps\" \"a\" {\n  pad_codes = [\"AC32010000001\"]\n}\n"] = "drift_checks = \"shell\" in the provider block"
	configs[account.Provider("")+"data \"armcloud_groups\" \"a\" {\n  filter = { pad_code = \"no code\" }\n}\n"] = "must be a pad code such as"
	w := acctest.NewWorkspace(t, "")
	refusedPlans(t, w, configs)
	if counters := account.Counters(); counters.OfflineSubmits != 0 || counters.Requests["/openapi/open/pad/syncCmd"] != 0 || counters.Requests["/openapi/open/network/proxy/info"] != 0 {
		t.Errorf("phones that cannot answer were asked: %v", counters.Requests)
	}
	if account.Counters().Requests["/openapi/open/pad/listApp"] == 0 {
		t.Error("control: no phone that runs was asked for its apps")
	}
}

// A command runs in each plan, once, where its arguments are known; where one is
// known after apply, it runs in the apply alone. A refused or late command and
// one that the provider may not run say why, and none is sent twice.
func TestAccCommandData(t *testing.T) {
	t.Parallel()
	for name, level := range map[string]string{"current": simulator.LevelCurrent, "2024": simulator.Level2024} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := map[string]string{"current": "/openapi/open/pad/asyncCmd", "2024": "/openapi/open/pad/syncCmd"}[name]
			account := acctest.Start(t, simulator.Options{Instances: 2, Level: level})
			w := acctest.NewWorkspace(t, account.Provider("")+`
resource "armcloud_instance" "a" {
  pad_code = "AC32010000001"
}
data "armcloud_instance_command" "later" {
  pad_code = "AC32010000002"
  command  = "echo ${armcloud_instance.a.current_image_id == "" ? 0 : 7}"
}
`)
			w.PlanChanges()
			if n := account.Counters().Requests[path]; n != 0 {
				t.Errorf("a command that is not known yet ran %d times in the plan", n)
			}
			w.Apply()
			if n := account.Counters().Requests[path]; n != 1 {
				t.Errorf("it ran %d times in the apply", n)
			}
			if output := w.State("data.armcloud_instance_command.later")["output"]; output != "7\n" {
				t.Errorf("it printed %q", output)
			}
			w.PlanEmpty()
			if n := account.Counters().Requests[path]; n != 2 {
				t.Errorf("it ran %d times after another plan that knows it", n)
			}
			command := func(text string) string {
				return fmt.Sprintf("data \"armcloud_instance_command\" \"a\" {\n  pad_code = \"AC32010000002\"\n  command  = %q\n}\n", text)
			}
			account.ResetCounters()
			refusedPlans(t, w, map[string]string{
				account.Provider("read_only = true") + command("getprop"): "set to read only",
				account.Provider("") + command(""):                        "at least 1",
			})
			if n := account.Counters().Requests[path]; n != 0 {
				t.Errorf("commands that are refused here were sent %d times", n)
			}
			if err := account.AddFault(simulator.Fault{Path: path, Kind: simulator.FaultTaskFail, PadCode: "AC32010000002", Message: "no shell"}); err != nil {
				t.Fatal(err)
			}
			refusedPlans(t, w, map[string]string{account.Provider("") + command("getprop"): "no shell"})
			account.ClearFaults()
			if err := account.AddFault(simulator.Fault{Path: path, Kind: simulator.FaultDropAfter, Times: 1}); err != nil {
				t.Fatal(err)
			}
			refusedPlans(t, w, map[string]string{account.Provider("") + command("getprop"): "may have been carried out"})
			if n := account.Counters().Requests[path]; n != 2 {
				t.Errorf("a command that failed and one whose answer was lost took %d requests, expected 2", n)
			}
			if level == simulator.Level2024 {
				refusedPlans(t, w, map[string]string{account.Provider("") + command("sleep 10"): "Use a command that ends sooner"})
			}
		})
	}
}
