package fleet_test

import (
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// triggers sends every managed setting once more, restart_triggers restarts
// every phone once; what failed is repeated, what is done is not; a creation
// restarts nothing, and timeouts alone send nothing.
func TestAccFleetTriggers(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	phones := acctest.Join(acctest.Phones("kiosk", 1, 3), acctest.Phones("idle", 4, 4))
	profiles := acctest.SpeedProfile("kiosk", 10, "Europe/Berlin") + "idle = {}\n"
	f.WriteResources(acctest.FleetHCL("shop", phones, profiles, `triggers = { v = "1" }`, `restart_triggers = { v = "1" }`))
	f.Apply()
	f.WantSent(map[string]int{"setSpeed": 3, "updateTimeZone": 3})

	failTimes(f, 2, 1)
	f.WriteResources(acctest.FleetHCL("shop", phones, profiles, `triggers = { v = "2" }`, `restart_triggers = { v = "1" }`))
	f.FailApply()
	f.WantSent(map[string]int{"setSpeed": 3, "updateTimeZone": 3})
	f.Apply()
	f.WantSent(map[string]int{"setSpeed": 1})
	f.PlanEmpty()

	f.Must(f.AddFault(simulator.Fault{Path: "/pad/restart", Kind: simulator.FaultTaskFail, PadCode: acctest.PadCode(2), Times: 1}))
	f.WriteResources(acctest.FleetHCL("shop", phones, profiles, `triggers = { v = "2" }`, `restart_triggers = { v = "2" }`))
	f.WantOutput(f.FailApply(), "1 of 4 phones failed", acctest.PadCode(2)+": unable to restart the phone: task failed (status -1)")
	f.WantSent(map[string]int{"restart": 4})
	f.WantOutput(f.Apply(), `"AC32010000002" = "failed: task failed (status -1)`)
	f.WantSent(map[string]int{"restart": 1})
	f.PlanEmpty()

	f.WriteResources(acctest.FleetHCL("shop", phones, profiles, `triggers = { v = "2" }`, `restart_triggers = { v = "2" }`, `timeouts = { update = "1h" }`))
	f.WantOutput(f.Apply(), "1 changed")
	f.WantSent(map[string]int{})
	f.PlanEmpty()
}

// An apply that is interrupted while tasks run ends at once, names what still
// runs and keeps what is done; the next one finishes and repeats no restart.
func TestAccFleetInterrupted(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	phones := acctest.Phones("kiosk", 1, 4)
	f.WriteResources(acctest.FleetHCL("shop", phones, "kiosk = {}\n"))
	f.Apply()
	f.ResetCounters()

	// Phone 2 never ends its first task.
	stuck := func(n int) {
		f.Must(f.AddFault(simulator.Fault{Kind: simulator.FaultTaskStatus, PadCode: acctest.PadCode(n), Status: 2}))
	}
	stuck(2)
	f.WriteResources(acctest.FleetHCL("shop", phones, acctest.SpeedProfile("kiosk", 10, ""), `restart_triggers = { v = "1" }`))
	result := interruptedApply(f, 3)
	f.WantOutput(result, "1 of 4 phones failed", acctest.PadCode(2)+": unable to set the bandwidth: interrupted; its task may still be running", "may still be running (task 7")
	for code, value := range f.FleetState("shop").Attributes.Phones {
		if failed := strings.HasPrefix(value, "failed: interrupted; its task may still be running"); failed != (code == acctest.PadCode(2)) {
			t.Errorf("the state has %q for phone %s", value, code)
		}
	}
	f.WantSent(map[string]int{"setSpeed": 4, "restart": 3})
	f.ClearFaults()
	f.Apply()
	f.WantSent(map[string]int{"setSpeed": 1, "restart": 1})
	f.PlanEmpty()

	// Phone 3 never ends its restart: it cannot be cancelled, so that it is not
	// repeated.
	stuck(3)
	f.WriteResources(acctest.FleetHCL("shop", phones, acctest.SpeedProfile("kiosk", 10, ""), `restart_triggers = { v = "2" }`))
	f.WantOutput(interruptedApply(f, 4), "1 of 4 phones failed", acctest.PadCode(3)+": unable to restart the phone: interrupted; its task may still be running", "may still be running (task 7")
	f.WantSent(map[string]int{"restart": 4})
	f.ClearFaults()
	f.WantOutput(f.Apply(), `"AC32010000003" = "failed: interrupted; its task may still be running`)
	f.WantSent(map[string]int{})
	f.PlanEmpty()
	f.WantSpeed(10, 1, 2, 3, 4)
}

// interruptedApply applies, and presses Ctrl-C when so many phones have restarted
// and one task alone is still asked for.
func interruptedApply(f *acctest.FleetCase, restarts int) acctest.Result {
	f.T.Helper()
	run := f.Start("apply", "-auto-approve", "-no-color")
	seen, quiet := 0, 0
	acctest.Eventually(f.T, "all but one phone have restarted, and are back", func() bool {
		counters := f.Counters()
		if counters.Total() != seen && restartedCount(f, counters) == restarts && anyRunning(f) {
			// From here on the requests are those that ask for the one task.
			quiet++
		}
		seen = counters.Total()
		return quiet == 5
	})
	run.Interrupt()
	result := run.Wait()
	if result.Exit != 1 || strings.Contains(result.Output, "panic") {
		f.T.Errorf("an interrupted apply exited with %d:\n%s", result.Exit, result.Output)
	}
	return result
}

func restartedCount(f *acctest.FleetCase, counters simulator.Counters) int {
	phones := 0
	for size, times := range counters.BatchSizes["/openapi/open/pad/restart"] {
		phones += size * times
	}
	return phones
}

// anyRunning tells whether all phones of the account run and have nothing to do.
func anyRunning(f *acctest.FleetCase) bool {
	for _, code := range f.PadCodes() {
		if phone, _ := f.Instance(code); phone.Status != 10 || phone.Unfinished > 0 {
			return false
		}
	}
	return true
}
