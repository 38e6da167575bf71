package setting_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// everything is the composite form of all settings. Its properties are ones
// that instances show, so that an instance that lost them shows other values.
const everything = `
  image = { image_id = "img-android13-a", wipe_data = true }
  properties = {
    system            = { "ro.build.id" = "KIOSK.1" }
    system_persistent = { "ro.product.brand" = "Acme" }
    restart           = true
  }
  android_properties = { properties = { "ro.product.model" = "Kiosk" }, restart = true }
  time_zone          = "Europe/Berlin"
  language           = { code = "de", country = "DE" }
  location           = { latitude = 52.5, longitude = 13.4 }
  sim = {
    imei             = "356938035643809"
    type             = "9"
    tac              = "871420"
    cell_id          = "870091003"
    narfcn           = "99240"
    physical_cell_id = "6C"
  }
  bandwidth   = { upload_mbps = 5, download_mbps = 10 }
  proxy       = { ip = "192.0.2.7", port = 1080, username = "kiosk", password_wo = "canary-wo-kiosk" }
  adb_enabled = true
  files       = { settings = { file_id = "f11e000000000000000000000000a002", path = "/Download" } }
  apps        = { "com.example.kiosk" = { app_id = 101 } }
`

// resetInstances resets instances to their factory state outside Terraform,
// like the console, and waits until they run again.
func resetInstances(p *acctest.Case, codes ...string) {
	p.T.Helper()
	client, err := armcloud.New(armcloud.Config{
		Endpoint: p.Account.URL, AccessKey: simulator.DefaultAccessKey, SecretKey: simulator.DefaultSecretKey,
	})
	if err != nil {
		p.T.Fatal(err)
	}
	if _, err := client.Submit(p.T.Context(), armcloud.Reset, codes, nil); err != nil {
		p.T.Fatal(err)
	}
	acctest.Eventually(p.T, "the instances run again", func() bool {
		return !slices.ContainsFunc(codes, func(code string) bool { return p.Instance(code).Unfinished > 0 || p.Instance(code).Status != 10 })
	})
	for _, code := range codes {
		acctest.Equal(p.T, "time zone after the reset of "+code, p.Instance(code).TimeZone, "Asia/Shanghai")
	}
}

// If an instance is reset outside Terraform, the settings that the API shows
// are repaired, and the repair erases nothing. A change of triggers sends the
// rest. Control: an instance of the fleet that was not reset, which gets
// nothing.
func TestAccSettingsAfterReset(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	all := "properties 6, android_properties 3, image 3, time_zone 3, language 3, location 3, sim 3, bandwidth 3, proxy 3, %s 3, file 3, install 3, restart 3"
	for name, level := range map[string]struct {
		options  simulator.Options
		provider string
		// lost is the plan of the instance in the fleet, repair what is sent to the
		// two instances that were reset, switches the operation for ADB.
		lost, repair, switches string
		// adb and sim are the values after the repair.
		adb bool
		sim string
	}{
		"current": {
			lost:   "drifted: properties, time_zone, language, sim, adb_enabled, apps/com.example.kiosk",
			repair: "properties 4, time_zone 2, language 2, sim 2, adb 2, install 2, restart 2", switches: "adb", adb: true, sim: imeiOne,
		},
		// The 2024 level does not return ADB, and a shell does not show SIM data.
		"2024 by shell": {
			options: simulator.Options{Level: simulator.Level2024, Quirks: true}, provider: `drift_checks = "shell"`,
			lost:   "drifted: properties, time_zone, language, apps/com.example.kiosk",
			repair: "properties 4, time_zone 2, language 2, install 2, restart 2", switches: "adb of 2024",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, level.options, level.provider)
			write := func(run string) {
				triggers := `triggers = { run = "` + run + `" }`
				p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, everything+triggers) + acctest.FleetHCL("shop", acctest.Phones("kiosk", 2, 3), "kiosk = {"+everything+"}", triggers))
			}
			write("1")
			p.Apply()
			p.PlanEmpty()

			resetInstances(p, acctest.InstanceA, acctest.InstanceB)
			makeErasable(p, acctest.InstanceA, acctest.InstanceB)
			planned := p.PlanChanges().Output
			acctest.Contains(t, planned, `"`+acctest.InstanceB+`" = "`+level.lost+`" -> "kiosk"`, `time_zone = "Asia/Shanghai" -> "Europe/Berlin"`,
				`-> "KIOSK.1"`, `-> "Acme"`, `"zh" -> "de"`, "Plan: 0 to add, 2 to change, 0 to destroy")
			acctest.NotContains(t, planned, acctest.InstanceC, "Kiosk", "bandwidth", "52.5", "/Download", "image_id", acctest.WriteOnly+"kiosk")
			p.Applies(level.repair)
			wantErased(p, "by the repair", false, acctest.InstanceA, acctest.InstanceB)
			p.PlanEmpty()
			for _, code := range []string{acctest.InstanceA, acctest.InstanceB} {
				has := p.Instance(code)
				acctest.Equal(t, "time zone", has.TimeZone, "Europe/Berlin")
				acctest.Equal(t, "language", has.Language+"-"+has.Country, "de-DE")
				acctest.Equal(t, "property", has.Properties["system"]["ro.build.id"], "KIOSK.1")
				acctest.Equal(t, "persistent property", has.Properties["system"]["ro.product.brand"], "Acme")
				acctest.Equal(t, "SIM", has.SIM["imei"], level.sim)
				acctest.Equal(t, "ADB", has.ADB, level.adb)
				acctest.Equal(t, "bandwidth, which the API does not return", has.Bandwidth, simulator.Bandwidth{})
				acctest.Equal(t, "proxy, which the API does not return", has.Proxy.Enabled, false)
				acctest.Equal(t, "location, which the API does not return", has.Location, nil)
				acctest.Equal(t, "files, which the API does not return", len(has.Files), 0)
			}

			write("2")
			p.Applies(fmt.Sprintf(all, level.switches))
			wantErased(p, "by triggers", false, acctest.InstanceA, acctest.InstanceB)
			for _, code := range []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC} {
				has := p.Instance(code)
				acctest.Equal(t, "bandwidth", has.Bandwidth, simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10})
				acctest.Equal(t, "proxy", has.Proxy.Password, acctest.WriteOnly+"kiosk")
				acctest.Equal(t, "latitude", has.Location.Latitude, 52.5)
				acctest.Equal(t, "files", len(has.Files), 1)
				acctest.Equal(t, "SIM", has.SIM["imei"], imeiOne)
				acctest.Equal(t, "ADB", has.ADB, true)
				acctest.Equal(t, "version of the app", installedVersion(p, code, kioskPackage), 100)
			}
			p.PlanEmpty()
		})
	}
}

// An instance that was reset and got another image outside Terraform gets its
// image back first, and is not erased despite wipe_data.
func TestAccSettingsAfterReflash(t *testing.T) {
	t.Parallel()
	stateFile := filepath.Join(t.TempDir(), "account")
	p := acctest.NewCase(t, simulator.Options{StateFile: stateFile}, "")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, everything) + acctest.FleetHCL("shop", acctest.Phones("kiosk", 2, 3), "kiosk = {"+everything+"}"))
	p.Apply()
	resetInstances(p, acctest.InstanceA, acctest.InstanceB)
	makeErasable(p, acctest.InstanceA, acctest.InstanceB)
	driftImage(p, acctest.InstanceA, "img-stranger")
	driftImage(p, acctest.InstanceB, "img-stranger")
	acctest.Contains(t, p.PlanChanges().Output, `image_id = "img-stranger" -> "img-android13-a"`,
		`"`+acctest.InstanceB+`" = "drifted: image, properties, time_zone, language, sim, adb_enabled, apps/com.example.kiosk" -> "kiosk"`)
	before := len(changesIn(p, stateFile, acctest.InstanceA))
	p.Applies("properties 4, image 2, time_zone 2, language 2, sim 2, adb 2, install 2, restart 2")
	acctest.Equal(t, "order", strings.Join(changesIn(p, stateFile, acctest.InstanceA)[before:], " "),
		"upgradeImage updatePadProperties restart updatePadProperties updateTimeZone updateLanguage updateSIM openOnlineAdb installApp")
	for _, code := range []string{acctest.InstanceA, acctest.InstanceB} {
		acctest.Equal(t, "image of "+code, p.Instance(code).ImageID, simulator.ImageAndroid13A)
	}
	wantErased(p, "by the repair", false, acctest.InstanceA, acctest.InstanceB)
	p.PlanEmpty()
}

// changesIn returns the changes of an instance that the account has accepted,
// in order. stateFile is the account's.
func changesIn(p *acctest.Case, stateFile, code string) []string {
	p.T.Helper()
	file, err := os.ReadFile(stateFile)
	if err != nil {
		p.T.Fatal(err)
	}
	var changes []string
	for line := range strings.Lines(string(file)) {
		var event struct {
			Kind, Operation string
			Pads            []string
		}
		if err := json.Unmarshal([]byte(line), &event); err != nil {
			p.T.Fatal(err)
		}
		if event.Operation != "" && slices.Contains(event.Pads, code) {
			changes = append(changes, event.Operation)
		}
	}
	return changes
}

// An instance gets its image first, then all properties with one restart, then
// the other settings in order. Removed settings are undone in reverse order,
// before anything else changes. No two changes overlap.
func TestAccSettingsInOrder(t *testing.T) {
	t.Parallel()
	stateFile := filepath.Join(t.TempDir(), "account")
	p := acctest.NewCase(t, simulator.Options{StateFile: stateFile}, "")
	both := func(settings string) {
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, settings) + acctest.FleetOfOneHCL("b", acctest.InstanceB, settings))
	}
	order := func(want string) {
		t.Helper()
		for _, code := range []string{acctest.InstanceA, acctest.InstanceB} {
			acctest.Equal(t, "order on "+code, strings.Join(changesIn(p, stateFile, code), " "), want)
		}
	}
	both(everything)
	p.Applies("properties 4, android_properties 2, image 2, time_zone 2, language 2, location 2, sim 2, bandwidth 2, proxy 2, adb 2, file 2, install 2, restart 2")
	const made = "upgradeImage updatePadProperties updatePadAndroidProp restart updatePadProperties updateTimeZone updateLanguage setLocation updateSIM setSpeed setProxy openOnlineAdb uploadFile installApp"
	order(made)
	acctest.Equal(t, "restart flags", p.Account.Counters().RestartFlags, 0)
	p.PlanEmpty()

	both(acctest.Tokyo + imageAs(simulator.ImageAndroid13B, ""))
	p.Applies("image 2, time_zone 2, bandwidth 2, proxy 2, adb 2, uninstall 2")
	order(made + " uninstallApp openOnlineAdb setProxy setSpeed upgradeImage updateTimeZone")
	p.PlanEmpty()
}
