package account_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const fileHCL = `
resource "armcloud_file" "it" {
  url  = "https://downloads.example.com/wallpaper.png"
  name = "wallpaper.png"
  md5  = "` + md5Sum + `"
}
`

// A file is uploaded and pushed to phones in one apply, while its id is
// unknown. Gone from the file center, it is uploaded again. Destroyed, it is
// deleted where the level can, and kept with a warning where it cannot.
func TestAccFile(t *testing.T) {
	t.Parallel()
	for _, level := range []string{simulator.LevelCurrent, simulator.Level2024} {
		u := newUploads(t, simulator.Options{Level: level, Quirks: true})
		u.config(fileHCL + `
resource "armcloud_instance" "a" {
  pad_code = "AC32010000001"
  files    = { wallpaper = { file_id = armcloud_file.it.file_id, path = "/Download/" } }
}
resource "armcloud_instance_file" "b" {
  pad_code = "AC32010000002"
  file_id  = armcloud_file.it.file_id
}
`)
		u.Apply()
		u.PlanEmpty()
		u.sent(fileCache, 1)
		id, _ := u.State("armcloud_file.it")["file_id"].(string)
		for _, code := range []string{"AC32010000001", "AC32010000002"} {
			phone, _ := u.Instance(code)
			if len(phone.Files) != 1 || phone.Files[0].FileID != id || id == "" {
				t.Errorf("%s has the files %v, expected %q", code, phone.Files, id)
			}
		}
		if err := u.RemoveFile(id); err != nil {
			t.Fatal(err)
		}
		u.config(fileHCL)
		says(t, u.PlanChanges().Output, "armcloud_file.it will be created")
		u.Apply()
		u.PlanEmpty()
		u.sent(fileCache, 2)
		id, _ = u.State("armcloud_file.it")["file_id"].(string)
		output := u.Destroy().Output
		there := false
		for _, f := range u.Catalog().Files {
			there = there || f.ID == id
		}
		is(t, "kept by the level "+level, there, level == simulator.Level2024)
		if there {
			says(t, output, "Files stay in the file center", "cannot delete files", id)
		}
		is(t, "level that has deleted nothing", u.Counters().Requests["/file-center/open/file/batch/del"], 1)
	}
}

func imageHCL(tag, url string) string {
	return `
resource "armcloud_image" "it" {
  url         = "https://downloads.example.com/` + url + `"
  tag         = "` + tag + `"
  server_type = "Cruise10"
  rom_version = "android13"
}
`
}

// An image is uploaded at the level of 2024, which has no list of images: its
// id is null, and a phone that refers to it gets an error that says so. Where
// the service lists images as well, the id is found by the tag, and phones take
// the image in the same apply.
func TestAccImage(t *testing.T) {
	t.Parallel()
	const phone = `
resource "armcloud_instance" "a" {
  pad_code = "AC32010000001"
  image    = { image_id = armcloud_image.it.image_id }
}
`
	u := newUploads(t, simulator.Options{Level: simulator.Level2024, Quirks: true})
	u.config(imageHCL("v13.2.1", "a.tar"))
	u.Apply()
	u.PlanEmpty()
	is(t, "image id", u.State("armcloud_image.it")["image_id"], nil)
	for _, use := range []string{phone, "resource \"armcloud_instance_image\" \"a\" {\n  pad_code = \"AC32010000001\"\n  image_id = armcloud_image.it.image_id\n}\n"} {
		u.config(imageHCL("v13.2.1", "a.tar") + use)
		refused := u.Run("plan", "-no-color")
		is(t, "exit code", refused.Exit, 1)
		says(t, refused.Output, "No image id", "has no image_id if the API level does not list images")
	}
	u.config(imageHCL("v13.2.1", "a.tar"))
	says(t, u.Destroy().Output, "Images stay in the account")
	says(t, u.FailApply().Output, "Do not submit images repeatedly", "terraform import armcloud_image.NAME v13.2.1")

	// Nothing shows it, so its import takes down what the configuration says.
	u.config(imageHCL("v13.2.1", "a.tar") + "import {\n  to = armcloud_image.it\n  id = \"v13.2.1\"\n}\n")
	says(t, u.PlanChanges().Output, "Plan: 1 to import, 0 to add, 1 to change, 0 to destroy")
	u.Apply()
	u.PlanEmpty()
	u.times("https://downloads.example.com/a.tar", 1)

	u = newUploads(t, simulator.Options{Level: simulator.Level2024, ExtraEndpoints: []string{"image/queryImageList"}})
	u.config(imageHCL("v13.2.1", "a.tar") + phone)
	u.Apply()
	u.PlanEmpty()
	states := u.States()
	on, _ := u.Instance("AC32010000001")
	if id := states["armcloud_image.it"]["image_id"]; id != on.ImageID || id == "" {
		t.Errorf("the phone runs %v, expected %v", on.ImageID, id)
	}
	u.sent(imageUpload, 1)
	u.config(imageHCL("v13.2.2", "a.tar") + phone)
	says(t, u.PlanChanges().Output, "armcloud_image.it must be replaced", "Images stay in the account")
	if err := u.RemoveImage(on.ImageID); err != nil {
		t.Fatal(err)
	}
	u.config(imageHCL("v13.2.1", "a.tar"))
	says(t, u.PlanChanges().Output, "armcloud_image.it will be created")
}

// The current level takes no images: the error names the level that does.
func TestAccImageAtTheCurrentLevel(t *testing.T) {
	t.Parallel()
	u := newUploads(t, simulator.Options{})
	u.config(imageHCL("v13.2.1", "a.tar"))
	says(t, u.FailApply().Output, "Unable to upload the image", "armcloud_image needs the 2024 API level")
	if u.State("armcloud_image.it") != nil {
		t.Error("what was not uploaded is in the state")
	}
}
