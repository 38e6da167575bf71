package account_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const (
	appList   = "/file-center/open/app/list"
	appDetail = "/file-center/open/app/detail"
	fileList  = "/file-center/open/file/list"
)

const catalogHCL = `
data "armcloud_app" "counter" { app_id = 5000000103 }
data "armcloud_apps" "all" {}
data "armcloud_apps" "again" {}
data "armcloud_apps" "two" { filter = { app_ids = [102, 101, 102, 999] } }
data "armcloud_apps" "none" { filter = { app_ids = [] } }
data "armcloud_files" "all" {}
data "armcloud_files" "again" {}
output "shown" { value = [data.armcloud_apps.all.apps[*].app_id, data.armcloud_apps.two.apps[*].app_id, data.armcloud_files.all.files[*].file_id] }
`

// Apps and files are listed on both levels in the order of the API, each once, even
// with faulty pages. Data sources share one listing. Ids are filtered by the API.
func TestAccCatalogData(t *testing.T) {
	t.Parallel()
	for _, level := range []string{simulator.LevelCurrent, simulator.Level2024} {
		t.Run(level, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t, simulator.Options{Level: level, Quirks: true}, "")
			h.config(catalogHCL)
			h.Apply()
			states := h.States()
			var all []string
			for _, a := range objects(states["data.armcloud_apps.all"]["apps"]) {
				all = append(all, fmt.Sprintf("%.0f", a["app_id"]))
			}
			is(t, "apps", strings.Join(all, " "), "101 102 104 105 5000000103")
			is(t, "apps with ids", fmt.Sprint(len(objects(states["data.armcloud_apps.two"]["apps"]))), "2")
			is(t, "apps with no ids", fmt.Sprint(len(objects(states["data.armcloud_apps.none"]["apps"]))), "0")
			is(t, "files", len(objects(states["data.armcloud_files.all"]["files"])), 4)
			kiosk := objects(states["data.armcloud_files.all"]["files"])[2]
			is(t, "file", fmt.Sprintf("%s %s %.0f %s", kiosk["file_id"], kiosk["name"], kiosk["size"], kiosk["created_at"]),
				simulator.FileKioskAPK+" kiosk.apk 3221225472 2024-03-08T10:58:12Z")
			counter := states["data.armcloud_app.counter"]
			is(t, "app", fmt.Sprintf("%s %s %s %.0f %v %s", counter["name"], counter["package_name"], counter["version_name"], counter["version_code"], counter["available"], counter["created_at"]),
				"Counter com.example.counter 1.0 10 true 2024-03-08T10:58:12Z")
			if address, _ := counter["url"].(string); !strings.HasSuffix(address, "com.example.counter-1.0.apk") {
				t.Errorf("got URL %q, want one of com.example.counter-1.0.apk", address)
			}

			h.ResetCounters()
			h.PlanEmpty()
			h.sent(appList, 3) // all, those with ids, the one of armcloud_app
			h.sent(fileList, 1)
			h.sent(appDetail, 1)

			// A missing or repeated row would change the output.
			for _, f := range []simulator.Fault{
				{Kind: simulator.FaultTotal, Count: 1}, {Kind: simulator.FaultTotal, Count: 100}, {Kind: simulator.FaultTotal, Count: -1},
				{Kind: simulator.FaultDuplicateRows, Count: 2}, {Kind: simulator.FaultShortPages, Count: 2}, {Kind: simulator.FaultEndless},
			} {
				h.fault(f)
				h.PlanEmpty()
				h.ClearFaults()
			}
			if err := h.RemoveFile(simulator.FileBroken); err != nil {
				t.Fatal(err)
			}
			says(t, h.PlanChanges().Output, "Changes to Outputs")
		})
	}
}

func objects(value any) []map[string]any {
	list, _ := value.([]any)
	var all []map[string]any
	for _, element := range list {
		if object, ok := element.(map[string]any); ok {
			all = append(all, object)
		}
	}
	return all
}

// An empty account has empty lists. A missing app is an error.
func TestAccCatalogDataEmpty(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{}, "")
	catalog := h.Catalog()
	for _, a := range catalog.Apps {
		if err := h.RemoveApp(a.ID); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range catalog.Files {
		if err := h.RemoveFile(f.ID); err != nil {
			t.Fatal(err)
		}
	}
	h.config("data \"armcloud_apps\" \"all\" {}\ndata \"armcloud_files\" \"all\" {}\n")
	h.Apply()
	states := h.States()
	for address, name := range map[string]string{"data.armcloud_apps.all": "apps", "data.armcloud_files.all": "files"} {
		if list, ok := states[address][name].([]any); !ok || len(list) != 0 {
			t.Errorf("%s: got %v, want an empty list", address, states[address])
		}
	}
	h.config(`data "armcloud_app" "x" { app_id = 101 }`)
	r := h.Run("plan", "-no-color")
	is(t, "exit code", r.Exit, 1)
	says(t, r.Output, "App not found", "no app with the ID 101")
}

// An import fills in what the API returns: an equal configuration has an empty plan,
// and other values are taken into the state without an upload.
func TestAccUploadImport(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{}, "")
	catalog := h.Catalog()
	config := app("same", "url = \""+catalog.Apps[0].URL+"\"") +
		app("more", "url = \""+catalog.Apps[1].URL+"\"\nparse = false\npackage_name = \"com.example.kiosk\"\nmd5 = \""+md5Sum+"\"") + `
resource "armcloud_file" "it" {
  url  = "` + catalog.Files[0].URL + `"
  name = "` + catalog.Files[0].Name + `"
  md5  = "` + catalog.Files[0].MD5 + `"
}
resource "armcloud_image" "it" {
  url         = "https://downloads.example.com/a.tar"
  tag         = "` + simulator.ImageAndroid13A + `"
  server_type = "Cruise10"
  rom_version = "android13"
}
import {
  to = armcloud_app.same
  id = "101"
}
import {
  to       = armcloud_app.more
  identity = { app_id = 102 }
}
import {
  to       = armcloud_file.it
  identity = { file_id = "` + catalog.Files[0].ID + `" }
}
import {
  to = armcloud_image.it
  id = "` + simulator.ImageAndroid13A + `"
}
`
	h.config(config)
	says(t, h.PlanChanges().Output, "Plan: 4 to import, 0 to add, 2 to change, 0 to destroy")
	h.Apply()
	h.PlanEmpty()
	is(t, "image id", h.State("armcloud_image.it")["image_id"], any(simulator.ImageAndroid13A))
	is(t, "uploads", len(h.Counters().Uploads), 0)
	// For comparison: a later change of parse uploads again.
	h.config(strings.ReplaceAll(config, "parse = false", "parse = true"))
	says(t, h.PlanChanges().Output, "armcloud_app.more must be replaced")
}
