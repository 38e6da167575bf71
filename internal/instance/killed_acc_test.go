package instance_test

import (
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// killed changes the image of instances in an apply that is killed once the image is
// sent, and waits until the instances run again. Until the kill, the tasks seem to run.
func killed(p *acctest.Case, config string, codes ...string) {
	p.T.Helper()
	p.Account.ResetCounters()
	p.Configure(config)
	p.Hang("upgradeImage")
	run := p.Start("apply", "-auto-approve", "-no-color")
	acctest.Eventually(p.T, "the image is sent", func() bool { return p.Submitted("upgradeImage") == len(codes) })
	run.Kill()
	run.Wait()
	p.Idle(codes...)
	p.ClearFaults()
}

// killedTest kills an apply that installs an image on an armcloud_instance, a fleet and
// an armcloud_instance_image, and applies again. Other resources have a proxy on the
// instances.
type killedTest struct {
	wipe string
	// failed is true if the image fails.
	failed bool
	// before and after are further arguments of the resources and of the others.
	before, after string
	args          []string
	// first and second are what the next two applies send.
	first, second string
}

func (test killedTest) run(t *testing.T) {
	t.Parallel()
	const d = "AC32010000004"
	codes := []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC, d}
	others := ""
	for i, code := range codes {
		others += acctest.SettingHCL("proxy", "other"+string(rune('a'+i)), code, ownProxy+"\n"+test.after)
	}
	write := func(image string) string {
		own := "image_id = \"" + image + "\"\nwipe_data = " + test.wipe + "\n"
		all := "image = {\n" + own + "}\nbandwidth = { upload_mbps = 5, download_mbps = 10 }\n"
		fleet := acctest.FleetHCL("b", map[string]string{codes[1]: "shop", d: "shop"}, "shop = {"+all+"}", test.before)
		return acctest.InstanceHCL("a", codes[0], all+test.before) + fleet + acctest.SettingHCL("image", "c", codes[2], own+test.before) + others
	}
	p := acctest.NewCase(t, simulator.Options{RestartTime: 300 * time.Millisecond}, "")
	p.Configure(write(simulator.ImageAndroid13A))
	p.Apply()
	if test.failed {
		p.Fault(simulator.Fault{Path: "upgradeImage", Kind: simulator.FaultTaskFail, Times: len(codes)})
	}
	killed(p, write(simulator.ImageAndroid13B), codes...)
	applied := p.Sends(test.first, func() acctest.Result { return p.Apply(test.args...) }).Output
	if found := test.second == "" && test.wipe == "true"; found {
		acctest.Contains(t, applied, "may have been erased", codes[0], codes[1], codes[2])
	} else {
		acctest.NotContains(t, applied, "may have been erased")
	}
	if test.second != "" {
		p.Applies(test.second)
	}
	for _, code := range codes {
		has := p.Instance(code)
		acctest.Equal(t, "image of "+code, has.ImageID, simulator.ImageAndroid13B)
		acctest.Equal(t, "proxy of "+code+" is on", has.Proxy.Enabled, true)
		acctest.Equal(t, "bandwidth of "+code+" is set", has.Bandwidth.UploadMbps == 5, code != codes[2])
	}
	p.PlanEmpty()
}

// If an apply is killed while an image with wipe_data is installed, the next one sends
// everything again and does not install the image again, also what other resources have
// set on the instances. The controls are an image without wipe_data, and one that
// failed, which is installed again.
func TestAccKilledWhileErasing(t *testing.T) {
	t.Parallel()
	t.Run("erased", killedTest{wipe: "true", first: "bandwidth 3, proxy 4"}.run)
	t.Run("not erased (control)", killedTest{wipe: "false"}.run)
	t.Run("failed (control)", killedTest{wipe: "true", failed: true, first: "image 4, bandwidth 3", second: "proxy 4"}.run)
}

// The same holds in any order of the resources. Without a refresh, the others plan it
// at the next one.
func TestAccLongKilledWhileErasing(t *testing.T) {
	acctest.Long(t)
	t.Parallel()
	t.Run("others first", killedTest{wipe: "true", first: "bandwidth 3, proxy 4",
		before: "depends_on = [armcloud_instance_proxy.othera, armcloud_instance_proxy.otherb, armcloud_instance_proxy.otherc, armcloud_instance_proxy.otherd]\n"}.run)
	t.Run("others last", killedTest{wipe: "true", first: "bandwidth 3, proxy 4",
		after: "depends_on = [armcloud_instance.a, armcloud_fleet.b, armcloud_instance_image.c]\n"}.run)
	t.Run("one at a time", killedTest{wipe: "true", first: "bandwidth 3, proxy 4", args: []string{"-parallelism=1"}}.run)
	t.Run("without a refresh", killedTest{wipe: "true", first: "bandwidth 3", second: "proxy 4", args: []string{"-refresh=false"}}.run)
}

// If an image with wipe_data is installed by hand and then configured, the settings
// that the API does not show are sent again once, and nothing is erased. After that, the
// image is repaired without an erasure. The controls are another image, which erases,
// and ignore_changes, with which nothing is sent again.
func TestAccUpgradedByHand(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	codes := []string{acctest.InstanceA, acctest.InstanceB}
	write := func(image, more string) {
		composite, _ := wiping(image)
		composite += "bandwidth = { upload_mbps = 5, download_mbps = 10 }\n"
		p.Configure(acctest.InstanceHCL("a", codes[0], composite+more) + acctest.FleetHCL("b", map[string]string{codes[1]: "shop"}, "shop = {"+composite+"}"))
	}
	write(simulator.ImageAndroid13A, "")
	p.Applies("image 2, bandwidth 2")
	putData(p, codes...)

	driftedImage(p, simulator.ImageAndroid13B, codes...)
	write(simulator.ImageAndroid13B, "")
	p.PlanChanges("-out=saved")
	p.Sends("bandwidth 2", func() acctest.Result { return p.Apply("saved") })
	p.PlanEmpty()
	driftedImage(p, simulator.ImageAndroid13A, codes...)
	p.Applies("image 2")
	wantData(p, "upgraded by hand and repaired", true, codes...)

	write(simulator.ImageAndroid13A, "")
	p.Applies("image 2, bandwidth 2")
	wantData(p, "another image", false, codes...)

	driftedImage(p, simulator.ImageAndroid13B, codes[0])
	write(simulator.ImageAndroid13A, "lifecycle {\n ignore_changes = [image]\n }\n")
	p.Applies("")
	p.PlanEmpty()
}
