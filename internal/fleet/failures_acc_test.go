package fleet_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// failure is a way in which instances of a fleet fail.
type failure struct {
	// cause makes instances fail, fix ends that.
	cause, fix func(f *acctest.Case, codes []string)
	// reason is the reason in the error.
	reason string
	// drops is true if the instances are removed from the account, and with that from
	// the state.
	drops bool
}

var failures = map[string]failure{
	"failing": {
		cause: func(f *acctest.Case, codes []string) {
			for _, code := range codes {
				f.Must(f.AddFault(simulator.Fault{Path: "/pad/setSpeed", Kind: simulator.FaultTaskFail, PadCode: code, Message: "no such device"}))
			}
		},
		fix:    func(f *acctest.Case, _ []string) { f.ClearFaults() },
		reason: "task failed (status -1): no such device",
	},
	"offline": {
		cause:  func(f *acctest.Case, codes []string) { f.Must(f.Account.SetOnline(codes, false)) },
		fix:    func(f *acctest.Case, codes []string) { f.Must(f.Account.SetOnline(codes, true)) },
		reason: "offline for 100ms",
	},
	"gone": {
		cause:  func(f *acctest.Case, codes []string) { f.Must(f.Remove(codes)) },
		fix:    func(*acctest.Case, []string) {},
		reason: "not in the account",
		drops:  true,
	},
}

// errorLines returns the number of lines of the errors in the output of a run.
func errorLines(result acctest.Result) int {
	_, after, found := strings.Cut(result.Output, "Error: ")
	if !found {
		return 0
	}
	return strings.Count(strings.TrimRight(after, "\n"), "\n") + 1
}

// If one or all of 100 instances fail in an update, the others converge, and the error
// names instances and stays short. Once the cause is fixed, a second apply concerns
// only the failed instances, and the next plan is empty.
func TestAccFleetFailuresOfUpdate(t *testing.T) {
	acctest.OneCLI(t)
	testFleetFailuresOfUpdate(t, 1, 100)
}

func TestAccLongFleetFailuresOfUpdate(t *testing.T) {
	acctest.Long(t)
	testFleetFailuresOfUpdate(t, 2, 10, 50, 99)
}

func testFleetFailuresOfUpdate(t *testing.T, shares ...int) {
	t.Parallel()
	const size = 100
	for name, failing := range failures {
		for _, share := range shares {
			t.Run(fmt.Sprintf("%d %s", share, name), func(t *testing.T) {
				f := acctest.NewFleetCase(t, simulator.Options{Instances: size + 1}, `online_timeout = "100ms"`)
				phones := acctest.Phones("kiosk", 1, size)
				f.Configure(acctest.FleetHCL("shop", phones, acctest.SpeedProfile("kiosk", 10, "")))
				f.Apply()
				f.WantSent(map[string]int{"setSpeed": size})

				hit := f.PadCodes()[size-share : size]
				failing.cause(f, hit)
				f.Configure(acctest.FleetHCL("shop", phones, acctest.SpeedProfile("kiosk", 20, "")))
				result := f.FailApply()
				acctest.Contains(t, result.Output, fmt.Sprintf("%d of %d instances failed", share, size), hit[0]+": unable to", failing.reason)
				if lines := errorLines(result); lines > 60 {
					t.Errorf("got %d lines of errors, want at most 60:\n%s", lines, result.Output)
				}
				if share < size {
					f.WantSpeed(20, 1, size-share)
				}
				f.Sent()

				repaired := share
				failing.fix(f, hit)
				if failing.drops {
					repaired = 0
					f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, size-share), acctest.SpeedProfile("kiosk", 20, "")))
				} else {
					acctest.Contains(t, f.PlanChanges().Output, `= "failed: `+failing.reason+`" -> "kiosk"`)
				}
				f.Apply()
				if sent := f.Sent()["setSpeed"]; sent != repaired {
					t.Errorf("got the setting sent to %d instances by the second apply, want %d", sent, repaired)
				}
				f.PlanEmpty()
			})
		}
	}
}

// The same holds for a create, after an untaint.
func TestAccFleetFailuresOfCreate(t *testing.T) {
	t.Parallel()
	const size, share = 100, 10
	for name, failing := range failures {
		t.Run(name, func(t *testing.T) {
			f := acctest.NewFleetCase(t, simulator.Options{Instances: size}, `online_timeout = "100ms"`)
			hit := f.PadCodes()[size-share:]
			f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, size), acctest.SpeedProfile("kiosk", 10, "")))
			failing.cause(f, hit)
			acctest.Contains(t, f.FailApply().Output, fmt.Sprintf("%d of %d instances failed", share, size), failing.reason, "terraform untaint")
			f.Sent()
			failing.fix(f, hit)
			f.Run("untaint", "armcloud_fleet.shop")
			repaired := share
			if failing.drops {
				repaired = 0
				f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, size-share), acctest.SpeedProfile("kiosk", 10, "")))
			}
			f.Apply()
			if sent := f.Sent()["setSpeed"]; sent != repaired {
				t.Errorf("got the setting sent to %d instances by the second apply, want %d", sent, repaired)
			}
			f.WantSpeed(10, 1, size-share)
			f.PlanEmpty()
		})
	}
}
