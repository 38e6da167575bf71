package instance_test

import (
	"maps"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A fleet lives its whole life on both levels of the API, and where the
// service answers in contradictory shapes.
func TestAccFleetLife(t *testing.T) {
	for name, options := range map[string]simulator.Options{
		"current": {},
		"2024":    {Level: simulator.Level2024},
		"quirks":  {Quirks: true},
	} {
		t.Run(name, func(t *testing.T) { fleetLife(t, options) })
	}
}

func fleetLife(t *testing.T, options simulator.Options) {
	f := fleetStart(t, options, "")
	profiles := speed("kiosk", 10, "Europe/Berlin") + speed("counter", 50, "Europe/Berlin") + "idle = {}\n"
	phones := joined(pads("kiosk", 1, 3), pads("counter", 4, 5), pads("idle", 6, 6))
	f.write(fleetHCL("shop", phones, profiles))
	f.Apply()
	f.wantSent(map[string]int{"setSpeed": 5, "updateTimeZone": 5})
	f.wantState("shop", phones)
	f.wantSpeed(10, 1, 2, 3)
	f.wantSpeed(50, 4, 5)
	f.wantZone("Europe/Berlin", 1, 2, 3, 4, 5)
	f.PlanEmpty()

	// One setting of one profile changes: it alone goes to its phones alone, in
	// one request.
	profiles = speed("kiosk", 20, "Europe/Berlin") + speed("counter", 50, "Europe/Berlin") + "idle = {}\n"
	f.write(fleetHCL("shop", phones, profiles))
	f.ResetCounters()
	f.Apply()
	if sizes := f.Counters().BatchSizes["/openapi/open/pad/setSpeed"]; !maps.Equal(sizes, map[int]int{3: 1}) {
		t.Errorf("batches of setSpeed by size are %v, expected one of 3", sizes)
	}
	f.wantSent(map[string]int{"setSpeed": 3})
	f.wantSpeed(20, 1, 2, 3)

	// Phone 3 changes its profile, 6 gets one, 7 joins, 1 leaves, all at once.
	phones = joined(pads("kiosk", 2, 2), pads("counter", 3, 6), pads("kiosk", 7, 7))
	f.write(fleetHCL("shop", phones, profiles))
	result := f.Apply()
	f.contains(result, "Some settings stay on the phone", "no way to take back time_zone", pad(1))
	f.wantSent(map[string]int{"setSpeed": 4, "updateTimeZone": 2})
	f.wantState("shop", phones)
	f.wantSpeed(0, 1)
	f.wantSpeed(20, 2, 7)
	f.wantSpeed(50, 3, 4, 5, 6)
	f.PlanEmpty()
	f.wantSent(map[string]int{})

	// A setting leaves a profile: taken back on its phones.
	profiles = speed("counter", 50, "Europe/Berlin") + "kiosk = { time_zone = \"Europe/Berlin\" }\n"
	f.write(fleetHCL("shop", phones, profiles))
	f.Apply()
	f.wantSent(map[string]int{"setSpeed": 2})
	f.wantSpeed(0, 2, 7)

	// Destroyed, what can be taken back is, and only that.
	f.Destroy()
	f.wantSent(map[string]int{"setSpeed": 4})
	f.wantSpeed(0, 1, 2, 3, 4, 5, 6, 7)
}

// With on_release = "keep" nothing is taken back, neither from a phone that
// leaves, nor from a setting that leaves, nor at destroy; the life above is
// the control.
func TestAccFleetKeep(t *testing.T) {
	f := fleetStart(t, simulator.Options{}, "")
	keep := `on_release = "keep"`
	f.write(fleetHCL("shop", pads("kiosk", 1, 3), speed("kiosk", 10, "Europe/Berlin"), keep))
	f.Apply()
	f.wantSent(map[string]int{"setSpeed": 3, "updateTimeZone": 3})
	f.write(fleetHCL("shop", pads("kiosk", 1, 2), "kiosk = { time_zone = \"Europe/Berlin\" }\n", keep))
	result := f.Apply()
	f.lacks(result, "Some settings stay")
	f.wantState("shop", pads("kiosk", 1, 2))
	f.Destroy()
	f.wantSent(map[string]int{})
	f.wantSpeed(10, 1, 2, 3)
}
