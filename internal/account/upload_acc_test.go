package account_test

import (
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const wallpaperURL = "https://downloads.example.com/wallpaper.png"

// After lost responses, the arrived entries are used and nothing is uploaded twice.
// An equal app whose response was not lost is not mistaken for them.
func TestAccUploadLostResponses(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{Level: simulator.Level2024, ExtraEndpoints: []string{"image/queryImageList"}}, "")
	for _, path := range []string{appCache, fileCache, imageUpload} {
		h.fault(simulator.Fault{Path: path, Kind: simulator.FaultDropAfter, Times: 1})
	}
	h.config(app("a", `url = "`+kioskURL+`"`) + app("b", `url = "`+kioskURL+`"`) + fileHCL + imageHCL("v13.2.1", "a.tar"))
	h.Apply()
	h.PlanEmpty()
	h.uploaded(kioskURL, 2)
	h.uploaded(wallpaperURL, 1)
	h.uploaded("https://downloads.example.com/a.tar", 1)
	states := h.States()
	if a, b := states["armcloud_app.a"]["app_id"], states["armcloud_app.b"]["app_id"]; a == b || a == nil || b == nil {
		t.Errorf("got app ids %v and %v, want two different ones", a, b)
	}
	for address, id := range map[string]string{"armcloud_file.it": "file_id", "armcloud_image.it": "image_id"} {
		if value, _ := states[address][id].(string); value == "" {
			t.Errorf("%s: got no id", address)
		}
	}
}

// If the response is lost and the catalog does not list the upload, the apply fails
// at the timeout without another upload. The next apply looks for it first.
func TestAccUploadIndeterminate(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{}, "")
	for _, path := range []string{appCache, fileCache} {
		h.fault(simulator.Fault{Path: path, Kind: simulator.FaultDropBefore, Times: 1})
	}
	limit := "\n  timeouts = { create = \"2s\" }\n"
	file := "resource \"armcloud_file\" \"it\" {\n  url = \"" + wallpaperURL + "\"\n  name = \"wallpaper.png\"\n  md5 = \"" + md5Sum + "\"" + limit + "}\n"
	h.config(app("a", `url = "`+kioskURL+`"`+limit) + file)
	failed := h.FailCreates()
	says(t, failed.Output, "the response to the upload of the app was lost", "the response to the upload of the file was lost",
		"may still be running", "not sent again", "run terraform apply again")
	h.sent(appCache, 1)
	h.sent(fileCache, 1)
	says(t, h.PlanChanges().Output, "armcloud_app.a is tainted", "armcloud_file.it is tainted")
	// A resource without an id cannot be untainted.
	if r := h.Run("untaint", "-no-color", "armcloud_app.a"); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	says(t, h.PlanChanges().Output, "armcloud_app.a must be replaced")
	h.Apply()
	h.PlanEmpty()
	h.uploaded(kioskURL, 1)
	h.uploaded(wallpaperURL, 1)
}

// An interrupted apply saves pending uploads. The next one waits for them, whatever
// is planned in between, and deletes nothing.
func TestAccUploadInterrupted(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	// One resource each: Terraform 1.16 may crash if several creates are interrupted.
	for address, c := range map[string]struct{ config, url string }{
		"armcloud_app.a":    {app("a", `url = "`+kioskURL+`"`), kioskURL},
		"armcloud_file.it":  {fileHCL, wallpaperURL},
		"armcloud_image.it": {imageHCL("v13.2.1", "a.tar"), "https://downloads.example.com/a.tar"},
	} {
		t.Run(address, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t, simulator.Options{Level: simulator.Level2024, ExtraEndpoints: []string{"image/queryImageList", "file/batch/del"}, TaskTime: 4 * time.Second}, "")
			h.config(c.config)
			h.interrupted(func() bool { return h.Counters().Uploads[c.url] == 1 })
			says(t, h.PlanChanges().Output, address+" is tainted")
			h.Apply()
			h.PlanEmpty()
			h.uploaded(c.url, 1)
			h.sent("/file-center/open/file/batch/del", 0)
			if address == "armcloud_app.a" {
				is(t, "version", h.State(address)["version_name"], any("3.0"))
			}
			if address != "armcloud_file.it" {
				return
			}
			// For comparison: a manually tainted file is uploaded again, and the old one
			// deleted.
			if r := h.Run("taint", "-no-color", address); r.Exit != 0 {
				t.Fatal(r.Output)
			}
			h.Apply()
			h.uploaded(wallpaperURL, 2)
			h.sent("/file-center/open/file/batch/del", 1)
		})
	}
}

// interrupted runs an apply and interrupts it once ready holds and the provider waits
// for the upload, which seems to run until then, however slow the machine is.
func (h *harness) interrupted(ready func() bool) {
	h.t.Helper()
	h.fault(simulator.Fault{Kind: simulator.FaultTaskStatus, Status: 1}) // 2 is a done image
	defer h.ClearFaults()
	apply := h.Start("apply", "-auto-approve", "-no-color")
	acctest.Eventually(h.t, "the upload is submitted", ready)
	h.AwaitPolls(h.t)
	apply.Interrupt()
	if result := apply.Wait(); result.Exit != 1 {
		h.t.Errorf("got exit code %d of an interrupted apply, want 1:\n%s", result.Exit, result.Output)
	}
}

// An interrupted upload is resumed without a refresh too. Control: a tainted file of
// which the upload has ended is uploaded again.
func TestAccUploadInterruptedWithoutRefresh(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{TaskTime: 3 * time.Second}, "")
	h.config(app("a", `url = "`+kioskURL+`"`) + fileHCL)
	// The uploads seem to run until the apply has ended, however slow the machine is.
	h.fault(simulator.Fault{Kind: simulator.FaultTaskStatus, Status: 1})
	apply := h.Start("apply", "-auto-approve", "-no-color")
	acctest.Eventually(t, "the uploads to be submitted", func() bool { return len(h.Counters().Uploads) == 2 })
	apply.Interrupt()
	if result := apply.Wait(); result.Exit == 0 {
		t.Errorf("got a successful apply, want an interrupted one:\n%s", result.Output)
	}
	h.ClearFaults()
	h.Apply("-refresh=false")
	h.PlanEmpty()
	h.uploaded(kioskURL, 1)
	h.uploaded(wallpaperURL, 1)
	h.sent("/file-center/open/file/batch/del", 0)
	if r := h.Run("taint", "-no-color", "armcloud_file.it"); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	h.Apply("-refresh=false")
	h.uploaded(wallpaperURL, 2)
}

// Without a refresh too, an upload whose response was lost is looked for before it is
// sent again. Control: one that has not reached the service is sent again.
func TestAccUploadLostWithoutRefresh(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	for kind, sent := range map[string]int{simulator.FaultDropAfter: 1, simulator.FaultDropBefore: 2} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t, simulator.Options{TaskTime: 4 * time.Second}, "")
			for _, path := range []string{appCache, fileCache} {
				h.fault(simulator.Fault{Path: path, Kind: kind, Times: 1})
			}
			config := func(limit string) string {
				more := "\n  timeouts = { create = \"" + limit + "\" }\n"
				return app("a", `url = "`+kioskURL+`"`+more) + strings.Replace(fileHCL, "\n}", more+"}", 1)
			}
			h.config(config("2s"))
			says(t, h.FailCreates().Output, "Unable to upload the app", "the response to the upload of the file was lost")
			h.config(config("20s"))
			h.Apply("-refresh=false")
			h.PlanEmpty()
			h.uploaded(kioskURL, 1)
			h.uploaded(wallpaperURL, 1)
			h.sent(appCache, sent)
			h.sent(fileCache, sent)
			h.sent("/file-center/open/file/batch/del", 0)
		})
	}
}

// Destroying an interrupted upload deletes the file that arrives.
func TestAccUploadInterruptedDestroy(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{TaskTime: 3 * time.Second}, "")
	before := len(h.Catalog().Files)
	h.config(fileHCL)
	h.interrupted(func() bool { return len(h.Counters().Uploads) == 1 })
	h.Destroy()
	h.sent("/file-center/open/file/batch/del", 1)
	is(t, "files", len(h.Catalog().Files), before)
}

// A URL that cannot be downloaded or read is an error with the task's message, and
// the state stays empty.
func TestAccUploadFails(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{Level: simulator.Level2024}, "")
	h.config(app("unreachable", `url = "https://host.unreachable/a.apk"`) + app("broken", `url = "https://downloads.example.com/broken.apk"`) + `
resource "armcloud_file" "corrupt" {
  url  = "https://downloads.example.com/corrupt.bin"
  name = "corrupt.bin"
  md5  = "` + md5Sum + `"
}
` + imageHCL("v1", "broken.tar"))
	failed := h.FailApply()
	says(t, failed.Output, `with armcloud_app.unreachable`, "cannot be reached", "parsing failed", "the MD5 of corrupt.bin does not match", "is not a system image",
		"Unable to upload the app", "Unable to upload the file", "Unable to upload the image", "Check that ARMCloud can reach the URL")
	is(t, "resources in the state", len(h.States()), 0)
	says(t, h.PlanChanges().Output, "Plan: 4 to add")
}

// The plan rejects invalid values and accepts unknown ones.
func TestAccUploadValidation(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{}, "")
	for config, words := range map[string]string{
		app("x", `url = "downloads.example.com/a.apk"`):                                                     "does not begin with http:// or https://",
		app("x", `url = "ftp://downloads.example.com/a.apk"`):                                               "does not begin with http:// or https://",
		app("x", `url = "https://"`):                                                                        "has no host",
		app("x", "url = \""+kioskURL+"\"\nparse = false"):                                                   "package_name is required",
		app("x", "url = \""+kioskURL+"\"\napp_id = 0"):                                                      "at least 1",
		app("x", "url = \""+kioskURL+"\"\nmd5 = \"not an md5\""):                                            "must be an MD5",
		app("x", "url = \""+kioskURL+"\"\nname = \"\""):                                                     "at least 1",
		"resource \"armcloud_file\" \"x\" {\n  url = \"x\"\n  name = \"\"\n  md5 = \"" + md5Sum + "\"\n}\n": "does not begin with http:// or https://",
		imageHCL("", "a.tar"):                                                                               "at least 1",
		"resource \"armcloud_image\" \"x\" {\n  url = \"https://x/a\"\n  tag = \"t\"\n  server_type = \"Cruise10\"\n  rom_version = \"13\"\n}\n": "must be an Android version",
	} {
		h.config(config)
		r := h.Run("plan", "-no-color")
		is(t, "exit code", r.Exit, 1)
		says(t, r.Output, words)
	}
	h.config("resource \"terraform_data\" \"later\" {\n  input = \"" + kioskURL + "\"\n}\n" + app("x", "url = terraform_data.later.output\nparse = false\npackage_name = terraform_data.later.output"))
	says(t, h.PlanChanges().Output, "Plan: 2 to add")
}
