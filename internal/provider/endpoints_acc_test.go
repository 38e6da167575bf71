package provider_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// endpointTable has each path of the API document once, with what uses it or will use
// it, and lists each resource, data source and action.
func TestEndpointTableIsComplete(t *testing.T) {
	t.Parallel()
	served := serve(t)
	var want, got []string
	for _, d := range documentedEndpoints(t) {
		want = append(want, d.Path)
	}
	named := map[string]bool{}
	for _, e := range endpointTable {
		got = append(got, e.path)
		kind, name, _ := strings.Cut(e.toCome, " ")
		switch {
		case !e.reached() && e.toCome == "":
			t.Errorf("%s: got nothing that uses or will use it", e.path)
		case kind == "ephemeral" && served.EphemeralResourceSchemas[name] != nil:
			t.Errorf("%s: %s is listed as still to come, but is implemented", e.path, e.toCome)
		case !slices.Contains([]string{"", "ephemeral"}, kind):
			t.Errorf("%s: got %q still to come, want an ephemeral resource", e.path, e.toCome)
		}
		for _, name := range e.resources {
			named["resource "+name] = true
			if served.ResourceSchemas[name] == nil {
				t.Errorf("%s: there is no resource %s", e.path, name)
			}
		}
		for _, name := range e.dataSources {
			named["data source "+name] = true
			if served.DataSourceSchemas[name] == nil {
				t.Errorf("%s: there is no data source %s", e.path, name)
			}
		}
		for _, name := range e.actions {
			named["action "+name] = true
			if served.ActionSchemas[name] == nil {
				t.Errorf("%s: there is no action %s", e.path, name)
			}
		}
	}
	if len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("got %d paths in the table, want %d as in the API document:\n%v\n%v", len(got), len(want), got, want)
	}
	for name := range served.ResourceSchemas {
		if !named["resource "+name] {
			t.Errorf("resource %s uses no endpoint in the table", name)
		}
	}
	for name := range served.DataSourceSchemas {
		if !named["data source "+name] {
			t.Errorf("data source %s uses no endpoint in the table", name)
		}
	}
	for name := range served.ActionSchemas {
		if !named["action "+name] {
			t.Errorf("action %s uses no endpoint in the table", name)
		}
	}
}

// allResources has one of each resource that both API levels support.
const allResources = `
resource "armcloud_app" "it" {
  url = "https://downloads.example.com/com.example.menu-3.0.apk"
}
resource "armcloud_file" "it" {
  url  = "https://downloads.example.com/wallpaper.png"
  name = "wallpaper.png"
  md5  = "32e1f345f209a7dc1cc704913ea436d3"
}
resource "armcloud_callback" "it" {
  url               = "http://127.0.0.1:9/armcloud"
  callback_type_ids = [%s]
}
data "armcloud_instance" "first" {
  pad_code = "AC32010000001"
}
resource "armcloud_app_blacklist" "it" {
  pad_grade = data.armcloud_instance.first.pad_grade
  apps      = { "com.example.game" = "Game" }
  pad_codes = ["AC32010000001"]
}
resource "armcloud_instance_time_zone" "it" {
  pad_code  = "AC32010000002"
  time_zone = "Europe/Berlin"
}
resource "armcloud_instance_language" "it" {
  pad_code = "AC32010000002"
  code     = "de"
}
resource "armcloud_instance_location" "it" {
  pad_code  = "AC32010000002"
  latitude  = 52.5
  longitude = 13.4
}
resource "armcloud_instance_bandwidth" "it" {
  pad_code      = "AC32010000002"
  upload_mbps   = 10
  download_mbps = 20
}
resource "armcloud_instance_proxy" "it" {
  pad_code = "AC32010000002"
  ip       = "192.0.2.1"
  port     = 1080
}
resource "armcloud_instance_adb" "it" {
  pad_code = "AC32010000002"
  enabled  = true
}
resource "armcloud_instance_sim" "it" {
  pad_code = "AC32010000003"
  imei     = "356938035643809"
}
resource "armcloud_instance_properties" "it" {
  pad_code = "AC32010000004"
  system   = { "debug.colour" = "red" }
  restart  = true
}
resource "armcloud_instance_android_properties" "it" {
  pad_code   = "AC32010000005"
  properties = { "ro.product.model" = "One" }
  restart    = true
}
resource "armcloud_instance_image" "it" {
  pad_code = "AC32010000006"
  image_id = "img-android13-b"
}
resource "armcloud_instance_app" "it" {
  pad_code     = "AC32010000007"
  package_name = "com.example.menu"
  app_id       = armcloud_app.it.app_id
}
resource "armcloud_instance_file" "it" {
  pad_code = "AC32010000007"
  file_id  = armcloud_file.it.file_id
  path     = "/Download"
}
resource "armcloud_instance" "it" {
  pad_code   = "AC32010000008"
  bandwidth  = { upload_mbps = 10, download_mbps = 20 }
  on_release = "reset"
}
resource "armcloud_fleet" "it" {
  phones   = { "AC32010000009" = "all", "AC32010000010" = "all" }
  profiles = { all = { time_zone = "Europe/Paris" } }
}
`

// olderResources are those that only the 2024 API level supports.
const olderResources = `
resource "armcloud_image" "it" {
  url         = "https://downloads.example.com/android13-own.tar"
  tag         = "own"
  server_type = "Cruise10"
  rom_version = "android13"
}
resource "armcloud_public_ip_binding" "it" {
  public_ip = "203.0.113.1"
  pad_ip    = data.armcloud_instance.first.pad_ip
}
`

// allDataSources has one of each data source that both API levels support.
const allDataSources = `
data "armcloud_instances" "it" {}
data "armcloud_instance" "it" {
  pad_code = "AC32010000001"
}
data "armcloud_instance_properties" "it" {
  pad_code = "AC32010000001"
}
data "armcloud_instance_models" "it" {
  pad_codes = ["AC32010000001"]
}
data "armcloud_instance_apps" "it" {
  pad_codes = ["AC32010000001"]
}
data "armcloud_instance_proxy" "it" {
  pad_code = "AC32010000001"
}
data "armcloud_instance_command" "it" {
  pad_code = "AC32010000001"
  command  = "getprop"
}
data "armcloud_groups" "it" {}
data "armcloud_app" "it" {
  app_id = 101
}
data "armcloud_apps" "it" {}
data "armcloud_files" "it" {}
data "armcloud_callback" "it" {}
data "armcloud_callback_types" "it" {}
`

// olderDataSources are those that only the 2024 API level supports, and tasks by the
// ids that its list returns.
const olderDataSources = `
data "armcloud_instance_preview" "it" {
  pad_codes = ["AC32010000001"]
}
data "armcloud_public_ip" "it" {
  public_ip = "203.0.113.1"
}
data "armcloud_tasks" "it" {
  for_each   = { instance = 1010, power = 1000, command = 1002, file = 2000 }
  type       = each.value
  limit      = 1
  depends_on = [data.armcloud_instance_command.it]
}
data "armcloud_task" "it" {
  for_each = data.armcloud_tasks.it
  task_id  = each.value.batches[0].tasks[0].task_id
  kind     = each.key
}
`

// empty are data sources whose endpoints return nothing: tasks of kinds that nothing
// starts yet, and apps, which the 2024 API level reports only to the callback URL.
const empty = `
data "armcloud_task" "it" {
  for_each = toset(["screenshot", "app", "image", "file"])
  task_id  = 1
  kind     = each.value
}
data "armcloud_instance_apps" "it" {
  pad_codes = ["AC32010000001"]
}
`

// Each endpoint in endpointTable is used by a resource, data source or action as listed.
// For each API level, the test applies, changes and destroys a configuration with all
// resources, reads one with all data sources, and invokes all actions. It logs the table.
func TestAccEndpointsAreUsed(t *testing.T) {
	t.Parallel()
	byResources, byData, byActions := map[string]map[string]int{}, map[string]map[string]int{}, map[string]map[string]int{}
	for _, level := range []string{simulator.Level2024, simulator.LevelCurrent} {
		account := acctest.Start(t, simulator.Options{Instances: 10, Level: level})
		resources, data := allResources, account.Provider("")+allDataSources
		if level == simulator.Level2024 {
			resources += olderResources
			data = account.Provider(`drift_checks = "shell"`) + allDataSources + olderDataSources
		}
		w := acctest.NewWorkspace(t, account.Provider("")+fmt.Sprintf(resources, "20, 21"))
		w.Apply()
		w.Write(account.Provider("") + fmt.Sprintf(resources, "20, 21, 22"))
		w.Apply()
		w.PlanEmpty()
		w.Destroy()
		byResources[level] = account.Counters().Requests

		account.ResetCounters()
		w.Write(data)
		w.Apply()
		w.Write(account.Provider("") + empty)
		output := w.FailApply().Output
		if !strings.Contains(output, "Task not found") {
			t.Errorf("level %s: got no error for missing tasks, want one:\n%s", level, output)
		}
		byData[level] = account.Counters().Requests

		account.ResetCounters()
		invokeAll(t, account)
		byActions[level] = account.Counters().Requests
	}
	by := map[string]map[string]map[string]int{"resource": byResources, "data source": byData, "action": byActions}
	levels := map[string][]string{}
	for _, d := range documentedEndpoints(t) {
		levels[d.Path] = d.Levels
	}
	var table strings.Builder
	for _, e := range endpointTable {
		for what, requests := range by {
			names := map[string][]string{"resource": e.resources, "data source": e.dataSources, "action": e.actions}[what]
			if len(names) > 0 && len(reachedAt(levels[e.path], requests, e.path)) == 0 {
				t.Errorf("%s: got no request of kind %s, want one from %s", e.path, what, strings.Join(names, ", "))
			}
		}
		fmt.Fprintf(&table, "\n%-48s %s", e.path, describeEndpoint(e, levels[e.path], by))
	}
	t.Log(table.String())
	// The control: endpoints that nothing uses get no requests.
	for _, e := range endpointTable {
		for what, requests := range by {
			if !e.reached() && len(reachedAt(levels[e.path], requests, e.path)) > 0 {
				t.Errorf("%s: got a request of kind %s, but it is listed as still to come", e.path, what)
			}
		}
	}
}

// reachedAt returns the API levels with requests to the path.
func reachedAt(levels []string, requests map[string]map[string]int, path string) []string {
	return slices.DeleteFunc(slices.Clone(levels), func(level string) bool { return requests[level][path] == 0 })
}

// describeEndpoint returns a row of the logged table.
func describeEndpoint(e endpoint, levels []string, byKind map[string]map[string]map[string]int) string {
	if !e.reached() {
		return "to come: " + e.toCome
	}
	constructs := slices.Clone(e.resources)
	for _, name := range e.dataSources {
		constructs = append(constructs, "data "+name)
	}
	for _, name := range e.actions {
		constructs = append(constructs, "action "+name)
	}
	at := map[string]bool{}
	for _, by := range byKind {
		for _, level := range reachedAt(levels, by, e.path) {
			at[level] = true
		}
	}
	text := fmt.Sprintf("%s (reached at %s)", strings.Join(constructs, ", "), strings.Join(slices.Sorted(maps.Keys(at)), ", "))
	if e.toCome != "" {
		text += "; to come: " + e.toCome
	}
	return text
}
