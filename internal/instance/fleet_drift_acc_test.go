package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// What the API shows and somebody changed is drift: the plan says on which
// phone and what, the repair sends that alone, and drift that heals by itself
// is nothing. What the API does not show is no drift.
func TestAccFleetDrift(t *testing.T) {
	f := fleetStart(t, simulator.Options{}, "")
	phones := pads("kiosk", 1, 4)
	f.write(fleetHCL("shop", phones, speed("kiosk", 10, "Europe/Berlin")))
	f.Apply()
	zone, home := "Asia/Tokyo", "Europe/Berlin"

	f.must(f.Drift([]string{pad(4)}, simulator.DriftSet{Bandwidth: &simulator.Bandwidth{UploadMbps: 1, DownloadMbps: 1}}))
	f.PlanEmpty()
	f.must(f.Drift([]string{pad(2), pad(3)}, simulator.DriftSet{TimeZone: &zone}))
	f.ResetCounters()
	result := f.PlanChanges()
	f.contains(result, `"AC32010000002" = "drifted: time_zone" -> "kiosk"`, `"AC32010000003" = "drifted: time_zone" -> "kiosk"`)
	f.lacks(result, `"AC32010000001" =`)
	f.Apply("-refresh-only")
	f.wantState("shop", joined(phones, pads("drifted: time_zone", 2, 3)))
	f.wantSent(map[string]int{})

	f.must(f.Drift([]string{pad(3)}, simulator.DriftSet{TimeZone: &home}))
	f.Apply()
	f.wantSent(map[string]int{"updateTimeZone": 1})
	f.wantZone(home, 1, 2, 3, 4)
	f.wantState("shop", phones)

	// Drift that healed, with the state saying otherwise.
	f.must(f.Drift([]string{pad(2)}, simulator.DriftSet{TimeZone: &zone}))
	f.Apply("-refresh-only")
	f.wantState("shop", joined(phones, pads("drifted: time_zone", 2, 2)))
	f.must(f.Drift([]string{pad(2)}, simulator.DriftSet{TimeZone: &home}))
	f.PlanEmpty()
	f.wantSent(map[string]int{})

	// A phone that drifted and gets a profile that agrees with it needs nothing;
	// evidence counts on it from then on as before.
	f.must(f.Drift([]string{pad(2)}, simulator.DriftSet{TimeZone: &zone}))
	f.write(fleetHCL("shop", joined(phones, pads("tokyo", 2, 2)),
		speed("kiosk", 10, "Europe/Berlin")+speed("tokyo", 10, "Asia/Tokyo")))
	f.Apply()
	f.PlanEmpty()
	f.must(f.Drift([]string{pad(2)}, simulator.DriftSet{TimeZone: &home}))
	f.contains(f.PlanChanges(), `"AC32010000002" = "drifted: time_zone" -> "tokyo"`)
}

// A phone that leaves the account leaves the state, the plan warns, and an
// apply names it while the others converge.
func TestAccFleetGone(t *testing.T) {
	f := fleetStart(t, simulator.Options{}, "")
	phones := pads("kiosk", 1, 3)
	f.write(fleetHCL("shop", phones, speed("kiosk", 10, "Europe/Berlin")))
	f.Apply()
	f.sent()
	f.must(f.Remove([]string{pad(2)}))
	f.contains(f.PlanChanges(), "Phones not in the account", "does not list "+pad(2), `+ "AC32010000002" = "kiosk"`)

	f.write(fleetHCL("shop", phones, speed("kiosk", 20, "Europe/Berlin")))
	result := f.FailApply()
	f.contains(result, "1 of 3 phones failed", pad(2)+": unable to set the time zone: not in the account", "Check the pad code")
	f.lacks(result, pad(1)+":", pad(3)+":")
	f.wantSent(map[string]int{"setSpeed": 2})
	f.wantSpeed(20, 1, 3)
	if status := f.state("shop").Status; status == "tainted" {
		t.Error("a failed update has tainted the fleet")
	}

	// Once it is taken out of the configuration nothing is left of it.
	f.write(fleetHCL("shop", joined(pads("kiosk", 1, 1), pads("kiosk", 3, 3)), speed("kiosk", 20, "Europe/Berlin")))
	f.PlanEmpty()

	// A phone that is gone by the time it is to be released is released.
	f.must(f.Remove([]string{pad(3)}))
	f.write(fleetHCL("shop", pads("kiosk", 1, 1), speed("kiosk", 20, "Europe/Berlin")))
	f.Apply("-refresh=false")
	f.wantState("shop", pads("kiosk", 1, 1))
	f.must(f.Remove([]string{pad(1)}))
	f.Destroy("-refresh=false")
}

// A phone that is off line is sent nothing and fails with the reason as its
// value; the others converge, and the repair reaches it alone.
func TestAccFleetOffline(t *testing.T) {
	f := fleetStart(t, simulator.Options{}, `online_timeout = "200ms"`)
	phones := pads("kiosk", 1, 3)
	f.must(f.SetOnline([]string{pad(1), pad(2), pad(3)}, false))
	f.write(fleetHCL("shop", phones, speed("kiosk", 10, "Europe/Berlin")))

	// All of them: nothing was touched, nothing is kept, nothing is tainted.
	result := f.FailApply()
	f.contains(result, "3 of 3 phones failed", pad(1)+": unable to set the time zone: offline for 200ms", "Nothing was submitted", "online_timeout")
	f.lacks(result, "untaint")
	f.wantSent(map[string]int{})
	if f.state("shop").Status != "" || f.state("shop").Attributes.Phones != nil {
		t.Error("a create that reached no phone is in the state")
	}

	f.must(f.SetOnline([]string{pad(1), pad(3)}, true))
	f.FailApply()
	f.wantSent(map[string]int{"setSpeed": 2, "updateTimeZone": 2})
	f.wantState("shop", joined(phones, pads("failed: offline for 200ms", 2, 2)))
	if status := f.state("shop").Status; status != "tainted" {
		t.Errorf("the status of a fleet that was created in part is %q, expected tainted", status)
	}
	f.Run("untaint", "armcloud_fleet.shop")
	f.contains(f.FailApply(), `"AC32010000002" = "failed: offline for 200ms" -> "kiosk"`, "1 of 1 phones failed")
	f.wantSent(map[string]int{})
	if status := f.state("shop").Status; status == "tainted" {
		t.Error("a failed update has tainted the fleet")
	}
	f.must(f.SetOnline([]string{pad(2)}, true))
	f.Apply()
	f.wantSent(map[string]int{"setSpeed": 1, "updateTimeZone": 1})
	f.PlanEmpty()

	// A change that does not reach a phone and is taken back in the
	// configuration leaves nothing to do, and no drift that is none.
	f.must(f.SetOnline([]string{pad(2)}, false))
	f.write(fleetHCL("shop", phones, speed("kiosk", 10, "Asia/Tokyo")))
	f.FailApply()
	f.must(f.SetOnline([]string{pad(2)}, true))
	f.write(fleetHCL("shop", joined(phones, pads("home", 2, 2)), speed("kiosk", 10, "Asia/Tokyo")+speed("home", 10, "Europe/Berlin")))
	f.wantSent(map[string]int{"updateTimeZone": 2})
	f.Apply("-refresh=false")
	f.wantSent(map[string]int{})
	f.PlanEmpty()
	f.Apply()
	zone := "Europe/Paris"
	f.must(f.Drift([]string{pad(2)}, simulator.DriftSet{TimeZone: &zone}))
	f.contains(f.PlanChanges(), `"AC32010000002" = "drifted: time_zone" -> "home"`)
}
