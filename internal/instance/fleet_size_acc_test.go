package instance_test

import (
	"maps"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A thousand phones get one setting in ten requests of a hundred, and no phone
// gets two changes at once.
func TestAccFleetOfAThousand(t *testing.T) {
	f := fleetStart(t, simulator.Options{Instances: 1000, TaskTime: 200 * time.Millisecond, TaskJitter: 100 * time.Millisecond}, "")
	phones := pads("kiosk", 1, 1000)
	f.write(fleetHCL("shop", phones, speed("kiosk", 10, "")))
	f.Apply()
	if sizes := f.Counters().BatchSizes["/openapi/open/pad/setSpeed"]; !maps.Equal(sizes, map[int]int{100: 10}) {
		t.Errorf("batches of setSpeed by size are %v, expected ten of 100", sizes)
	}
	f.wantSent(map[string]int{"setSpeed": 1000})
	f.PlanEmpty()
	// Two pages of the listing show them all, and one request more that asks how
	// many there are.
	if requests := f.Counters().Total(); requests > 3 {
		t.Errorf("an empty plan took %d requests, expected 3 at most: %v", requests, f.Counters().Requests)
	}

	// Two hundred fail: the error stays readable.
	f.must(f.AddFault(simulator.Fault{Path: "/pad/setSpeed", Kind: simulator.FaultTaskFail, Times: 200}))
	f.write(fleetHCL("shop", phones, speed("kiosk", 20, "")))
	f.contains(f.FailApply(), "200 of 1000 phones failed", "and 180 more:", "180 × task failed (status -1)")
	f.wantSent(map[string]int{"setSpeed": 1000})
	f.Apply()
	f.wantSent(map[string]int{"setSpeed": 200})
}
