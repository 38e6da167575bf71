package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const adbOn = "adb_enabled = true\n"

// driftADB switches ADB of a phone behind Terraform's back.
func (p *phoneTest) driftADB(code string, on bool) {
	p.t.Helper()
	if err := p.account.Drift([]string{code}, simulator.DriftSet{ADB: &on}); err != nil {
		p.t.Fatal(err)
	}
}

// ADB is switched in all three forms with the operation that the API level
// has, and switched off when it is released; a phone with on_release = "keep"
// is the control.
func TestAccADB(t *testing.T) {
	t.Parallel()
	for options, name := range map[*simulator.Options]string{{}: "adb ", {Level: simulator.Level2024}: "adb of 2024 ", {Quirks: true}: "adb "} {
		sent := func(n string) string { return name + n }
		p := newPhoneTest(t, *options, "")
		p.config(own("adb", "a", phoneA, "enabled = true") + phone("b", phoneB, adbOn) + fleet("c", phoneC, adbOn) +
			phone("d", pad(4), adbOn+`on_release = "keep"`))
		p.applies(sent("4"))
		// One phone finds out that an operation is missing, or none.
		if n := p.account.Counters().Requests[armcloud.OpenADB.Path]; n > 4 {
			t.Errorf("%d requests for the newer operation", n)
		}
		for _, code := range []string{phoneA, phoneB, phoneC, pad(4)} {
			is(t, "ADB of "+code, p.on(code).ADB, true)
		}
		p.PlanEmpty()

		p.config(own("adb", "a", phoneA, "enabled = false") + phone("b", phoneB, adbOn) + fleet("c", phoneC, adbOn) + phone("d", pad(4), adbOn+`on_release = "keep"`))
		p.applies(sent("1"))
		is(t, "ADB", p.on(phoneA).ADB, false)
		p.PlanEmpty()

		p.config(phone("b", phoneB, "") + fleet("c", phoneC, "") + phone("d", pad(4), `on_release = "keep"`))
		silent(t, p.PlanChanges().Output, "stay on the phone")
		p.applies(sent("3"))
		for _, code := range []string{phoneA, phoneB, phoneC} {
			is(t, "ADB of "+code, p.on(code).ADB, false)
		}
		is(t, "kept ADB", p.on(pad(4)).ADB, true)
		p.PlanEmpty()
	}
}

// Phones that are switched alike share one request where the API takes many.
func TestAccADBSharesRequests(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.config(fleetHCL("all", pads("shop", 1, 5), "shop = { adb_enabled = true }"))
	p.applies("adb 5")
	is(t, "requests", p.account.Counters().Requests[armcloud.OpenADB.Path], 1)
}

// ADB that somebody switches is seen where the API shows it, in all three
// forms and with the cheapest drift checks; unmanaged ADB is the control. The
// level of 2024 shows nothing, and nothing is no evidence.
func TestAccADBDrift(t *testing.T) {
	t.Parallel()
	resources := own("adb", "a", phoneA, "enabled = true") + phone("b", phoneB, adbOn) + fleet("c", phoneC, adbOn) + phone("d", pad(4), slow)
	p := newPhoneTest(t, simulator.Options{}, `drift_checks = "cheap"`)
	p.config(resources)
	p.applies("bandwidth 1, adb 3")
	p.driftADB(pad(4), true)
	p.PlanEmpty()
	for _, code := range []string{phoneA, phoneB, phoneC} {
		p.driftADB(code, false)
	}
	says(t, p.PlanChanges().Output, "enabled = false -> true", "adb_enabled = false -> true", `"drifted: adb_enabled" -> "only"`, "3 to change")
	p.applies("adb 3")
	is(t, "ADB", p.on(phoneC).ADB, true)
	is(t, "unmanaged ADB", p.on(pad(4)).ADB, true)
	p.PlanEmpty()

	p = newPhoneTest(t, simulator.Options{Level: simulator.Level2024}, "")
	p.config(resources)
	p.applies("bandwidth 1, adb of 2024 3")
	for _, code := range []string{phoneA, phoneB, phoneC} {
		p.driftADB(code, false)
	}
	p.PlanEmpty()
	p.config(resources + phone("e", pad(5), adbOn))
	p.applies("adb of 2024 1")
}

// The own resource is imported with what the API shows; armcloud_instance does
// not take over what it would have to take back. Where nothing is shown, the
// configuration is sent once.
func TestAccADBImport(t *testing.T) {
	t.Parallel()
	resources := own("adb", "a", phoneA, "enabled = true") + own("adb", "b", phoneB, "enabled = true") + phone("c", phoneC, "") + `
import {
  to = armcloud_instance_adb.a
  id = "` + phoneA + `"
}
import {
  to       = armcloud_instance_adb.b
  identity = { pad_code = "` + phoneB + `" }
}
import {
  to = armcloud_instance.c
  id = "` + phoneC + `"
}
`
	p := newPhoneTest(t, simulator.Options{}, "")
	for _, code := range []string{phoneA, phoneC} {
		p.driftADB(code, true)
	}
	p.driftADB(phoneB, false)
	p.config(resources)
	says(t, p.PlanChanges().Output, "enabled = false -> true", "Plan: 3 to import, 0 to add, 1 to change, 0 to destroy")
	p.applies("adb 1")
	p.PlanEmpty()
	p.config(phone("c", phoneC, ""))
	p.destroys("adb 2")
	is(t, "ADB that was there", p.on(phoneC).ADB, true)

	p = newPhoneTest(t, simulator.Options{Level: simulator.Level2024}, "")
	p.config(resources)
	says(t, p.PlanChanges().Output, "+ enabled = true", "Plan: 3 to import, 0 to add, 2 to change, 0 to destroy")
	p.applies("adb of 2024 2")
	p.PlanEmpty()
}

// A value that is not known yet plans; a switch that fails is named, and the
// other settings are on the phone.
func TestAccADBUnknownAndFailing(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	later := "resource \"terraform_data\" \"later\" {\n input = true\n}\n"
	p.config(later + own("adb", "a", phoneA, "enabled = terraform_data.later.output") + phone("b", phoneB, slow+"adb_enabled = terraform_data.later.output"))
	p.fault(simulator.Fault{Path: "openOnlineAdb", Kind: simulator.FaultTaskFail, PadCode: phoneB, Message: "no luck"})
	failed := p.sends("bandwidth 1, adb 2", func() acctest.Result { return p.FailApply() })
	says(t, failed.Output, "Unable to set ADB", "Phone: "+phoneB, "no luck")
	p.account.ClearFaults()
	if r := p.Run("untaint", "armcloud_instance.b"); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	p.applies("adb 1")
	p.PlanEmpty()
}
