package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A create that fails for one setting keeps the others in the state and taints
// the object. Untainted, the next apply sends what is missing; replaced, it
// takes nothing back in between; destroyed, it takes back all of it.
func TestAccPhoneCreatedInPart(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	failing := simulator.Fault{Path: "pad/setSpeed", Kind: simulator.FaultTaskFail, Times: 1, Message: "no free channel"}
	p.fault(failing)
	p.config(phone("a", phoneA, berlin+slow+socks))
	failed := p.fails("time_zone 1, bandwidth 1, proxy 1")
	says(t, failed.Output, "Error: Unable to set the bandwidth", "bandwidth = {", "no free channel", phoneA, "Phone adopted in part", "terraform untaint")
	state := p.State("armcloud_instance.a")
	is(t, "time zone of the state", state["time_zone"], any("Europe/Berlin"))
	is(t, "bandwidth of the state", state["bandwidth"], nil)
	says(t, p.PlanChanges().Output, "armcloud_instance.a is tainted, so")

	if r := p.Run("untaint", "armcloud_instance.a"); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	p.applies("bandwidth 1")
	p.PlanEmpty()
	p.destroys("bandwidth 1, proxy 1")

	p.account.ClearFaults()
	p.fault(failing)
	p.fails("time_zone 1, bandwidth 1, proxy 1")
	p.applies("time_zone 1, bandwidth 1, proxy 1")
	is(t, "bandwidth", p.on(phoneA).Bandwidth, simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10})
	p.PlanEmpty()
	p.destroys("bandwidth 1, proxy 1")

	p.account.ClearFaults()
	p.fault(failing)
	p.fails("time_zone 1, bandwidth 1, proxy 1")
	p.destroys("bandwidth 1, proxy 1")
	is(t, "proxy", p.on(phoneA).Proxy.Enabled, false)
}

// An update that fails for one setting keeps what succeeded, does not taint,
// and is finished by the next apply. The same holds for what leaves.
func TestAccPhoneUpdatedInPart(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.config(phone("a", phoneA, berlin+slow+socks) + own("bandwidth", "b", phoneB, "upload_mbps = 1\n download_mbps = 1"))
	p.Apply()
	p.fault(simulator.Fault{Path: "pad/setSpeed", Kind: simulator.FaultTaskFail, Times: 2})
	p.config(phone("a", phoneA, tokyo+"bandwidth = { upload_mbps = 7, download_mbps = 7 }\n"+socks) + own("bandwidth", "b", phoneB, "upload_mbps = 2\n download_mbps = 2"))
	p.fails("time_zone 1, bandwidth 2")
	is(t, "time zone of the state", p.State("armcloud_instance.a")["time_zone"], any("Asia/Tokyo"))
	says(t, p.PlanChanges().Output, "5 -> 7", "1 -> 2", "0 to add, 2 to change, 0 to destroy")
	p.applies("bandwidth 2")
	p.PlanEmpty()

	// What leaves: the proxy fails, the bandwidth goes.
	p.account.ClearFaults()
	p.fault(simulator.Fault{Path: "proxy/set", Kind: simulator.FaultTaskFail, Times: 1})
	p.config(phone("a", phoneA, tokyo) + own("bandwidth", "b", phoneB, "upload_mbps = 2\n download_mbps = 2"))
	says(t, p.fails("bandwidth 1, proxy 1").Output, "Unable to take back the proxy")
	p.applies("proxy 1")
	p.PlanEmpty()

	// A destroy that fails for one keeps exactly that one.
	p.config(phone("a", phoneA, tokyo+slow+socks))
	p.Apply()
	p.account.ClearFaults()
	p.fault(simulator.Fault{Path: "proxy/set", Kind: simulator.FaultTaskFail, Times: 1})
	r := p.Run("destroy", "-auto-approve", "-no-color")
	is(t, "exit code", r.Exit, 1)
	says(t, r.Output, "Unable to take back the proxy", phoneA)
	is(t, "bandwidth of the state", p.State("armcloud_instance.a")["bandwidth"], nil)
	p.destroys("proxy 1")
}

// A setting that leaves the configuration is taken back, and no other; with
// on_release = "keep" it stays; what cannot be taken back is said in the plan.
func TestAccPhoneRelease(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.config(phone("a", phoneA, berlin+slow+socks) + phone("b", phoneB, berlin+slow+socks+`on_release = "keep"`))
	p.Apply()
	p.config(phone("a", phoneA, berlin+socks) + phone("b", phoneB, berlin+socks+`on_release = "keep"`))
	silent(t, p.PlanChanges().Output, "stay on the phone")
	p.applies("bandwidth 1")
	is(t, "bandwidth", p.on(phoneA).Bandwidth, simulator.Bandwidth{})
	is(t, "kept bandwidth", p.on(phoneB).Bandwidth, simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10})
	p.PlanEmpty()

	p.config(phone("a", phoneA, socks) + phone("b", phoneB, socks+`on_release = "keep"`))
	planned := p.PlanChanges().Output
	says(t, planned, "Some settings stay on the phone", "no way to take back time_zone", "stays on "+phoneA, `- time_zone = "Europe/Berlin" -> null`)
	silent(t, planned, "stays on "+phoneB)
	p.applies("")
	p.PlanEmpty()
	// No longer managed: no drift.
	p.drift(phoneA, "Asia/Tokyo")
	p.PlanEmpty()
	p.destroys("proxy 1")
	is(t, "proxy", p.on(phoneA).Proxy.Enabled, false)
	is(t, "kept proxy", p.on(phoneB).Proxy.Enabled, true)
}

// on_release = "reset" resets the phone when it is destroyed, and only then;
// a phone on which another resource has set something in the same run stays.
func TestAccPhoneReset(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	reset := `on_release = "reset"`
	p.config(phone("a", phoneA, berlin+slow+reset) + phone("b", phoneB, slow+reset))
	p.applies("time_zone 1, bandwidth 2")
	p.config(phone("a", phoneA, berlin+reset) + phone("b", phoneB, slow+reset))
	p.applies("bandwidth 1")
	silent(t, p.PlanChanges("-destroy").Output, "stay on the phone")

	// Replaced with the new one made first, the phone has been set by another
	// object when the old one goes.
	p.config(phone("b", phoneB, slow+reset+"\nlifecycle { create_before_destroy = true }"))
	p.applies("reset 1")
	is(t, "time zone after the reset", p.on(phoneA).TimeZone, "Asia/Shanghai")
	is(t, "status after the reset", p.on(phoneA).Status, 10)

	r := p.sends("bandwidth 1", func() acctest.Result { return p.Apply("-replace=armcloud_instance.b") })
	says(t, r.Output, "Phone not reset", "armcloud_instance has set in this run")
	is(t, "bandwidth", p.on(phoneB).Bandwidth, simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10})
	p.destroys("reset 1")
	is(t, "bandwidth", p.on(phoneB).Bandwidth, simulator.Bandwidth{})
}
