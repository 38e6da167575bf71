package fleet_test

import (
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// refusedFleet is a fleet of five instances with a bandwidth.
func refusedFleet(mbps int, more ...string) string {
	return acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 5), acctest.SpeedProfile("kiosk", mbps, ""), more...)
}

// If the service refuses requests because of one instance, only that instance fails:
// a restart whose refusal names it, and a change while it is not ready. Without the
// refusal, the control, all succeed, and each change is sent once.
func TestAccFleetRefusedBecauseOfOneInstance(t *testing.T) {
	acctest.OneCLI(t)
	f := acctest.NewFleetCase(t, simulator.Options{Instances: 5, RestartTime: 200 * time.Millisecond}, "max_retries = 0")
	f.Configure(refusedFleet(10, `restart_triggers = { release = "1" }`))
	f.Applies("bandwidth 5")

	f.Configure(refusedFleet(10, `restart_triggers = { release = "2" }`))
	f.Fault(simulator.Fault{Path: "pad/restart", Kind: simulator.FaultReject, PadCode: acctest.InstanceC, Code: 220029, Message: "instance " + acctest.InstanceC + " is not running"})
	acctest.Contains(t, f.FailsApply("restart 4").Output, acctest.InstanceC, "220029")
	f.ClearFaults()
	f.Applies("restart 1")

	f.Configure(refusedFleet(20, `restart_triggers = { release = "2" }`))
	f.Fault(simulator.Fault{Path: "setSpeed", Kind: simulator.FaultReject, PadCode: acctest.InstanceB, Code: 110031})
	acctest.Contains(t, f.FailsApply("bandwidth 4").Output, acctest.InstanceB, "110031")
	f.ClearFaults()
	f.Applies("bandwidth 1")
}

// An apply ends in its own time although the service does not answer. The setting is
// then unknown: neither the old nor the new value is taken for applied, and the next
// apply sends it. After that, the control, nothing is to be done.
func TestAccFleetUnansweredInTime(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{Instances: 5}, "max_retries = 0")
	f.Configure(refusedFleet(10))
	f.Apply()
	f.Fault(simulator.Fault{Path: "setSpeed", Kind: simulator.FaultSlow, Delay: time.Minute})
	f.Configure(refusedFleet(20, `timeouts = { update = "1s" }`))
	begun := time.Now()
	result := f.FailApply()
	if took := time.Since(begun); took > 50*time.Second {
		t.Errorf("got the end of the apply after %s, want it soon after the timeout of 1s", took)
	}
	acctest.Contains(t, result.Output, "it is not known whether the change was made")
	f.ClearFaults()
	f.Configure(refusedFleet(10))
	f.PlanChanges()
	f.Configure(refusedFleet(20))
	f.Applies("bandwidth 5")
	f.PlanEmpty()
}
