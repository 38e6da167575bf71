package instance_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// replaced are the resources of replaceable, as arguments of the CLI.
var replaced = []string{"-replace=armcloud_instance.a", "-replace=armcloud_fleet.b", "-replace=armcloud_instance_image.c", "-replace=armcloud_instance_proxy.d"}

// replaceable returns an instance, a fleet and single-setting resources with an image
// that erases data and with passwords. Another run replaces all of them.
func replaceable(run, image, more string) string {
	composite, own := wiping(image)
	proxy := "ip = \"192.0.2.7\"\n port = 1080\n username = \"u\"\n password_wo = \"canary-wo-one\"\n"
	composite += "proxy = {\n" + proxy + "}\n"
	more += "lifecycle {\n replace_triggered_by = [terraform_data.run]\n }\n"
	return "resource \"terraform_data\" \"run\" {\n input = \"" + run + "\"\n}\n" +
		acctest.InstanceHCL("a", acctest.InstanceA, composite+more) +
		acctest.FleetHCL("b", map[string]string{acctest.InstanceB: "shop"}, "shop = {"+composite+"}", more) +
		acctest.SettingHCL("image", "c", acctest.InstanceC, own+more) +
		acctest.SettingHCL("proxy", "d", acctest.PadCode(4), proxy+more)
}

// The replacement of an object that is not tainted sends nothing, whether or not it is
// refreshed, and whatever on_release says: what was applied is handed over. Controls:
// other triggers, which send everything again, and another image, which erases.
func TestAccReplacementSendsNothing(t *testing.T) {
	t.Parallel()
	for _, release := range []string{"undo", "keep"} {
		t.Run(release, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{}, "")
			all := []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC}
			more := "on_release = \"" + release + "\"\n"
			p.Configure(replaceable("1", simulator.ImageAndroid13B, more))
			p.Applies("image 3, proxy 3")
			putData(p, all...)
			r := p.Sends("", func() acctest.Result { return p.Apply(replaced...) })
			acctest.Contains(t, r.Output, "4 added, 0 changed, 4 destroyed")
			p.Sends("", func() acctest.Result { return p.Apply(append(replaced, "-refresh=false")...) })
			p.PlanEmpty()
			p.Configure(replaceable("2", simulator.ImageAndroid13B, more))
			p.Applies("")
			wantData(p, "replaced", true, all...)
			if release == "keep" {
				p.Configure(replaceable("3", simulator.ImageAndroid13A, more))
				p.Applies("image 3, proxy 2")
				wantData(p, "another image", false, all...)
				return
			}
			p.Configure(replaceable("3", simulator.ImageAndroid13B, more+"triggers = { run = \"3\" }\n"))
			p.Applies("image 3, proxy 3")
			wantData(p, "triggers", true, all...)
			p.PlanEmpty()
			p.Destroys("proxy 3")
		})
	}
}

// With on_release = "reset", a replacement resets the instance and sends its settings
// again. Terraform does not show what the plan of a replacement warns of, so the apply
// warns. Control: on_release = "undo".
func TestAccReplacementResets(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	composite, _ := wiping(simulator.ImageAndroid13B)
	write := func(release string) {
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, composite+acctest.Slow+"on_release = \""+release+"\"\n"))
	}
	write("reset")
	p.Applies("image 1, bandwidth 1")
	putData(p, acctest.InstanceA)
	r := p.Sends("image 1, bandwidth 1, reset 1", func() acctest.Result { return p.Apply("-replace=armcloud_instance.a") })
	acctest.Contains(t, r.Output, "All data on 1 instance was erased", acctest.InstanceA+" was reset")
	wantData(p, "reset", false, acctest.InstanceA)
	p.PlanEmpty()
	write("undo")
	p.Applies("")
	putData(p, acctest.InstanceA)
	acctest.NotContains(t, p.Sends("", func() acctest.Result { return p.Apply("-replace=armcloud_instance.a") }).Output, "erased")
	wantData(p, "undo", true, acctest.InstanceA)
}

// With create_before_destroy, the new object cannot know what the old one has applied:
// the apply warns of what it erases. Nothing is undone. Control: an image that erases
// nothing isn't installed again, because the instance shows it.
func TestAccReplacementCreateBeforeDestroy(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	first := "lifecycle {\n create_before_destroy = true\n }\n"
	for _, wipe := range []bool{false, true} {
		body := fmt.Sprintf("image = {\n image_id = %q\n wipe_data = %v\n}\n", simulator.ImageAndroid13B, wipe) + acctest.Slow + first
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, body))
		p.Apply()
		putData(p, acctest.InstanceA)
		r := p.Sends(map[bool]string{true: "image 1, bandwidth 1", false: "bandwidth 1"}[wipe], func() acctest.Result { return p.Apply("-replace=armcloud_instance.a") })
		acctest.Equal(t, "warning of an erasure", strings.Contains(r.Output, "erases all data on 1 instance"), wipe)
		wantData(p, fmt.Sprintf("wipe_data = %v", wipe), !wipe, acctest.InstanceA)
		p.PlanEmpty()
	}
}

// If an imported object is replaced or tainted, what the instance shows is not sent
// again. Control: another image in the configuration, of which the plan warns.
func TestAccReplacementOfImportedErasesNothing(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	composite, _ := wiping(simulator.ImageAndroid13A)
	write := func(settings string) { p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, settings)) }
	driftedImage(p, simulator.ImageAndroid13A, acctest.InstanceA)
	putData(p, acctest.InstanceA)
	write(composite)
	if r := p.Run("import", "-no-color", "armcloud_instance.a", acctest.InstanceA); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	p.Sends("", func() acctest.Result { return p.Apply("-replace=armcloud_instance.a") })
	wantData(p, "replaced", true, acctest.InstanceA)
	p.Run("state", "rm", "armcloud_instance.a")
	if r := p.Run("import", "-no-color", "armcloud_instance.a", acctest.InstanceA); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	p.Run("taint", "armcloud_instance.a")
	p.Applies("")
	wantData(p, "tainted", true, acctest.InstanceA)
	p.PlanEmpty()
	composite, _ = wiping(simulator.ImageAndroid13B)
	write(composite)
	p.Run("taint", "armcloud_instance.a")
	acctest.Contains(t, p.PlanChanges().Output, "This plan erases all data on 1 instance")
	p.Applies("image 1")
	wantData(p, "another image", false, acctest.InstanceA)
}

// If a replacement fails before it reaches the instance, what was applied stays in the
// state, and is not sent again once the instance can be reached. Control: a create,
// which leaves nothing.
func TestAccFailedReplacementKeepsWhatWasApplied(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "online_timeout = \"50ms\"")
	composite, own := wiping(simulator.ImageAndroid13B)
	all := []string{acctest.InstanceA, acctest.InstanceC}
	write := func(mbps string) {
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, composite+"bandwidth = { upload_mbps = "+mbps+", download_mbps = 1 }\n"),
			acctest.SettingHCL("image", "c", acctest.InstanceC, own+"triggers = { run = \""+mbps+"\" }"))
	}
	write("1")
	for _, code := range all {
		p.SetOnline(code, false)
	}
	p.Sends("", func() acctest.Result { return p.FailCreates() })
	acctest.Equal(t, "number of resources in the state after a create", len(p.States()), 0)
	for _, code := range all {
		p.SetOnline(code, true)
	}
	p.Applies("image 2, bandwidth 1")
	putData(p, all...)
	for _, code := range all {
		p.SetOnline(code, false)
	}
	write("2")
	p.Sends("", func() acctest.Result {
		return p.FailCreates("-replace=armcloud_instance.a", "-replace=armcloud_instance_image.c")
	})
	for _, code := range all {
		p.SetOnline(code, true)
	}
	p.Applies("image 1, bandwidth 1")
	wantData(p, "replaced", true, all...)
	p.PlanEmpty()
}
