package fleet_test

import (
	"maps"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A thousand phones get one setting in ten requests of a hundred, and no phone
// gets two changes at once.
func TestAccFleetOfAThousand(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{Instances: 1000, TaskTime: 200 * time.Millisecond, TaskJitter: 100 * time.Millisecond}, "")
	phones := acctest.Phones("kiosk", 1, 1000)
	f.WriteResources(acctest.FleetHCL("shop", phones, acctest.SpeedProfile("kiosk", 10, "")))
	f.Apply()
	if sizes := f.Counters().BatchSizes["/openapi/open/pad/setSpeed"]; !maps.Equal(sizes, map[int]int{100: 10}) {
		t.Errorf("batches of setSpeed by size are %v, expected ten of 100", sizes)
	}
	f.WantSent(map[string]int{"setSpeed": 1000})
	f.PlanEmpty()
	// Two pages of the listing show them all, and one request more that asks how
	// many there are.
	if requests := f.Counters().Total(); requests > 3 {
		t.Errorf("an empty plan took %d requests, expected 3 at most: %v", requests, f.Counters().Requests)
	}

	// Two hundred fail: the error stays readable.
	f.Must(f.AddFault(simulator.Fault{Path: "/pad/setSpeed", Kind: simulator.FaultTaskFail, Times: 200}))
	f.WriteResources(acctest.FleetHCL("shop", phones, acctest.SpeedProfile("kiosk", 20, "")))
	f.WantOutput(f.FailApply(), "200 of 1000 phones failed", "and 180 more:", "180 × task failed (status -1)")
	f.WantSent(map[string]int{"setSpeed": 1000})
	f.Apply()
	f.WantSent(map[string]int{"setSpeed": 200})
}
