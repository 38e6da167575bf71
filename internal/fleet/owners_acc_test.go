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

// If an instance leaves one of two fleets that have the same settings, it keeps them;
// the last fleet that it leaves undoes them. Other instances of the fleet and their
// settings are undone as usual: that is the control.
func TestAccFleetOwnersLastOneUndoes(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	shop := func(name string, from, to int) string {
		return acctest.FleetHCL(name, acctest.Phones("kiosk", from, to), acctest.SpeedProfile("kiosk", 10, ""))
	}
	f.Configure(shop("one", 1, 4), shop("two", 3, 6))
	f.Apply()
	// The fleet that stays is planned first. Otherwise it might plan the settings again.
	f.Configure(acctest.FleetHCL("one", acctest.Phones("kiosk", 1, 1), acctest.SpeedProfile("kiosk", 10, ""), "depends_on = [armcloud_fleet.two]"), shop("two", 3, 6))
	result := f.Applies("bandwidth 1")
	acctest.Contains(t, result.Output, "Setting left on the instance", acctest.PadCode(3)+", "+acctest.PadCode(4)+": bandwidth is no longer managed by armcloud_fleet")
	f.WantSpeed(10, 1, 3, 4, 5, 6)
	f.WantSpeed(0, 2)
	f.PlanEmpty()
	f.Configure(shop("two", 4, 6))
	f.Applies("bandwidth 2")
	f.WantSpeed(10, 4, 5, 6)
	f.WantSpeed(0, 1, 3)

	// Both leave in one apply, and in a destroy.
	f.Configure(shop("one", 1, 4), shop("two", 3, 6))
	f.Apply()
	f.Destroys("bandwidth 6")
	f.WantSpeed(0, 1, 2, 3, 4, 5, 6)
}

// Different apps and files of an instance are different settings, even while an id or a
// package is unknown. Control: the same app in both resources, which the plan names
// although its id is unknown.
func TestAccFleetUnknownValuesAreNoConflict(t *testing.T) {
	const warning = "Two resources manage one setting"
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	later := "resource \"terraform_data\" \"app\" {\n input = 101\n}\nresource \"terraform_data\" \"package\" {\n input = \"com.example.counter\"\n}\n"
	profile := func(apps string) string {
		return acctest.FleetHCL("shop", acctest.Phones("p", 1, 2), "p = {\n apps = { "+apps+" }\n files = { a = { file_id = \""+simulator.FileConfig+"\" } }\n}\n")
	}
	const kiosk, counter = `"com.example.kiosk" = { app_id = tonumber(terraform_data.app.output) }`, `(terraform_data.package.output) = { app_id = 5000000103 }`
	one := func(apps string) string {
		return acctest.InstanceHCL("one", acctest.PadCode(1), "apps = { "+apps+" }\n")
	}
	f.Configure(later, profile(kiosk), one(counter))
	acctest.NotContains(t, f.PlanChanges().Output, warning)
	f.Configure(later, profile(counter), one(kiosk))
	acctest.NotContains(t, f.PlanChanges().Output, warning)
	f.Configure(later, profile(kiosk), one(kiosk))
	acctest.Contains(t, f.PlanChanges().Output, warning, acctest.PadCode(1)+": apps/com.example.kiosk is managed by")
	f.Configure(later, profile(kiosk), one(counter))
	acctest.NotContains(t, f.Apply().Output, warning)
	f.PlanEmpty()
}
