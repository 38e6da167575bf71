package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A location is set in all three forms and at both API levels, of which one
// answers with tasks and the other without; only what changed is sent again;
// what leaves stays on the phone, and the plan says so.
func TestAccLocation(t *testing.T) {
	t.Parallel()
	for _, level := range []string{simulator.LevelCurrent, simulator.Level2024} {
		t.Run(level, func(t *testing.T) {
			t.Parallel()
			p := newPhoneTest(t, simulator.Options{Level: level}, "")
			write := func(latitude string) {
				p.config(own("location", "a", phoneA, "latitude = "+latitude+"\n longitude = 13.377704") +
					phone("b", phoneB, "location = { latitude = -33.8568, longitude = 151.2153 }\n"+slow) +
					fleet("c", phoneC, "location = { latitude = 0, longitude = -180 }"))
			}
			write("52.516275")
			p.applies("location 3, bandwidth 1")
			p.at(phoneA, 52.516275, 13.377704)
			p.at(phoneB, -33.8568, 151.2153)
			p.at(phoneC, 0, -180)
			p.PlanEmpty()

			write("90")
			says(t, p.PlanChanges().Output, "52.516275 -> 90", "1 to change")
			p.applies("location 1")
			p.at(phoneA, 90, 13.377704)

			// The API does not show it: no drift, but triggers send it again.
			p.driftLocation(phoneA, 1, 2)
			p.PlanEmpty()
			p.config(own("location", "a", phoneA, "latitude = 90\n longitude = 13.377704\n triggers = { reset = \"1\" }") + phone("b", phoneB, slow))
			planned := p.PlanChanges()
			says(t, planned.Output, "Some settings stay on the phone", "location", phoneB)
			p.applies("location 1")
			p.at(phoneA, 90, 13.377704)
			p.at(phoneB, -33.8568, 151.2153)
			p.PlanEmpty()
		})
	}
}

// at fails unless a phone reports the position.
func (p *phoneTest) at(code string, latitude, longitude float64) {
	p.t.Helper()
	at := p.on(code).Location
	if at == nil || at.Latitude != latitude || at.Longitude != longitude {
		p.t.Errorf("%s is at %+v, want %g, %g", code, at, latitude, longitude)
	}
}

func (p *phoneTest) driftLocation(code string, latitude, longitude float64) {
	p.t.Helper()
	if err := p.account.Drift([]string{code}, simulator.DriftSet{Location: &simulator.Location{Latitude: latitude, Longitude: longitude}}); err != nil {
		p.t.Fatal(err)
	}
}

// Imports fill nothing in: what the configuration names is sent once, and what
// it does not name is no change.
func TestAccLocationImport(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.config(own("location", "a", phoneA, "latitude = 1\n longitude = 2") + own("location", "b", phoneB, "latitude = 3\n longitude = 4") + phone("c", phoneC, "") + `
import {
  to = armcloud_instance_location.a
  id = "` + phoneA + `"
}
import {
  to       = armcloud_instance_location.b
  identity = { pad_code = "` + phoneB + `" }
}
`)
	if r := p.Run("import", "-no-color", "armcloud_instance.c", phoneC); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	says(t, p.PlanChanges().Output, "Plan: 2 to import, 0 to add, 2 to change, 0 to destroy")
	p.applies("location 2")
	p.at(phoneA, 1, 2)
	p.PlanEmpty()
}

// Positions that do not exist are errors before anything is asked of ARMCloud,
// and values that are not known yet are none.
func TestAccLocationValidation(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.validates(map[string]verdict{
		"fine":  {resource: own("location", "fine", phoneA, "latitude = -90\n longitude = 180")},
		"north": {resource: own("location", "north", phoneA, "latitude = 90.1\n longitude = 0"), words: "between -90.000000 and 90.000000"},
		"south": {resource: phone("south", phoneA, "location = {\nlatitude = -91\nlongitude = 0\n}"), words: "latitude"},
		"east":  {resource: fleet("east", phoneA, "location = {\nlatitude = 1\nlongitude = 180.5\n}"), words: "longitude"},
		"west":  {resource: own("location", "west", phoneA, "latitude = 1\nlongitude = -200"), words: "longitude"},
		"half":  {resource: phone("half", phoneA, "location = { latitude = 1 }"), words: "longitude"},
		"none":  {resource: own("location", "none", phoneA, "latitude = 1"), words: "longitude"},
	})
	p.config(`
resource "terraform_data" "object" {
  input = { latitude = 5.5, longitude = 6 }
}
` + own("location", "parts", phoneA, "latitude = terraform_data.object.output.latitude\n longitude = 1") +
		phone("whole", phoneB, "location = terraform_data.object.output"))
	says(t, p.PlanChanges().Output, "Plan: 3 to add")
	p.applies("location 2")
	p.at(phoneA, 5.5, 1)
	p.at(phoneB, 5.5, 6)
	p.PlanEmpty()
}
