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

// The table of endpoints has every path of the API document once, each with what
// reaches it or what is still to come, and every resource and data source of the
// provider stands in it.
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
			t.Errorf("%s: nothing reaches it, and nothing is to come", e.path)
		case kind == "action" && served.ActionSchemas[name] != nil, kind == "ephemeral" && served.EphemeralResourceSchemas[name] != nil:
			t.Errorf("%s: %s is said to come, but is offered", e.path, e.toCome)
		case !slices.Contains([]string{"", "action", "ephemeral"}, kind):
			t.Errorf("%s: %q to come is neither an action nor an ephemeral resource", e.path, e.toCome)
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
	}
	if len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("the table has %d paths, the API document %d; they differ in\n%v\n%v", len(got), len(want), got, want)
	}
	for name := range served.ResourceSchemas {
		if !named["resource "+name] {
			t.Errorf("resource %s reaches no endpoint", name)
		}
	}
	for name := range served.DataSourceSchemas {
		if !named["data source "+name] {
			t.Errorf("data source %s reaches no endpoint", name)
		}
	}
}

// allResources holds one of every resource that both API levels have.
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

// olderResources are those that the level of 2024 alone has.
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

// allDataSources holds one of every data source that both API levels have.
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

// olderDataSources are those that the level of 2024 alone has, and the tasks
// that its list knows by their ids.
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

// unanswered are questions that reach their endpoints, whose answer is that
// there is nothing: tasks of kinds that nothing starts yet, and the list of apps
// that the level of 2024 sends to the callback URL.
const unanswered = `
data "armcloud_task" "it" {
  for_each = toset(["screenshot", "app", "image", "file"])
  task_id  = 1
  kind     = each.value
}
data "armcloud_instance_apps" "it" {
  pad_codes = ["AC32010000001"]
}
`

// Every endpoint that the surface gives to a setting, a resource or a data source
// is reached through the CLI. On an account of each API level a configuration
// with every resource is applied, changed and destroyed, then one with every data
// source is read; each endpoint must have been asked by the one of the two that
// the table of endpoints says, at a level that has it. The test prints the table,
// with what is still to come.
func TestAccEveryEndpointIsReached(t *testing.T) {
	t.Parallel()
	byResources, byData := map[string]map[string]int{}, map[string]map[string]int{}
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
		w.Write(account.Provider("") + unanswered)
		output := w.FailApply().Output
		if !strings.Contains(output, "Task not found") {
			t.Errorf("level %s: tasks that are not there are not missed:\n%s", level, output)
		}
		byData[level] = account.Counters().Requests
	}
	levels := map[string][]string{}
	for _, d := range documentedEndpoints(t) {
		levels[d.Path] = d.Levels
	}
	var table strings.Builder
	for _, e := range endpointTable {
		for what, by := range map[string]map[string]map[string]int{"resource": byResources, "data source": byData} {
			names := map[string][]string{"resource": e.resources, "data source": e.dataSources}[what]
			if len(names) > 0 && len(reachedAt(levels[e.path], by, e.path)) == 0 {
				t.Errorf("%s was reached by no %s; the table says %s", e.path, what, strings.Join(names, ", "))
			}
		}
		fmt.Fprintf(&table, "\n%-48s %s", e.path, describeEndpoint(e, levels[e.path], byResources, byData))
	}
	t.Log(table.String())
	// The control: what nobody offers, nobody has asked for.
	for _, e := range endpointTable {
		if !e.reached() && len(reachedAt(levels[e.path], byResources, e.path))+len(reachedAt(levels[e.path], byData, e.path)) > 0 {
			t.Errorf("%s is said to come, but was reached", e.path)
		}
	}
}

// reachedAt gives the levels, of those that have the path, at which it was asked.
func reachedAt(levels []string, requests map[string]map[string]int, path string) []string {
	return slices.DeleteFunc(slices.Clone(levels), func(level string) bool { return requests[level][path] == 0 })
}

func describeEndpoint(e endpoint, levels []string, byResources, byData map[string]map[string]int) string {
	if !e.reached() {
		return "to come: " + e.toCome
	}
	constructs := strings.Join(e.resources, ", ")
	if len(e.dataSources) > 0 {
		constructs = strings.TrimPrefix(constructs+", data "+strings.Join(e.dataSources, ", data "), ", ")
	}
	at := map[string]bool{}
	for _, by := range []map[string]map[string]int{byResources, byData} {
		for _, level := range reachedAt(levels, by, e.path) {
			at[level] = true
		}
	}
	text := fmt.Sprintf("%s (reached at %s)", constructs, strings.Join(slices.Sorted(maps.Keys(at)), ", "))
	if e.toCome != "" {
		text += "; to come: " + e.toCome
	}
	return text
}
