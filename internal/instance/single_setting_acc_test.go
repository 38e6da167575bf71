package instance_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Single-setting resources apply their setting, send only what changed, and undo it
// when they are destroyed. The plan warns of settings that can't be undone. The
// control is an instance with on_release = "keep".
func TestAccInstanceSingleSettings(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	write := func(upload, release string) {
		p.Configure(acctest.SettingHCL("time_zone", "a", acctest.InstanceA, acctest.Berlin) +
			acctest.SettingHCL("bandwidth", "a", acctest.InstanceA, "upload_mbps = "+upload+"\n download_mbps = 0") +
			acctest.SettingHCL("proxy", "a", acctest.InstanceA, "ip = \"192.0.2.7\"\n port = 1080\n mode = \"vpn\"\n username = \"u\"\n password = \"canary-stored-p\"") +
			acctest.SettingHCL("bandwidth", "keep", acctest.InstanceB, "upload_mbps = -1\n download_mbps = 0.5\n on_release = \"keep\"") +
			acctest.SettingHCL("proxy", "keep", acctest.InstanceB, "ip = \"192.0.2.8\"\n port = 1081\n on_release = \"keep\"") +
			acctest.SettingHCL("time_zone", "keep", acctest.InstanceC, acctest.Tokyo+release))
	}
	write("10", `on_release = "keep"`)
	p.Applies("time_zone 2, bandwidth 2, proxy 2")
	state := p.Instance(acctest.InstanceA)
	acctest.Equal(t, "time zone", state.TimeZone, "Europe/Berlin")
	acctest.Equal(t, "bandwidth", state.Bandwidth, simulator.Bandwidth{UploadMbps: 10})
	acctest.Equal(t, "proxy", state.Proxy, simulator.Proxy{Enabled: true, IP: "192.0.2.7", Port: 1080, Mode: "vpn", Username: "u", Password: acctest.Stored + "p"})
	acctest.Equal(t, "bandwidth of the second", p.Instance(acctest.InstanceB).Bandwidth, simulator.Bandwidth{UploadMbps: -1, DownloadMbps: 0.5})
	p.PlanEmpty()

	write("0.25", `on_release = "keep"`)
	p.Applies("bandwidth 1")
	acctest.Equal(t, "bandwidth", p.Instance(acctest.InstanceA).Bandwidth, simulator.Bandwidth{UploadMbps: 0.25})
	p.Applies("")

	planned := p.PlanChanges("-destroy")
	acctest.Contains(t, planned.Output, "Warning: Some settings stay on the instance", "time_zone", acctest.InstanceA)
	acctest.NotContains(t, planned.Output, "stays on "+acctest.InstanceC)
	p.Destroys("bandwidth 1, proxy 1")
	state = p.Instance(acctest.InstanceA)
	acctest.Equal(t, "time zone", state.TimeZone, "Europe/Berlin")
	acctest.Equal(t, "bandwidth", state.Bandwidth, simulator.Bandwidth{})
	acctest.Equal(t, "proxy", state.Proxy, simulator.Proxy{})
	acctest.Equal(t, "kept proxy", p.Instance(acctest.InstanceB).Proxy, simulator.Proxy{Enabled: true, IP: "192.0.2.8", Port: 1081})
	acctest.Equal(t, "kept bandwidth", p.Instance(acctest.InstanceB).Bandwidth, simulator.Bandwidth{UploadMbps: -1, DownloadMbps: 0.5})
}

// A change of pad_code replaces the resource: the new instance gets the settings,
// they are undone on the old one, and the plan warns of those that can't be.
func TestAccInstanceChangedPadCode(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+acctest.Slow) + acctest.SettingHCL("proxy", "b", acctest.InstanceA, "ip = \"192.0.2.7\"\n port = 1080"))
	p.Applies("time_zone 1, bandwidth 1, proxy 1")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceB, acctest.Berlin+acctest.Slow) + acctest.SettingHCL("proxy", "b", acctest.InstanceB, "ip = \"192.0.2.7\"\n port = 1080"))
	planned := p.PlanChanges()
	acctest.Contains(t, planned.Output, "must be replaced", "forces replacement", "Some settings stay on the instance", "stay on "+acctest.InstanceA)
	p.Applies("time_zone 1, bandwidth 2, proxy 2")
	acctest.Equal(t, "old bandwidth", p.Instance(acctest.InstanceA).Bandwidth, simulator.Bandwidth{})
	acctest.Equal(t, "old proxy", p.Instance(acctest.InstanceA).Proxy, simulator.Proxy{})
	acctest.Equal(t, "new bandwidth", p.Instance(acctest.InstanceB).Bandwidth, simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10})
	acctest.Equal(t, "new proxy", p.Instance(acctest.InstanceB).Proxy.IP, "192.0.2.7")
	p.PlanEmpty()

	// -replace hands over on the same instance: it sends and undoes nothing.
	p.Sends("", func() acctest.Result { return p.Apply("-replace=armcloud_instance.a") })
	acctest.Equal(t, "bandwidth", p.Instance(acctest.InstanceB).Bandwidth, simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10})
	p.PlanEmpty()
}

// An instance that is not in the account any more is removed from the state; one
// that stayed is the control. The state has no identities, like that of an older
// CLI. A read adds them, even for the instance that is gone.
func TestAccInstanceDisappears(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Configure(acctest.InstanceHCL("gone", acctest.InstanceA, acctest.Slow) + acctest.InstanceHCL("here", acctest.InstanceB, acctest.Slow) +
		acctest.SettingHCL("time_zone", "gone", acctest.InstanceA, acctest.Berlin) + acctest.SettingHCL("proxy", "gone", acctest.InstanceA, "enabled = false") + acctest.SettingHCL("bandwidth", "here", acctest.InstanceC, "upload_mbps = 1\n download_mbps = 1"))
	p.Apply()
	forgetIdentities(p)
	if err := p.Account.Remove([]string{acctest.InstanceA}); err != nil {
		t.Fatal(err)
	}
	planned := p.PlanChanges()
	acctest.Contains(t, planned.Output, "Plan: 3 to add, 0 to change, 0 to destroy", "Instance not in the account", acctest.InstanceA)
	acctest.NotContains(t, planned.Output, "Missing Resource Identity", "armcloud_instance.here will")
	failed := p.FailsApply("")
	acctest.Contains(t, failed.Output, "with armcloud_instance.gone", "pad_code", acctest.InstanceA, "Check the pad code")
	// The others can be destroyed.
	p.Destroys("bandwidth 2")
}

// forgetIdentities removes the identities from the state.
func forgetIdentities(p *acctest.Case) {
	p.T.Helper()
	name := filepath.Join(p.Dir, "terraform.tfstate")
	text, err := os.ReadFile(name)
	if err != nil {
		p.T.Fatal(err)
	}
	identity := regexp.MustCompile(`(?s),\s*"identity": \{[^}]*\}`)
	if !identity.Match(text) {
		p.T.Fatalf("got no identities in the state, want some:\n%s", text)
	}
	text = identity.ReplaceAll(text, nil)
	if err := os.WriteFile(name, text, 0o600); err != nil {
		p.T.Fatal(err)
	}
}
