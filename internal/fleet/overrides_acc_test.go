package fleet_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// shopProfiles are the profile of the tests of overrides.
const shopProfiles = "kiosk = {\n time_zone = \"Europe/Berlin\"\n" + acctest.Slow + acctest.Socks +
	"apps = { \"com.example.kiosk\" = { app_id = 101 } }\n}\n"

// overridesHCL returns the attribute overrides, from objects by number of the instance.
func overridesHCL(objects map[int]string) string {
	var b strings.Builder
	b.WriteString("overrides = {\n")
	for _, n := range slices.Sorted(maps.Keys(objects)) {
		fmt.Fprintf(&b, "    %q = jsonencode(%s)\n", acctest.PadCode(n), objects[n])
	}
	b.WriteString("  }")
	return b.String()
}

// An override replaces a setting of the profile or takes it away, and each change sends
// what it changes: equal ones in one request. Moving a value between profile and override
// sends nothing, and neither does another format.
func TestAccFleetOverrides(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	write := func(profiles string, more ...string) {
		f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 4), profiles, more...))
	}
	own := map[int]string{
		1: `{ proxy = { ip = "192.0.2.1", port = 1, username = null }, apps = { "com.example.kiosk" = { app_id = 102 } } }`,
		2: `{ bandwidth = null, apps = {} }`,
		3: `{}`,
	}
	write(shopProfiles, overridesHCL(own))
	f.Applies("time_zone 4, bandwidth 3, proxy 4, install 3")
	acctest.Equal(t, "proxy", f.Instance(acctest.PadCode(1)).Proxy.IP, "192.0.2.1")
	acctest.Equal(t, "proxy", f.Instance(acctest.PadCode(2)).Proxy.IP, "192.0.2.7")
	f.WantSpeed(0, 2)
	f.PlanEmpty()

	// Another format, as jsonencode does not write it.
	write(shopProfiles, strings.NewReplacer(`jsonencode({})`, `" {\n} "`, `jsonencode({ bandwidth = null, apps = {} })`, `"{\"apps\" : {}, \"bandwidth\": null }"`).Replace(overridesHCL(own)))
	f.PlanEmpty()
	f.Applies("")

	// The value of the profile, and one entry that is null.
	own[3] = `{ time_zone = "Europe/Berlin", proxy = { ip = "192.0.2.7", port = 1080, protocol = "socks5", enabled = true } }`
	hcl := strings.Replace(overridesHCL(own), "\n  }", "\n    "+acctest.PadCode(4)+" = null\n  }", 1)
	write(shopProfiles, hcl)
	f.Applies("")
	f.PlanEmpty()
	write(strings.Replace(shopProfiles, "Berlin", "Rome", 1), hcl)
	f.Applies("time_zone 3")
	f.WantTimeZone("Europe/Berlin", 3)

	// Two equal changes share a request; a plan shows them by attribute.
	own[1], own[2] = `{ bandwidth = { upload_mbps = 3, download_mbps = 3.5 } }`, `{ bandwidth = { upload_mbps = 3, download_mbps = 3.5 } }`
	write(shopProfiles, overridesHCL(own))
	acctest.Contains(t, f.PlanChanges().Output, "+ bandwidth = {")
	f.Applies("time_zone 3, bandwidth 2, proxy 1, install 2")
	f.WantShared(setSpeed, 2, 1)
	f.PlanEmpty()

	// Drift of an own value is repaired with that value.
	f.DriftTimeZone(acctest.PadCode(3), "Asia/Tokyo")
	acctest.Contains(t, f.PlanChanges().Output, `"drifted: time_zone" -> "kiosk"`)
	f.Applies("time_zone 1")
	f.WantTimeZone("Europe/Berlin", 3)
	f.PlanEmpty()

	// Without overrides, all have the profile, and what only an override had is undone.
	own[3] = `{ adb_enabled = true }`
	write(shopProfiles, overridesHCL(own))
	f.Applies("adb 1")
	write(shopProfiles)
	f.Applies("bandwidth 2, adb 1")
	f.PlanEmpty()
	write(shopProfiles, overridesHCL(map[int]string{4: `{ bandwidth = { upload_mbps = 7, download_mbps = 7 }, time_zone = null, proxy = null, apps = null }`}))
	f.Applies("bandwidth 1, proxy 1, uninstall 1")
	f.Destroys("bandwidth 4, proxy 3, uninstall 3")
}

// An instance whose override fails keeps its place in phones with the reason, and the
// others get theirs. The next apply sends only what failed, also if the fleet is
// replaced because it is tainted.
func TestAccFleetFailedOverrides(t *testing.T) {
	for _, taint := range []bool{false, true} {
		t.Run(fmt.Sprint("tainted ", taint), func(t *testing.T) {
			f := acctest.NewFleetCase(t, simulator.Options{}, "")
			own := func(mbps int) string {
				return overridesHCL(map[int]string{
					1: fmt.Sprintf(`{ bandwidth = { upload_mbps = %d, download_mbps = 1 } }`, mbps),
					2: fmt.Sprintf(`{ bandwidth = { upload_mbps = %d, download_mbps = 2 } }`, mbps),
				})
			}
			write := func(mbps int) {
				f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 3), shopProfiles, own(mbps)))
			}
			write(1)
			if !taint {
				f.Apply()
				f.PlanEmpty()
				write(2)
			}
			f.Fault(simulator.Fault{Path: "pad/setSpeed", PadCode: acctest.PadCode(1), Kind: simulator.FaultTaskFail, Times: 1})
			if taint {
				f.FailCreates()
			} else {
				f.FailsApply("bandwidth 2")
			}
			acctest.Contains(t, f.PlanChanges().Output, acctest.PadCode(1))
			f.Applies("bandwidth 1")
			acctest.Equal(t, "bandwidth", f.Instance(acctest.PadCode(1)).Bandwidth.DownloadMbps, 1)
			f.PlanEmpty()
			f.Destroys("bandwidth 3, proxy 3, uninstall 3")
		})
	}
}

// An override with an unknown part is checked in the apply, before anything is sent.
// Control: a value that is right.
func TestAccFleetUnknownOverride(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	write := func(port string) {
		f.Configure("resource \"terraform_data\" \"port\" {\n input = "+port+"\n}\n",
			acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 2), shopProfiles,
				overridesHCL(map[int]string{1: `{ proxy = { ip = "192.0.2.1", port = terraform_data.port.output, username = "u" } }`}),
				"proxy_passwords = { "+acctest.PadCode(1)+" = \"pw\" }"))
	}
	write("70000")
	acctest.Contains(t, f.PlanChanges().Output, "(known after apply)")
	acctest.Contains(t, f.FailsApply("").Output, `overrides["AC32010000001"].proxy.port`, "70000")
	write("1080")
	f.Applies("time_zone 2, bandwidth 2, proxy 2, install 2")
	f.PlanEmpty()
}

// After an import, everything is sent once, as without overrides.
func TestAccFleetImportWithOverrides(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 2), shopProfiles, overridesHCL(map[int]string{1: `{ bandwidth = { upload_mbps = 7, download_mbps = 7 }, proxy = null }`})))
	f.Run("import", "armcloud_fleet.shop", acctest.PadCode(1)+","+acctest.PadCode(2))
	f.Applies("time_zone 2, bandwidth 2, proxy 1, install 2")
	f.WantSpeed(7, 1)
	f.PlanEmpty()
}

// ignore_changes of overrides, and of an instance that failed, leave what they name as it
// is.
func TestAccFleetIgnoredOverrides(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	write := func(mbps int, ignored string) {
		f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 2), shopProfiles,
			overridesHCL(map[int]string{1: fmt.Sprintf(`{ bandwidth = { upload_mbps = %d, download_mbps = %[1]d } }`, mbps)}),
			"lifecycle {\n ignore_changes = ["+ignored+"]\n }"))
	}
	write(7, "")
	f.Apply()
	write(8, "overrides")
	f.PlanEmpty()
	write(8, `overrides["AC32010000001"]`)
	f.PlanEmpty()
	f.Fault(simulator.Fault{Path: "pad/setSpeed", PadCode: acctest.PadCode(1), Kind: simulator.FaultTaskFail, Times: 1})
	write(9, "")
	f.FailsApply("bandwidth 1")
	write(10, `phones["AC32010000001"]`)
	f.Applies("")
	write(10, "")
	f.Applies("bandwidth 1")
	f.WantSpeed(10, 1)
	f.PlanEmpty()
}
