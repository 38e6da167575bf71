package instance_test

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

// everything writes all settings as composites have them. The names of the
// properties are such as phones show by themselves, so that a phone which has
// lost them shows other values.
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
  proxy       = { ip = "192.0.2.7", port = 1080, username = "kiosk", password_wo = "canary-password" }
  adb_enabled = true
  files       = { settings = { file_id = "f11e000000000000000000000000a002", path = "/Download" } }
  apps        = { "com.example.kiosk" = { app_id = 101 } }
`

// resets does a factory reset behind Terraform's back, as the console would,
// and waits until the phones are back.
func (p *phoneTest) resets(codes ...string) {
	p.t.Helper()
	client, err := armcloud.New(armcloud.Config{
		Endpoint: p.account.URL, AccessKey: simulator.DefaultAccessKey, SecretKey: simulator.DefaultSecretKey,
	})
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := client.Submit(p.t.Context(), armcloud.Reset, codes, nil); err != nil {
		p.t.Fatal(err)
	}
	acctest.Eventually(p.t, "the phones are back", func() bool {
		return !slices.ContainsFunc(codes, func(code string) bool { return p.on(code).Unfinished > 0 || p.on(code).Status != 10 })
	})
	for _, code := range codes {
		is(p.t, "time zone after the reset of "+code, p.on(code).TimeZone, "Asia/Shanghai")
	}
}

// A phone that is reset behind Terraform's back is repaired where the API
// shows what is missing, and never erased by that. The rest comes back with a
// change of triggers. Another phone of the fleet, which was not reset, is the
// control that gets nothing.
func TestAccSettingsAfterReset(t *testing.T) {
	t.Parallel()
	all := "properties 6, android_properties 3, image 3, time_zone 3, language 3, location 3, sim 3, bandwidth 3, proxy 3, %s 3, file 3, install 3, restart 3"
	for name, level := range map[string]struct {
		options  simulator.Options
		provider string
		// lost is what the plan says of the phone in the fleet, repair what is
		// sent to the two phones that were reset, switches what switches ADB.
		lost, repair, switches string
		// adb and sim are what the phones have after it.
		adb bool
		sim string
	}{
		"current": {
			lost:   "drifted: properties, time_zone, language, sim, adb_enabled, apps/com.example.kiosk",
			repair: "properties 4, time_zone 2, language 2, sim 2, adb 2, install 2, restart 2", switches: "adb", adb: true, sim: imeiOne,
		},
		// 2024 does not show ADB, and the phones themselves do not show their SIM
		// data.
		"2024 by shell": {
			options: simulator.Options{Level: simulator.Level2024, Quirks: true}, provider: `drift_checks = "shell"`,
			lost:   "drifted: properties, time_zone, language, apps/com.example.kiosk",
			repair: "properties 4, time_zone 2, language 2, install 2, restart 2", switches: "adb of 2024",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPhoneTest(t, level.options, level.provider)
			write := func(run string) {
				triggers := `triggers = { run = "` + run + `" }`
				p.config(phone("a", phoneA, everything+triggers) + fleetHCL("shop", pads("kiosk", 2, 3), "kiosk = {"+everything+"}", triggers))
			}
			write("1")
			p.Apply()
			p.PlanEmpty()

			p.resets(phoneA, phoneB)
			p.hatch(phoneA, phoneB)
			planned := p.PlanChanges().Output
			says(t, planned, `"`+phoneB+`" = "`+level.lost+`" -> "kiosk"`, `time_zone = "Asia/Shanghai" -> "Europe/Berlin"`,
				`-> "KIOSK.1"`, `-> "Acme"`, `"zh" -> "de"`, "Plan: 0 to add, 2 to change, 0 to destroy")
			silent(t, planned, phoneC, "Kiosk", "bandwidth", "proxy", "52.5", "/Download", "image_id", "canary-password")
			p.applies(level.repair)
			p.erased("by the repair", false, phoneA, phoneB)
			p.PlanEmpty()
			for _, code := range []string{phoneA, phoneB} {
				has := p.on(code)
				is(t, "time zone", has.TimeZone, "Europe/Berlin")
				is(t, "language", has.Language+"-"+has.Country, "de-DE")
				is(t, "property", has.Properties["system"]["ro.build.id"], "KIOSK.1")
				is(t, "persistent property", has.Properties["system"]["ro.product.brand"], "Acme")
				is(t, "SIM", has.SIM["imei"], level.sim)
				is(t, "ADB", has.ADB, level.adb)
				is(t, "bandwidth, which nobody sees", has.Bandwidth, simulator.Bandwidth{})
				is(t, "proxy, which nobody sees", has.Proxy.Enabled, false)
				is(t, "location, which nobody sees", has.Location, nil)
				is(t, "files, which nobody sees", len(has.Files), 0)
			}

			write("2")
			p.applies(fmt.Sprintf(all, level.switches))
			p.erased("by triggers", false, phoneA, phoneB)
			for _, code := range []string{phoneA, phoneB, phoneC} {
				has := p.on(code)
				is(t, "bandwidth", has.Bandwidth, simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10})
				is(t, "proxy", has.Proxy.Password, "canary-password")
				is(t, "latitude", has.Location.Latitude, 52.5)
				is(t, "files", len(has.Files), 1)
				is(t, "SIM", has.SIM["imei"], imeiOne)
				is(t, "ADB", has.ADB, true)
				is(t, "version of the app", p.version(code, kioskPackage), 100)
			}
			p.PlanEmpty()
		})
	}
}

// A phone that is reset and flashed with another image behind Terraform's back
// gets its image back first, and is not erased although the configuration says
// wipe_data: what is put on it meanwhile stays.
func TestAccSettingsAfterReflash(t *testing.T) {
	t.Parallel()
	stateFile := filepath.Join(t.TempDir(), "account")
	p := newPhoneTest(t, simulator.Options{StateFile: stateFile}, "")
	p.config(phone("a", phoneA, everything) + fleetHCL("shop", pads("kiosk", 2, 3), "kiosk = {"+everything+"}"))
	p.Apply()
	p.resets(phoneA, phoneB)
	p.hatch(phoneA, phoneB)
	p.driftImage(phoneA, "img-stranger")
	p.driftImage(phoneB, "img-stranger")
	says(t, p.PlanChanges().Output, `image_id = "img-stranger" -> "img-android13-a"`,
		`"`+phoneB+`" = "drifted: image, properties, time_zone, language, sim, adb_enabled, apps/com.example.kiosk" -> "kiosk"`)
	before := len(p.changes(stateFile, phoneA))
	p.applies("properties 4, image 2, time_zone 2, language 2, sim 2, adb 2, install 2, restart 2")
	is(t, "order", strings.Join(p.changes(stateFile, phoneA)[before:], " "),
		"upgradeImage updatePadProperties restart updatePadProperties updateTimeZone updateLanguage updateSIM openOnlineAdb installApp")
	for _, code := range []string{phoneA, phoneB} {
		is(t, "image of "+code, p.on(code).ImageID, simulator.ImageAndroid13A)
	}
	p.erased("by the repair", false, phoneA, phoneB)
	p.PlanEmpty()
}

// changes lists the changes that the account has accepted for a phone, in the
// order in which it did; stateFile is the
// account's.
func (p *phoneTest) changes(stateFile, code string) []string {
	p.t.Helper()
	file, err := os.ReadFile(stateFile)
	if err != nil {
		p.t.Fatal(err)
	}
	var changes []string
	for line := range strings.Lines(string(file)) {
		var event struct {
			Kind, Operation string
			Pads            []string
		}
		if err := json.Unmarshal([]byte(line), &event); err != nil {
			p.t.Fatal(err)
		}
		if event.Operation != "" && slices.Contains(event.Pads, code) {
			changes = append(changes, event.Operation)
		}
	}
	return changes
}

// A phone gets its image first, then all properties with one restart, then the
// rest in its order; what leaves is taken back in the reverse order, before
// anything else changes. In all this no two changes overlap.
func TestAccSettingsInOrder(t *testing.T) {
	t.Parallel()
	stateFile := filepath.Join(t.TempDir(), "account")
	p := newPhoneTest(t, simulator.Options{StateFile: stateFile}, "")
	both := func(settings string) {
		p.config(phone("a", phoneA, settings) + fleet("b", phoneB, settings))
	}
	order := func(want string) {
		t.Helper()
		for _, code := range []string{phoneA, phoneB} {
			is(t, "order on "+code, strings.Join(p.changes(stateFile, code), " "), want)
		}
	}
	both(everything)
	p.applies("properties 4, android_properties 2, image 2, time_zone 2, language 2, location 2, sim 2, bandwidth 2, proxy 2, adb 2, file 2, install 2, restart 2")
	const made = "upgradeImage updatePadProperties updatePadAndroidProp restart updatePadProperties updateTimeZone updateLanguage setLocation updateSIM setSpeed setProxy openOnlineAdb uploadFile installApp"
	order(made)
	is(t, "restart flags", p.account.Counters().RestartFlags, 0)
	p.PlanEmpty()

	both(tokyo + imageAs(simulator.ImageAndroid13B, ""))
	p.applies("image 2, time_zone 2, bandwidth 2, proxy 2, adb 2, uninstall 2")
	order(made + " uninstallApp openOnlineAdb setProxy setSpeed upgradeImage updateTimeZone")
	p.PlanEmpty()
}
