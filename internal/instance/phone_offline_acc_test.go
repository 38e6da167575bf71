package instance_test

import (
	"bufio"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Nothing is sent to a phone that does not run: not by a create, an update or
// a destroy. The error says so on the pad code, and leaves no object behind
// that would have to be replaced. Another phone is the control.
func TestAccPhoneOffline(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, `online_timeout = "300ms"`)
	p.setOnline(phoneA, false)
	p.config(phone("a", phoneA, slow+berlin) + own("proxy", "a", phoneA, "ip = \"192.0.2.7\"\n port = 1080") + phone("b", phoneB, slow))
	failed := p.fails("bandwidth 1")
	says(t, failed.Output, "Unable to set the time zone", "Unable to set the proxy", "with armcloud_instance.a", "pad_code = \""+phoneA+"\"",
		"Phone: "+phoneA, "offline", "300ms", "Nothing was submitted", "online_timeout")
	if strings.Count(failed.Output, "Error: ") != 2 {
		t.Errorf("want one error for each resource:\n%s", failed.Output)
	}
	if held := p.State("armcloud_instance.a"); held != nil {
		t.Errorf("a phone that was never reached is in the state: %v", held)
	}
	p.setOnline(phoneA, true)
	p.applies("time_zone 1, bandwidth 1, proxy 1")

	p.setOnline(phoneA, false)
	p.config(phone("a", phoneA, berlin+"bandwidth = { upload_mbps = 1, download_mbps = 1 }") + phone("b", phoneB, slow))
	says(t, p.fails("").Output, "Unable to set the bandwidth", "Unable to take back the proxy")
	p.setOnline(phoneA, true)
	p.applies("bandwidth 1, proxy 1")
	p.PlanEmpty()
}

// A phone that comes back within online_timeout gets its settings.
func TestAccPhoneComesBack(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, `online_timeout = "5m"`)
	p.setOnline(phoneA, false)
	p.config(own("bandwidth", "a", phoneA, "upload_mbps = 1\n download_mbps = 2"))
	p.account.ResetCounters()
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
			before := p.account.Counters().Requests[armcloud.ListDetails.Path]
			acctest.Eventually(t, "the provider looks for the phone again", func() bool {
				return p.account.Counters().Requests[armcloud.ListDetails.Path] >= before+3
			})
			p.setOnline(phoneA, true)
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v\n%s", err, output.String())
	}
	is(t, "bandwidth", p.on(phoneA).Bandwidth, simulator.Bandwidth{UploadMbps: 1, DownloadMbps: 2})
	is(t, "submits to phones off line", p.account.Counters().OfflineSubmits, 0)
}

// A task that never ends is an error that names the task and the way out. The
// setting may yet arrive, so a destroy takes it back though the state does not
// show it. A change of timeouts alone sends nothing.
func TestAccPhoneTimeout(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	hang := simulator.Fault{Path: "padTaskDetail", Kind: simulator.FaultTaskStatus, Status: 2}
	p.fault(hang)
	p.config(phone("a", phoneA, slow+"timeouts = { create = \"700ms\" }") +
		own("proxy", "b", phoneB, "ip = \"192.0.2.7\"\n port = 1080\n timeouts = { create = \"700ms\" }"))
	failed := p.fails("bandwidth 1, proxy 1")
	says(t, failed.Output, "Unable to set the bandwidth", "with armcloud_instance.a", "Unable to set the proxy", "with armcloud_instance_proxy.b",
		"task may still be running", "cannot be cancelled", "Raise the timeout in the resource's timeouts")
	p.account.ClearFaults()
	is(t, "bandwidth of the state", p.State("armcloud_instance.a")["bandwidth"], nil)
	acctest.Eventually(t, "the tasks end", func() bool { return p.on(phoneA).Unfinished == 0 && p.on(phoneB).Unfinished == 0 })
	is(t, "proxy", p.on(phoneB).Proxy.Enabled, true)
	p.destroys("bandwidth 1, proxy 1")
	is(t, "bandwidth", p.on(phoneA).Bandwidth, simulator.Bandwidth{})
	is(t, "proxy", p.on(phoneB).Proxy.Enabled, false)

	p.config(phone("a", phoneA, slow))
	p.applies("bandwidth 1")
	p.config(phone("a", phoneA, slow+"timeouts = { update = \"1m\", delete = \"700ms\" }"))
	says(t, p.PlanChanges().Output, "1 to change")
	p.applies("")
	p.PlanEmpty()
	p.fault(hang)
	r := p.sends("bandwidth 1", func() acctest.Result { return p.Run("destroy", "-auto-approve", "-no-color") })
	is(t, "exit code", r.Exit, 1)
	says(t, r.Output, "Unable to take back the bandwidth", "Raise the timeout")
	p.account.ClearFaults()

	// Added in vain and given up, the proxy is taken back with the next change.
	p.fault(hang)
	p.config(phone("a", phoneA, slow+socks+"timeouts = { update = \"700ms\" }"))
	p.fails("proxy 1")
	p.account.ClearFaults()
	acctest.Eventually(t, "the task ends", func() bool { return p.on(phoneA).Unfinished == 0 })
	is(t, "proxy", p.on(phoneA).Proxy.Enabled, true)
	p.config(phone("a", phoneA, "bandwidth = { upload_mbps = 1, download_mbps = 1 }"))
	p.applies("bandwidth 1, proxy 1")
	is(t, "proxy", p.on(phoneA).Proxy.Enabled, false)
	p.PlanEmpty()
	p.destroys("bandwidth 1")
}

// A change whose end was not seen may have arrived: when the configuration
// goes back to the old value, the old value is sent again.
func TestAccPhoneChangeGivenUp(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	limits := "timeouts = { update = \"700ms\" }"
	p.config(phone("a", phoneA, slow+limits))
	p.applies("bandwidth 1")
	p.fault(simulator.Fault{Path: "padTaskDetail", Kind: simulator.FaultTaskStatus, Status: 2})
	p.config(phone("a", phoneA, "bandwidth = { upload_mbps = 7, download_mbps = 7 }\n"+limits))
	p.fails("bandwidth 1")
	p.account.ClearFaults()
	acctest.Eventually(t, "the change arrives", func() bool { return p.on(phoneA).Bandwidth.UploadMbps == 7 })

	p.config(phone("a", phoneA, slow+limits))
	p.applies("bandwidth 1")
	is(t, "bandwidth", p.on(phoneA).Bandwidth, simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10})
	p.PlanEmpty()
}
