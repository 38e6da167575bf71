package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A time zone changed behind Terraform's back is seen, in both forms, and its
// repair is all that is sent. A zone that nobody manages is the control.
func TestAccPhoneDriftOfTimeZone(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.config(phone("a", phoneA, berlin+slow) + own("time_zone", "b", phoneB, berlin) + phone("c", phoneC, slow))
	p.Apply()
	p.drift(phoneC, "Asia/Tokyo")
	p.PlanEmpty()
	p.drift(phoneA, "Asia/Tokyo")
	p.drift(phoneB, "America/Lima")
	planned := p.PlanChanges()
	says(t, planned.Output, `"Asia/Tokyo" -> "Europe/Berlin"`, `"America/Lima" -> "Europe/Berlin"`, "Plan: 0 to add, 2 to change, 0 to destroy")
	p.applies("time_zone 2")
	is(t, "time zone", p.on(phoneA).TimeZone, "Europe/Berlin")
	is(t, "unmanaged time zone", p.on(phoneC).TimeZone, "Asia/Tokyo")
	p.PlanEmpty()
}

// A source that never showed the applied zone is no evidence, whatever it
// shows; once it has shown it, it is.
func TestAccPhoneUnconfirmedSource(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.config(phone("a", phoneA, berlin) + own("time_zone", "b", phoneB, berlin))
	// The look after the apply finds nothing, so nothing is confirmed.
	p.fault(simulator.Fault{Path: "adProperties", Kind: simulator.FaultError})
	p.applies("time_zone 2")
	p.account.ClearFaults()
	for _, code := range []string{phoneA, phoneB} {
		p.show(code, "GMT+01:00")
	}
	p.PlanEmpty()
	p.applies("")

	p.show(phoneA, "Europe/Berlin")
	p.show(phoneB, "Europe/Berlin")
	p.PlanEmpty()
	p.applies("") // keeps what the refresh found
	p.show(phoneA, "GMT+01:00")
	p.show(phoneB, "GMT+01:00")
	says(t, p.PlanChanges().Output, `"GMT+01:00" -> "Europe/Berlin"`, "2 to change")
}

// Properties that are empty, fail or belong to a phone that is off line are no
// evidence. The same drift is seen once they can be read.
func TestAccPhoneNoEvidence(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.config(phone("a", phoneA, berlin))
	p.Apply()
	p.show(phoneA, "")
	p.PlanEmpty()
	p.drift(phoneA, "Asia/Tokyo")
	p.fault(simulator.Fault{Path: "adProperties", Kind: simulator.FaultError})
	p.PlanEmpty()
	p.account.ClearFaults()
	p.setOnline(phoneA, false)
	p.PlanEmpty()
	p.setOnline(phoneA, true)
	says(t, p.PlanChanges().Output, `"Asia/Tokyo" -> "Europe/Berlin"`)
}

// Where properties are read phone by phone (level 2024), cheap drift checks
// leave them alone and full ones read each phone once.
func TestAccPhoneDriftChecks(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{Level: simulator.Level2024}, "")
	resources := phone("a", phoneA, berlin) + phone("b", phoneB, berlin)
	p.config(resources)
	p.Apply()
	p.drift(phoneA, "Asia/Tokyo")
	reads := func(want int, f func() acctest.Result) {
		t.Helper()
		p.account.ResetCounters()
		f()
		is(t, "reads of properties", p.account.Counters().Requests[armcloud.GetProperties.Path], want)
	}
	p.provider = `drift_checks = "cheap"`
	p.config(resources)
	reads(0, func() acctest.Result { return p.PlanEmpty() })
	p.provider = ""
	p.config(resources)
	reads(2, func() acctest.Result { return p.PlanChanges() })
}
