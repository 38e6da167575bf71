package instance_test

import (
	"bufio"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Create, update and destroy send nothing to an offline instance. The error points
// to the pad code, and a failed create saves no state that would be tainted.
// Another instance is the control.
func TestAccInstanceOffline(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, `online_timeout = "300ms"`)
	p.SetOnline(acctest.InstanceA, false)
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow+acctest.Berlin) + acctest.SettingHCL("proxy", "a", acctest.InstanceA, "ip = \"192.0.2.7\"\n port = 1080") + acctest.InstanceHCL("b", acctest.InstanceB, acctest.Slow))
	failed := p.FailsApply("bandwidth 1")
	acctest.Contains(t, failed.Output, "Unable to set the time zone", "Unable to set the proxy", "with armcloud_instance.a", "pad_code = \""+acctest.InstanceA+"\"",
		"Instance: "+acctest.InstanceA, "offline", "300ms", "Nothing was submitted", "online_timeout")
	if strings.Count(failed.Output, "Error: ") != 2 {
		t.Errorf("got %d errors, want one for each of the two resources:\n%s", strings.Count(failed.Output, "Error: "), failed.Output)
	}
	if state := p.State("armcloud_instance.a"); state != nil {
		t.Errorf("got state %v of an instance that was not reached, want none", state)
	}
	p.SetOnline(acctest.InstanceA, true)
	p.Applies("time_zone 1, bandwidth 1, proxy 1")

	p.SetOnline(acctest.InstanceA, false)
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+"bandwidth = { upload_mbps = 1, download_mbps = 1 }") + acctest.InstanceHCL("b", acctest.InstanceB, acctest.Slow))
	acctest.Contains(t, p.FailsApply("").Output, "Unable to set the bandwidth", "Unable to undo the proxy")
	p.SetOnline(acctest.InstanceA, true)
	p.Applies("bandwidth 1, proxy 1")
	p.PlanEmpty()
}

// If the timeout of the resource ends while an instance is awaited, the error says
// so in words. Control: the instance is back.
func TestAccInstanceTimeoutWhileOffline(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, `online_timeout = "5m"`)
	p.SetOnline(acctest.InstanceA, false)
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow+"timeouts = { create = \"500ms\" }"))
	failed := p.FailsApply("").Output
	acctest.Contains(t, failed, "timed out while waiting for the instance to run", "Nothing was submitted", "Raise the timeout")
	acctest.NotContains(t, failed, "context deadline exceeded")
	p.SetOnline(acctest.InstanceA, true)
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow))
	p.Applies("bandwidth 1")
}

// An instance that comes back within online_timeout gets its settings.
func TestAccInstanceComesBack(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, `online_timeout = "5m"`)
	p.SetOnline(acctest.InstanceA, false)
	p.Configure(acctest.SettingHCL("bandwidth", "a", acctest.InstanceA, "upload_mbps = 1\n download_mbps = 2"))
	p.Account.ResetCounters()
	cmd := p.Command(t.Context(), "apply", "-auto-approve", "-no-color")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	var output strings.Builder
	for lines.Scan() {
		output.WriteString(lines.Text() + "\n")
		if strings.Contains(lines.Text(), "Creating...") {
			before := p.Account.Counters().Requests[armcloud.ListDetails.Path]
			acctest.Eventually(t, "the provider checks the instance again", func() bool {
				return p.Account.Counters().Requests[armcloud.ListDetails.Path] >= before+3
			})
			p.SetOnline(acctest.InstanceA, true)
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v\n%s", err, output.String())
	}
	acctest.Equal(t, "bandwidth", p.Instance(acctest.InstanceA).Bandwidth, simulator.Bandwidth{UploadMbps: 1, DownloadMbps: 2})
	acctest.Equal(t, "submits to offline instances", p.Account.Counters().OfflineSubmits, 0)
}

// A task that does not end in time is an error that names the task and says what
// to do. The task may still apply the setting, so a destroy undoes it even though
// it is not in the state. A change of only timeouts sends nothing.
func TestAccInstanceTimeout(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	hang := simulator.Fault{Path: "padTaskDetail", Kind: simulator.FaultTaskStatus, Status: 2}
	p.Fault(hang)
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow+"timeouts = { create = \"2s\" }") +
		acctest.SettingHCL("proxy", "b", acctest.InstanceB, "ip = \"192.0.2.7\"\n port = 1080\n timeouts = { create = \"2s\" }"))
	failed := p.FailsCreates("bandwidth 1, proxy 1")
	acctest.Contains(t, failed.Output, "Unable to set the bandwidth", "with armcloud_instance.a", "Unable to set the proxy", "with armcloud_instance_proxy.b",
		"task may still be running", "cannot be canceled", "Raise the timeout in the resource's timeouts")
	p.Account.ClearFaults()
	acctest.Equal(t, "bandwidth of the state", p.State("armcloud_instance.a")["bandwidth"], nil)
	acctest.Eventually(t, "the tasks end", func() bool {
		return p.Instance(acctest.InstanceA).Unfinished == 0 && p.Instance(acctest.InstanceB).Unfinished == 0
	})
	acctest.Equal(t, "proxy", p.Instance(acctest.InstanceB).Proxy.Enabled, true)
	p.Destroys("bandwidth 1, proxy 1")
	acctest.Equal(t, "bandwidth", p.Instance(acctest.InstanceA).Bandwidth, simulator.Bandwidth{})
	acctest.Equal(t, "proxy", p.Instance(acctest.InstanceB).Proxy.Enabled, false)

	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow))
	p.Applies("bandwidth 1")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow+"timeouts = { update = \"1m\", delete = \"2s\" }"))
	acctest.Contains(t, p.PlanChanges().Output, "1 to change")
	p.Applies("")
	p.PlanEmpty()
	p.Fault(hang)
	r := p.Sends("bandwidth 1", func() acctest.Result { return p.Run("destroy", "-auto-approve", "-no-color") })
	acctest.Equal(t, "exit code", r.Exit, 1)
	acctest.Contains(t, r.Output, "Unable to undo the bandwidth", "Raise the timeout")
	p.Account.ClearFaults()
	acctest.Equal(t, "unfinished", p.State("armcloud_instance.a")["unfinished"], any("bandwidth"))
	acctest.Eventually(t, "the undo ends", func() bool { return p.Instance(acctest.InstanceA).Unfinished == 0 })
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow))
	p.Applies("bandwidth 1")
	p.PlanEmpty()

	// A proxy that timed out and was removed from the configuration is undone with the
	// next change.
	p.Fault(hang)
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow+acctest.Socks+"timeouts = { update = \"2s\" }"))
	p.FailsApply("proxy 1")
	p.Account.ClearFaults()
	acctest.Eventually(t, "the task ends", func() bool { return p.Instance(acctest.InstanceA).Unfinished == 0 })
	acctest.Equal(t, "proxy", p.Instance(acctest.InstanceA).Proxy.Enabled, true)
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, "bandwidth = { upload_mbps = 1, download_mbps = 1 }"))
	p.Applies("bandwidth 1, proxy 1")
	acctest.Equal(t, "proxy", p.Instance(acctest.InstanceA).Proxy.Enabled, false)
	p.PlanEmpty()
	p.Destroys("bandwidth 1")
}

// After a timeout, the setting is indeterminate: if the configuration returns to
// the old value, the old value is sent again.
func TestAccInstanceIndeterminate(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	limits := "timeouts = { update = \"2s\" }"
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow+limits))
	p.Applies("bandwidth 1")
	p.Fault(simulator.Fault{Path: "padTaskDetail", Kind: simulator.FaultTaskStatus, Status: 2})
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, "bandwidth = { upload_mbps = 7, download_mbps = 7 }\n"+limits))
	p.FailsApply("bandwidth 1")
	p.Account.ClearFaults()
	acctest.Eventually(t, "the change is applied", func() bool { return p.Instance(acctest.InstanceA).Bandwidth.UploadMbps == 7 })

	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow+limits))
	p.Applies("bandwidth 1")
	acctest.Equal(t, "bandwidth", p.Instance(acctest.InstanceA).Bandwidth, simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10})
	p.PlanEmpty()
}
