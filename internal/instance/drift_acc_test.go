package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A time zone that was changed outside of Terraform is drift, in armcloud_instance
// and in the single-setting resource, and the next apply sends only that. The
// control is an instance whose time zone is not managed.
func TestAccInstanceTimeZoneDrift(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+acctest.Slow) + acctest.SettingHCL("time_zone", "b", acctest.InstanceB, acctest.Berlin) + acctest.InstanceHCL("c", acctest.InstanceC, acctest.Slow))
	p.Apply()
	p.DriftTimeZone(acctest.InstanceC, "Asia/Tokyo")
	p.PlanEmpty()
	p.DriftTimeZone(acctest.InstanceA, "Asia/Tokyo")
	p.DriftTimeZone(acctest.InstanceB, "America/Lima")
	planned := p.PlanChanges()
	acctest.Contains(t, planned.Output, `"Asia/Tokyo" -> "Europe/Berlin"`, `"America/Lima" -> "Europe/Berlin"`, "Plan: 0 to add, 2 to change, 0 to destroy")
	p.Applies("time_zone 2")
	acctest.Equal(t, "time zone", p.Instance(acctest.InstanceA).TimeZone, "Europe/Berlin")
	acctest.Equal(t, "unmanaged time zone", p.Instance(acctest.InstanceC).TimeZone, "Asia/Tokyo")
	p.PlanEmpty()
}

// An observation counts as drift only after the same source has confirmed the
// applied time zone.
func TestAccInstanceUnconfirmedSource(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin) + acctest.SettingHCL("time_zone", "b", acctest.InstanceB, acctest.Berlin))
	// The apply can't read the time zones back, so they aren't confirmed.
	p.Fault(simulator.Fault{Path: "adProperties", Kind: simulator.FaultError})
	p.Applies("time_zone 2")
	p.Account.ClearFaults()
	for _, code := range []string{acctest.InstanceA, acctest.InstanceB} {
		p.ShowTimeZone(code, "GMT+01:00")
	}
	p.PlanEmpty()
	p.Applies("")

	p.ShowTimeZone(acctest.InstanceA, "Europe/Berlin")
	p.ShowTimeZone(acctest.InstanceB, "Europe/Berlin")
	p.PlanEmpty()
	p.Applies("") // saves what the refresh has confirmed
	p.ShowTimeZone(acctest.InstanceA, "GMT+01:00")
	p.ShowTimeZone(acctest.InstanceB, "GMT+01:00")
	acctest.Contains(t, p.PlanChanges().Output, `"GMT+01:00" -> "Europe/Berlin"`, "2 to change")
}

// Properties that are empty, can't be read or belong to an offline instance show
// no drift. The same drift shows once they can be read.
func TestAccInstanceUnreadableProperties(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin))
	p.Apply()
	p.ShowTimeZone(acctest.InstanceA, "")
	p.PlanEmpty()
	p.DriftTimeZone(acctest.InstanceA, "Asia/Tokyo")
	p.Fault(simulator.Fault{Path: "adProperties", Kind: simulator.FaultError})
	p.PlanEmpty()
	p.Account.ClearFaults()
	p.SetOnline(acctest.InstanceA, false)
	p.PlanEmpty()
	p.SetOnline(acctest.InstanceA, true)
	acctest.Contains(t, p.PlanChanges().Output, `"Asia/Tokyo" -> "Europe/Berlin"`)
}

// The 2024 API level reads the properties of one instance per request. Cheap drift
// checks don't read them; full ones read each instance once.
func TestAccInstanceDriftChecks(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{Level: simulator.Level2024}, "")
	resources := acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin) + acctest.InstanceHCL("b", acctest.InstanceB, acctest.Berlin)
	p.Configure(resources)
	p.Apply()
	p.DriftTimeZone(acctest.InstanceA, "Asia/Tokyo")
	reads := func(want int, f func() acctest.Result) {
		t.Helper()
		p.Account.ResetCounters()
		f()
		acctest.Equal(t, "reads of properties", p.Account.Counters().Requests[armcloud.GetProperties.Path], want)
	}
	p.ProviderArguments = `drift_checks = "cheap"`
	p.Configure(resources)
	reads(0, func() acctest.Result { return p.PlanEmpty() })
	p.ProviderArguments = ""
	p.Configure(resources)
	reads(2, func() acctest.Result { return p.PlanChanges() })
}
