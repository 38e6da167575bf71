package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// reports makes a phone say something of a system property for ever, whatever
// it is told; "" hides the property.
func (p *phoneTest) reports(code, name, value string) {
	p.t.Helper()
	if err := p.account.Drift([]string{code}, simulator.DriftSet{Reported: simulator.Properties{"system": {name: value}}}); err != nil {
		p.t.Fatal(err)
	}
}

// drifts gives a phone properties behind Terraform's back.
func (p *phoneTest) drifts(code string, properties simulator.Properties) {
	p.t.Helper()
	if err := p.account.Drift([]string{code}, simulator.DriftSet{Properties: properties}); err != nil {
		p.t.Fatal(err)
	}
}

// All six lists are sent in one request and stay as written; a change sends
// the setting again, and a change of restart alone sends nothing. What leaves
// stays on the phone, which the plan says.
func TestAccPropertiesOfOnePhone(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{Quirks: true}, "")
	write := func(brand, restart string) {
		p.config(own("properties", "a", phoneA, `
  system            = { "ro.build.id" = "ID<1>&2", "ro.build.tags" = "" }
  system_persistent = { "ro.product.brand" = "`+brand+`" }
  modem             = { "IMEI" = "412327621057784" }
  modem_persistent  = { "OpName" = "Example" }
  setting           = { "screen_brightness" = " 99" }
  oaid              = {}
`+restart) + own("android_properties", "a", phoneA, `properties = { "ro.product.model" = "`+brand+`" }`+restart))
	}
	write("Acme", "")
	p.applies("properties 1, android_properties 1")
	has := p.on(phoneA).Properties
	is(t, "system", has["system"]["ro.build.id"], "ID<1>&2")
	is(t, "modem", has["modem"]["IMEI"], "412327621057784")
	is(t, "setting", has["setting"]["screen_brightness"], " 99")
	is(t, "stored modem", p.on(phoneA).Persistent["modem"]["OpName"], "Example")
	is(t, "stored for Android", p.on(phoneA).AndroidProperties["ro.product.model"], "Acme")
	p.PlanEmpty()

	write("Acme", "\nrestart = true")
	says(t, p.PlanChanges().Output, "restart = false -> true", "Plan: 0 to add, 2 to change, 0 to destroy")
	p.applies("")
	p.PlanEmpty()
	write("Other", "\nrestart = false")
	p.applies("properties 1, android_properties 1")
	p.PlanEmpty()
	is(t, "stored brand", p.on(phoneA).Persistent["system"]["ro.product.brand"], "Other")

	says(t, p.PlanChanges("-destroy").Output, "Some settings stay on the phone", "properties", "android_properties")
	p.destroys("")
	is(t, "stored brand", p.on(phoneA).Persistent["system"]["ro.product.brand"], "Other")
}

// Properties, Android properties and restart_triggers cost a phone one restart
// together, and the flag of the API is never used. After it the phone has all,
// what a restart loses too.
func TestAccPropertiesShareOneRestart(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	write := func(value, trigger string) {
		p.config(phone("a", phoneA, berlin+slow+`
  properties = {
    system            = { "ro.build.tags" = "`+value+`" }
    system_persistent = { "ro.product.brand" = "`+value+`" }
    restart           = true
  }
  android_properties = { properties = { "ro.product.model" = "`+value+`" }, restart = true }
  restart_triggers   = { at = "`+trigger+`" }
`))
	}
	write("one", "1")
	p.applies("properties 2, android_properties 1, time_zone 1, bandwidth 1, restart 1")
	is(t, "restart flags", p.account.Counters().RestartFlags, 0)
	p.PlanEmpty()
	write("two", "2")
	p.applies("properties 2, android_properties 1, restart 1")
	for _, name := range []string{"ro.build.tags", "ro.product.brand", "ro.product.model"} {
		is(t, name, p.on(phoneA).Properties["system"][name], "two")
	}
	p.PlanEmpty()
}

// Where the restart fails, the next apply sends what waits for it once more,
// and restarts. What acts at once is not sent again.
func TestAccPropertiesRestartFails(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.config(phone("a", phoneA, slow))
	p.Apply()
	p.config(phone("a", phoneA, slow+`
  properties         = { system_persistent = { "ro.product.brand" = "Acme" }, restart = true }
  android_properties = { properties = { "ro.product.model" = "One" } }
`))
	p.fault(simulator.Fault{Path: armcloud.Restart.Path, Kind: simulator.FaultTaskFail, Times: 1})
	says(t, p.fails("properties 1, android_properties 1, restart 1").Output, "Unable to restart the phone", phoneA)
	p.applies("properties 1, restart 1")
	is(t, "brand", p.on(phoneA).Properties["system"]["ro.product.brand"], "Acme")
	is(t, "model", p.on(phoneA).Properties["system"]["ro.product.model"], "One")
	p.PlanEmpty()
}

// Properties that act at once are drift as soon as the phone shows something
// else; persistent ones are none before the phone has shown them, and then
// are. Case, blanks and what the phone does not show never are.
func TestAccPropertiesDrift(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	resources := func(trigger string) {
		p.config(own("properties", "a", phoneA, `
  system            = { "ro.product.brand" = "Acme" }
  system_persistent = { "ro.product.model" = "One" }
  setting           = { "screen_brightness" = "Full" }
`) + phone("a", phoneA, `restart_triggers = { at = "`+trigger+`" }`) + phone("b", phoneB, ""))
	}
	resources("1")
	p.applies("properties 1")
	is(t, "the model waits for a restart", p.on(phoneA).Properties["system"]["ro.product.model"], "")
	p.PlanEmpty()
	p.drifts(phoneB, simulator.Properties{"setting": {"screen_brightness": "Low"}})
	p.drifts(phoneA, simulator.Properties{"setting": {"screen_brightness": " fULL ", "volume": "3"}})
	p.PlanEmpty()
	p.drifts(phoneA, simulator.Properties{"setting": {"screen_brightness": "Low"}})
	p.setOnline(phoneA, false)
	p.PlanEmpty()
	p.setOnline(phoneA, true)
	says(t, p.PlanChanges().Output, `"Low" -> "Full"`, "Plan: 0 to add, 1 to change, 0 to destroy")
	p.applies("properties 1")
	p.PlanEmpty()

	// A restart loses what is not persistent, and shows what is.
	resources("2")
	p.applies("restart 1")
	says(t, p.PlanChanges().Output, `-> "Acme"`, "Plan: 0 to add, 1 to change, 0 to destroy")
	p.applies("properties 1")
	p.PlanEmpty()
	p.applies("") // keeps that the model was shown
	p.reports(phoneA, "ro.product.model", "")
	p.PlanEmpty()
	p.reports(phoneA, "ro.product.model", "Two")
	says(t, p.PlanChanges().Output, `"Two" -> "One"`, "Plan: 0 to add, 1 to change, 0 to destroy")
	// The phone says so for ever: once the repair is sent, that counts no more.
	p.applies("properties 1")
	p.PlanEmpty()
}

// In a fleet, a phone that drifted says so and alone is repaired. 2024 has no
// batch endpoint: the phones are asked one by one, unless checks are cheap.
func TestAccPropertiesInFleet(t *testing.T) {
	for name, level := range map[string]string{"current": simulator.LevelCurrent, "2024": simulator.Level2024} {
		t.Run(name, func(t *testing.T) {
			f := fleetStart(t, simulator.Options{Level: level, Quirks: true}, "")
			f.write(fleetHCL("it", pads("kiosk", 1, 5), `kiosk = {
  properties = {
    system_persistent = { "ro.product.brand" = "Acme" }
    setting           = { "screen_brightness" = "10" }
    restart           = true
  }
  android_properties = { properties = { "ro.product.model" = "Kiosk" }, restart = true }
}`))
			f.Apply()
			f.wantSent(map[string]int{"restart": 5})
			f.PlanEmpty()
			f.must(f.Drift([]string{pad(2)}, simulator.DriftSet{Properties: simulator.Properties{"system": {"ro.product.brand": "Other"}}}))
			f.must(f.Drift([]string{pad(4)}, simulator.DriftSet{Properties: simulator.Properties{"system": {"ro.build.id": "unmanaged"}}}))
			f.contains(f.PlanChanges(), `"drifted: properties" -> "kiosk"`)
			f.ResetCounters()
			f.Apply()
			counters := f.Counters()
			is(t, "phones that were sent properties", counters.BatchSizes[armcloud.UpdateProperties.Path][1], 1)
			is(t, "requests", counters.Requests[armcloud.UpdateProperties.Path], 1)
			f.wantSent(map[string]int{"restart": 1})
			f.PlanEmpty()
			if phone, _ := f.Instance(pad(2)); phone.Properties["system"]["ro.product.brand"] != "Acme" {
				t.Errorf("the phone has %v", phone.Properties["system"])
			}
		})
	}
}

// An import fills in no properties: a configuration with the pad code alone
// plans nothing, and one that names them sends them once.
func TestAccPropertiesImport(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.drifts(phoneA, simulator.Properties{"system": {"ro.product.brand": "Acme"}})
	p.config(phone("a", phoneA, "") +
		own("properties", "b", phoneB, `system = { "ro.product.brand" = "Acme" }`) +
		own("android_properties", "b", phoneB, `properties = { "ro.product.model" = "One" }`) + `
import {
  to = armcloud_instance.a
  id = "` + phoneA + `"
}
import {
  to       = armcloud_instance_properties.b
  identity = { pad_code = "` + phoneB + `" }
}
import {
  to = armcloud_instance_android_properties.b
  id = "` + phoneB + `"
}
`)
	if r := p.Run("import", "-no-color", "armcloud_instance_properties.b", phoneB); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	says(t, p.PlanChanges().Output, "Plan: 2 to import, 0 to add, 2 to change, 0 to destroy")
	p.applies("properties 1, android_properties 1")
	p.PlanEmpty()
	p.applies("")
}

// Mistakes are errors of the plan, in all three forms; what is not known yet
// is none.
func TestAccPropertiesValidation(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	refused := func(want []string, resources string) {
		t.Helper()
		p.config(resources)
		r := p.sends("", func() acctest.Result { return p.Run("plan", "-no-color") })
		is(t, "exit code", r.Exit, 1)
		says(t, r.Output, want...)
	}
	profile := func(body string) string {
		return fleetHCL("it", map[string]string{phoneA: "one"}, "one = {\n"+body+"\n}")
	}
	both := `properties = { system = { "ro.a" = "1" }, system_persistent = { "ro.a" = "2" } }`
	refused([]string{"At least one attribute out of"}, own("properties", "a", phoneA, ""))
	refused([]string{"No properties"}, own("properties", "a", phoneA, "modem = {}"))
	refused([]string{"At least one attribute out of"}, phone("a", phoneA, "properties = {}"))
	refused([]string{"Property written twice", "ro.a is in system and in system_persistent"}, phone("a", phoneA, both))
	refused([]string{"Property written twice", "ro.a is in system and in system_persistent"}, profile(both))
	refused([]string{"must be the name of a property"}, own("properties", "a", phoneA, `setting = { "a b" = "1" }`))
	refused([]string{"must be the name of a property"}, own("android_properties", "a", phoneA, `properties = { "" = "1" }`))
	refused([]string{"at least 1"}, phone("a", phoneA, "android_properties = { properties = {} }"))
	refused([]string{"Property of another setting", "time_zone writes the property timezone as well"},
		phone("a", phoneA, berlin+`properties = { setting = { timezone = "UTC" } }`))
	refused([]string{"Property of another setting", "time_zone writes the property persist.sys.timezone as well"},
		profile(berlin+`android_properties = { properties = { "persist.sys.timezone" = "UTC" } }`))

	// Resources of their own are not looked at together.
	p.config(own("time_zone", "a", phoneA, berlin) + own("properties", "a", phoneA, `setting = { timezone = "Europe/Berlin" }`) +
		"resource \"terraform_data\" \"t\" {\n  input = \"ro.c\"\n}\n" +
		phone("b", phoneB, `
  time_zone          = terraform_data.t.output == "ro.c" ? null : "Europe/Berlin"
  properties         = { system = { "timezone" = terraform_data.t.output, (terraform_data.t.output) = "1" } }
  android_properties = { properties = terraform_data.t.output == "" ? {} : { "ro.d" = "1" } }
`))
	p.applies("properties 2, android_properties 1, time_zone 1")
	p.PlanEmpty()
}
