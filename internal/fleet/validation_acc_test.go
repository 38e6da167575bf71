package fleet_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Invalid configurations are errors of validate. They point to the attribute and
// name the instance or the profile.
func TestAccFleetValidation(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	one := acctest.Phones("kiosk", 1, 1)
	f.Configure(
		acctest.FleetHCL("unknown_profile", acctest.Join(one, acctest.Phones("kisok", 2, 3)), acctest.SpeedProfile("kiosk", 1, "")),
		acctest.FleetHCL("reserved_failed", one, acctest.SpeedProfile("kiosk", 1, "")+`"failed: x" = {}`),
		acctest.FleetHCL("reserved_drifted", one, acctest.SpeedProfile("kiosk", 1, "")+`"drifted:" = {}`),
		acctest.FleetHCL("reserved_skipped", one, acctest.SpeedProfile("kiosk", 1, "")+`"skipped: x" = {}`),
		acctest.FleetHCL("reserved_waiting", one, acctest.SpeedProfile("kiosk", 1, "")+`"waiting: x" = {}`),
		acctest.FleetHCL("offline", one, acctest.SpeedProfile("kiosk", 1, ""), `offline = "wait"`),
		acctest.FleetHCL("reserved_empty", one, acctest.SpeedProfile("kiosk", 1, "")+`"" = {}`),
		acctest.FleetHCL("null_profile", one, "kiosk = null"),
		"resource \"armcloud_fleet\" \"null_instance\" {\n phones = { "+acctest.PadCode(9)+" = null }\n profiles = {}\n}\n",
		acctest.FleetHCL("pad_code", map[string]string{"not a code": "kiosk"}, acctest.SpeedProfile("kiosk", 1, "")),
		acctest.FleetHCL("bandwidth", one, acctest.SpeedProfile("kiosk", -2, "")),
		acctest.FleetHCL("zone", one, acctest.SpeedProfile("kiosk", 1, "Mars/Olympus")),
		acctest.FleetHCL("proxy", one, `kiosk = { proxy = { ip = "192.0.2.1" } }`),
		acctest.FleetHCL("release", one, acctest.SpeedProfile("kiosk", 1, ""), `on_release = "reset"`),
	)
	result := f.Run("validate", "-no-color")
	acctest.Contains(t, result.Output,
		`There is no profile "kisok", which is named for AC32010000002, AC32010000003.`,
		`"failed: x" cannot name a profile`, `"drifted:" cannot name a profile`, `"skipped: x" cannot name a profile`, `"waiting: x" cannot name a profile`, `"" cannot name a profile`,
		`Profile "kiosk" is null. Write {} for a profile that manages nothing.`,
		"The profile of "+acctest.PadCode(9)+" is null.",
		`must be a pad code such as AC32010000001`, `"not a code"`,
		"upload_mbps", "-2", `"Mars/Olympus" is not in the IANA time zone database`,
		"Missing proxy port", `on_release`, `"wait"`)
	if result.Exit != 1 {
		t.Errorf("got exit code %d of validate, want 1", result.Exit)
	}

	// The control: unused profiles, empty profiles and an empty fleet are valid.
	f.Configure(acctest.FleetHCL("shop", one, acctest.SpeedProfile("kiosk", 1, "UTC")+"spare = {}\n"), acctest.FleetHCL("empty", nil, ""))
	if result := f.Run("validate", "-no-color"); result.Exit != 0 {
		t.Errorf("got exit code %d of validate, want 0:\n%s", result.Exit, result.Output)
	}
	f.Apply()
	f.PlanEmpty()
}

// Instances, profile names and settings can be unknown in the plan.
func TestAccFleetUnknown(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	f.Configure(`
resource "terraform_data" "zone" { input = "Europe/Berlin" }
resource "terraform_data" "profile" { input = "kiosk" }
resource "terraform_data" "phones" { input = { "AC32010000003" = "kiosk" } }
resource "terraform_data" "profiles" { input = { kiosk = { time_zone = "Asia/Tokyo" } } }
resource "armcloud_fleet" "parts" {
  phones   = { AC32010000001 = terraform_data.profile.output, AC32010000002 = "kiosk" }
  profiles = { kiosk = { time_zone = terraform_data.zone.output } }
}
resource "armcloud_fleet" "whole" {
  phones   = terraform_data.phones.output
  profiles = terraform_data.profiles.output
}
`)
	f.Apply()
	f.WantSent(map[string]int{"updateTimeZone": 3})
	f.WantTimeZone("Europe/Berlin", 1, 2)
	f.WantTimeZone("Asia/Tokyo", 3)
	f.PlanEmpty()
}
