package fleet_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// countWithSpeed returns the number of instances with an upload bandwidth.
func countWithSpeed(f *acctest.Case, mbps float64) (count int) {
	for _, code := range f.PadCodes() {
		if on, _ := f.Account.Instance(code); on.Bandwidth.UploadMbps == mbps {
			count++
		}
	}
	return count
}

// If an update of many instances ends early, after half of them, the next apply
// converges the others and sends nothing to those that are known to be done.
func TestAccFleetInterruptedHalfway(t *testing.T) {
	t.Parallel()
	const size = 200
	for name, cut := range map[string]func(f *acctest.Case, apply *acctest.Running){
		"the service goes down": func(f *acctest.Case, _ *acctest.Running) { f.Kill() },
		"Ctrl-C":                func(_ *acctest.Case, apply *acctest.Running) { apply.Interrupt() },
	} {
		t.Run(name, func(t *testing.T) {
			f := acctest.NewFleetCase(t, simulator.Options{Instances: size, StateFile: filepath.Join(t.TempDir(), "account.json")}, "max_retries = 1")
			f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, size), acctest.SpeedProfile("kiosk", 10, "")))
			f.Apply()
			f.Sent()
			limit := ""
			if name == "the service goes down" {
				// A wait goes on until then.
				limit = "timeouts = { update = \"15s\" }"
			}
			f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, size), acctest.SpeedProfile("kiosk", 20, ""), limit))
			// The tasks of half of the instances look as if they were running.
			for _, code := range f.PadCodes()[size/2:] {
				f.Fault(simulator.Fault{Path: "/pad/setSpeed", Kind: simulator.FaultTaskStatus, PadCode: code, Status: 2})
			}
			apply := f.Start("apply", "-auto-approve", "-no-color")
			acctest.Eventually(t, "the tasks end", func() bool { return countWithSpeed(f, 20) == size })
			// The provider queries 200 tasks in two requests, or in more if an instance
			// missed the request of its equals.
			for range 6 {
				f.AwaitPolls(t)
			}
			cut(f, apply)
			result := apply.Wait()
			if result.Exit != 1 {
				t.Errorf("got exit code %d, want 1", result.Exit)
			}
			acctest.Contains(t, result.Output, "instances failed", "its task may still be running")
			if lines := errorLines(result); lines > 60 {
				t.Errorf("got %d lines of errors, want at most 60:\n%s", lines, result.Output)
			}
			remaining := 0
			for _, reason := range f.FleetState("shop").Attributes.Phones {
				if reason != "kiosk" {
					remaining++
				}
			}
			if remaining != size/2 {
				t.Errorf("got %d instances that failed in the state, want half of %d", remaining, size)
			}
			if name == "the service goes down" {
				f.Restart()
			}
			f.ClearFaults()
			f.ResetCounters()
			f.Apply()
			if sent := f.Sent()["setSpeed"]; sent > remaining {
				t.Errorf("got the setting sent to %d instances by the second apply, want at most the %d that failed", sent, remaining)
			}
			if got := countWithSpeed(f, 20); got != size {
				t.Errorf("got the new bandwidth on %d instances, want it on all %d", got, size)
			}
			f.PlanEmpty()
		})
	}
}

// An apply that is interrupted while tasks run ends at once, lists the tasks and
// saves what is done. The next one completes the change and repeats no restart.
func TestAccFleetInterrupted(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	phones := acctest.Phones("kiosk", 1, 4)
	f.Configure(acctest.FleetHCL("shop", phones, "kiosk = {}\n"))
	f.Apply()
	f.ResetCounters()

	// The first task of instance 2 never ends.
	stuck := func(n int) {
		f.Must(f.AddFault(simulator.Fault{Kind: simulator.FaultTaskStatus, PadCode: acctest.PadCode(n), Status: 2}))
	}
	stuck(2)
	f.Configure(acctest.FleetHCL("shop", phones, acctest.SpeedProfile("kiosk", 10, ""), `restart_triggers = { v = "1" }`))
	result := interruptedApply(f, 3)
	acctest.Contains(t, result.Output, "1 of 4 instances failed", acctest.PadCode(2)+": unable to set the bandwidth: interrupted; its task may still be running", "may still be running (task 7")
	for code, value := range f.FleetState("shop").Attributes.Phones {
		if failed := strings.HasPrefix(value, "failed: interrupted; its task may still be running"); failed != (code == acctest.PadCode(2)) {
			t.Errorf("got %q for instance %s in the state, want a failure only for %s", value, code, acctest.PadCode(2))
		}
	}
	f.WantSent(map[string]int{"setSpeed": 4, "restart": 3})
	f.ClearFaults()
	f.Apply()
	// The earlier bandwidth task succeeded meanwhile, so it is not sent again.
	f.WantSent(map[string]int{"restart": 1})
	f.PlanEmpty()

	// The restart of instance 3 never ends. It can't be canceled, so it isn't repeated.
	stuck(3)
	f.Configure(acctest.FleetHCL("shop", phones, acctest.SpeedProfile("kiosk", 10, ""), `restart_triggers = { v = "2" }`))
	acctest.Contains(t, interruptedApply(f, 4).Output, "1 of 4 instances failed", acctest.PadCode(3)+": unable to restart the instance: interrupted; its task may still be running", "may still be running (task 7")
	f.WantSent(map[string]int{"restart": 4})
	f.ClearFaults()
	acctest.Contains(t, f.Apply().Output, `"AC32010000003" = "failed: interrupted; its task may still be running`)
	f.WantSent(map[string]int{})
	f.PlanEmpty()
	f.WantSpeed(10, 1, 2, 3, 4)
}

// interruptedApply runs an apply and interrupts it when so many instances have
// restarted and the provider polls only one task.
func interruptedApply(f *acctest.Case, restarts int) acctest.Result {
	f.T.Helper()
	run := f.Start("apply", "-auto-approve", "-no-color")
	seen, quiet := 0, 0
	acctest.Eventually(f.T, "the others have restarted and run", func() bool {
		counters := f.Counters()
		if counters.Total() != seen && restartedCount(f, counters) == restarts && allIdle(f) {
			// From now on, all requests poll the task.
			quiet++
		}
		seen = counters.Total()
		return quiet == 5
	})
	run.Interrupt()
	result := run.Wait()
	if result.Exit != 1 || strings.Contains(result.Output, "panic") {
		f.T.Errorf("got exit code %d of an interrupted apply, want 1 and no panic:\n%s", result.Exit, result.Output)
	}
	return result
}

// restartedCount returns the number of instances that were restarted.
func restartedCount(f *acctest.Case, counters simulator.Counters) int {
	count := 0
	for size, times := range counters.BatchSizes["/openapi/open/pad/restart"] {
		count += size * times
	}
	return count
}

// allIdle reports whether all instances of the account run and have no unfinished
// tasks.
func allIdle(f *acctest.Case) bool {
	for _, code := range f.PadCodes() {
		if on, _ := f.Account.Instance(code); on.Status != 10 || on.Unfinished > 0 {
			return false
		}
	}
	return true
}
