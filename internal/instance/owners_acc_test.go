package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// An instance that moves from one resource to another in one apply ends with the
// settings of the new one, in whichever order the two are applied.
func TestAccInstanceHandover(t *testing.T) {
	t.Parallel()
	const fast = "bandwidth = { upload_mbps = 50, download_mbps = 50 }\n"
	fastest := simulator.Bandwidth{UploadMbps: 50, DownloadMbps: 50}

	// Undo, then set: y depends on the replacement of x, so the old x is destroyed
	// first.
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Configure(acctest.InstanceHCL("x", acctest.InstanceA, acctest.Slow))
	p.Applies("bandwidth 1")
	p.Configure(acctest.InstanceHCL("x", acctest.InstanceB, acctest.Slow) + acctest.InstanceHCL("y", acctest.InstanceA, fast+"depends_on = [armcloud_instance.x]"))
	p.Applies("bandwidth 3")
	acctest.Equal(t, "bandwidth of the moved instance", p.Instance(acctest.InstanceA).Bandwidth, fastest)
	p.PlanEmpty()
	p.Destroys("bandwidth 2")

	// Set, then release: with create_before_destroy, the old object is destroyed last.
	// It undoes nothing then.
	cbd := "lifecycle { create_before_destroy = true }\n"
	p.Configure(acctest.InstanceHCL("x", acctest.InstanceA, acctest.Slow+cbd))
	p.Applies("bandwidth 1")
	p.Configure(acctest.InstanceHCL("x", acctest.InstanceB, acctest.Slow+cbd) + acctest.InstanceHCL("y", acctest.InstanceA, fast+"depends_on = [armcloud_instance.x]"))
	p.Applies("bandwidth 2")
	acctest.Equal(t, "bandwidth of the moved instance", p.Instance(acctest.InstanceA).Bandwidth, fastest)
	p.PlanEmpty()

	// Swapped instances, and a move to a single-setting resource. Neither object
	// depends on the other.
	p.Configure(acctest.InstanceHCL("x", acctest.InstanceA, acctest.Slow) + acctest.InstanceHCL("y", acctest.InstanceB, fast))
	p.Apply()
	acctest.Equal(t, "bandwidth of the first", p.Instance(acctest.InstanceA).Bandwidth, simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10})
	acctest.Equal(t, "bandwidth of the second", p.Instance(acctest.InstanceB).Bandwidth, fastest)
	p.Configure(acctest.SettingHCL("bandwidth", "x", acctest.InstanceA, "upload_mbps = 50\n download_mbps = 50") + acctest.InstanceHCL("y", acctest.InstanceB, fast))
	p.Apply()
	acctest.Equal(t, "bandwidth of the first", p.Instance(acctest.InstanceA).Bandwidth, fastest)
	p.PlanEmpty()
}

// If two resources manage the same setting of an instance, plan and apply warn and
// name both. The controls are resources with different settings of an instance, and
// a setting that an import has filled in but that is not managed.
func TestAccInstanceTwoOwners(t *testing.T) {
	t.Parallel()
	const warning = "Two resources manage one setting"
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, "") + acctest.SettingHCL("time_zone", "a", acctest.InstanceA, "time_zone = \"Asia/Shanghai\"") + acctest.InstanceHCL("b", acctest.InstanceB, acctest.Slow) + acctest.SettingHCL("proxy", "b", acctest.InstanceB, "enabled = false"))
	if r := p.Run("import", "-no-color", "armcloud_instance.a", acctest.InstanceA); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	acctest.NotContains(t, p.PlanChanges().Output, warning)
	acctest.NotContains(t, p.Applies("time_zone 1, bandwidth 1, proxy 1").Output, warning)

	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin) + acctest.SettingHCL("time_zone", "a", acctest.InstanceA, acctest.Tokyo))
	acctest.Contains(t, p.PlanChanges().Output, warning, "Instance "+acctest.InstanceA+": time_zone is managed by", "armcloud_instance_time_zone", "and by armcloud_instance")
	acctest.Contains(t, p.Apply().Output, warning, "Instance "+acctest.InstanceA+": time_zone is managed by")

	// Two new objects of one type: only the apply can distinguish them, and every plan
	// after it.
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow) + acctest.InstanceHCL("same", acctest.InstanceA, "bandwidth = { upload_mbps = 1, download_mbps = 1 }"))
	acctest.Contains(t, p.Apply().Output, warning, "Instance "+acctest.InstanceA+": bandwidth is managed by armcloud_instance and by armcloud_instance.")
	acctest.Contains(t, p.Run("plan", "-no-color").Output, warning, "bandwidth is managed by armcloud_instance and by armcloud_instance.")
}

// A change of an instance that runs a task of another client, such as another provider
// block of the account, waits for that task. The control is another refusal.
func TestAccBusyInstanceWaitedFor(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "max_retries = 1")
	configure := func(speed string) {
		limit := "bandwidth = { upload_mbps = " + speed + ", download_mbps = 10 }\n"
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, limit), acctest.FleetHCL("shop", acctest.Phones("k", 2, 3), "k = {"+limit+"}"))
	}
	for _, code := range []string{acctest.InstanceA, acctest.InstanceB} {
		p.Fault(simulator.Fault{Path: "pad/setSpeed", Kind: simulator.FaultReject, PadCode: code, Code: 220025, Times: 5})
	}
	configure("5")
	p.Applies("bandwidth 3")
	p.PlanEmpty()
	p.Fault(simulator.Fault{Path: "pad/setSpeed", Kind: simulator.FaultReject, PadCode: acctest.InstanceA, Code: 111079, Times: 6})
	configure("6")
	p.FailsApply("bandwidth 2")
}

// Different apps of an instance are different settings, even while a value of
// theirs is unknown. Control: the same app twice.
func TestAccInstanceUnknownValuesAreNoConflict(t *testing.T) {
	t.Parallel()
	const warning = "Two resources manage one setting"
	p := acctest.NewCase(t, simulator.Options{}, "")
	app := func(name, packageName, id, version string) string {
		return acctest.SettingHCL("app", name, acctest.InstanceA, "package_name = \""+packageName+"\"\n app_id = "+id+"\n version_code = terraform_data.release.output == \"1\" ? null : "+version)
	}
	write := func(release, more string) {
		p.Configure("resource \"terraform_data\" \"release\" {\n  input = \"" + release + "\"\n}\n" +
			app("kiosk", "com.example.kiosk", "101", "100") + app("counter", "com.example.counter", "5000000103", "10") + more)
	}
	write("1", "")
	acctest.NotContains(t, p.Apply().Output, warning)
	write("2", "")
	acctest.NotContains(t, p.PlanChanges().Output, warning)
	write("2", acctest.InstanceHCL("same", acctest.InstanceA, "apps = { \"com.example.kiosk\" = { app_id = 101, version_code = terraform_data.release.output == \"1\" ? null : 100 } }"))
	acctest.Contains(t, p.PlanChanges().Output, warning, "apps/com.example.kiosk is managed by")
}
