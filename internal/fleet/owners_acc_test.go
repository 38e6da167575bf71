package fleet_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// If two resources manage the same setting of an instance, plan and apply warn and
// name the instance, the setting and both resource types.
func TestAccFleetTwoOwners(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	single := "resource \"armcloud_instance\" \"one\" {\n pad_code = \"" + acctest.PadCode(1) + "\"\n bandwidth = { upload_mbps = 1, download_mbps = 1 }\n}\n"
	shop := acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 3), acctest.SpeedProfile("kiosk", 10, ""))
	f.Configure(shop)
	acctest.NotContains(t, f.Apply().Output, "Two resources manage one setting")
	f.Configure(shop, single)
	acctest.Contains(t, f.PlanChanges().Output, "Two resources manage one setting", "Instance "+acctest.PadCode(1)+": bandwidth is managed by", "armcloud_fleet", "armcloud_instance")

	// Two new fleets: only the apply can distinguish them, and every plan after it.
	f.Configure(shop, acctest.FleetHCL("late", acctest.Phones("fast", 4, 5), acctest.SpeedProfile("fast", 50, "")), acctest.FleetHCL("later", acctest.Phones("fast", 5, 6), acctest.SpeedProfile("fast", 50, "")))
	acctest.Contains(t, f.Apply().Output, "Two resources manage one setting", "Instance "+acctest.PadCode(5)+": bandwidth is managed by armcloud_fleet and by armcloud_fleet")
	acctest.Contains(t, f.PlanEmpty().Output, "Two resources manage one setting", "Instance "+acctest.PadCode(5)+": bandwidth is managed by armcloud_fleet and by armcloud_fleet")
}
