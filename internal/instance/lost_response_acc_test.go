package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// After a lost response nothing more is sent to the instance: not the change again,
// although it is safe to repeat, and no other setting. Once the instance shows the
// value, the next apply sends the rest. The control are the same changes without a
// fault, of which all settings are sent.
func TestAccLostResponse(t *testing.T) {
	t.Parallel()
	settings := acctest.Tokyo + acctest.Slow + acctest.Socks
	resources := []string{
		acctest.InstanceHCL("a", acctest.InstanceA, settings),
		acctest.FleetOfOneHCL("b", acctest.InstanceB, settings),
		acctest.SettingHCL("time_zone", "c", acctest.InstanceC, acctest.Tokyo),
	}
	t.Run("control", func(t *testing.T) {
		t.Parallel()
		p := acctest.NewCase(t, simulator.Options{}, "")
		p.Configure(resources...)
		p.Applies("time_zone 3, bandwidth 2, proxy 2")
	})
	for _, kind := range []string{simulator.FaultDropAfter, simulator.FaultTruncate} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{}, "max_retries = 3")
			p.Configure(resources...)
			p.Fault(simulator.Fault{Path: "updateTimeZone", Kind: kind})
			acctest.Contains(t, p.FailsCreates("time_zone 3").Output, "may have been carried out")
			p.Account.ClearFaults()
			p.Idle(acctest.InstanceA, acctest.InstanceB, acctest.InstanceC)
			for _, address := range []string{"armcloud_instance.a", "armcloud_fleet.b", "armcloud_instance_time_zone.c"} {
				acctest.Equal(t, "exit code of untaint", p.Run("untaint", address).Exit, 0)
			}
			p.Applies("bandwidth 2, proxy 2")
			p.PlanEmpty()
		})
	}
}

// A setting that no source shows stays unknown until its change must have ended: an
// apply that ends before sends nothing to the instance, not even another setting. Other
// instances, the control, are changed.
func TestAccLostResponseWithoutEvidence(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	limits := "timeouts = { create = \"20s\", update = \"2s\" }\n"
	resources := func(more string) string {
		return acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow+more+limits) + acctest.FleetOfOneHCL("b", acctest.InstanceB, acctest.Slow+more)
	}
	p.Fault(simulator.Fault{Path: "setSpeed", PadCode: acctest.InstanceA, Kind: simulator.FaultDropAfter})
	p.Configure(resources(""))
	p.FailsCreates("bandwidth 2")
	p.Account.ClearFaults()
	p.Idle(acctest.InstanceA, acctest.InstanceB)
	acctest.Equal(t, "exit code of untaint", p.Run("untaint", "armcloud_instance.a").Exit, 0)
	p.Configure(resources(acctest.Socks))
	acctest.Contains(t, p.FailsApply("proxy 1").Output, "the response to an earlier change was lost", "armcloud_fleet.b: Modifications complete")
}
