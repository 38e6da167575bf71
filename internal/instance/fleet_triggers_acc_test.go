package instance_test

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
	f := fleetStart(t, simulator.Options{}, "")
	phones := joined(pads("kiosk", 1, 3), pads("idle", 4, 4))
	profiles := speed("kiosk", 10, "Europe/Berlin") + "idle = {}\n"
	f.write(fleetHCL("shop", phones, profiles, `triggers = { v = "1" }`, `restart_triggers = { v = "1" }`))
	f.Apply()
	f.wantSent(map[string]int{"setSpeed": 3, "updateTimeZone": 3})

	f.failing(2, 1)
	f.write(fleetHCL("shop", phones, profiles, `triggers = { v = "2" }`, `restart_triggers = { v = "1" }`))
	f.FailApply()
	f.wantSent(map[string]int{"setSpeed": 3, "updateTimeZone": 3})
	f.Apply()
	f.wantSent(map[string]int{"setSpeed": 1})
	f.PlanEmpty()

	f.must(f.AddFault(simulator.Fault{Path: "/pad/restart", Kind: simulator.FaultTaskFail, PadCode: pad(2), Times: 1}))
	f.write(fleetHCL("shop", phones, profiles, `triggers = { v = "2" }`, `restart_triggers = { v = "2" }`))
	f.contains(f.FailApply(), "1 of 4 phones failed", pad(2)+": unable to restart the phone: task failed (status -1)")
	f.wantSent(map[string]int{"restart": 4})
	f.contains(f.Apply(), `"AC32010000002" = "failed: task failed (status -1)`)
	f.wantSent(map[string]int{"restart": 1})
	f.PlanEmpty()

	f.write(fleetHCL("shop", phones, profiles, `triggers = { v = "2" }`, `restart_triggers = { v = "2" }`, `timeouts = { update = "1h" }`))
	f.contains(f.Apply(), "1 changed")
	f.wantSent(map[string]int{})
	f.PlanEmpty()
}

// An apply that is interrupted while tasks run ends at once, names what still
// runs and keeps what is done; the next one finishes and repeats no restart.
func TestAccFleetInterrupted(t *testing.T) {
	f := fleetStart(t, simulator.Options{}, "")
	phones := pads("kiosk", 1, 4)
	f.write(fleetHCL("shop", phones, "kiosk = {}\n"))
	f.Apply()
	f.ResetCounters()

	// Phone 2 never ends its first task.
	stuck := func(n int) {
		f.must(f.AddFault(simulator.Fault{Kind: simulator.FaultTaskStatus, PadCode: pad(n), Status: 2}))
	}
	stuck(2)
	f.write(fleetHCL("shop", phones, speed("kiosk", 10, ""), `restart_triggers = { v = "1" }`))
	result := f.interrupted(3)
	f.contains(result, "1 of 4 phones failed", pad(2)+": unable to set the bandwidth: interrupted; its task may still be running", "may still be running (task 7")
	for code, value := range f.state("shop").Attributes.Phones {
		if failed := strings.HasPrefix(value, "failed: interrupted; its task may still be running"); failed != (code == pad(2)) {
			t.Errorf("the state has %q for phone %s", value, code)
		}
	}
	f.wantSent(map[string]int{"setSpeed": 4, "restart": 3})
	f.ClearFaults()
	f.Apply()
	f.wantSent(map[string]int{"setSpeed": 1, "restart": 1})
	f.PlanEmpty()

	// Phone 3 never ends its restart: it cannot be cancelled, so that it is not
	// repeated.
	stuck(3)
	f.write(fleetHCL("shop", phones, speed("kiosk", 10, ""), `restart_triggers = { v = "2" }`))
	f.contains(f.interrupted(4), "1 of 4 phones failed", pad(3)+": unable to restart the phone: interrupted; its task may still be running", "may still be running (task 7")
	f.wantSent(map[string]int{"restart": 4})
	f.ClearFaults()
	f.contains(f.Apply(), `"AC32010000003" = "failed: interrupted; its task may still be running`)
	f.wantSent(map[string]int{})
	f.PlanEmpty()
	f.wantSpeed(10, 1, 2, 3, 4)
}

// interrupted applies, and presses Ctrl-C when so many phones have restarted
// and one task alone is still asked for.
func (f *fleetCase) interrupted(restarts int) acctest.Result {
	f.t.Helper()
	run := f.Start("apply", "-auto-approve", "-no-color")
	seen, quiet := 0, 0
	acctest.Eventually(f.t, "all but one phone have restarted, and are back", func() bool {
		counters := f.Counters()
		if counters.Total() != seen && f.restarted(counters) == restarts && f.running() {
			// From here on the requests are those that ask for the one task.
			quiet++
		}
		seen = counters.Total()
		return quiet == 5
	})
	run.Interrupt()
	result := run.Wait()
	if result.Exit != 1 || strings.Contains(result.Output, "panic") {
		f.t.Errorf("an interrupted apply exited with %d:\n%s", result.Exit, result.Output)
	}
	return result
}

func (f *fleetCase) restarted(counters simulator.Counters) int {
	phones := 0
	for size, times := range counters.BatchSizes["/openapi/open/pad/restart"] {
		phones += size * times
	}
	return phones
}

// running tells whether all phones of the account run and have nothing to do.
func (f *fleetCase) running() bool {
	for _, code := range f.PadCodes() {
		if phone, _ := f.Instance(code); phone.Status != 10 || phone.Unfinished > 0 {
			return false
		}
	}
	return true
}
