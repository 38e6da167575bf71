package setting_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// showProperty fixes what an instance shows of a system property, whatever its
// value is. "" hides the property.
func showProperty(p *acctest.Case, code, name, value string) {
	p.T.Helper()
	if err := p.Account.Drift([]string{code}, simulator.DriftSet{Reported: simulator.Properties{"system": {name: value}}}); err != nil {
		p.T.Fatal(err)
	}
}

// driftProperties changes properties of an instance outside Terraform.
func driftProperties(p *acctest.Case, code string, properties simulator.Properties) {
	p.T.Helper()
	if err := p.Account.Drift([]string{code}, simulator.DriftSet{Properties: properties}); err != nil {
		p.T.Fatal(err)
	}
}

// All six lists are sent in one request and stay as configured. A change sends
// the setting again, except a change of only restart. Removed properties stay
// on the instance, and the plan warns about them.
func TestAccPropertiesOfOneInstance(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{Quirks: true}, "")
	write := func(brand, restart string) {
		p.Configure(acctest.SettingHCL("properties", "a", acctest.InstanceA, `
  system            = { "ro.build.id" = "ID<1>&2", "ro.build.tags" = "" }
  system_persistent = { "ro.product.brand" = "`+brand+`" }
  modem             = { "IMEI" = "412327621057784" }
  modem_persistent  = { "OpName" = "Example" }
  setting           = { "screen_brightness" = " 99" }
  oaid              = {}
`+restart) + acctest.SettingHCL("android_properties", "a", acctest.InstanceA, `properties = { "ro.product.model" = "`+brand+`" }`+restart))
	}
	write("Acme", "")
	p.Applies("properties 1, android_properties 1")
	has := p.Instance(acctest.InstanceA).Properties
	acctest.Equal(t, "system", has["system"]["ro.build.id"], "ID<1>&2")
	acctest.Equal(t, "modem", has["modem"]["IMEI"], "412327621057784")
	acctest.Equal(t, "setting", has["setting"]["screen_brightness"], " 99")
	acctest.Equal(t, "stored modem", p.Instance(acctest.InstanceA).Persistent["modem"]["OpName"], "Example")
	acctest.Equal(t, "stored for Android", p.Instance(acctest.InstanceA).AndroidProperties["ro.product.model"], "Acme")
	p.PlanEmpty()

	write("Acme", "\nrestart = true")
	acctest.Contains(t, p.PlanChanges().Output, "restart = false -> true", "Plan: 0 to add, 2 to change, 0 to destroy")
	p.Applies("")
	p.PlanEmpty()
	write("Other", "\nrestart = false")
	p.Applies("properties 1, android_properties 1")
	p.PlanEmpty()
	acctest.Equal(t, "stored brand", p.Instance(acctest.InstanceA).Persistent["system"]["ro.product.brand"], "Other")

	acctest.Contains(t, p.PlanChanges("-destroy").Output, "Some settings stay on the instance", "properties", "android_properties")
	p.Destroys("")
	acctest.Equal(t, "stored brand", p.Instance(acctest.InstanceA).Persistent["system"]["ro.product.brand"], "Other")
}

// Properties, Android properties and restart_triggers share one restart of an
// instance, and the restart flag of the API is never used. Afterwards the
// instance has all values, including those that a restart loses.
func TestAccPropertiesShareOneRestart(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	write := func(value, trigger string) {
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+acctest.Slow+`
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
	p.Applies("properties 2, android_properties 1, time_zone 1, bandwidth 1, restart 1")
	acctest.Equal(t, "restart flags", p.Account.Counters().RestartFlags, 0)
	p.PlanEmpty()
	write("two", "2")
	p.Applies("properties 2, android_properties 1, restart 1")
	for _, name := range []string{"ro.build.tags", "ro.product.brand", "ro.product.model"} {
		acctest.Equal(t, name, p.Instance(acctest.InstanceA).Properties["system"][name], "two")
	}
	p.PlanEmpty()
}

// If the restart fails, the next apply sends what waits for it again, and
// restarts. What takes effect immediately is not sent again.
func TestAccPropertiesRestartFails(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow))
	p.Apply()
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow+`
  properties         = { system_persistent = { "ro.product.brand" = "Acme" }, restart = true }
  android_properties = { properties = { "ro.product.model" = "One" } }
`))
	p.Fault(simulator.Fault{Path: armcloud.Restart.Path, Kind: simulator.FaultTaskFail, Times: 1})
	acctest.Contains(t, p.FailsApply("properties 1, android_properties 1, restart 1").Output, "Unable to restart the instance", acctest.InstanceA)
	p.Applies("properties 1, restart 1")
	acctest.Equal(t, "brand", p.Instance(acctest.InstanceA).Properties["system"]["ro.product.brand"], "Acme")
	acctest.Equal(t, "model", p.Instance(acctest.InstanceA).Properties["system"]["ro.product.model"], "One")
	p.PlanEmpty()
}

// Another value of a property that takes effect immediately is drift. That of a
// persistent one is drift only once the instance has shown the applied value.
// Case, surrounding spaces and values that are not shown are never drift.
func TestAccPropertiesDrift(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	resources := func(trigger string) {
		p.Configure(acctest.SettingHCL("properties", "a", acctest.InstanceA, `
  system            = { "ro.product.brand" = "Acme" }
  system_persistent = { "ro.product.model" = "One" }
  setting           = { "screen_brightness" = "Full" }
`) + acctest.InstanceHCL("a", acctest.InstanceA, `restart_triggers = { at = "`+trigger+`" }`) + acctest.InstanceHCL("b", acctest.InstanceB, ""))
	}
	resources("1")
	p.Applies("properties 1")
	acctest.Equal(t, "the model waits for a restart", p.Instance(acctest.InstanceA).Properties["system"]["ro.product.model"], "")
	p.PlanEmpty()
	driftProperties(p, acctest.InstanceB, simulator.Properties{"setting": {"screen_brightness": "Low"}})
	driftProperties(p, acctest.InstanceA, simulator.Properties{"setting": {"screen_brightness": " fULL ", "volume": "3"}})
	p.PlanEmpty()
	driftProperties(p, acctest.InstanceA, simulator.Properties{"setting": {"screen_brightness": "Low"}})
	p.SetOnline(acctest.InstanceA, false)
	p.PlanEmpty()
	p.SetOnline(acctest.InstanceA, true)
	acctest.Contains(t, p.PlanChanges().Output, `"Low" -> "Full"`, "Plan: 0 to add, 1 to change, 0 to destroy")
	p.Applies("properties 1")
	p.PlanEmpty()

	// A restart loses values that are not persistent, and applies the others.
	resources("2")
	p.Applies("restart 1")
	acctest.Contains(t, p.PlanChanges().Output, `-> "Acme"`, "Plan: 0 to add, 1 to change, 0 to destroy")
	p.Applies("properties 1")
	p.PlanEmpty()
	p.Applies("") // saves that the model was shown
	showProperty(p, acctest.InstanceA, "ro.product.model", "")
	p.PlanEmpty()
	showProperty(p, acctest.InstanceA, "ro.product.model", "Two")
	acctest.Contains(t, p.PlanChanges().Output, `"Two" -> "One"`, "Plan: 0 to add, 1 to change, 0 to destroy")
	// The instance always shows this value: after the repair, it no longer counts.
	p.Applies("properties 1")
	p.PlanEmpty()
}

// In a fleet, drift is planned and repaired only on the instance that has it.
// The 2024 level has no batch endpoint, so instances are queried one by one.
func TestAccPropertiesInFleet(t *testing.T) {
	for name, level := range map[string]string{"current": simulator.LevelCurrent, "2024": simulator.Level2024} {
		t.Run(name, func(t *testing.T) {
			f := acctest.NewFleetCase(t, simulator.Options{Level: level, Quirks: true}, "")
			f.Configure(acctest.FleetHCL("it", acctest.Phones("kiosk", 1, 5), `kiosk = {
  properties = {
    system_persistent = { "ro.product.brand" = "Acme" }
    setting           = { "screen_brightness" = "10" }
    restart           = true
  }
  android_properties = { properties = { "ro.product.model" = "Kiosk" }, restart = true }
}`))
			f.Apply()
			f.WantSent(map[string]int{"restart": 5})
			f.PlanEmpty()
			f.Must(f.Drift([]string{acctest.PadCode(2)}, simulator.DriftSet{Properties: simulator.Properties{"system": {"ro.product.brand": "Other"}}}))
			f.Must(f.Drift([]string{acctest.PadCode(4)}, simulator.DriftSet{Properties: simulator.Properties{"system": {"ro.build.id": "unmanaged"}}}))
			acctest.Contains(t, f.PlanChanges().Output, `"drifted: properties" -> "kiosk"`)
			f.ResetCounters()
			f.Apply()
			counters := f.Counters()
			acctest.Equal(t, "instances that were sent properties", counters.BatchSizes[armcloud.UpdateProperties.Path][1], 1)
			acctest.Equal(t, "requests", counters.Requests[armcloud.UpdateProperties.Path], 1)
			f.WantSent(map[string]int{"restart": 1})
			f.PlanEmpty()
			if instance, _ := f.Account.Instance(acctest.PadCode(2)); instance.Properties["system"]["ro.product.brand"] != "Acme" {
				t.Errorf("got properties %v, want ro.product.brand = Acme", instance.Properties["system"])
			}
		})
	}
}

// An import fills in no properties. A configuration with only the pad code
// plans nothing, one with properties sends them once.
func TestAccPropertiesImport(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	driftProperties(p, acctest.InstanceA, simulator.Properties{"system": {"ro.product.brand": "Acme"}})
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, "") +
		acctest.SettingHCL("properties", "b", acctest.InstanceB, `system = { "ro.product.brand" = "Acme" }`) +
		acctest.SettingHCL("android_properties", "b", acctest.InstanceB, `properties = { "ro.product.model" = "One" }`) + `
import {
  to = armcloud_instance.a
  id = "` + acctest.InstanceA + `"
}
import {
  to       = armcloud_instance_properties.b
  identity = { pad_code = "` + acctest.InstanceB + `" }
}
import {
  to = armcloud_instance_android_properties.b
  id = "` + acctest.InstanceB + `"
}
`)
	if r := p.Run("import", "-no-color", "armcloud_instance_properties.b", acctest.InstanceB); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	acctest.Contains(t, p.PlanChanges().Output, "Plan: 2 to import, 0 to add, 2 to change, 0 to destroy")
	p.Applies("properties 1, android_properties 1")
	p.PlanEmpty()
	p.Applies("")
}

// Invalid values are errors of the plan, in all three forms. Unknown values are
// not.
func TestAccPropertiesValidation(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	refused := func(want []string, resources string) {
		t.Helper()
		p.Configure(resources)
		r := p.Sends("", func() acctest.Result { return p.Run("plan", "-no-color") })
		acctest.Equal(t, "exit code", r.Exit, 1)
		acctest.Contains(t, r.Output, want...)
	}
	profile := func(body string) string {
		return acctest.FleetHCL("it", map[string]string{acctest.InstanceA: "one"}, "one = {\n"+body+"\n}")
	}
	both := `properties = { system = { "ro.a" = "1" }, system_persistent = { "ro.a" = "2" } }`
	refused([]string{"No properties", "This resource needs at least one of these attributes: system, system_persistent"}, acctest.SettingHCL("properties", "a", acctest.InstanceA, ""))
	refused([]string{"No properties"}, acctest.SettingHCL("properties", "a", acctest.InstanceA, "modem = {}"))
	refused([]string{"No properties", "properties needs at least one of these attributes: system, system_persistent"}, acctest.InstanceHCL("a", acctest.InstanceA, "properties = {}"))
	refused([]string{"Property set twice", "ro.a is in both system and system_persistent"}, acctest.InstanceHCL("a", acctest.InstanceA, both))
	refused([]string{"Property set twice", "ro.a is in both system and system_persistent"}, profile(both))
	refused([]string{"must be the name of a property"}, acctest.SettingHCL("properties", "a", acctest.InstanceA, `setting = { "a b" = "1" }`))
	refused([]string{"must be the name of a property"}, acctest.SettingHCL("android_properties", "a", acctest.InstanceA, `properties = { "" = "1" }`))
	refused([]string{"at least 1"}, acctest.InstanceHCL("a", acctest.InstanceA, "android_properties = { properties = {} }"))
	refused([]string{"Property belongs to another setting", "time_zone also writes the property timezone"},
		acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+`properties = { setting = { timezone = "UTC" } }`))
	refused([]string{"Property belongs to another setting", "time_zone also writes the property persist.sys.timezone"},
		profile(acctest.Berlin+`android_properties = { properties = { "persist.sys.timezone" = "UTC" } }`))

	// Conflicts between separate resources are not detected.
	p.Configure(acctest.SettingHCL("time_zone", "a", acctest.InstanceA, acctest.Berlin) + acctest.SettingHCL("properties", "a", acctest.InstanceA, `setting = { timezone = "Europe/Berlin" }`) +
		"resource \"terraform_data\" \"t\" {\n  input = \"ro.c\"\n}\n" +
		acctest.InstanceHCL("b", acctest.InstanceB, `
  time_zone          = terraform_data.t.output == "ro.c" ? null : "Europe/Berlin"
  properties         = { system = { "timezone" = terraform_data.t.output, (terraform_data.t.output) = "1" } }
  android_properties = { properties = terraform_data.t.output == "" ? {} : { "ro.d" = "1" } }
`))
	p.Applies("properties 2, android_properties 1, time_zone 1")
	p.PlanEmpty()
}
