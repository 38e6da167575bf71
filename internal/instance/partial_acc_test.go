package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A create that fails for one setting saves the others in the state and taints the
// resource. After an untaint, the next apply sends only what is missing. A
// replacement undoes nothing in between, and a destroy undoes everything.
func TestAccInstancePartialCreate(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	failing := simulator.Fault{Path: "pad/setSpeed", Kind: simulator.FaultTaskFail, Times: 1, Message: "no free channel"}
	p.Fault(failing)
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+acctest.Slow+acctest.Socks))
	failed := p.FailsApply("time_zone 1, bandwidth 1, proxy 1")
	acctest.Contains(t, failed.Output, "Error: Unable to set the bandwidth", "bandwidth = {", "no free channel", acctest.InstanceA, "Instance partly configured", "terraform untaint")
	state := p.State("armcloud_instance.a")
	acctest.Equal(t, "time zone of the state", state["time_zone"], any("Europe/Berlin"))
	acctest.Equal(t, "bandwidth of the state", state["bandwidth"], nil)
	acctest.Contains(t, p.PlanChanges().Output, "armcloud_instance.a is tainted, so")

	if r := p.Run("untaint", "armcloud_instance.a"); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	p.Applies("bandwidth 1")
	p.PlanEmpty()
	p.Destroys("bandwidth 1, proxy 1")

	p.Account.ClearFaults()
	p.Fault(failing)
	p.FailsApply("time_zone 1, bandwidth 1, proxy 1")
	// What was applied is handed over to the new object.
	p.Applies("bandwidth 1")
	acctest.Equal(t, "bandwidth", p.Instance(acctest.InstanceA).Bandwidth, simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10})
	p.PlanEmpty()
	p.Destroys("bandwidth 1, proxy 1")

	p.Account.ClearFaults()
	p.Fault(failing)
	p.FailsApply("time_zone 1, bandwidth 1, proxy 1")
	p.Destroys("bandwidth 1, proxy 1")
	acctest.Equal(t, "proxy", p.Instance(acctest.InstanceA).Proxy.Enabled, false)
}

// An update that fails for one setting saves the others and does not taint the
// resource. The next apply sends only what is missing. The same holds for undos.
func TestAccInstancePartialUpdate(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+acctest.Slow+acctest.Socks) + acctest.SettingHCL("bandwidth", "b", acctest.InstanceB, "upload_mbps = 1\n download_mbps = 1"))
	p.Apply()
	p.Fault(simulator.Fault{Path: "pad/setSpeed", Kind: simulator.FaultTaskFail, Times: 2})
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Tokyo+"bandwidth = { upload_mbps = 7, download_mbps = 7 }\n"+acctest.Socks) + acctest.SettingHCL("bandwidth", "b", acctest.InstanceB, "upload_mbps = 2\n download_mbps = 2"))
	p.FailsApply("time_zone 1, bandwidth 2")
	acctest.Equal(t, "time zone of the state", p.State("armcloud_instance.a")["time_zone"], any("Asia/Tokyo"))
	acctest.Contains(t, p.PlanChanges().Output, "5 -> 7", "1 -> 2", "0 to add, 2 to change, 0 to destroy")
	p.Applies("bandwidth 2")
	p.PlanEmpty()

	// The undo of the proxy fails, that of the bandwidth succeeds.
	p.Account.ClearFaults()
	p.Fault(simulator.Fault{Path: "proxy/set", Kind: simulator.FaultTaskFail, Times: 1})
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Tokyo) + acctest.SettingHCL("bandwidth", "b", acctest.InstanceB, "upload_mbps = 2\n download_mbps = 2"))
	acctest.Contains(t, p.FailsApply("bandwidth 1, proxy 1").Output, "Unable to undo the proxy")
	p.Applies("proxy 1")
	p.PlanEmpty()

	// A destroy that fails for one setting leaves only that one in the state.
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Tokyo+acctest.Slow+acctest.Socks))
	p.Apply()
	p.Account.ClearFaults()
	p.Fault(simulator.Fault{Path: "proxy/set", Kind: simulator.FaultTaskFail, Times: 1})
	r := p.Run("destroy", "-auto-approve", "-no-color")
	acctest.Equal(t, "exit code", r.Exit, 1)
	acctest.Contains(t, r.Output, "Unable to undo the proxy", acctest.InstanceA)
	acctest.Equal(t, "bandwidth of the state", p.State("armcloud_instance.a")["bandwidth"], nil)
	p.Destroys("proxy 1")
}

// A setting that is removed from the configuration is undone, and no other. With
// on_release = "keep", it stays. The plan warns of settings that can't be undone.
func TestAccInstanceRelease(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+acctest.Slow+acctest.Socks) + acctest.InstanceHCL("b", acctest.InstanceB, acctest.Berlin+acctest.Slow+acctest.Socks+`on_release = "keep"`))
	p.Apply()
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+acctest.Socks) + acctest.InstanceHCL("b", acctest.InstanceB, acctest.Berlin+acctest.Socks+`on_release = "keep"`))
	acctest.NotContains(t, p.PlanChanges().Output, "stay on the instance")
	p.Applies("bandwidth 1")
	acctest.Equal(t, "bandwidth", p.Instance(acctest.InstanceA).Bandwidth, simulator.Bandwidth{})
	acctest.Equal(t, "kept bandwidth", p.Instance(acctest.InstanceB).Bandwidth, simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10})
	p.PlanEmpty()

	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Socks) + acctest.InstanceHCL("b", acctest.InstanceB, acctest.Socks+`on_release = "keep"`))
	planned := p.PlanChanges().Output
	acctest.Contains(t, planned, "Some settings stay on the instance", "cannot undo time_zone", "stay on "+acctest.InstanceA, `- time_zone = "Europe/Berlin" -> null`)
	acctest.NotContains(t, planned, "stays on "+acctest.InstanceB)
	p.Applies("")
	p.PlanEmpty()
	// The time zone is no longer managed, so it can't drift.
	p.DriftTimeZone(acctest.InstanceA, "Asia/Tokyo")
	p.PlanEmpty()
	p.Destroys("proxy 1")
	acctest.Equal(t, "proxy", p.Instance(acctest.InstanceA).Proxy.Enabled, false)
	acctest.Equal(t, "kept proxy", p.Instance(acctest.InstanceB).Proxy.Enabled, true)
}

// on_release = "reset" resets the instance when the resource is destroyed, and only
// then. The instance is not reset if another resource has set something on it in
// the same run.
func TestAccInstanceReset(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	reset := `on_release = "reset"`
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+acctest.Slow+reset) + acctest.InstanceHCL("b", acctest.InstanceB, acctest.Slow+reset))
	p.Applies("time_zone 1, bandwidth 2")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+reset) + acctest.InstanceHCL("b", acctest.InstanceB, acctest.Slow+reset))
	p.Applies("bandwidth 1")
	acctest.NotContains(t, p.PlanChanges("-destroy").Output, "stay on the instance")

	// With create_before_destroy, the new object has set the bandwidth before the old
	// one is destroyed.
	p.Configure(acctest.InstanceHCL("b", acctest.InstanceB, acctest.Slow+reset+"\nlifecycle { create_before_destroy = true }"))
	p.Applies("reset 1")
	acctest.Equal(t, "time zone after the reset", p.Instance(acctest.InstanceA).TimeZone, "Asia/Shanghai")
	acctest.Equal(t, "status after the reset", p.Instance(acctest.InstanceA).Status, 10)

	r := p.Sends("bandwidth 1", func() acctest.Result { return p.Apply("-replace=armcloud_instance.b") })
	acctest.Contains(t, r.Output, "Instance not reset", "armcloud_instance manages in this run")
	acctest.Equal(t, "bandwidth", p.Instance(acctest.InstanceB).Bandwidth, simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10})
	p.Destroys("reset 1")
	acctest.Equal(t, "bandwidth", p.Instance(acctest.InstanceB).Bandwidth, simulator.Bandwidth{})
}
