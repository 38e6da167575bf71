package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const (
	ownProxy     = "ip = \"192.0.2.7\"\n port = 1080"
	ownSpeed     = "upload_mbps = 5\n download_mbps = 10"
	wipingImage  = "image = { image_id = \"img-android13-b\", wipe_data = true }\n"
	keepingImage = "image = { image_id = \"img-android13-b\" }\n"
	last         = "depends_on = [armcloud_instance_proxy.own, armcloud_instance_bandwidth.own]\n"
)

// owners returns single-setting resources of an instance.
func owners() string {
	return acctest.SettingHCL("proxy", "own", acctest.InstanceA, ownProxy) + acctest.SettingHCL("bandwidth", "own", acctest.InstanceA, ownSpeed)
}

// wantOwners fails if the instance lacks what the single-setting resources have set.
func wantOwners(p *acctest.Case, want bool) {
	p.T.Helper()
	acctest.Equal(p.T, "proxy of another resource is on", p.Instance(acctest.InstanceA).Proxy.Enabled, want)
	acctest.Equal(p.T, "bandwidth of another resource is set", p.Instance(acctest.InstanceA).Bandwidth == simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10}, want)
}

// If an image erases what other resources have set in the same apply, it is sent
// again. The control is an image that erases nothing.
func TestAccErasedOfOthersInOneApply(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ image, sent string }{
		"wiping":  {wipingImage, "image 1, bandwidth 2, proxy 2"},
		"control": {keepingImage, "image 1, bandwidth 1, proxy 1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{}, "")
			p.Configure(owners() + acctest.InstanceHCL("phone", acctest.InstanceA, test.image+last))
			p.Applies(test.sent)
			wantOwners(p, true)
			p.PlanEmpty()
		})
	}
}

// If an image erases what other resources have set in an earlier apply, the plan
// names them, and they plan it again at the next refresh: resources of one setting
// and fleets. That needs Reads at the same time, so no depends_on. The control is an
// image that erases nothing.
func TestAccErasedOfOthersInLaterApply(t *testing.T) {
	t.Parallel()
	fleet := acctest.FleetHCL("shop", acctest.Phones("k", 1, 2), "k = { proxy = { ip = \"192.0.2.7\", port = 1080 }, bandwidth = { upload_mbps = 5, download_mbps = 10 } }")
	for name, test := range map[string]struct {
		others, types      string
		image, sent, again string
	}{
		"resources": {owners(), "armcloud_instance_bandwidth and armcloud_instance_proxy", wipingImage, "image 1", "bandwidth 1, proxy 1"},
		"fleet":     {fleet, "armcloud_fleet", wipingImage, "image 1", "bandwidth 1, proxy 1"},
		"control":   {owners(), "", keepingImage, "image 1", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{}, "")
			p.Configure(test.others)
			p.Apply()
			p.Configure(test.others + acctest.InstanceHCL("phone", acctest.InstanceA, test.image))
			planned := p.PlanChanges().Output
			if test.types != "" {
				acctest.Contains(t, planned, "This plan erases all data on 1 instance", test.types)
			}
			p.Applies(test.sent)
			wantOwners(p, test.again == "")
			if test.again != "" {
				p.PlanChanges()
			}
			p.Applies(test.again)
			wantOwners(p, true)
			p.PlanEmpty()
		})
	}
}

// If a resource that is destroyed resets the instance, the plan names the others, and
// they plan their settings again at the next refresh. The control is a destroy without
// a reset.
func TestAccResetOfOthersInLaterApply(t *testing.T) {
	t.Parallel()
	fleet := acctest.FleetHCL("shop", acctest.Phones("k", 1, 2), "k = { proxy = { ip = \"192.0.2.7\", port = 1080 }, bandwidth = { upload_mbps = 5, download_mbps = 10 } }")
	for name, test := range map[string]struct{ others, types, release, sent, again string }{
		"resources": {owners(), "armcloud_instance_bandwidth and armcloud_instance_proxy", "reset", "reset 1", "bandwidth 1, proxy 1"},
		"fleet":     {fleet, "armcloud_fleet", "reset", "reset 1", "bandwidth 1, proxy 1"},
		"control":   {owners(), "", "undo", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{}, "")
			p.Configure(test.others, acctest.InstanceHCL("phone", acctest.InstanceA, acctest.Berlin+"on_release = \""+test.release+"\""))
			p.Apply()
			p.Configure(test.others)
			if test.types != "" {
				acctest.Contains(t, p.PlanChanges().Output, "This plan erases all data on 1 instance", test.types, "triggers")
			}
			p.Applies(test.sent)
			wantOwners(p, test.again == "")
			p.Applies(test.again)
			wantOwners(p, true)
			p.PlanEmpty()
		})
	}
}

// A resource with depends_on is always refreshed after the others, so they learn
// nothing of an erasure or a restart by it. It sends again what they have lost, once.
// The control is a change that costs them nothing.
func TestAccLostToDependentSentAgain(t *testing.T) {
	t.Parallel()
	secret := acctest.SettingHCL("proxy", "own", acctest.InstanceA, ownProxy+"\n username = \"kiosk\"\n password = \"canary-stored-p\"") + acctest.SettingHCL("bandwidth", "own", acctest.InstanceA, ownSpeed)
	fleet := func(image string) string {
		return acctest.FleetHCL("phone", map[string]string{acctest.InstanceA: "k"}, "k = {\n"+image+"}", last)
	}
	instance := func(image string) string { return acctest.InstanceHCL("phone", acctest.InstanceA, image+last) }
	for name, test := range map[string]struct {
		eraser       func(image string) string
		image, again string
		// shown is in the plan after the erasure.
		shown string
	}{
		"instance": {instance, wipingImage, "bandwidth 1, proxy 1", "bandwidth of armcloud_instance_bandwidth, proxy of armcloud_instance_proxy"},
		"fleet":    {fleet, wipingImage, "bandwidth 1, proxy 1", "drifted: bandwidth of armcloud_instance_bandwidth, proxy of armcloud_instance_proxy"},
		"control":  {instance, keepingImage, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{}, "")
			p.Configure(secret)
			p.Applies("bandwidth 1, proxy 1")
			p.Configure(secret + test.eraser(test.image))
			p.Applies("image 1")
			wantOwners(p, test.again == "")
			if test.again != "" {
				acctest.Contains(t, p.PlanChanges().Output, test.shown)
			}
			p.Applies(test.again)
			wantOwners(p, true)
			acctest.Equal(t, "password of the proxy", p.Instance(acctest.InstanceA).Proxy.Password, acctest.Stored+"p")
			p.PlanEmpty()
		})
	}
}

// If another resource restarts the instance, properties that a restart loses are
// planned again. The control is another change of that resource.
func TestAccRestartedByOthers(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	configure := func(run, speed string) {
		p.Configure(acctest.SettingHCL("properties", "own", acctest.InstanceA, "modem = { \"persist.own\" = \"1\" }\n system = { \"ro.build.id\" = \"KIOSK.1\" }") +
			acctest.InstanceHCL("phone", acctest.InstanceA, "bandwidth = { upload_mbps = "+speed+", download_mbps = 1 }\n restart_triggers = { run = \""+run+"\" }\n depends_on = [armcloud_instance_properties.own]"))
	}
	configure("1", "1")
	p.Applies("properties 1, bandwidth 1")
	configure("1", "2")
	p.Applies("bandwidth 1")
	p.PlanEmpty()
	configure("2", "2")
	p.Applies("restart 1")
	acctest.Contains(t, p.PlanChanges().Output, "armcloud_instance_properties.own will be updated")
	p.Applies("properties 1")
	acctest.Equal(t, "property", p.Instance(acctest.InstanceA).Properties["modem"]["persist.own"], "1")
	p.PlanEmpty()
}

const (
	// runtime are properties that a restart loses.
	runtime = "modem = { \"persist.own\" = \"1\" }\n system = { \"ro.build.id\" = \"KIOSK.1\" }\n"
	model   = "properties = { \"ro.product.model\" = \"Kiosk\" }\n restart = "
)

// restarting are objects that restart the instance, and holders are objects with
// properties that a restart loses, by type. Of both, the argument is added.
var (
	restarting = map[string]func(restart, more string) string{
		"android_properties": func(restart, more string) string {
			return acctest.SettingHCL("android_properties", "restarting", acctest.InstanceA, model+restart+"\n"+more)
		},
		"fleet": func(restart, more string) string {
			return acctest.FleetHCL("restarting", acctest.Phones("k", 1, 1), "k = { android_properties = {\n"+model+restart+"\n} }", more)
		},
	}
	holders = map[string]string{
		"armcloud_instance_properties": acctest.SettingHCL("properties", "own", acctest.InstanceA, runtime),
		"armcloud_fleet":               acctest.FleetHCL("own", acctest.Phones("k", 1, 1), "k = { properties = {\n"+runtime+"\n} }"),
		"armcloud_instance":            acctest.InstanceHCL("own", acctest.InstanceA, "properties = {\n"+runtime+"\n}\n"),
	}
)

// restarts are pairs of an object that restarts the instance and a holder.
var restarts = []struct{ restarting, holder, restart string }{
	{"android_properties", "armcloud_instance_properties", "true"},
	{"fleet", "armcloud_instance", "true"},
	{"android_properties", "armcloud_fleet", "true"},
	{"fleet", "armcloud_instance_properties", "false"},
}

// If a single-setting resource or a fleet restarts the instance, the properties of
// another object that it loses are sent again in the same apply. Control: without the
// restart.
func TestAccRestartLosesOfOthersInOneApply(t *testing.T) {
	t.Parallel()
	for _, c := range restarts {
		t.Run(c.restarting+" with "+c.holder+" "+c.restart, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{}, "")
			p.Configure(holders[c.holder] + restarting[c.restarting](c.restart, "depends_on = ["+c.holder+".own]\n"))
			p.Applies(map[string]string{"true": "properties 2, android_properties 1, restart 1", "false": "properties 1, android_properties 1"}[c.restart])
			acctest.Equal(t, "modem property", p.Instance(acctest.InstanceA).Properties["modem"]["persist.own"], "1")
			acctest.Equal(t, "system property", p.Instance(acctest.InstanceA).Properties["system"]["ro.build.id"], "KIOSK.1")
			p.PlanEmpty()
		})
	}
}

// What a restart loses of an earlier apply is planned again in the next run, although
// the API does not show it. Control: without the restart.
func TestAccRestartLosesOfOthersInLaterApply(t *testing.T) {
	t.Parallel()
	for _, c := range restarts {
		t.Run(c.restarting+" with "+c.holder+" "+c.restart, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{Level: simulator.Level2024}, "drift_checks = \"cheap\"")
			p.Configure(holders[c.holder])
			p.Apply()
			p.Configure(holders[c.holder] + restarting[c.restarting](c.restart, ""))
			if c.restart == "false" {
				p.Applies("android_properties 1")
				p.PlanEmpty()
				return
			}
			p.Applies("android_properties 1, restart 1")
			acctest.Contains(t, p.Applies("properties 1").Output, c.holder+".own will be updated", "1 changed")
			acctest.Equal(t, "modem property", p.Instance(acctest.InstanceA).Properties["modem"]["persist.own"], "1")
			p.PlanEmpty()
		})
	}
}

// An object that is deposed, because the one that replaces it failed in part, leaves
// alone what the newer object holds.
func TestAccOwnersDeposedLeavesNewerAlone(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	config := func(zone, speed string) {
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, "time_zone = \""+zone+"\"\n bandwidth = { upload_mbps = "+speed+", download_mbps = 4 }\n proxy = { ip = \"192.0.2.7\", port = 1080 }\n lifecycle { create_before_destroy = true }"))
	}
	config("Europe/Berlin", "1")
	p.Applies("time_zone 1, bandwidth 1, proxy 1")
	config("Asia/Tokyo", "3")
	p.Fault(simulator.Fault{Path: "pad/updateTimeZone", Kind: simulator.FaultTaskFail, Times: 1})
	p.FailApply("-replace=armcloud_instance.a")
	if r := p.Run("untaint", "armcloud_instance.a"); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	p.Applies("time_zone 1")
	acctest.Equal(t, "bandwidth", p.Instance(acctest.InstanceA).Bandwidth, simulator.Bandwidth{UploadMbps: 3, DownloadMbps: 4})
	acctest.Equal(t, "proxy is on", p.Instance(acctest.InstanceA).Proxy.Enabled, true)
	p.PlanEmpty()
	// Control: the newer object undoes it.
	p.Destroys("bandwidth 1, proxy 1")
}
