package instance_test

import (
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A change that is safe to repeat is sent again after its response was lost, but not
// beside its own task, and neither is another setting. The control is the same apply
// without a fault.
func TestAccLostResponse(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	for name, requests := range map[string]int{"lost": 2, "control": 1} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{TaskTime: time.Second}, "")
			p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Tokyo+acctest.Slow+acctest.Socks))
			if name == "lost" {
				p.Fault(simulator.Fault{Path: "updateTimeZone", Kind: simulator.FaultDropAfter, Times: 1})
			}
			p.Apply()
			counters := p.Account.Counters()
			acctest.Equal(t, "requests to set the time zone", counters.Requests["/openapi/open/pad/updateTimeZone"], requests)
			acctest.Equal(t, "overlapping changes", counters.Overlaps, 0)
			p.PlanEmpty()
		})
	}
}

// A response that leaves the instance out says nothing about the change. As long as its
// task may be running, nothing is sent to the instance, not even another setting. Then
// the change is sent again, and the rest after it. Other instances, the control, are
// changed meanwhile.
func TestAccOmittedInstance(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	resources := func(update string) string {
		settings := acctest.Slow + acctest.Socks
		return acctest.InstanceHCL("a", acctest.InstanceA, settings+"timeouts = { update = \""+update+"\" }\n") + acctest.FleetOfOneHCL("b", acctest.InstanceB, settings)
	}
	p.Fault(simulator.Fault{Path: "setSpeed", PadCode: acctest.InstanceA, Kind: simulator.FaultOmit, Times: 1})
	p.Configure(resources("2s"))
	acctest.Contains(t, p.FailsCreates("bandwidth 2, proxy 1").Output, "armcloud_fleet.b: Creation complete")
	acctest.Equal(t, "exit code of untaint", p.Run("untaint", "armcloud_instance.a").Exit, 0)
	acctest.Contains(t, p.FailsApply("").Output, "the response to an earlier change was lost", "until then nothing else is sent")
	p.Configure(resources("60s"))
	p.Applies("bandwidth 1, proxy 1")
	p.PlanEmpty()
}

// If the response to a new write-only password was lost, the object that replaces the
// tainted one sends it again like any other setting, although it has no fingerprint of
// it. Another password would wait for ten minutes, in which the lost change may still
// take effect.
func TestAccLongLostPasswordOfATaintedObject(t *testing.T) {
	acctest.Long(t)
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	const proxy = `proxy = { ip = "192.0.2.7", port = 1080, protocol = "socks5", username = "u", password_wo = "s3cret" }` + "\n"
	resources := func(timeout string) string {
		return acctest.InstanceHCL("a", acctest.InstanceA, proxy+"timeouts = { create = \""+timeout+"\" }\n") + acctest.FleetOfOneHCL("b", acctest.InstanceB, proxy)
	}
	p.Configure(resources("2s"))
	for _, code := range []string{acctest.InstanceA, acctest.InstanceB} {
		p.Fault(simulator.Fault{Path: "proxy/set", PadCode: code, Kind: simulator.FaultOmit, Times: 1})
	}
	p.FailsCreates("proxy 2")
	p.Configure(resources("60s"))
	p.Applies("proxy 2")
	p.PlanEmpty()
}
