package fleet_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A setting that the API returns and that was changed outside of Terraform is
// drift: the plan names the instance and the setting, and the apply sends only that.
// Drift that is reverted outside of Terraform needs no apply. A setting that the API
// does not return can't drift.
func TestAccFleetDrift(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	phones := acctest.Phones("kiosk", 1, 4)
	f.Configure(acctest.FleetHCL("shop", phones, acctest.SpeedProfile("kiosk", 10, "Europe/Berlin")))
	f.Apply()
	zone, home := "Asia/Tokyo", "Europe/Berlin"

	f.Must(f.Drift([]string{acctest.PadCode(4)}, simulator.DriftSet{Bandwidth: &simulator.Bandwidth{UploadMbps: 1, DownloadMbps: 1}}))
	f.PlanEmpty()
	f.Must(f.Drift([]string{acctest.PadCode(2), acctest.PadCode(3)}, simulator.DriftSet{TimeZone: &zone}))
	f.ResetCounters()
	result := f.PlanChanges()
	acctest.Contains(t, result.Output, `"AC32010000002" = "drifted: time_zone" -> "kiosk"`, `"AC32010000003" = "drifted: time_zone" -> "kiosk"`)
	acctest.NotContains(t, result.Output, `"AC32010000001" =`)
	f.Apply("-refresh-only")
	f.WantState("shop", acctest.Join(phones, acctest.Phones("drifted: time_zone", 2, 3)))
	f.WantSent(map[string]int{})

	f.Must(f.Drift([]string{acctest.PadCode(3)}, simulator.DriftSet{TimeZone: &home}))
	f.Apply()
	f.WantSent(map[string]int{"updateTimeZone": 1})
	f.WantTimeZone(home, 1, 2, 3, 4)
	f.WantState("shop", phones)

	// Drift that is in the state, but was reverted outside of Terraform.
	f.Must(f.Drift([]string{acctest.PadCode(2)}, simulator.DriftSet{TimeZone: &zone}))
	f.Apply("-refresh-only")
	f.WantState("shop", acctest.Join(phones, acctest.Phones("drifted: time_zone", 2, 2)))
	f.Must(f.Drift([]string{acctest.PadCode(2)}, simulator.DriftSet{TimeZone: &home}))
	f.PlanEmpty()
	f.WantSent(map[string]int{})

	// An instance that drifted to the values of its new profile needs no request. Its
	// drift is detected as before.
	f.Must(f.Drift([]string{acctest.PadCode(2)}, simulator.DriftSet{TimeZone: &zone}))
	f.Configure(acctest.FleetHCL("shop", acctest.Join(phones, acctest.Phones("tokyo", 2, 2)),
		acctest.SpeedProfile("kiosk", 10, "Europe/Berlin")+acctest.SpeedProfile("tokyo", 10, "Asia/Tokyo")))
	f.Apply()
	f.PlanEmpty()
	f.Must(f.Drift([]string{acctest.PadCode(2)}, simulator.DriftSet{TimeZone: &home}))
	acctest.Contains(t, f.PlanChanges().Output, `"AC32010000002" = "drifted: time_zone" -> "tokyo"`)
}

// An instance that is not in the account any more is removed from the state, and the
// plan warns. The apply fails for it, while the others converge.
func TestAccFleetGone(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	phones := acctest.Phones("kiosk", 1, 3)
	f.Configure(acctest.FleetHCL("shop", phones, acctest.SpeedProfile("kiosk", 10, "Europe/Berlin")))
	f.Apply()
	f.Sent()
	f.Must(f.Remove([]string{acctest.PadCode(2)}))
	acctest.Contains(t, f.PlanChanges().Output, "Instances not in the account", "does not list "+acctest.PadCode(2), `+ "AC32010000002" = "kiosk"`)

	f.Configure(acctest.FleetHCL("shop", phones, acctest.SpeedProfile("kiosk", 20, "Europe/Berlin")))
	result := f.FailApply()
	acctest.Contains(t, result.Output, "1 of 3 instances failed", acctest.PadCode(2)+": unable to set the time zone: not in the account", "Check the pad code")
	acctest.NotContains(t, result.Output, acctest.PadCode(1)+":", acctest.PadCode(3)+":")
	f.WantSent(map[string]int{"setSpeed": 2})
	f.WantSpeed(20, 1, 3)
	if status := f.FleetState("shop").Status; status == "tainted" {
		t.Error("got a tainted fleet after a failed update, want it untainted")
	}

	// Once the instance is removed from the configuration, the plan is empty.
	f.Configure(acctest.FleetHCL("shop", acctest.Join(acctest.Phones("kiosk", 1, 1), acctest.Phones("kiosk", 3, 3)), acctest.SpeedProfile("kiosk", 20, "Europe/Berlin")))
	f.PlanEmpty()

	// Releasing an instance that is not in the account any more succeeds.
	f.Must(f.Remove([]string{acctest.PadCode(3)}))
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 1), acctest.SpeedProfile("kiosk", 20, "Europe/Berlin")))
	f.Apply("-refresh=false")
	f.WantState("shop", acctest.Phones("kiosk", 1, 1))
	f.Must(f.Remove([]string{acctest.PadCode(1)}))
	f.Destroy("-refresh=false")
}

// Nothing is sent to an offline instance, and its value in the state is the reason.
// The others converge, and the next apply concerns only the offline one.
func TestAccFleetOffline(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, `online_timeout = "200ms"`)
	phones := acctest.Phones("kiosk", 1, 3)
	f.Must(f.Account.SetOnline([]string{acctest.PadCode(1), acctest.PadCode(2), acctest.PadCode(3)}, false))
	f.Configure(acctest.FleetHCL("shop", phones, acctest.SpeedProfile("kiosk", 10, "Europe/Berlin")))

	// If all instances are offline, nothing is sent, saved or tainted.
	result := f.FailApply()
	acctest.Contains(t, result.Output, "3 of 3 instances failed", acctest.PadCode(1)+": unable to set the time zone: offline for 200ms", "Nothing was submitted", "online_timeout")
	acctest.NotContains(t, result.Output, "untaint")
	f.WantSent(map[string]int{})
	if f.FleetState("shop").Status != "" || f.FleetState("shop").Attributes.Phones != nil {
		t.Error("got a fleet in the state after a create that reached no instance, want none")
	}

	f.Must(f.Account.SetOnline([]string{acctest.PadCode(1), acctest.PadCode(3)}, true))
	f.FailApply()
	f.WantSent(map[string]int{"setSpeed": 2, "updateTimeZone": 2})
	f.WantState("shop", acctest.Join(phones, acctest.Phones("failed: offline for 200ms", 2, 2)))
	if status := f.FleetState("shop").Status; status != "tainted" {
		t.Errorf("got status %q after a partial create, want tainted", status)
	}
	f.Run("untaint", "armcloud_fleet.shop")
	acctest.Contains(t, f.FailApply().Output, `"AC32010000002" = "failed: offline for 200ms" -> "kiosk"`, "1 of 1 instances failed")
	f.WantSent(map[string]int{})
	if status := f.FleetState("shop").Status; status == "tainted" {
		t.Error("got a tainted fleet after a failed update, want it untainted")
	}
	f.Must(f.Account.SetOnline([]string{acctest.PadCode(2)}, true))
	f.Apply()
	f.WantSent(map[string]int{"setSpeed": 1, "updateTimeZone": 1})
	f.PlanEmpty()

	// A change that was not sent to an offline instance and is reverted in the
	// configuration leaves nothing to do and is not drift.
	f.Must(f.Account.SetOnline([]string{acctest.PadCode(2)}, false))
	f.Configure(acctest.FleetHCL("shop", phones, acctest.SpeedProfile("kiosk", 10, "Asia/Tokyo")))
	f.FailApply()
	f.Must(f.Account.SetOnline([]string{acctest.PadCode(2)}, true))
	f.Configure(acctest.FleetHCL("shop", acctest.Join(phones, acctest.Phones("home", 2, 2)), acctest.SpeedProfile("kiosk", 10, "Asia/Tokyo")+acctest.SpeedProfile("home", 10, "Europe/Berlin")))
	f.WantSent(map[string]int{"updateTimeZone": 2})
	f.Apply("-refresh=false")
	f.WantSent(map[string]int{})
	f.PlanEmpty()
	f.Apply()
	zone := "Europe/Paris"
	f.Must(f.Drift([]string{acctest.PadCode(2)}, simulator.DriftSet{TimeZone: &zone}))
	acctest.Contains(t, f.PlanChanges().Output, `"AC32010000002" = "drifted: time_zone" -> "home"`)
}
