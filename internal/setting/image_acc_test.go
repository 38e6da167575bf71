package setting_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// imageAs returns the composite form of an image.
func imageAs(id, more string) string {
	return "image = {\n image_id = \"" + id + "\"\n " + more + "\n }\n"
}

// ownImage returns the attributes of an armcloud_instance_image.
func ownImage(id, more string) string { return "image_id = \"" + id + "\"\n " + more }

// driftImage changes the image of an instance outside Terraform.
func driftImage(p *acctest.Case, code, id string) {
	p.T.Helper()
	if err := p.Account.Drift([]string{code}, simulator.DriftSet{Image: &id}); err != nil {
		p.T.Fatal(err)
	}
}

// An image is installed in all three forms before all other settings, which
// wait until the instance runs again. Only a changed image is installed again.
// A removed one stays on the instance, and the plan warns about it.
func TestAccImage(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	for name, options := range map[string]simulator.Options{"current": {}, "2024": {Level: simulator.Level2024}, "quirks": {Quirks: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			options.RestartTime = 100 * time.Millisecond
			p := acctest.NewCase(t, options, "")
			write := func(id string) {
				p.Configure(acctest.SettingHCL("image", "a", acctest.InstanceA, ownImage(id, "")) + acctest.InstanceHCL("b", acctest.InstanceB, imageAs(id, "")+acctest.Slow) + acctest.FleetOfOneHCL("c", acctest.InstanceC, imageAs(id, "")+acctest.Slow))
			}
			write(simulator.ImageAndroid13A)
			p.Applies("image 3, bandwidth 2")
			for _, code := range []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC} {
				acctest.Equal(t, "image of "+code, p.Instance(code).ImageID, simulator.ImageAndroid13A)
			}
			acctest.Equal(t, "bandwidth", p.Instance(acctest.InstanceB).Bandwidth.UploadMbps, 5)
			acctest.Equal(t, "current_image_id", p.State("armcloud_instance.b")["current_image_id"], any(simulator.ImageAndroid13A))
			p.PlanEmpty()

			write(simulator.ImageAndroid13B)
			acctest.Contains(t, p.PlanChanges().Output, `image_id = "img-android13-a" -> "img-android13-b"`, `current_image_id = "img-android13-a" -> (known after apply)`)
			p.Applies("image 3")
			acctest.Equal(t, "image", p.Instance(acctest.InstanceC).ImageID, simulator.ImageAndroid13B)
			acctest.Equal(t, "current_image_id", p.State("armcloud_instance.b")["current_image_id"], any(simulator.ImageAndroid13B))
			p.PlanEmpty()

			p.Configure(acctest.InstanceHCL("b", acctest.InstanceB, acctest.Slow) + acctest.FleetOfOneHCL("c", acctest.InstanceC, acctest.Slow))
			acctest.Contains(t, p.PlanChanges().Output, "Warning: Some settings stay on the instance", "cannot undo image", acctest.InstanceA)
			p.Applies("")
			acctest.Equal(t, "image", p.Instance(acctest.InstanceB).ImageID, simulator.ImageAndroid13B)
			p.PlanEmpty()
		})
	}
}

// Another image is detected in all three forms with the cheapest drift checks,
// and only its repair is sent. Control: an unmanaged image.
func TestAccImageDrift(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, `drift_checks = "cheap"`)
	p.Configure(acctest.SettingHCL("image", "a", acctest.InstanceA, ownImage(simulator.ImageAndroid13A, "")) + acctest.InstanceHCL("b", acctest.InstanceB, imageAs(simulator.ImageAndroid13A, "")+acctest.Slow) +
		acctest.FleetOfOneHCL("c", acctest.InstanceC, imageAs(simulator.ImageAndroid13A, "")+acctest.Slow) + acctest.InstanceHCL("d", acctest.PadCode(4), acctest.Slow))
	p.Applies("image 3, bandwidth 3")
	driftImage(p, acctest.PadCode(4), "img-stranger")
	p.PlanEmpty()
	for _, code := range []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC} {
		driftImage(p, code, "img-stranger")
	}
	acctest.Contains(t, p.PlanChanges().Output, `image_id = "img-stranger" -> "img-android13-a"`, `"drifted: image" -> "only"`, "0 to add, 3 to change")
	p.Applies("image 3")
	acctest.Equal(t, "image", p.Instance(acctest.InstanceB).ImageID, simulator.ImageAndroid13A)
	acctest.Equal(t, "current_image_id", p.State("armcloud_instance.b")["current_image_id"], any(simulator.ImageAndroid13A))
	acctest.Equal(t, "unmanaged image", p.Instance(acctest.PadCode(4)).ImageID, "img-stranger")
	p.PlanEmpty()
}

// An image that does not exist or does not fit is an error with instance,
// image, code and reason. The other settings, and the instances that it fits,
// are changed.
func TestAccImageRefused(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Configure(acctest.SettingHCL("image", "a", acctest.InstanceA, ownImage("img-nowhere", "")) + acctest.InstanceHCL("b", acctest.InstanceB, imageAs(simulator.ImageAndroid14, "")+acctest.Slow))
	failed := p.FailsCreates("image 2, bandwidth 1") // what is refused counts as sent
	acctest.Contains(t, failed.Output, "Unable to set the image img-nowhere", "Instance: "+acctest.InstanceA, "Code: 110041", "the image does not exist",
		"Unable to set the image img-android14-a", "Instance: "+acctest.InstanceB, "the instance runs android13")
	acctest.Equal(t, "bandwidth", p.Instance(acctest.InstanceB).Bandwidth.UploadMbps, 5)

	if err := p.Account.AddImage("img-android14-b", "android14"); err != nil {
		t.Fatal(err)
	}
	driftImage(p, acctest.InstanceC, simulator.ImageAndroid14)
	p.Configure(acctest.FleetHCL("f", map[string]string{acctest.InstanceC: "shop", acctest.PadCode(4): "shop"}, "shop = { image = { image_id = \"img-android14-b\" } }"))
	failed = p.FailsCreates("image 2, bandwidth 1")
	acctest.Contains(t, failed.Output, "1 of 2 instances failed", acctest.PadCode(4), "unable to set the image img-android14-b", "the instance runs android13")
	acctest.Equal(t, "image that fits", p.Instance(acctest.InstanceC).ImageID, "img-android14-b")
}

// A missing image id is an error with an explanation, also if it becomes null
// only at apply. An unknown one is not.
func TestAccImageValidation(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Configure(acctest.SettingHCL("image", "a", acctest.InstanceA, "image_id = null") + acctest.InstanceHCL("b", acctest.InstanceB, "image = { image_id = null }") + acctest.FleetOfOneHCL("c", acctest.InstanceC, imageAs("", "")))
	r := p.Sends("", func() acctest.Result { return p.Run("validate", "-no-color") })
	acctest.Contains(t, r.Output, "with armcloud_instance_image.a", "with armcloud_instance.b", "with armcloud_fleet.c", "No image ID", "if the API level does not list images")

	later := `
resource "terraform_data" "later" {
  input = { id = "img-android13-a", missing = null }
}
`
	p.Configure(later + acctest.InstanceHCL("b", acctest.InstanceB, imageAs("x", "")) + acctest.SettingHCL("image", "a", acctest.InstanceA, "image_id = terraform_data.later.output.missing"))
	p.PlanChanges()
	p.Configure(later + acctest.SettingHCL("image", "a", acctest.InstanceA, "image_id = terraform_data.later.output.missing"))
	acctest.Contains(t, p.FailsApply("").Output, "No image ID")
	p.Configure(later + acctest.SettingHCL("image", "a", acctest.InstanceA, "image_id = terraform_data.later.output.id") +
		acctest.InstanceHCL("b", acctest.InstanceB, "image = { image_id = terraform_data.later.output.id, wipe_data = terraform_data.later.output.id == \"\" }") +
		acctest.FleetOfOneHCL("c", acctest.InstanceC, "image = terraform_data.later.output.id == \"\" ? null : { image_id = terraform_data.later.output.id }"))
	p.Applies("image 3")
	p.PlanEmpty()
}

// An import by id, block or identity fills in the image, so that neither the
// generated configuration nor one without the image plans a change.
func TestAccImageImport(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	blocks := `
import {
  to = armcloud_instance.a
  id = "` + acctest.InstanceA + `"
}
import {
  to       = armcloud_instance_image.b
  identity = { pad_code = "` + acctest.InstanceB + `" }
}
`
	p.Configure(blocks)
	p.PlanChanges("-generate-config-out=generated.tf")
	text, err := os.ReadFile(filepath.Join(p.Dir, "generated.tf"))
	if err != nil {
		t.Fatal(err)
	}
	acctest.Contains(t, string(text), `image_id = "`+p.Instance(acctest.InstanceA).ImageID+`"`, `image_id = "`+p.Instance(acctest.InstanceB).ImageID+`"`)
	acctest.Contains(t, p.PlanChanges().Output, "Plan: 2 to import, 0 to add, 0 to change, 0 to destroy")
	p.Applies("")
	p.PlanEmpty()

	p.Configure(blocks + acctest.InstanceHCL("c", acctest.InstanceC, ""))
	if r := p.Run("import", "-no-color", "armcloud_instance.c", acctest.InstanceC); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	p.PlanEmpty()
	driftImage(p, acctest.InstanceC, "img-stranger")
	p.PlanEmpty()
}
