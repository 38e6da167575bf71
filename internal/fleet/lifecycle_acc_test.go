package fleet_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A fleet is created, changed and destroyed on both API levels, and with the quirks
// of the service.
func TestAccFleetLifecycle(t *testing.T) {
	for name, options := range map[string]simulator.Options{
		"current": {},
		"2024":    {Level: simulator.Level2024},
		"quirks":  {Quirks: true},
	} {
		t.Run(name, func(t *testing.T) { testFleetLifecycle(t, options) })
	}
}

func testFleetLifecycle(t *testing.T, options simulator.Options) {
	f := acctest.NewFleetCase(t, options, "")
	profiles := acctest.SpeedProfile("kiosk", 10, "Europe/Berlin") + acctest.SpeedProfile("counter", 50, "Europe/Berlin") + "idle = {}\n"
	phones := acctest.Join(acctest.Phones("kiosk", 1, 3), acctest.Phones("counter", 4, 5), acctest.Phones("idle", 6, 6))
	f.Configure(acctest.FleetHCL("shop", phones, profiles))
	f.Apply()
	f.WantSent(map[string]int{"setSpeed": 5, "updateTimeZone": 5})
	f.WantState("shop", phones)
	f.WantSpeed(10, 1, 2, 3)
	f.WantSpeed(50, 4, 5)
	f.WantTimeZone("Europe/Berlin", 1, 2, 3, 4, 5)
	f.PlanEmpty()

	// A change of one setting of a profile is sent only to the instances with that
	// profile, which share a request.
	profiles = acctest.SpeedProfile("kiosk", 20, "Europe/Berlin") + acctest.SpeedProfile("counter", 50, "Europe/Berlin") + "idle = {}\n"
	f.Configure(acctest.FleetHCL("shop", phones, profiles))
	f.ResetCounters()
	f.Apply()
	f.WantShared(setSpeed, 3, 1)
	f.WantSent(map[string]int{"setSpeed": 3})
	f.WantSpeed(20, 1, 2, 3)

	// At once, 3 and 6 change their profiles, 7 is added and 1 is removed.
	phones = acctest.Join(acctest.Phones("kiosk", 2, 2), acctest.Phones("counter", 3, 6), acctest.Phones("kiosk", 7, 7))
	f.Configure(acctest.FleetHCL("shop", phones, profiles))
	result := f.Apply()
	acctest.Contains(t, result.Output, "Some settings stay on the instance", "cannot undo time_zone", acctest.PadCode(1))
	f.WantSent(map[string]int{"setSpeed": 4, "updateTimeZone": 2})
	f.WantState("shop", phones)
	f.WantSpeed(0, 1)
	f.WantSpeed(20, 2, 7)
	f.WantSpeed(50, 3, 4, 5, 6)
	f.PlanEmpty()
	f.WantSent(map[string]int{})

	// A setting that is removed from a profile is undone on its instances.
	profiles = acctest.SpeedProfile("counter", 50, "Europe/Berlin") + "kiosk = { time_zone = \"Europe/Berlin\" }\n"
	f.Configure(acctest.FleetHCL("shop", phones, profiles))
	f.Apply()
	f.WantSent(map[string]int{"setSpeed": 2})
	f.WantSpeed(0, 2, 7)

	// A destroy undoes only what can be undone.
	f.Destroy()
	f.WantSent(map[string]int{"setSpeed": 4})
	f.WantSpeed(0, 1, 2, 3, 4, 5, 6, 7)
}

// With on_release = "keep", nothing is undone: not for a removed instance, not for a
// removed setting, and not on destroy. TestAccFleetLifecycle is the control.
func TestAccFleetKeep(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	keep := `on_release = "keep"`
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 3), acctest.SpeedProfile("kiosk", 10, "Europe/Berlin"), keep))
	f.Apply()
	f.WantSent(map[string]int{"setSpeed": 3, "updateTimeZone": 3})
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 2), "kiosk = { time_zone = \"Europe/Berlin\" }\n", keep))
	result := f.Apply()
	acctest.NotContains(t, result.Output, "Some settings stay")
	f.WantState("shop", acctest.Phones("kiosk", 1, 2))
	f.Destroy()
	f.WantSent(map[string]int{})
	f.WantSpeed(10, 1, 2, 3)
}
