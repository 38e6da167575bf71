package instance_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// imageAs writes an image as composites have it.
func imageAs(id, more string) string {
	return "image = {\n image_id = \"" + id + "\"\n " + more + "\n }\n"
}

// ownImage writes the attributes of the own resource.
func ownImage(id, more string) string { return "image_id = \"" + id + "\"\n " + more }

// driftImage puts another image on a phone behind Terraform's back.
func (p *phoneTest) driftImage(code, id string) {
	p.t.Helper()
	if err := p.account.Drift([]string{code}, simulator.DriftSet{Image: &id}); err != nil {
		p.t.Fatal(err)
	}
}

// An image is put on in all three forms, before everything else and with the
// phone running again before the next setting; only a changed one is put on again.
// What leaves stays on the phone, and the plan says so.
func TestAccImage(t *testing.T) {
	t.Parallel()
	for _, options := range []simulator.Options{{}, {Level: simulator.Level2024}, {Quirks: true}} {
		options.RestartTime = 100 * time.Millisecond
		p := newPhoneTest(t, options, "")
		write := func(id string) {
			p.config(own("image", "a", phoneA, ownImage(id, "")) + phone("b", phoneB, imageAs(id, "")+slow) + fleet("c", phoneC, imageAs(id, "")+slow))
		}
		write(simulator.ImageAndroid13A)
		p.applies("image 3, bandwidth 2")
		for _, code := range []string{phoneA, phoneB, phoneC} {
			is(t, "image of "+code, p.on(code).ImageID, simulator.ImageAndroid13A)
		}
		is(t, "bandwidth", p.on(phoneB).Bandwidth.UploadMbps, 5)
		is(t, "current_image_id", p.State("armcloud_instance.b")["current_image_id"], any(simulator.ImageAndroid13A))
		p.PlanEmpty()

		write(simulator.ImageAndroid13B)
		says(t, p.PlanChanges().Output, `image_id = "img-android13-a" -> "img-android13-b"`, `current_image_id = "img-android13-a" -> (known after apply)`)
		p.applies("image 3")
		is(t, "image", p.on(phoneC).ImageID, simulator.ImageAndroid13B)
		is(t, "current_image_id", p.State("armcloud_instance.b")["current_image_id"], any(simulator.ImageAndroid13B))
		p.PlanEmpty()

		p.config(phone("b", phoneB, slow) + fleet("c", phoneC, slow))
		says(t, p.PlanChanges().Output, "Warning: Some settings stay on the phone", "no way to take back image", phoneA)
		p.applies("")
		is(t, "image", p.on(phoneB).ImageID, simulator.ImageAndroid13B)
		p.PlanEmpty()
	}
}

// Another image on the phone is seen at once, in all three forms and with the
// cheapest drift checks, and its repair is all that is sent. A phone whose
// image nobody manages is the control.
func TestAccImageDrift(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, `drift_checks = "cheap"`)
	p.config(own("image", "a", phoneA, ownImage(simulator.ImageAndroid13A, "")) + phone("b", phoneB, imageAs(simulator.ImageAndroid13A, "")+slow) +
		fleet("c", phoneC, imageAs(simulator.ImageAndroid13A, "")+slow) + phone("d", pad(4), slow))
	p.applies("image 3, bandwidth 3")
	p.driftImage(pad(4), "img-stranger")
	p.PlanEmpty()
	for _, code := range []string{phoneA, phoneB, phoneC} {
		p.driftImage(code, "img-stranger")
	}
	says(t, p.PlanChanges().Output, `image_id = "img-stranger" -> "img-android13-a"`, `"drifted: image" -> "only"`, "0 to add, 3 to change")
	p.applies("image 3")
	is(t, "image", p.on(phoneB).ImageID, simulator.ImageAndroid13A)
	is(t, "current_image_id", p.State("armcloud_instance.b")["current_image_id"], any(simulator.ImageAndroid13A))
	is(t, "unmanaged image", p.on(pad(4)).ImageID, "img-stranger")
	p.PlanEmpty()
}

// An image that does not exist or does not fit fails with phone, image, code
// and reason; the other settings, and the phones that it fits, get what they
// should.
func TestAccImageRefused(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.config(own("image", "a", phoneA, ownImage("img-nowhere", "")) + phone("b", phoneB, imageAs(simulator.ImageAndroid14, "")+slow))
	failed := p.fails("image 2, bandwidth 1") // what is refused counts as sent
	says(t, failed.Output, "Unable to set the image img-nowhere", "Phone: "+phoneA, "Code: 110041", "the image does not exist",
		"Unable to set the image img-android14-a", "Phone: "+phoneB, "the instance runs android13")
	is(t, "bandwidth", p.on(phoneB).Bandwidth.UploadMbps, 5)

	if err := p.account.AddImage("img-android14-b", "android14"); err != nil {
		t.Fatal(err)
	}
	p.driftImage(phoneC, simulator.ImageAndroid14)
	p.config(fleetHCL("f", map[string]string{phoneC: "shop", pad(4): "shop"}, "shop = { image = { image_id = \"img-android14-b\" } }"))
	failed = p.fails("image 2, bandwidth 1")
	says(t, failed.Output, "1 of 2 phones failed", pad(4), "unable to set the image img-android14-b", "the instance runs android13")
	is(t, "image that fits", p.on(phoneC).ImageID, "img-android14-b")
}

// A missing image id is an error that explains itself; one that is not known
// yet is none, and null only at apply is the same error then.
func TestAccImageValidation(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.config(own("image", "a", phoneA, "image_id = null") + phone("b", phoneB, "image = { image_id = null }") + fleet("c", phoneC, imageAs("", "")))
	r := p.sends("", func() acctest.Result { return p.Run("validate", "-no-color") })
	says(t, r.Output, "with armcloud_instance_image.a", "with armcloud_instance.b", "with armcloud_fleet.c", "No image id", "where the API level does not list images")

	later := `
resource "terraform_data" "later" {
  input = { id = "img-android13-a", missing = null }
}
`
	p.config(later + phone("b", phoneB, imageAs("x", "")) + own("image", "a", phoneA, "image_id = terraform_data.later.output.missing"))
	p.PlanChanges()
	p.config(later + own("image", "a", phoneA, "image_id = terraform_data.later.output.missing"))
	says(t, p.fails("").Output, "No image id")
	p.config(later + own("image", "a", phoneA, "image_id = terraform_data.later.output.id") +
		phone("b", phoneB, "image = { image_id = terraform_data.later.output.id, wipe_data = terraform_data.later.output.id == \"\" }") +
		fleet("c", phoneC, "image = terraform_data.later.output.id == \"\" ? null : { image_id = terraform_data.later.output.id }"))
	p.applies("image 3")
	p.PlanEmpty()
}

// An import fills the image in by id, block and identity, so that neither the
// configuration that the CLI writes nor one without the image plans a change.
func TestAccImageImport(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	blocks := `
import {
  to = armcloud_instance.a
  id = "` + phoneA + `"
}
import {
  to       = armcloud_instance_image.b
  identity = { pad_code = "` + phoneB + `" }
}
`
	p.config(blocks)
	p.PlanChanges("-generate-config-out=generated.tf")
	text, err := os.ReadFile(filepath.Join(p.Dir, "generated.tf"))
	if err != nil {
		t.Fatal(err)
	}
	says(t, string(text), `image_id = "`+p.on(phoneA).ImageID+`"`, `image_id = "`+p.on(phoneB).ImageID+`"`)
	says(t, p.PlanChanges().Output, "Plan: 2 to import, 0 to add, 0 to change, 0 to destroy")
	p.applies("")
	p.PlanEmpty()

	p.config(blocks + phone("c", phoneC, ""))
	if r := p.Run("import", "-no-color", "armcloud_instance.c", phoneC); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	p.PlanEmpty()
	p.driftImage(phoneC, "img-stranger")
	p.PlanEmpty()
}
