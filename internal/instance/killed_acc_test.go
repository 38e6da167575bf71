package instance_test

import (
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// killed changes the image of instances in an apply that is killed once the image is
// sent, and waits until the instances run again.
func killed(p *acctest.Case, config string, codes ...string) {
	p.T.Helper()
	p.Account.ResetCounters()
	p.Configure(config)
	run := p.Start("apply", "-auto-approve", "-no-color")
	acctest.Eventually(p.T, "the image is sent", func() bool { return p.Submitted("upgradeImage") == len(codes) })
	run.Kill()
	run.Wait()
	p.Idle(codes...)
}

// If an apply is killed while an image with wipe_data is installed, the next one sends
// everything again and does not install the image again: armcloud_instance, a fleet and
// armcloud_instance_image, and what other resources have set on the instances. The
// controls are an image without wipe_data, and one that failed, which erases again.
func TestAccKilledWhileErasing(t *testing.T) {
	t.Parallel()
	const d, speed = "AC32010000004", "bandwidth = { upload_mbps = 5, download_mbps = 10 }\n"
	codes := []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC, d}
	others := func(more string) string {
		all := ""
		for i, code := range codes {
			all += acctest.SettingHCL("proxy", "other"+string(rune('a'+i)), code, ownProxy+"\n"+more)
		}
		return all
	}
	write := func(image, wipe, before, after string) string {
		own := "image_id = \"" + image + "\"\nwipe_data = " + wipe + "\n"
		composite := "image = {\n" + own + "}\n"
		return acctest.InstanceHCL("a", codes[0], composite+speed+before) + acctest.FleetHCL("b", map[string]string{codes[1]: "shop", d: "shop"}, "shop = {"+composite+speed+"}", before) +
			acctest.SettingHCL("image", "c", codes[2], own+before) + others(after)
	}
	all := "[armcloud_instance_proxy.othera, armcloud_instance_proxy.otherb, armcloud_instance_proxy.otherc, armcloud_instance_proxy.otherd]\n"
	for name, test := range map[string]struct {
		wipe, before, after string
		args                []string
		failed              bool
		first, second       string
	}{
		"erased":               {wipe: "true", first: "bandwidth 3, proxy 4"},
		"others first":         {wipe: "true", before: "depends_on = " + all, first: "bandwidth 3, proxy 4"},
		"others last":          {wipe: "true", after: "depends_on = [armcloud_instance.a, armcloud_fleet.b, armcloud_instance_image.c]\n", first: "bandwidth 3, proxy 4"},
		"without a refresh":    {wipe: "true", args: []string{"-refresh=false"}, first: "bandwidth 3", second: "proxy 4"},
		"not erased (control)": {wipe: "false"},
		"failed (control)":     {wipe: "true", failed: true, first: "image 4, bandwidth 3", second: "proxy 4"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{RestartTime: time.Second}, "")
			p.Configure(write(simulator.ImageAndroid13A, test.wipe, test.before, test.after))
			p.Apply()
			if test.failed {
				p.Fault(simulator.Fault{Path: "upgradeImage", Kind: simulator.FaultTaskFail, Times: len(codes)})
			}
			killed(p, write(simulator.ImageAndroid13B, test.wipe, test.before, test.after), codes...)
			planned := p.Run("plan", "-no-color").Output
			if found := test.wipe == "true" && !test.failed; found {
				acctest.Contains(t, planned, "may have been erased", codes[0], codes[1], codes[2])
			} else {
				acctest.NotContains(t, planned, "may have been erased")
			}
			p.Sends(test.first, func() acctest.Result { return p.Apply(test.args...) })
			p.Applies(test.second)
			for _, code := range codes {
				has := p.Instance(code)
				acctest.Equal(t, "image of "+code, has.ImageID, simulator.ImageAndroid13B)
				acctest.Equal(t, "proxy of "+code+" is on", has.Proxy.Enabled, true)
				acctest.Equal(t, "bandwidth of "+code+" is set", has.Bandwidth.UploadMbps == 5, code != codes[2])
			}
			p.PlanEmpty()
		})
	}
}
