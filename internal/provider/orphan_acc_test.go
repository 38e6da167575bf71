//go:build unix

package provider_test

import (
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// If Terraform is killed, the provider ends by itself within ten seconds, but not
// before the change that is in flight has its response. Logging doesn't change that:
// Terraform no longer reads the log. Control: a provider that was started for debugging
// outlives its parent.
func TestAccProviderEndsAfterTerraform(t *testing.T) {
	t.Parallel()
	acctest.CLI(t)
	debugged := startDebugged(t)
	for name, log := range map[string]string{"quiet": "", "logging": "TRACE"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.Start(t, simulator.Options{Instances: 21})
			for _, fault := range []simulator.Fault{
				{Path: setSpeed, Kind: simulator.FaultSlow, Delay: 3 * time.Second},
				{Path: "updateTimeZone", Kind: simulator.FaultTaskStatus, Status: 2},
			} {
				if err := account.AddFault(fault); err != nil {
					t.Fatal(err)
				}
			}
			// The instance waits for its task, the fleet for the response to its change.
			w := acctest.NewWorkspace(t, account.Provider("")+fleet+acctest.InstanceHCL("waits", "AC32010000021", `time_zone = "Asia/Tokyo"`))
			w.Setenv("TF_LOG", log)
			apply := w.Start("apply", "-auto-approve", "-no-color")
			acctest.Eventually(t, "a change in flight", func() bool { return account.Counters().Requests[setSpeed] > 0 })
			account.AwaitPolls(t)
			apply.KillOnlyCLI()
			killed := time.Now()
			if !apply.ProviderRuns() {
				t.Fatal("got no provider that outlives Terraform, want one whose end can be seen")
			}
			acctest.Eventually(t, "the provider ends", func() bool { return !apply.ProviderRuns() })
			took := time.Since(killed)
			t.Logf("the provider ended %s after Terraform", took.Round(time.Millisecond))
			if took > 10*time.Second {
				t.Errorf("the provider ended %s after Terraform, want at most 10s", took)
			}
			// The service drops a change whose client has gone.
			acctest.Eventually(t, "the tasks end", func() bool {
				state, _ := account.Instance(acctest.InstanceA)
				return state.Unfinished == 0
			})
			wantConverged(t, account, 20)
			if err := syscall.Kill(debugged, 0); err != nil {
				t.Errorf("a provider started for debugging: got %v, want a process that outlives its parent", err)
			}
		})
	}
}

// startDebugged starts a provider for debugging whose parent ends at once, and returns
// its process id.
func startDebugged(t *testing.T) int {
	t.Helper()
	shell := exec.CommandContext(t.Context(), "sh", "-c", `"$0" -debug >/dev/null 2>&1 & echo $!`, acctest.Binary(t))
	out, err := shell.Output()
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
			t.Errorf("unable to end the provider started for debugging: %v", err)
		}
	})
	return pid
}
