package instance_test

import (
	"testing"

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
	p := newPhoneTest(t, simulator.Options{}, "")
	p.config(phone("x", phoneA, slow))
	p.applies("bandwidth 1")
	p.config(phone("x", phoneB, slow) + phone("y", phoneA, fast+"depends_on = [armcloud_instance.x]"))
	p.applies("bandwidth 3")
	is(t, "bandwidth of the moved phone", p.on(phoneA).Bandwidth, fastest)
	p.PlanEmpty()
	p.destroys("bandwidth 2")

	// Set first, then taken back: create_before_destroy lets the old object go
	// last. Nothing is taken back then.
	cbd := "lifecycle { create_before_destroy = true }\n"
	p.config(phone("x", phoneA, slow+cbd))
	p.applies("bandwidth 1")
	p.config(phone("x", phoneB, slow+cbd) + phone("y", phoneA, fast+"depends_on = [armcloud_instance.x]"))
	p.applies("bandwidth 2")
	is(t, "bandwidth of the moved phone", p.on(phoneA).Bandwidth, fastest)
	p.PlanEmpty()

	// A swap, and a move to the other form: neither object waits for the other.
	p.config(phone("x", phoneA, slow) + phone("y", phoneB, fast))
	p.Apply()
	is(t, "bandwidth of the first", p.on(phoneA).Bandwidth, simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10})
	is(t, "bandwidth of the second", p.on(phoneB).Bandwidth, fastest)
	p.config(own("bandwidth", "x", phoneA, "upload_mbps = 50\n download_mbps = 50") + phone("y", phoneB, fast))
	p.Apply()
	is(t, "bandwidth of the first", p.on(phoneA).Bandwidth, fastest)
	p.PlanEmpty()
}

// Two resources that manage one setting of a phone are named in a warning, at
// plan and at apply. Different settings of one phone, and a setting that an
// import has filled in but nobody manages, are the controls.
func TestAccPhoneTwoOwners(t *testing.T) {
	t.Parallel()
	const warning = "Two resources manage one setting"
	p := newPhoneTest(t, simulator.Options{}, "")
	p.config(phone("a", phoneA, "") + own("time_zone", "a", phoneA, "time_zone = \"Asia/Shanghai\"") + phone("b", phoneB, slow) + own("proxy", "b", phoneB, "enabled = false"))
	if r := p.Run("import", "-no-color", "armcloud_instance.a", phoneA); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	silent(t, p.PlanChanges().Output, warning)
	silent(t, p.applies("time_zone 1, bandwidth 1, proxy 1").Output, warning)

	p.config(phone("a", phoneA, berlin) + own("time_zone", "a", phoneA, tokyo))
	says(t, p.PlanChanges().Output, warning, "Phone "+phoneA+": time_zone is managed by", "armcloud_instance_time_zone", "and by armcloud_instance")
	says(t, p.Apply().Output, warning, "Phone "+phoneA+": time_zone is managed by")

	// Of one type: two new objects are told apart at apply, and at every plan
	// from then on.
	p.config(phone("a", phoneA, slow) + phone("same", phoneA, "bandwidth = { upload_mbps = 1, download_mbps = 1 }"))
	says(t, p.Apply().Output, warning, "Phone "+phoneA+": bandwidth is managed by armcloud_instance and by armcloud_instance.")
	says(t, p.Run("plan", "-no-color").Output, warning, "bandwidth is managed by armcloud_instance and by armcloud_instance.")
}
