package fleet_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// mishap is a way in which phones of a fleet go wrong, and what makes them
// well again.
type mishap struct {
	happen, heal func(f *acctest.FleetCase, codes []string)
	// reason is what the error says of each.
	reason string
	// drops: the phones are not in the account any more, and leave the state.
	drops bool
}

var mishaps = map[string]mishap{
	"failing": {
		happen: func(f *acctest.FleetCase, codes []string) {
			for _, code := range codes {
				f.Must(f.AddFault(simulator.Fault{Path: "/pad/setSpeed", Kind: simulator.FaultTaskFail, PadCode: code, Message: "no such device"}))
			}
		},
		heal:   func(f *acctest.FleetCase, _ []string) { f.ClearFaults() },
		reason: "task failed (status -1): no such device",
	},
	"offline": {
		happen: func(f *acctest.FleetCase, codes []string) { f.Must(f.SetOnline(codes, false)) },
		heal:   func(f *acctest.FleetCase, codes []string) { f.Must(f.SetOnline(codes, true)) },
		reason: "offline for 100ms",
	},
	"gone": {
		happen: func(f *acctest.FleetCase, codes []string) { f.Must(f.Remove(codes)) },
		heal:   func(*acctest.FleetCase, []string) {},
		reason: "not in the account",
		drops:  true,
	},
}

// errorLines counts the lines of the errors in a run's output.
func errorLines(result acctest.Result) int {
	_, after, found := strings.Cut(result.Output, "Error: ")
	if !found {
		return 0
	}
	return strings.Count(strings.TrimRight(after, "\n"), "\n") + 1
}

// Whatever becomes of 1, of 10 or of all of 100 phones in an update: the others
// converge, the error names the phones and stays readable, and once the cause
// is mended a second apply repairs exactly those, and the plan is empty.
func TestAccFleetShareOfPhones(t *testing.T) {
	t.Parallel()
	const size = 100
	for name, m := range mishaps {
		for _, share := range []int{1, 10, 100} {
			t.Run(fmt.Sprintf("%d %s", share, name), func(t *testing.T) {
				f := acctest.NewFleetCase(t, simulator.Options{Instances: size + 1}, `online_timeout = "100ms"`)
				phones := acctest.Phones("kiosk", 1, size)
				f.WriteResources(acctest.FleetHCL("shop", phones, acctest.SpeedProfile("kiosk", 10, "")))
				f.Apply()
				f.WantSent(map[string]int{"setSpeed": size})

				hit := f.PadCodes()[size-share : size]
				m.happen(f, hit)
				f.WriteResources(acctest.FleetHCL("shop", phones, acctest.SpeedProfile("kiosk", 20, "")))
				result := f.FailApply()
				f.WantOutput(result, fmt.Sprintf("%d of %d phones failed", share, size), hit[0]+": unable to", m.reason)
				if lines := errorLines(result); lines > 60 {
					t.Errorf("the error has %d lines:\n%s", lines, result.Output)
				}
				if share < size {
					f.WantSpeed(20, 1, size-share)
				}
				f.Sent()

				repaired := share
				m.heal(f, hit)
				if m.drops {
					repaired = 0
					f.WriteResources(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, size-share), acctest.SpeedProfile("kiosk", 20, "")))
				} else {
					f.WantOutput(f.PlanChanges(), `= "failed: `+m.reason+`" -> "kiosk"`)
				}
				f.Apply()
				if sent := f.Sent()["setSpeed"]; sent != repaired {
					t.Errorf("the second apply sent the setting to %d phones, expected %d", sent, repaired)
				}
				f.PlanEmpty()
			})
		}
	}
}

// The same of a creation: after untaint nothing is repeated that was done.
func TestAccFleetShareOfPhonesCreated(t *testing.T) {
	t.Parallel()
	const size, share = 100, 10
	for name, m := range mishaps {
		t.Run(name, func(t *testing.T) {
			f := acctest.NewFleetCase(t, simulator.Options{Instances: size}, `online_timeout = "100ms"`)
			hit := f.PadCodes()[size-share:]
			f.WriteResources(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, size), acctest.SpeedProfile("kiosk", 10, "")))
			m.happen(f, hit)
			f.WantOutput(f.FailApply(), fmt.Sprintf("%d of %d phones failed", share, size), m.reason, "terraform untaint")
			f.Sent()
			m.heal(f, hit)
			f.Run("untaint", "armcloud_fleet.shop")
			repaired := share
			if m.drops {
				repaired = 0
				f.WriteResources(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, size-share), acctest.SpeedProfile("kiosk", 10, "")))
			}
			f.Apply()
			if sent := f.Sent()["setSpeed"]; sent != repaired {
				t.Errorf("the second apply sent the setting to %d phones, expected %d", sent, repaired)
			}
			f.WantSpeed(10, 1, size-share)
			f.PlanEmpty()
		})
	}
}
