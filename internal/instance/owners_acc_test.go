package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A phone that moves from one resource to another in one apply ends with what
// the new one says, whichever of the two comes first.
func TestAccPhoneMoves(t *testing.T) {
	t.Parallel()
	const fast = "bandwidth = { upload_mbps = 50, download_mbps = 50 }\n"
	fastest := simulator.Bandwidth{UploadMbps: 50, DownloadMbps: 50}

	// Taken back first, then set: the old object goes before the new one that
	// depends on its replacement.
	p := acctest.NewInstanceCase(t, simulator.Options{}, "")
	p.Configure(acctest.InstanceHCL("x", acctest.InstanceA, acctest.Slow))
	p.Applies("bandwidth 1")
	p.Configure(acctest.InstanceHCL("x", acctest.InstanceB, acctest.Slow) + acctest.InstanceHCL("y", acctest.InstanceA, fast+"depends_on = [armcloud_instance.x]"))
	p.Applies("bandwidth 3")
	acctest.Equal(t, "bandwidth of the moved phone", p.Instance(acctest.InstanceA).Bandwidth, fastest)
	p.PlanEmpty()
	p.Destroys("bandwidth 2")

	// Set first, then taken back: create_before_destroy lets the old object go
	// last. Nothing is taken back then.
	cbd := "lifecycle { create_before_destroy = true }\n"
	p.Configure(acctest.InstanceHCL("x", acctest.InstanceA, acctest.Slow+cbd))
	p.Applies("bandwidth 1")
	p.Configure(acctest.InstanceHCL("x", acctest.InstanceB, acctest.Slow+cbd) + acctest.InstanceHCL("y", acctest.InstanceA, fast+"depends_on = [armcloud_instance.x]"))
	p.Applies("bandwidth 2")
	acctest.Equal(t, "bandwidth of the moved phone", p.Instance(acctest.InstanceA).Bandwidth, fastest)
	p.PlanEmpty()

	// A swap, and a move to the other form: neither object waits for the other.
	p.Configure(acctest.InstanceHCL("x", acctest.InstanceA, acctest.Slow) + acctest.InstanceHCL("y", acctest.InstanceB, fast))
	p.Apply()
	acctest.Equal(t, "bandwidth of the first", p.Instance(acctest.InstanceA).Bandwidth, simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10})
	acctest.Equal(t, "bandwidth of the second", p.Instance(acctest.InstanceB).Bandwidth, fastest)
	p.Configure(acctest.SettingHCL("bandwidth", "x", acctest.InstanceA, "upload_mbps = 50\n download_mbps = 50") + acctest.InstanceHCL("y", acctest.InstanceB, fast))
	p.Apply()
	acctest.Equal(t, "bandwidth of the first", p.Instance(acctest.InstanceA).Bandwidth, fastest)
	p.PlanEmpty()
}

// Two resources that manage one setting of a phone are named in a warning, at
// plan and at apply. Different settings of one phone, and a setting that an
// import has filled in but nobody manages, are the controls.
func TestAccPhoneTwoOwners(t *testing.T) {
	t.Parallel()
	const warning = "Two resources manage one setting"
	p := acctest.NewInstanceCase(t, simulator.Options{}, "")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, "") + acctest.SettingHCL("time_zone", "a", acctest.InstanceA, "time_zone = \"Asia/Shanghai\"") + acctest.InstanceHCL("b", acctest.InstanceB, acctest.Slow) + acctest.SettingHCL("proxy", "b", acctest.InstanceB, "enabled = false"))
	if r := p.Run("import", "-no-color", "armcloud_instance.a", acctest.InstanceA); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	acctest.NotContains(t, p.PlanChanges().Output, warning)
	acctest.NotContains(t, p.Applies("time_zone 1, bandwidth 1, proxy 1").Output, warning)

	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin) + acctest.SettingHCL("time_zone", "a", acctest.InstanceA, acctest.Tokyo))
	acctest.Contains(t, p.PlanChanges().Output, warning, "Instance "+acctest.InstanceA+": time_zone is managed by", "armcloud_instance_time_zone", "and by armcloud_instance")
	acctest.Contains(t, p.Apply().Output, warning, "Instance "+acctest.InstanceA+": time_zone is managed by")

	// Of one type: two new objects are told apart at apply, and at every plan
	// from then on.
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow) + acctest.InstanceHCL("same", acctest.InstanceA, "bandwidth = { upload_mbps = 1, download_mbps = 1 }"))
	acctest.Contains(t, p.Apply().Output, warning, "Instance "+acctest.InstanceA+": bandwidth is managed by armcloud_instance and by armcloud_instance.")
	acctest.Contains(t, p.Run("plan", "-no-color").Output, warning, "bandwidth is managed by armcloud_instance and by armcloud_instance.")
}
