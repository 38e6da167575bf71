package account_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

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

// On the 2024 API level, which does not list images, the id of an image is null, and
// an instance that uses it gets an error that says so. If images are listed, the id
// is found by the tag, and instances can use it in the same apply.
func TestAccImage(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	const instance = `
resource "armcloud_instance" "a" {
  pad_code = "AC32010000001"
  image    = { image_id = armcloud_image.it.image_id }
}
`
	h := newHarness(t, simulator.Options{Level: simulator.Level2024, Quirks: true}, "")
	h.config(imageHCL("v13.2.1", "a.tar"))
	h.Apply()
	h.PlanEmpty()
	is(t, "image id", h.State("armcloud_image.it")["image_id"], nil)
	for _, use := range []string{instance, "resource \"armcloud_instance_image\" \"a\" {\n  pad_code = \"AC32010000001\"\n  image_id = armcloud_image.it.image_id\n}\n"} {
		h.config(imageHCL("v13.2.1", "a.tar") + use)
		refused := h.Run("plan", "-no-color")
		is(t, "exit code", refused.Exit, 1)
		says(t, refused.Output, "No image ID", "has no image_id if the API level does not list images")
	}
	h.config(imageHCL("v13.2.1", "a.tar"))
	says(t, h.Destroy().Output, "Images stay in the account")
	says(t, h.FailApply().Output, "Do not submit images repeatedly", "terraform import armcloud_image.NAME v13.2.1")

	// The API does not return it, so an import takes the values from the configuration.
	h.config(imageHCL("v13.2.1", "a.tar") + "import {\n  to = armcloud_image.it\n  id = \"v13.2.1\"\n}\n")
	says(t, h.PlanChanges().Output, "Plan: 1 to import, 0 to add, 1 to change, 0 to destroy")
	h.Apply()
	h.PlanEmpty()
	h.uploaded("https://downloads.example.com/a.tar", 1)

	h = newHarness(t, simulator.Options{Level: simulator.Level2024, ExtraEndpoints: []string{"image/queryImageList"}}, "")
	h.config(imageHCL("v13.2.1", "a.tar") + instance)
	h.Apply()
	h.PlanEmpty()
	states := h.States()
	on, _ := h.Instance("AC32010000001")
	if id := states["armcloud_image.it"]["image_id"]; id != on.ImageID || id == "" {
		t.Errorf("got image %v on the instance, want %v", on.ImageID, id)
	}
	h.sent(imageUpload, 1)
	h.config(imageHCL("v13.2.2", "a.tar") + instance)
	says(t, h.PlanChanges().Output, "armcloud_image.it must be replaced", "Images stay in the account")
	if err := h.RemoveImage(on.ImageID); err != nil {
		t.Fatal(err)
	}
	h.config(imageHCL("v13.2.1", "a.tar"))
	says(t, h.PlanChanges().Output, "armcloud_image.it will be created")
}

// The current API level cannot upload images; the plan says so and names the level that
// can. An imported image plans nothing.
func TestAccImageCurrentLevel(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{}, "")
	h.config(imageHCL("v13.2.1", "a.tar"))
	says(t, h.failsToPlan().Output, "Unable to upload the image", "armcloud_image needs the 2024 API level")
	if h.State("armcloud_image.it") != nil {
		t.Error("got an image in the state that was not uploaded")
	}
}
