package fleet_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Instances are imported by their pad codes or their group, without a profile. The
// first apply sends all settings once, and restarts as restart_triggers say.
func TestAccFleetImport(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	shop := acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 2), acctest.SpeedProfile("kiosk", 10, "Europe/Berlin"), `restart_triggers = { v = "1" }`)
	f.Configure(shop)
	for id, text := range map[string]string{
		acctest.PadCode(1) + ",,": `"" is not a pad code`,
		"group:three":             `"three" is not a group ID`,
		"group:77":                "Group 77 has no instances",
		acctest.PadCode(1) + "," + acctest.PadCode(99): "does not list " + acctest.PadCode(99) + " for this access key",
	} {
		result := f.Run("import", "-no-color", "armcloud_fleet.shop", id)
		if result.Exit == 0 {
			t.Errorf("import of %q: got exit code 0, want an error", id)
		}
		acctest.Contains(t, result.Output, text)
	}
	if result := f.Run("import", "-no-color", "armcloud_fleet.shop", acctest.PadCode(1)+", "+acctest.PadCode(2)); result.Exit != 0 {
		t.Fatal(result.Output)
	}
	f.WantState("shop", acctest.Phones("", 1, 2))
	acctest.Contains(t, f.Apply().Output, `"AC32010000001" = "" -> "kiosk"`)
	f.WantSent(map[string]int{"setSpeed": 2, "updateTimeZone": 2, "restart": 2})
	f.PlanEmpty()
	f.Destroy()
	f.WantSent(map[string]int{"setSpeed": 2})

	f.Configure(shop, "import {\n to = armcloud_fleet.shop\n id = \"group:1\"\n}\n")
	acctest.Contains(t, f.Apply().Output, "1 imported, 0 added, 1 changed")
	f.WantState("shop", acctest.Phones("kiosk", 1, 2))
	f.WantSent(map[string]int{"setSpeed": 2, "updateTimeZone": 2, "restart": 2})
}

// The import of a large group adds only the instances of the group, and the first
// apply sends their settings only to them.
func TestAccFleetImportOfLargeGroup(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{Instances: 2_000}, "")
	f.Configure(`
data "armcloud_instances" "group" {
  filter  = { group_ids = [2] }
  details = false
}
import {
  to = armcloud_fleet.shop
  id = "group:2"
}
resource "armcloud_fleet" "shop" {
  phones   = { for code in data.armcloud_instances.group.pad_codes : code => "kiosk" }
  profiles = { kiosk = { bandwidth = { upload_mbps = 10, download_mbps = 10 } } }
}
`)
	acctest.Contains(t, f.Apply().Output, "1 imported, 0 added, 1 changed, 0 destroyed")
	group := len(f.FleetState("shop").Attributes.Phones)
	if group < 300 || group == 2_000 {
		t.Errorf("got %d instances in the group, want at least 300, but not all 2,000", group)
	}
	f.WantSent(map[string]int{"setSpeed": group})
	if got := countWithSpeed(f, 10); got != group {
		t.Errorf("got the bandwidth on %d instances, want it on the %d of the group", got, group)
	}
	f.PlanEmpty()
}
