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

// endpointTable has each path of the API document once, with what uses it, and lists
// each type of the provider.
func TestEndpointTableIsComplete(t *testing.T) {
	t.Parallel()
	served := servedTypes(t)
	var want, got []string
	for _, d := range documentedEndpoints(t) {
		want = append(want, d.Path)
	}
	named := map[string]bool{}
	for _, e := range endpointTable {
		got = append(got, e.path)
		if !slices.ContainsFunc(typeKinds, func(kind string) bool { return len(e.types(kind)) > 0 }) {
			t.Errorf("%s: got nothing that uses it", e.path)
		}
		for _, kind := range typeKinds {
			for _, name := range e.types(kind) {
				named[kind+" "+name] = true
				if !slices.Contains(served[kind], name) {
					t.Errorf("%s: there is no %s %s", e.path, kind, name)
				}
			}
		}
	}
	if len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("got %d paths in the table, want %d as in the API document:\n%v\n%v", len(got), len(want), got, want)
	}
	for kind, names := range served {
		for _, name := range names {
			if !named[kind+" "+name] {
				t.Errorf("%s %s uses no endpoint in the table", kind, name)
			}
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

// allEphemeral has one of each ephemeral resource.
const allEphemeral = `
ephemeral "armcloud_sts_token" "account" {}
ephemeral "armcloud_sts_token" "instance" {
  pad_code = "AC32010000001"
}
ephemeral "armcloud_rtc_tokens" "it" {
  user_id = "202"
  pads    = [{ pad_code = "AC32010000001" }]
}
ephemeral "armcloud_rtc_room_token" "it" {
  user_id  = "202"
  terminal = "pc"
  pads     = [{ pad_code = "AC32010000001" }]
}
ephemeral "armcloud_adb_connection" "it" {
  pad_code = "AC32010000001"
  enable   = true
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

// Each endpoint in endpointTable is used by types of each kind as listed. For each API
// level, the test applies, changes and destroys a configuration with all resources,
// reads one with all data sources, lists everything, invokes all actions, and opens all
// ephemeral resources. It logs the table.
func TestAccEndpointsAreUsed(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	// The requests to each path, by kind of type and by API level.
	used := map[string]map[string]map[string]int{}
	for _, kind := range typeKinds {
		used[kind] = map[string]map[string]int{}
	}
	for _, level := range []string{simulator.Level2024, simulator.LevelCurrent} {
		account := acctest.Start(t, simulator.Options{Instances: 10, Level: level})
		for _, use := range []struct {
			kind string
			by   func(t *testing.T, account *acctest.Account, level string)
		}{
			{"resource", useResources}, {"data source", useDataSources}, {"list resource", useLists}, {"action", useActions}, {"ephemeral resource", useEphemerals},
		} {
			account.ResetCounters()
			use.by(t, account, level)
			used[use.kind][level] = account.Counters().Requests
		}
	}
	levels := map[string][]string{}
	for _, d := range documentedEndpoints(t) {
		levels[d.Path] = d.Levels
	}
	var table strings.Builder
	reached := 0
	for _, e := range endpointTable {
		total := 0
		for _, kind := range typeKinds {
			at := len(reachedAt(levels[e.path], used[kind], e.path))
			if names := e.types(kind); len(names) > 0 && at == 0 {
				t.Errorf("%s: got no request from a %s, want one from %s", e.path, kind, strings.Join(names, ", "))
			}
			total += at
		}
		if total > 0 {
			reached++
		}
		fmt.Fprintf(&table, "\n%-48s %s", e.path, describeEndpoint(e, levels[e.path], used))
	}
	t.Logf("%d of %d endpoints were reached%s", reached, len(endpointTable), table.String())
}

// useResources applies, changes and destroys all resources of an API level.
func useResources(t *testing.T, account *acctest.Account, level string) {
	resources := allResources
	if level == simulator.Level2024 {
		resources += olderResources
	}
	w := acctest.NewWorkspace(t, account.Provider("")+fmt.Sprintf(resources, "20, 21"))
	w.Apply()
	w.Write(account.Provider("") + fmt.Sprintf(resources, "20, 21, 22"))
	w.Apply()
	w.PlanEmpty()
	w.Destroy()
}

// useDataSources reads all data sources of an API level.
func useDataSources(t *testing.T, account *acctest.Account, level string) {
	data := account.Provider("") + allDataSources
	if level == simulator.Level2024 {
		data = account.Provider(`drift_checks = "shell"`) + allDataSources + olderDataSources
	}
	w := acctest.NewWorkspace(t, data)
	w.Apply()
	w.Write(account.Provider("") + empty)
	if output := w.FailApply().Output; !strings.Contains(output, "Task not found") {
		t.Errorf("level %s: got no error for missing tasks, want one:\n%s", level, output)
	}
}

// useLists lists all list resources, over the protocol, because OpenTofu has no
// queries.
func useLists(t *testing.T, account *acctest.Account, _ string) {
	s := ready(t, account)
	for _, name := range servedTypes(t)["list resource"] {
		if got := list(t, s, name, nil, 100, true, -1); len(got.problems) > 0 || len(got.results) == 0 {
			t.Errorf("list resource %s: got %d results, want some: %s", name, len(got.results), texts(got.problems))
		}
	}
}

// useActions invokes all actions.
func useActions(t *testing.T, account *acctest.Account, _ string) { invokeAll(t, account) }

// useEphemerals opens all ephemeral resources.
func useEphemerals(t *testing.T, account *acctest.Account, _ string) {
	acctest.NewWorkspace(t, account.Provider("")+allEphemeral).Apply()
}

// reachedAt returns the API levels with requests to the path.
func reachedAt(levels []string, requests map[string]map[string]int, path string) []string {
	return slices.DeleteFunc(slices.Clone(levels), func(level string) bool { return requests[level][path] == 0 })
}

// describeEndpoint returns a row of the logged table.
func describeEndpoint(e endpoint, levels []string, used map[string]map[string]map[string]int) string {
	prefixes := map[string]string{"data source": "data ", "list resource": "list ", "action": "action ", "ephemeral resource": "ephemeral "}
	var constructs []string
	at := map[string]bool{}
	for _, kind := range typeKinds {
		for _, name := range e.types(kind) {
			constructs = append(constructs, prefixes[kind]+name)
		}
		for _, level := range reachedAt(levels, used[kind], e.path) {
			at[level] = true
		}
	}
	return fmt.Sprintf("%s (reached at %s)", strings.Join(constructs, ", "), strings.Join(slices.Sorted(maps.Keys(at)), ", "))
}
