package fleet_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// countWithSpeed counts the phones that have a bandwidth.
func countWithSpeed(f *acctest.FleetCase, mbps float64) (have int) {
	for _, code := range f.PadCodes() {
		if phone, _ := f.Instance(code); phone.Bandwidth.UploadMbps == mbps {
			have++
		}
	}
	return have
}

// However an update of many phones is cut short when half of them are done,
// the next apply brings the others to the configuration; those that were seen
// done are left alone.
func TestAccFleetCutShortHalfway(t *testing.T) {
	t.Parallel()
	const size = 200
	for name, cut := range map[string]func(f *acctest.FleetCase, apply *acctest.Running){
		"the service dies": func(f *acctest.FleetCase, _ *acctest.Running) { f.Kill() },
		"Ctrl-C":           func(_ *acctest.FleetCase, apply *acctest.Running) { apply.Interrupt() },
	} {
		t.Run(name, func(t *testing.T) {
			f := acctest.NewFleetCase(t, simulator.Options{
				Instances: size, StateFile: filepath.Join(t.TempDir(), "account.json"),
				// From at once to two seconds.
				TaskTime: time.Second, TaskJitter: time.Second,
			}, "max_retries = 1")
			f.WriteResources(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, size), acctest.SpeedProfile("kiosk", 10, "")))
			f.Apply()
			f.Sent()
			f.WriteResources(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, size), acctest.SpeedProfile("kiosk", 20, "")))
			apply := f.Start("apply", "-auto-approve", "-no-color")
			acctest.Eventually(t, "half of the phones to be done", func() bool { return countWithSpeed(f, 20) >= size/2 })
			cut(f, apply)
			result := apply.Wait()
			if result.Exit != 1 {
				t.Errorf("exit code %d, expected 1", result.Exit)
			}
			f.WantOutput(result, "phones failed", "its task may still be running")
			if lines := errorLines(result); lines > 60 {
				t.Errorf("the error has %d lines:\n%s", lines, result.Output)
			}
			left := 0
			for _, reason := range f.FleetState("shop").Attributes.Phones {
				if reason != "kiosk" {
					left++
				}
			}
			if left == 0 || left > size/2+size/10 {
				t.Errorf("%d phones are left in the state, expected about half of %d", left, size)
			}
			if name == "the service dies" {
				f.Restart()
			}
			f.ResetCounters()
			f.Apply()
			if sent := f.Sent()["setSpeed"]; sent > left {
				t.Errorf("the second apply sent the setting to %d phones, expected the %d that were left at most", sent, left)
			}
			if have := countWithSpeed(f, 20); have != size {
				t.Errorf("%d phones have the new bandwidth, expected all %d", have, size)
			}
			f.PlanEmpty()
		})
	}
}
