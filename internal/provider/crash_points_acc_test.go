//go:build unix

package provider_test

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// crashPoints is how many random points of an apply each crash is tested at.
const crashPoints = 10

// crash ends an apply at one point.
type crash struct {
	name string
	// at ends the apply, or something that it needs. Afterwards the CLI has ended.
	at func(*crashTest) acctest.Result
	// repeats is how many further restarts an instance, and uploads a file, may get:
	// what was sent and not saved may be sent once more.
	repeats int
	// within is how soon the CLI must end, 0: whenever it is done.
	within time.Duration
	// loses means that requests can be lost, so that the service never gets them.
	loses bool
	// root means that the crash needs root.
	root bool
}

// interruptLimit is two seconds for the end of all waits, and what the provider takes to
// keep the responses of failed creates apart.
const interruptLimit = 2*time.Second + (crashSingles-crashRestarts+4)*100*time.Millisecond

var crashes = []crash{
	{name: "Ctrl-C", within: interruptLimit, at: func(c *crashTest) acctest.Result {
		c.apply.Interrupt()
		return c.apply.Wait()
	}},
	{name: "Ctrl-C twice", within: interruptLimit, repeats: 1, at: func(c *crashTest) acctest.Result {
		c.apply.Interrupt()
		c.apply.AwaitOutput("Interrupt received")
		c.apply.Interrupt()
		return c.apply.Wait()
	}},
	{name: "Terraform is killed", repeats: 1, at: func(c *crashTest) acctest.Result {
		c.apply.KillOnlyCLI()
		return acctest.Result{Exit: -1}
	}},
	{name: "the provider is killed", repeats: 1, at: func(c *crashTest) acctest.Result {
		c.apply.KillProviders()
		return c.apply.Wait()
	}},
	// A change in flight that is safe to repeat is sent again after armcloud.LostTaskPause,
	// so the apply takes about 16 seconds longer and succeeds.
	{name: "the service is killed", loses: true, at: func(c *crashTest) acctest.Result {
		c.restartService()
		return c.apply.Wait()
	}},
	{name: "the disk is full", root: true, at: func(c *crashTest) acctest.Result {
		full := c.fillDisk()
		result := c.apply.Wait()
		c.emptyDisk(full)
		return result
	}},
}

// One apply converges after a crash at any point of an apply of 200 instances with
// restarts, upgrades and uploads. What an interrupt, the service or the disk stops is
// taken up again and not repeated; of what was sent and not saved because a process was
// killed, each instance and file gets at most one repeat. CRASH_SEED repeats a run.
func TestAccLongCrashPoints(t *testing.T) {
	acctest.Long(t)
	seed := uint64(time.Now().UnixNano())
	if text := os.Getenv("CRASH_SEED"); text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("CRASH_SEED=%d", seed)
	whole := newCrashTest(t, crash{})
	whole.w.Apply()
	requests := whole.account.Counters().Total()
	whole.wantConverged(0)
	for _, kind := range crashes {
		random := rand.New(rand.NewPCG(seed, 0))
		for range crashPoints {
			point := random.Float64()
			t.Run(fmt.Sprintf("%s/%.3f", kind.name, point), func(t *testing.T) {
				t.Parallel()
				if kind.root && os.Geteuid() != 0 {
					t.Skip("needs root")
				}
				newCrashTest(t, kind).run(int(point * float64(requests)))
			})
		}
	}
}

// run crashes an apply after a number of requests, and applies again.
func (c *crashTest) run(requests int) {
	c.t.Helper()
	c.apply = c.w.Start("apply", "-auto-approve", "-no-color")
	acctest.Eventually(c.t, "the point of the crash", func() bool {
		return c.apply.Ended() || c.account.Counters().Total() >= requests
	})
	crashed := time.Now()
	first := c.kind.at(c)
	took := time.Since(crashed)
	if strings.Contains(first.Output, "panic") {
		c.t.Errorf("got a panic:\n%s", first.Output)
	}
	if c.kind.within > 0 && took > c.kind.within {
		c.t.Errorf("got an end after %s, want at most %s", took, c.kind.within)
	}
	if c.kind.loses && c.lost(first) {
		c.t.Logf("after %d requests: exit code %d in %s; a change was lost, so the next apply would wait for it", requests, first.Exit, took.Round(10*time.Millisecond))
		return
	}
	c.recoverState()
	c.w.Apply()
	c.wantConverged(c.kind.repeats)
	c.w.PlanEmpty()
	upgrades, restarts, uploads := c.repeats()
	c.t.Logf("after %d requests: exit code %d in %s; repeated %d upgrades, %d restarts, %d uploads",
		requests, first.Exit, took.Round(10*time.Millisecond), upgrades, restarts, uploads)
}

// lost reports whether the service never got a restart or an upgrade whose response was
// lost. The next apply can't know that and waits until the change must have ended, 45
// minutes after it was sent; tests in synthetic time check that.
func (c *crashTest) lost(first acctest.Result) bool {
	if !strings.Contains(first.Output, "broke before the response was complete") && !strings.Contains(first.Output, "was lost") {
		return false
	}
	for n := 1; n <= crashInstances; n++ {
		state, _ := c.account.Instance(acctest.PadCode(n))
		if upgraded, restarted, _ := wanted(n); (upgraded || restarted) && state.Reboots == 0 && state.Unfinished == 0 {
			return true
		}
	}
	return false
}

// crashTest is an account with a workspace.
type crashTest struct {
	t       *testing.T
	kind    crash
	account *acctest.Account
	w       *acctest.Workspace
	apply   *acctest.Running
	// uploads are those of services that were killed.
	uploads map[string]int
}

// crashState is the state on the disk that is filled.
const crashState = "disk/terraform.tfstate"

const (
	crashInstances = 200
	// Instances up to these numbers are in the fleet with an upgrade, in the fleet
	// with a restart, and have an upgrade each. The others only get an app.
	crashUpgrades, crashRestarts, crashSingles = 80, 160, 180
)

func newCrashTest(t *testing.T, kind crash) *crashTest {
	t.Helper()
	account := acctest.Start(t, simulator.Options{
		Instances: crashInstances, TaskTime: 150 * time.Millisecond, TaskJitter: 100 * time.Millisecond, RestartTime: 200 * time.Millisecond,
		StateFile: filepath.Join(t.TempDir(), "account.json"),
	})
	c := &crashTest{t: t, kind: kind, account: account, uploads: map[string]int{}}
	c.w = acctest.NewWorkspace(t, account.Provider("")+crashConfig())
	if kind.root {
		c.mountDisk()
		for _, command := range []string{"apply", "plan"} {
			c.w.Setenv("TF_CLI_ARGS_"+command, "-state="+crashState)
		}
	}
	return c
}

// crashConfig is a fleet, instances and uploads.
func crashConfig() string {
	phones := acctest.Join(acctest.Phones("upgrade", 1, crashUpgrades), acctest.Phones("restart", crashUpgrades+1, crashRestarts),
		acctest.Phones("app", crashSingles+1, crashInstances))
	image := "image = { image_id = \"" + simulator.ImageAndroid13B + "\" }\n"
	config := acctest.FleetHCL("all", phones, "upgrade = {\n"+image+"bandwidth = { upload_mbps = 10, download_mbps = 20 }\n}\n"+
		"restart = { android_properties = { properties = { \"ro.product.model\" = \"Kiosk\" }, restart = true } }\n"+
		"app = { apps = { \"com.example.kiosk\" = { app_id = armcloud_app.a0.app_id } } }\n")
	config += fmt.Sprintf(`
resource "armcloud_instance" "each" {
  count    = %d
  pad_code = format("AC32010%%06d", count.index + %d)
  %s
}
`, crashSingles-crashRestarts, crashRestarts+1, image)
	for n, url := range crashURLs() {
		config += fmt.Sprintf("resource \"armcloud_app\" \"a%d\" {\n  url = %q\n}\n", n, url)
	}
	return config
}

// crashURLs are what is uploaded.
func crashURLs() []string {
	return []string{
		"https://downloads.example.com/com.example.kiosk-3.0.apk",
		"https://downloads.example.com/com.example.shop-1.0.apk",
		"https://downloads.example.com/com.example.menu-2.0.apk",
	}
}

// restartService kills the service and starts it again.
func (c *crashTest) restartService() {
	c.t.Helper()
	c.account.Kill()
	for url, n := range c.account.Counters().Uploads {
		c.uploads[url] += n
	}
	c.account.Restart()
}

// wantConverged fails unless the account is what the configuration says, and if an
// instance was restarted, or a file uploaded, more than once and as often as allowed.
func (c *crashTest) wantConverged(repeats int) {
	c.t.Helper()
	for n := 1; n <= crashInstances; n++ {
		code := acctest.PadCode(n)
		state, _ := c.account.Instance(code)
		upgraded, restarted, installed := wanted(n)
		reboots := 0
		if upgraded || restarted {
			reboots = 1
		}
		_, has := state.Apps["com.example.kiosk"]
		if (state.ImageID == simulator.ImageAndroid13B) != upgraded || (state.AndroidProperties["ro.product.model"] == "Kiosk") != restarted || has != installed || state.Unfinished > 0 {
			c.t.Errorf("%s: got %+v, want upgraded %t, restarted %t, installed %t", code, state, upgraded, restarted, installed)
		}
		if state.Reboots < reboots || state.Reboots > reboots+repeats*reboots {
			c.t.Errorf("%s: got %d restarts and upgrades, want %d and at most %d repeats", code, state.Reboots, reboots, repeats)
		}
	}
	uploads := c.uploaded()
	for _, url := range crashURLs() {
		if got := uploads[url]; got < 1 || got > 1+repeats {
			c.t.Errorf("%s: got %d uploads, want 1 and at most %d repeats", url, got, repeats)
		}
	}
	if counters := c.account.Counters(); counters.Repeated != 0 {
		c.t.Errorf("got %d changes repeated while the same one ran on %v, want none", counters.Repeated, counters.Culprits)
	}
}

// wanted returns what the configuration says of the n-th instance.
func wanted(n int) (upgraded, restarted, installed bool) {
	single := n > crashRestarts && n <= crashSingles
	return n <= crashUpgrades || single, n > crashUpgrades && n <= crashRestarts, n > crashSingles
}

// uploaded counts the uploads by URL.
func (c *crashTest) uploaded() map[string]int {
	counts := c.account.Counters().Uploads
	for url, n := range c.uploads {
		counts[url] += n
	}
	return counts
}

// repeats counts the upgrades, restarts and uploads beyond the first.
func (c *crashTest) repeats() (upgrades, restarts, uploads int) {
	for n := 1; n <= crashInstances; n++ {
		state, _ := c.account.Instance(acctest.PadCode(n))
		if _, restarted, _ := wanted(n); restarted {
			restarts += max(0, state.Reboots-1)
		} else {
			upgrades += max(0, state.Reboots-1)
		}
	}
	for _, n := range c.uploaded() {
		uploads += n - 1
	}
	return upgrades, restarts, uploads
}

// mountDisk mounts a small disk for the state.
func (c *crashTest) mountDisk() {
	c.t.Helper()
	disk := filepath.Join(c.w.Dir, "disk")
	if err := os.Mkdir(disk, 0o700); err != nil {
		c.t.Fatal(err)
	}
	if out, err := exec.CommandContext(c.t.Context(), "mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk).CombinedOutput(); err != nil {
		c.t.Skipf("unable to mount a disk: %v\n%s", err, out)
	}
	c.t.Cleanup(func() {
		if out, err := exec.Command("umount", disk).CombinedOutput(); err != nil {
			c.t.Errorf("unable to unmount the disk: %v\n%s", err, out)
		}
	})
}

// fillDisk fills the disk and returns the file that does.
func (c *crashTest) fillDisk() string {
	path := filepath.Join(c.w.Dir, "disk", "full")
	// The last block doesn't fit.
	_ = os.WriteFile(path, make([]byte, 8<<20), 0o600)
	return path
}

func (c *crashTest) emptyDisk(full string) {
	c.t.Helper()
	if err := os.Remove(full); err != nil {
		c.t.Fatal(err)
	}
}

// recoverState saves the state that Terraform could not save, as Terraform advises.
func (c *crashTest) recoverState() {
	c.t.Helper()
	text, err := os.ReadFile(filepath.Join(c.w.Dir, "errored.tfstate"))
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(c.w.Dir, crashState), text, 0o600)
	}
	if err != nil {
		c.t.Fatal(err)
	}
}
