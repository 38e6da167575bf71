package instance_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// managedProperties is a setting that every refresh reads.
const managedProperties = `properties = { setting = { volume = "7" }, system = { "sys.kiosk" = "on" } }`

// fleetOf500 is a fleet of 500 instances with managedProperties.
const fleetOf500 = `
resource "armcloud_fleet" "all" {
  phones   = { for n in range(1, 501) : format("AC32010%06d", n) => "kiosk" }
  profiles = { kiosk = { ` + managedProperties + ` } }
}
`

// If six settings of an instance change, each of them is sent once, and the
// instance is restarted once for the two that need it. The controls are a plan
// without a change and a change of one setting.
func TestAccInstanceSpeedOfSixSettings(t *testing.T) {
	t.Parallel()
	six := func(volume, model, zone, country, imei string, mbps int) string {
		return acctest.InstanceHCL("it", acctest.InstanceA, fmt.Sprintf(`
  properties         = { system_persistent = { "persist.sys.volume" = %q }, restart = true }
  android_properties = { properties = { "ro.product.model" = %q }, restart = true }
  time_zone          = %q
  language           = { code = "de", country = %q }
  sim                = { imei = %q }
  bandwidth          = { upload_mbps = %d, download_mbps = 20 }
`, volume, model, zone, country, imei, mbps))
	}
	const each = "properties 1, android_properties 1, time_zone 1, language 1, sim 1, bandwidth 1, restart 1"
	for _, level := range []string{simulator.LevelCurrent, simulator.Level2024} {
		t.Run(level, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{Level: level}, "")
			p.Configure(six("1", "One", "Europe/Berlin", "DE", "356938035643809", 10))
			p.Applies(each)

			p.Configure(six("2", "Two", "Asia/Tokyo", "AT", "356938035643817", 11))
			changed := acctest.CountRequests(t, p.Account, "apply of six changed settings", func() { p.Apply() })
			submits := 0
			for _, op := range armcloud.Operations() {
				if op.Write {
					submits += changed.Requests[op.Path]
				}
			}
			if restarts := changed.Requests[armcloud.Restart.Path]; submits-restarts != 6 || restarts != 1 {
				t.Errorf("got %d submits and %d restarts, want 6 and 1: %v", submits-restarts, restarts, changed.Requests)
			}
			on := p.Instance(acctest.InstanceA)
			acctest.Equal(t, "property of the restarted instance", on.Properties["system"]["persist.sys.volume"], "2")
			acctest.Equal(t, "time zone", on.TimeZone, "Asia/Tokyo")
			acctest.Equal(t, "bandwidth", on.Bandwidth.UploadMbps, 11)

			p.Sends("", func() acctest.Result { return p.PlanEmpty() })
			p.Configure(six("2", "Two", "Asia/Tokyo", "AT", "356938035643817", 12))
			p.Applies("bandwidth 1")
		})
	}
}

// The properties of 500 instances of a fleet are read in batches of 100.
func TestAccFleetSpeedOfProperties(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 500})
	w := acctest.NewWorkspace(t, account.ProviderWithDefaults("")+fleetOf500)
	acctest.CountRequests(t, account, "apply", func() { w.Apply() })
	plan := acctest.CountRequests(t, account, "plan of a fleet of 500", func() { w.PlanEmpty() })
	atMost(t, "plan of a fleet of 500", plan.Total(), 15)
	finds(t, account, w)
}

// On the 2024 API level, reading the properties of 500 instances takes one request
// per instance with full drift checks, a few shell commands for all of them with
// shell, and nothing with cheap, which does not read them.
func TestAccFleetSpeedOfPropertiesOn2024(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 500, Level: simulator.Level2024, TaskTime: time.Second})
	provider := func(checks string) string {
		return account.ProviderWithDefaults(fmt.Sprintf("drift_checks = %q\n  requests_per_second = 1000", checks)) + fleetOf500
	}
	w := acctest.NewWorkspace(t, provider("cheap"))
	acctest.CountRequests(t, account, "apply", func() { w.Apply() })
	for _, c := range []struct {
		checks string
		most   int
	}{{"full", 510}, {"shell", 30}, {"cheap", 10}} {
		w.Write(provider(c.checks))
		what := "plan of a fleet of 500 on the 2024 API level, " + c.checks
		plan := acctest.CountRequests(t, account, what, func() { w.PlanEmpty() })
		atMost(t, what, plan.Total(), c.most)
		if c.checks != "cheap" {
			finds(t, account, w)
		}
	}
}

// finds is the control for an empty plan: it changes a property of one instance,
// expects the plan to show the drift, and restores the property.
func finds(t *testing.T, account *acctest.Account, w *acctest.Workspace) {
	t.Helper()
	// Shell commands can read only system properties.
	change := func(value string) {
		t.Helper()
		if err := account.Drift([]string{acctest.PadCode(250)}, simulator.DriftSet{Reported: simulator.Properties{"system": {"sys.kiosk": value}}}); err != nil {
			t.Fatal(err)
		}
	}
	change("off")
	acctest.Contains(t, w.PlanChanges().Output, `"`+acctest.PadCode(250)+`" = "drifted: properties" -> "kiosk"`)
	change("on")
}
