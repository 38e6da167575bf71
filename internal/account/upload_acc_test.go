package account_test

import (
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// times tells how often a URL was uploaded.
func (u *uploads) times(url string, want int) {
	u.t.Helper()
	if got := u.Counters().Uploads[url]; got != want {
		u.t.Errorf("%s was uploaded %d times, expected %d", url, got, want)
	}
}

const wallpaperURL = "https://downloads.example.com/wallpaper.png"

// Answers that are lost after the work is done cost nothing: what has come is
// taken, and nothing is uploaded twice. The app beside it, whose upload was answered, is not
// mistaken for it.
func TestAccUploadsWithLostAnswers(t *testing.T) {
	t.Parallel()
	u := newUploads(t, simulator.Options{Level: simulator.Level2024, ExtraEndpoints: []string{"image/queryImageList"}})
	for _, path := range []string{appCache, fileCache, imageUpload} {
		u.fault(simulator.Fault{Path: path, Kind: simulator.FaultDropAfter, Times: 1})
	}
	u.config(app("a", `url = "`+kioskURL+`"`) + app("b", `url = "`+kioskURL+`"`) + fileHCL + imageHCL("v13.2.1", "a.tar"))
	u.Apply()
	u.PlanEmpty()
	u.times(kioskURL, 2)
	u.times(wallpaperURL, 1)
	u.times("https://downloads.example.com/a.tar", 1)
	states := u.States()
	if a, b := states["armcloud_app.a"]["app_id"], states["armcloud_app.b"]["app_id"]; a == b || a == nil || b == nil {
		t.Errorf("the apps have the ids %v and %v", a, b)
	}
	for address, id := range map[string]string{"armcloud_file.it": "file_id", "armcloud_image.it": "image_id"} {
		if value, _ := states[address][id].(string); value == "" {
			t.Errorf("%s has no id", address)
		}
	}
}

// A lost answer and nothing in the catalogue: the apply fails at the timeout,
// says what may be, and has not uploaded again. The next apply looks first.
func TestAccUploadThatMayBeUnderWay(t *testing.T) {
	t.Parallel()
	u := newUploads(t, simulator.Options{})
	for _, path := range []string{appCache, fileCache} {
		u.fault(simulator.Fault{Path: path, Kind: simulator.FaultDropBefore, Times: 1})
	}
	limit := "\n  timeouts = { create = \"2s\" }\n"
	file := "resource \"armcloud_file\" \"it\" {\n  url = \"" + wallpaperURL + "\"\n  name = \"wallpaper.png\"\n  md5 = \"" + md5Sum + "\"" + limit + "}\n"
	u.config(app("a", `url = "`+kioskURL+`"`+limit) + file)
	failed := u.FailApply()
	says(t, failed.Output, "the response to the upload of the app was lost", "the response to the upload of the file was lost",
		"may still be running", "not sent again", "run terraform apply again")
	u.sent(appCache, 1)
	u.sent(fileCache, 1)
	says(t, u.PlanChanges().Output, "armcloud_app.a is tainted", "armcloud_file.it is tainted")
	// Nobody can go on with what has no id.
	if r := u.Run("untaint", "-no-color", "armcloud_app.a"); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	says(t, u.PlanChanges().Output, "armcloud_app.a must be replaced")
	u.Apply()
	u.PlanEmpty()
	u.times(kioskURL, 1)
	u.times(wallpaperURL, 1)
}

// An apply that is interrupted while uploads run saves them; the next one waits
// for the same uploads, whatever is planned in between, and deletes nothing.
func TestAccInterruptedUploadsGoOn(t *testing.T) {
	t.Parallel()
	u := newUploads(t, simulator.Options{Level: simulator.Level2024, ExtraEndpoints: []string{"image/queryImageList", "file/batch/del"}, TaskTime: 6 * time.Second})
	config := app("a", `url = "`+kioskURL+`"`) + fileHCL + imageHCL("v13.2.1", "a.tar")
	u.config(config)
	apply := u.Start("apply", "-auto-approve", "-no-color")
	acctest.Eventually(t, "the uploads to be submitted", func() bool { return len(u.Counters().Uploads) == 3 })
	apply.Interrupt()
	if result := apply.Wait(); result.Exit == 0 {
		t.Errorf("the interrupted apply succeeded:\n%s", result.Output)
	}
	u.config("")
	u.config(config)
	says(t, u.PlanChanges().Output, "armcloud_app.a is tainted")
	u.Apply()
	u.PlanEmpty()
	for _, url := range []string{kioskURL, wallpaperURL, "https://downloads.example.com/a.tar"} {
		u.times(url, 1)
	}
	u.sent("/file-center/open/file/batch/del", 0)
	is(t, "version", u.State("armcloud_app.a")["version_name"], any("3.0"))

	// The control: what is tainted by hand is uploaded again, and its
	// predecessor deleted.
	if r := u.Run("taint", "-no-color", "armcloud_file.it"); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	u.Apply()
	u.times(wallpaperURL, 2)
	u.sent("/file-center/open/file/batch/del", 1)
}

// A destroy of uploads that were interrupted leaves no file behind.
func TestAccInterruptedUploadIsDestroyed(t *testing.T) {
	t.Parallel()
	u := newUploads(t, simulator.Options{TaskTime: 3 * time.Second})
	before := len(u.Catalog().Files)
	u.config(fileHCL)
	apply := u.Start("apply", "-auto-approve", "-no-color")
	acctest.Eventually(t, "the upload to be submitted", func() bool { return len(u.Counters().Uploads) == 1 })
	apply.Interrupt()
	if result := apply.Wait(); result.Exit == 0 {
		t.Errorf("the interrupted apply succeeded:\n%s", result.Output)
	}
	u.Destroy()
	u.sent("/file-center/open/file/batch/del", 1)
	is(t, "files", len(u.Catalog().Files), before)
}

// What cannot be fetched, parsed or checked is an error in the words of the
// task, and nothing is left in the state.
func TestAccUploadsThatFail(t *testing.T) {
	t.Parallel()
	u := newUploads(t, simulator.Options{Level: simulator.Level2024})
	u.config(app("unreachable", `url = "https://host.unreachable/a.apk"`) + app("broken", `url = "https://downloads.example.com/broken.apk"`) + `
resource "armcloud_file" "corrupt" {
  url  = "https://downloads.example.com/corrupt.bin"
  name = "corrupt.bin"
  md5  = "` + md5Sum + `"
}
` + imageHCL("v1", "broken.tar"))
	failed := u.FailApply()
	says(t, failed.Output, `with armcloud_app.unreachable`, "cannot be reached", "parsing failed", "the MD5 of corrupt.bin is not the expected one", "is not a system image",
		"Unable to upload the app", "Unable to upload the file", "Unable to upload the image", "Check that ARMCloud can reach the URL")
	is(t, "resources in the state", len(u.States()), 0)
	says(t, u.PlanChanges().Output, "Plan: 4 to add")
}

// What can be told from the configuration is told by the plan; unknown values
// are no fault.
func TestAccUploadsValidate(t *testing.T) {
	t.Parallel()
	u := newUploads(t, simulator.Options{})
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
		u.config(config)
		r := u.Run("plan", "-no-color")
		is(t, "exit code", r.Exit, 1)
		says(t, r.Output, words)
	}
	u.config("resource \"terraform_data\" \"later\" {\n  input = \"" + kioskURL + "\"\n}\n" + app("x", "url = terraform_data.later.output\nparse = false\npackage_name = terraform_data.later.output"))
	says(t, u.PlanChanges().Output, "Plan: 2 to add")
}
