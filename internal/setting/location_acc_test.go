package setting_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A location is set in all three forms and at both API levels, of which only
// one returns tasks. Only what changed is sent again. A removed location stays
// on the instance, and the plan warns about it.
func TestAccLocation(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	for _, level := range []string{simulator.LevelCurrent, simulator.Level2024} {
		t.Run(level, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{Level: level}, "")
			write := func(latitude string) {
				p.Configure(acctest.SettingHCL("location", "a", acctest.InstanceA, "latitude = "+latitude+"\n longitude = 13.377704") +
					acctest.InstanceHCL("b", acctest.InstanceB, "location = { latitude = -33.8568, longitude = 151.2153 }\n"+acctest.Slow) +
					acctest.FleetOfOneHCL("c", acctest.InstanceC, "location = { latitude = 0, longitude = -180 }"))
			}
			write("52.516275")
			p.Applies("location 3, bandwidth 1")
			wantLocation(p, acctest.InstanceA, 52.516275, 13.377704)
			wantLocation(p, acctest.InstanceB, -33.8568, 151.2153)
			wantLocation(p, acctest.InstanceC, 0, -180)
			p.PlanEmpty()

			write("90")
			acctest.Contains(t, p.PlanChanges().Output, "52.516275 -> 90", "1 to change")
			p.Applies("location 1")
			wantLocation(p, acctest.InstanceA, 90, 13.377704)

			// The API does not return it: there is no drift, but triggers send it again.
			driftLocation(p, acctest.InstanceA, 1, 2)
			p.PlanEmpty()
			p.Configure(acctest.SettingHCL("location", "a", acctest.InstanceA, "latitude = 90\n longitude = 13.377704\n triggers = { reset = \"1\" }") + acctest.InstanceHCL("b", acctest.InstanceB, acctest.Slow))
			planned := p.PlanChanges()
			acctest.Contains(t, planned.Output, "Some settings stay on the instance", "location", acctest.InstanceB)
			p.Applies("location 1")
			wantLocation(p, acctest.InstanceA, 90, 13.377704)
			wantLocation(p, acctest.InstanceB, -33.8568, 151.2153)
			p.PlanEmpty()
		})
	}
}

// wantLocation fails unless an instance reports the position.
func wantLocation(p *acctest.Case, code string, latitude, longitude float64) {
	p.T.Helper()
	at := p.Instance(code).Location
	if at == nil || at.Latitude != latitude || at.Longitude != longitude {
		p.T.Errorf("%s is at %+v, want %g, %g", code, at, latitude, longitude)
	}
}

func driftLocation(p *acctest.Case, code string, latitude, longitude float64) {
	p.T.Helper()
	if err := p.Account.Drift([]string{code}, simulator.DriftSet{Location: &simulator.Location{Latitude: latitude, Longitude: longitude}}); err != nil {
		p.T.Fatal(err)
	}
}

// An import fills in no location. A configured one is sent once, an unset one
// is not a change.
func TestAccLocationImport(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Configure(acctest.SettingHCL("location", "a", acctest.InstanceA, "latitude = 1\n longitude = 2") + acctest.SettingHCL("location", "b", acctest.InstanceB, "latitude = 3\n longitude = 4") + acctest.InstanceHCL("c", acctest.InstanceC, "") + `
import {
  to = armcloud_instance_location.a
  id = "` + acctest.InstanceA + `"
}
import {
  to       = armcloud_instance_location.b
  identity = { pad_code = "` + acctest.InstanceB + `" }
}
`)
	if r := p.Run("import", "-no-color", "armcloud_instance.c", acctest.InstanceC); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	acctest.Contains(t, p.PlanChanges().Output, "Plan: 2 to import, 0 to add, 2 to change, 0 to destroy")
	p.Applies("location 2")
	wantLocation(p, acctest.InstanceA, 1, 2)
	p.PlanEmpty()
}

// Positions that do not exist are errors before any request. Unknown values are
// not.
func TestAccLocationValidation(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Validates(map[string]acctest.Verdict{
		"fine":  {Resource: acctest.SettingHCL("location", "fine", acctest.InstanceA, "latitude = -90\n longitude = 180")},
		"north": {Resource: acctest.SettingHCL("location", "north", acctest.InstanceA, "latitude = 90.1\n longitude = 0"), Text: "between -90.000000 and 90.000000"},
		"south": {Resource: acctest.InstanceHCL("south", acctest.InstanceA, "location = {\nlatitude = -91\nlongitude = 0\n}"), Text: "latitude"},
		"east":  {Resource: acctest.FleetOfOneHCL("east", acctest.InstanceA, "location = {\nlatitude = 1\nlongitude = 180.5\n}"), Text: "longitude"},
		"west":  {Resource: acctest.SettingHCL("location", "west", acctest.InstanceA, "latitude = 1\nlongitude = -200"), Text: "longitude"},
		"half":  {Resource: acctest.InstanceHCL("half", acctest.InstanceA, "location = { latitude = 1 }"), Text: "longitude"},
		"none":  {Resource: acctest.SettingHCL("location", "none", acctest.InstanceA, "latitude = 1"), Text: "longitude"},
	})
	p.Configure(`
resource "terraform_data" "object" {
  input = { latitude = 5.5, longitude = 6 }
}
` + acctest.SettingHCL("location", "parts", acctest.InstanceA, "latitude = terraform_data.object.output.latitude\n longitude = 1") +
		acctest.InstanceHCL("whole", acctest.InstanceB, "location = terraform_data.object.output"))
	acctest.Contains(t, p.PlanChanges().Output, "Plan: 3 to add")
	p.Applies("location 2")
	wantLocation(p, acctest.InstanceA, 5.5, 1)
	wantLocation(p, acctest.InstanceB, 5.5, 6)
	p.PlanEmpty()
}
