package fleet_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A change of triggers sends every managed setting again, and a change of
// restart_triggers restarts every instance once. The next apply repeats only what
// failed. A create restarts nothing, and a change of only timeouts sends nothing.
func TestAccFleetTriggers(t *testing.T) {
	acctest.OneCLI(t)
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	phones := acctest.Join(acctest.Phones("kiosk", 1, 3), acctest.Phones("idle", 4, 4))
	profiles := acctest.SpeedProfile("kiosk", 10, "Europe/Berlin") + "idle = {}\n"
	f.Configure(acctest.FleetHCL("shop", phones, profiles, `triggers = { v = "1" }`, `restart_triggers = { v = "1" }`))
	f.Apply()
	f.WantSent(map[string]int{"setSpeed": 3, "updateTimeZone": 3})

	failTimes(f, 2, 1)
	f.Configure(acctest.FleetHCL("shop", phones, profiles, `triggers = { v = "2" }`, `restart_triggers = { v = "1" }`))
	f.FailApply()
	f.WantSent(map[string]int{"setSpeed": 3, "updateTimeZone": 3})
	f.Apply()
	f.WantSent(map[string]int{"setSpeed": 1})
	f.PlanEmpty()

	f.Must(f.AddFault(simulator.Fault{Path: "/pad/restart", Kind: simulator.FaultTaskFail, PadCode: acctest.PadCode(2), Times: 1}))
	f.Configure(acctest.FleetHCL("shop", phones, profiles, `triggers = { v = "2" }`, `restart_triggers = { v = "2" }`))
	acctest.Contains(t, f.FailApply().Output, "1 of 4 instances failed", acctest.PadCode(2)+": unable to restart the instance: task failed (status -1)")
	f.WantSent(map[string]int{"restart": 4})
	acctest.Contains(t, f.Apply().Output, `"AC32010000002" = "failed: task failed (status -1)`)
	f.WantSent(map[string]int{"restart": 1})
	f.PlanEmpty()

	f.Configure(acctest.FleetHCL("shop", phones, profiles, `triggers = { v = "2" }`, `restart_triggers = { v = "2" }`, `timeouts = { update = "1h" }`))
	acctest.Contains(t, f.Apply().Output, "1 changed")
	f.WantSent(map[string]int{})
	f.PlanEmpty()
}
