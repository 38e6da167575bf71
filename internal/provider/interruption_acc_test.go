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

// fleet is an armcloud_fleet of the instances 1 to 20.
const fleet = `
resource "armcloud_fleet" "all" {
  phones   = { for n in range(1, 21) : format("AC32010%06d", n) => "kiosk" }
  profiles = { kiosk = { bandwidth = { upload_mbps = 10, download_mbps = 20 } } }
}
`

// busy starts an account whose tasks take a while, and seem to run until the faults are
// cleared or the account is killed, however slow the machine is. It keeps its state when
// it is killed.
func busy(t *testing.T, taskTime time.Duration) *acctest.Account {
	account := acctest.Start(t, simulator.Options{
		Instances: 20, TaskTime: taskTime, StateFile: filepath.Join(t.TempDir(), "account.json"),
	})
	if err := account.AddFault(simulator.Fault{Path: setSpeed, Kind: simulator.FaultTaskStatus, Status: 2}); err != nil {
		t.Fatal(err)
	}
	return account
}

// awaitTasks waits until there is a number of tasks, and the provider waits for them.
func awaitTasks(t *testing.T, account *acctest.Account, want int) {
	t.Helper()
	acctest.Eventually(t, "the tasks to run", func() bool { return len(account.Tasks()) == want })
	account.AwaitPolls(t)
}

// setOnline makes all instances online or offline.
func setOnline(t *testing.T, account *acctest.Account, on bool) {
	t.Helper()
	if err := account.SetOnline(account.PadCodes(), on); err != nil {
		t.Fatal(err)
	}
}

// wantConverged fails unless a number of instances has the bandwidth, and if an
// instance ever had two changes at once.
func wantConverged(t *testing.T, account *acctest.Account, want int) {
	t.Helper()
	have := 0
	for _, code := range account.PadCodes() {
		if state, _ := account.Instance(code); state.Bandwidth == (simulator.Bandwidth{UploadMbps: 10, DownloadMbps: 20}) {
			have++
		}
	}
	if have != want {
		t.Errorf("got %d instances with the bandwidth, want %d", have, want)
	}
	if c := account.Counters(); c.Overlaps != 0 || c.Repeated != 0 {
		t.Errorf("got %d overlaps and %d repeats on %v, want none", c.Overlaps, c.Repeated, c.Culprits)
	}
}

// If the service restarts during an apply, the apply continues with the tasks that
// are running.
func TestAccServiceRestartsDuringApply(t *testing.T) {
	t.Parallel()
	account := busy(t, 2*time.Second)
	w := acctest.NewWorkspace(t, account.Provider("")+fleet)
	apply := w.Start("apply", "-auto-approve", "-no-color")
	awaitTasks(t, account, 20)
	account.Kill()
	account.Restart()
	if result := apply.Wait(); result.Exit != 0 {
		t.Fatalf("got exit code %d, want 0:\n%s", result.Exit, result.Output)
	}
	if got := account.Counters().Requests[setSpeed]; got != 0 {
		t.Errorf("got %d more submits of the bandwidth, want 0", got)
	}
	wantConverged(t, account, 20)
	w.PlanEmpty()
}

// If the service goes down during an apply and stays down until the timeout, the apply
// fails with one error that names the instances and tasks. The next apply converges.
func TestAccServiceDownDuringApply(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]string{"fleet": fleet, "instance": one(acctest.InstanceA, bandwidth)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			instances := map[string]int{"fleet": 20, "instance": 1}[name]
			account := busy(t, 2*time.Second)
			w := acctest.NewWorkspace(t, account.Provider("max_retries = 1")+strings.Replace(config, "\n}\n", "\n  timeouts = { create = \"10s\" }\n}\n", 1))
			apply := w.Start("apply", "-auto-approve", "-no-color")
			awaitTasks(t, account, instances)
			account.Kill()
			result := apply.Wait()
			if result.Exit != 1 {
				t.Errorf("got exit code %d, want 1", result.Exit)
			}
			show(t, result.Output, acctest.InstanceA, "may still be running", "task", "refuses connections", "76000")

			account.Restart()
			w.Apply()
			wantConverged(t, account, instances)
			w.PlanEmpty()
		})
	}
}

// Ctrl-C ends an apply early, with an error that names the running tasks. The state is
// saved, and the next apply converges.
func TestAccInterruptedApply(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]string{"fleet": fleet, "instance": one(acctest.InstanceA, bandwidth)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			instances := map[string]int{"fleet": 20, "instance": 1}[name]
			account := busy(t, 2*time.Second)
			w := acctest.NewWorkspace(t, account.Provider("")+config)
			apply := w.Start("apply", "-auto-approve", "-no-color")
			awaitTasks(t, account, instances)
			// The tasks of offline instances never end, so only the interrupt ends the apply.
			setOnline(t, account, false)
			apply.Interrupt()
			result := apply.Wait()
			if result.Exit != 1 {
				t.Errorf("got exit code %d, want 1", result.Exit)
			}
			t.Logf("the output:\n%s", result.Output[strings.Index(result.Output, "Interrupt"):])
			acctest.Contains(t, result.Output, acctest.InstanceA, "interrupted; its task may still be running", "76000")
			state := w.Run("state", "list")
			if !strings.Contains(state.Output, "armcloud_") {
				t.Errorf("got a state without the resource: %s", state.Output)
			}
			// The tasks are still running when the next apply starts, in a new process. It
			// waits for them before it sends anything.
			account.ClearFaults()
			setOnline(t, account, true)
			w.Apply()
			wantConverged(t, account, instances)
			w.PlanEmpty()
		})
	}
}

// A second apply sends nothing.
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
		t.Errorf("got %d changes in the first apply, want at least 2", writes())
	}
	account.ResetCounters()
	again := w.Apply()
	if writes() != 0 || !strings.Contains(again.Output, "0 added, 0 changed, 0 destroyed") {
		t.Errorf("got %d changes in the second apply, want 0:\n%s", writes(), again.Output)
	}
}
