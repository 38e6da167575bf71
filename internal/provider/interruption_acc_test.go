package provider_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const setSpeed = "/openapi/open/pad/setSpeed"

// fleet writes an armcloud_fleet of the phones 1 to 20.
const fleet = `
resource "armcloud_fleet" "all" {
  phones   = { for n in range(1, 21) : format("AC32010%06d", n) => "kiosk" }
  profiles = { kiosk = { bandwidth = { upload_mbps = 10, download_mbps = 20 } } }
}
`

// busy starts an account whose tasks take long enough to be interrupted, and
// that outlives a kill.
func busy(t *testing.T, taskTime time.Duration) *acctest.Account {
	return acctest.Start(t, simulator.Options{
		Instances: 20, TaskTime: taskTime, StateFile: filepath.Join(t.TempDir(), "account.json"),
	})
}

// untilRunning waits until every phone has its task.
func untilRunning(t *testing.T, account *acctest.Account, phones int) {
	t.Helper()
	acctest.Eventually(t, "the tasks to run", func() bool {
		running := 0
		for _, code := range account.PadCodes() {
			state, _ := account.Instance(code)
			running += state.Unfinished
		}
		return running == phones
	})
}

// online brings all phones on line or takes them off.
func online(t *testing.T, account *acctest.Account, on bool) {
	t.Helper()
	if err := account.SetOnline(account.PadCodes(), on); err != nil {
		t.Fatal(err)
	}
}

// converged expects all phones to have their bandwidth, and that no phone ever
// had two changes at once.
func converged(t *testing.T, account *acctest.Account, phones int) {
	t.Helper()
	have := 0
	for _, code := range account.PadCodes() {
		if state, _ := account.Instance(code); state.Bandwidth == (simulator.Bandwidth{UploadMbps: 10, DownloadMbps: 20}) {
			have++
		}
	}
	if have != phones {
		t.Errorf("%d phones have their bandwidth, expected %d", have, phones)
	}
	if c := account.Counters(); c.Overlaps != 0 || c.Repeated != 0 {
		t.Errorf("%d overlaps and %d repeats on %v", c.Overlaps, c.Repeated, c.Culprits)
	}
}

// A service that is killed in the middle of an apply and comes back soon costs
// nothing: the apply goes on with the tasks that it has.
func TestAccServiceRestartsDuringApply(t *testing.T) {
	t.Parallel()
	account := busy(t, time.Second)
	w := acctest.NewWorkspace(t, account.Provider("")+fleet)
	apply := w.Start("apply", "-auto-approve", "-no-color")
	untilRunning(t, account, 20)
	account.Kill()
	account.Restart()
	if result := apply.Wait(); result.Exit != 0 {
		t.Fatalf("exit code %d:\n%s", result.Exit, result.Output)
	}
	if got := account.Counters().Requests[setSpeed]; got != 0 {
		t.Errorf("the bandwidth was submitted again %d times", got)
	}
	converged(t, account, 20)
	w.PlanEmpty()
}

// A service that stays away ends the apply with one diagnostic that names the
// phones and their tasks; once it is back, the next apply converges.
func TestAccServiceStaysAwayDuringApply(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]string{"fleet": fleet, "instance": one(phone, bandwidth)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			phones := map[string]int{"fleet": 20, "instance": 1}[name]
			account := busy(t, time.Second)
			w := acctest.NewWorkspace(t, account.Provider("max_retries = 1")+config)
			apply := w.Start("apply", "-auto-approve", "-no-color")
			untilRunning(t, account, phones)
			account.Kill()
			result := apply.Wait()
			if result.Exit != 1 {
				t.Errorf("exit code %d, expected 1", result.Exit)
			}
			show(t, result.Output, phone, "may still be running", "task", "refuses connections", "76000")

			account.Restart()
			w.Apply()
			converged(t, account, phones)
			w.PlanEmpty()
		})
	}
}

// Ctrl-C in the middle of an apply ends it soon, with the tasks named that
// still run; the state is saved, and the next apply converges.
func TestAccInterruptedApply(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]string{"fleet": fleet, "instance": one(phone, bandwidth)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			phones := map[string]int{"fleet": 20, "instance": 1}[name]
			account := busy(t, 2*time.Second)
			w := acctest.NewWorkspace(t, account.Provider("")+config)
			apply := w.Start("apply", "-auto-approve", "-no-color")
			untilRunning(t, account, phones)
			// Off line, the phones never finish: the apply ends for one reason.
			online(t, account, false)
			apply.Interrupt()
			result := apply.Wait()
			if result.Exit != 1 {
				t.Errorf("exit code %d, expected 1", result.Exit)
			}
			t.Logf("what the user reads:\n%s", result.Output[strings.Index(result.Output, "Interrupt"):])
			says(t, result.Output, phone, "interrupted; its task may still be running", "76000")
			state := w.Run("state", "list")
			if !strings.Contains(state.Output, "armcloud_") {
				t.Errorf("the state does not know the resource: %s", state.Output)
			}
			// The tasks still run when the next apply begins, in a process of its
			// own: it waits for them before it sends anything.
			online(t, account, true)
			w.Apply()
			converged(t, account, phones)
			w.PlanEmpty()
		})
	}
}

// A second apply finds nothing to do and sends nothing.
func TestAccApplyTwice(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 20})
	w := acctest.NewWorkspace(t, account.Provider("")+fleet+`
resource "armcloud_instance" "zone" {
  pad_code  = "AC32010000001"
  time_zone = "Asia/Tokyo"
}
`)
	writes := func() int {
		c := account.Counters()
		return c.Requests[setSpeed] + c.Requests["/openapi/open/pad/updateTimeZone"]
	}
	w.Apply()
	if writes() < 2 {
		t.Errorf("the first apply sent %d changes, expected both settings", writes())
	}
	account.ResetCounters()
	again := w.Apply()
	if writes() != 0 || !strings.Contains(again.Output, "0 added, 0 changed, 0 destroyed") {
		t.Errorf("the second apply sent %d changes:\n%s", writes(), again.Output)
	}
}
