package instance_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// managed is a setting that every plan looks for on the phone.
const managed = `properties = { setting = { volume = "7" }, system = { "sys.kiosk" = "on" } }`

// fiveHundred writes a fleet of the phones 1 to 500 with managed properties.
const fiveHundred = `
resource "armcloud_fleet" "all" {
  phones   = { for n in range(1, 501) : format("AC32010%06d", n) => "kiosk" }
  profiles = { kiosk = { ` + managed + ` } }
}
`

// A phone whose six settings change is sent each of them once, and is
// restarted once for the two that act at a restart. Beside it, a plan without
// a change sends nothing, and one changed setting is one submit.
func TestAccSpeedSixSettingsOfOnePhone(t *testing.T) {
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
			p := acctest.NewInstanceCase(t, simulator.Options{Level: level}, "")
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
				t.Errorf("%d submits and %d restarts, expected six and one: %v", submits-restarts, restarts, changed.Requests)
			}
			on := p.Instance(acctest.InstanceA)
			acctest.Equal(t, "the restarted phone's property", on.Properties["system"]["persist.sys.volume"], "2")
			acctest.Equal(t, "time zone", on.TimeZone, "Asia/Tokyo")
			acctest.Equal(t, "bandwidth", on.Bandwidth.UploadMbps, 11)

			p.Sends("", func() acctest.Result { return p.PlanEmpty() })
			p.Configure(six("2", "Two", "Asia/Tokyo", "AT", "356938035643817", 12))
			p.Applies("bandwidth 1")
		})
	}
}

// The properties of 500 phones of one fleet are read together, a hundred with
// each request.
func TestAccSpeedFleetWithProperties(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 500})
	w := acctest.NewWorkspace(t, account.Patient("")+fiveHundred)
	acctest.CountRequests(t, account, "apply", func() { w.Apply() })
	plan := acctest.CountRequests(t, account, "plan of 500 phones in one fleet", func() { w.PlanEmpty() })
	atMost(t, "plan of 500 phones in one fleet", plan.Total(), 15)
	finds(t, account, w)
}

// At the API level of 2024 the properties of 500 phones cost one request each,
// or a few commands to all of them, or are not looked for, as drift_checks
// says.
func TestAccSpeedFleetWithPropertiesAt2024(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 500, Level: simulator.Level2024, TaskTime: time.Second})
	provider := func(checks string) string {
		return account.Patient(fmt.Sprintf("drift_checks = %q\n  requests_per_second = 1000", checks)) + fiveHundred
	}
	w := acctest.NewWorkspace(t, provider("cheap"))
	acctest.CountRequests(t, account, "apply", func() { w.Apply() })
	for _, c := range []struct {
		checks string
		most   int
	}{{"full", 510}, {"shell", 30}, {"cheap", 10}} {
		w.Write(provider(c.checks))
		what := "plan of 500 phones in one fleet at the level of 2024, " + c.checks
		plan := acctest.CountRequests(t, account, what, func() { w.PlanEmpty() })
		atMost(t, what, plan.Total(), c.most)
		if c.checks != "cheap" {
			finds(t, account, w)
		}
	}
}

// The same 500 phones with a resource each share their looks. Not side by side
// with other tests: what travels together is what comes together.
func TestAccSpeedFiveHundredInstancesWithProperties(t *testing.T) {
	account := acctest.Start(t, simulator.Options{Instances: 500})
	w := acctest.NewWorkspace(t, account.Patient("")+`
resource "armcloud_instance" "all" {
  count    = 500
  pad_code = format("AC32010%06d", count.index + 1)
  `+managed+`
}
`)
	acctest.CountRequests(t, account, "apply", func() { w.Apply("-parallelism=200") })
	plan := acctest.CountRequests(t, account, "plan of 500 instances", func() { w.PlanEmpty("-parallelism=200") })
	atMost(t, "plan of 500 instances, -parallelism=200", plan.Total(), 25)
}

// finds is the control of a plan that found nothing: it drifts one phone of
// the middle and expects the plan to see it. The phone is put right again.
func finds(t *testing.T, account *acctest.Account, w *acctest.Workspace) {
	t.Helper()
	// The phones themselves tell of system properties only.
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
