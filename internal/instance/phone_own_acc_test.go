package instance_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// The own resources of one phone set it, change alone what changed, and take
// back what can be taken back; the plan says what stays. A second phone, with
// on_release = "keep", is the control that keeps everything.
func TestAccPhoneOwnResources(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	write := func(upload, release string) {
		p.config(own("time_zone", "a", phoneA, berlin) +
			own("bandwidth", "a", phoneA, "upload_mbps = "+upload+"\n download_mbps = 0") +
			own("proxy", "a", phoneA, "ip = \"192.0.2.7\"\n port = 1080\n mode = \"vpn\"\n username = \"u\"\n password = \"p\"") +
			own("bandwidth", "keep", phoneB, "upload_mbps = -1\n download_mbps = 0.5\n on_release = \"keep\"") +
			own("proxy", "keep", phoneB, "ip = \"192.0.2.8\"\n port = 1081\n on_release = \"keep\"") +
			own("time_zone", "keep", phoneC, tokyo+release))
	}
	write("10", `on_release = "keep"`)
	p.applies("time_zone 2, bandwidth 2, proxy 2")
	state := p.on(phoneA)
	is(t, "time zone", state.TimeZone, "Europe/Berlin")
	is(t, "bandwidth", state.Bandwidth, simulator.Bandwidth{UploadMbps: 10})
	is(t, "proxy", state.Proxy, simulator.Proxy{Enabled: true, IP: "192.0.2.7", Port: 1080, Mode: "vpn", Username: "u", Password: "p"})
	is(t, "bandwidth of the second", p.on(phoneB).Bandwidth, simulator.Bandwidth{UploadMbps: -1, DownloadMbps: 0.5})
	p.PlanEmpty()

	write("0.25", `on_release = "keep"`)
	p.applies("bandwidth 1")
	is(t, "bandwidth", p.on(phoneA).Bandwidth, simulator.Bandwidth{UploadMbps: 0.25})
	p.applies("")

	planned := p.PlanChanges("-destroy")
	says(t, planned.Output, "Warning: Some settings stay on the phone", "time_zone", phoneA)
	silent(t, planned.Output, "stays on "+phoneC)
	p.destroys("bandwidth 1, proxy 1")
	state = p.on(phoneA)
	is(t, "time zone", state.TimeZone, "Europe/Berlin")
	is(t, "bandwidth", state.Bandwidth, simulator.Bandwidth{})
	is(t, "proxy", state.Proxy, simulator.Proxy{})
	is(t, "kept proxy", p.on(phoneB).Proxy, simulator.Proxy{Enabled: true, IP: "192.0.2.8", Port: 1081})
	is(t, "kept bandwidth", p.on(phoneB).Bandwidth, simulator.Bandwidth{UploadMbps: -1, DownloadMbps: 0.5})
}

// Another pad_code replaces: the new phone gets the settings, the old one
// loses them, and the plan says what stays on the old one.
func TestAccPhoneOtherPadCode(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.config(phone("a", phoneA, berlin+slow) + own("proxy", "b", phoneA, "ip = \"192.0.2.7\"\n port = 1080"))
	p.applies("time_zone 1, bandwidth 1, proxy 1")
	p.config(phone("a", phoneB, berlin+slow) + own("proxy", "b", phoneB, "ip = \"192.0.2.7\"\n port = 1080"))
	planned := p.PlanChanges()
	says(t, planned.Output, "must be replaced", "forces replacement", "Some settings stay on the phone", "what Terraform has set stays on "+phoneA)
	p.applies("time_zone 1, bandwidth 2, proxy 2")
	is(t, "old bandwidth", p.on(phoneA).Bandwidth, simulator.Bandwidth{})
	is(t, "old proxy", p.on(phoneA).Proxy, simulator.Proxy{})
	is(t, "new bandwidth", p.on(phoneB).Bandwidth, simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10})
	is(t, "new proxy", p.on(phoneB).Proxy.IP, "192.0.2.7")
	p.PlanEmpty()

	// -replace takes back and sets again, on the same phone.
	p.sends("time_zone 1, bandwidth 2", func() acctest.Result { return p.Apply("-replace=armcloud_instance.a") })
	is(t, "bandwidth", p.on(phoneB).Bandwidth, simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10})
	p.PlanEmpty()
}

// A phone that left the account leaves the state; the one that stayed is the
// control. The state has no identities, as an older client leaves it: a read
// gives them, also when the phone is gone.
func TestAccPhoneDisappears(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.config(phone("gone", phoneA, slow) + phone("here", phoneB, slow) +
		own("time_zone", "gone", phoneA, berlin) + own("proxy", "gone", phoneA, "enabled = false") + own("bandwidth", "here", phoneC, "upload_mbps = 1\n download_mbps = 1"))
	p.Apply()
	p.forgetIdentities()
	if err := p.account.Remove([]string{phoneA}); err != nil {
		t.Fatal(err)
	}
	planned := p.PlanChanges()
	says(t, planned.Output, "Plan: 3 to add, 0 to change, 0 to destroy", "Phone not in the account", phoneA)
	silent(t, planned.Output, "Missing Resource Identity", "armcloud_instance.here will")
	failed := p.fails("")
	says(t, failed.Output, "with armcloud_instance.gone", "pad_code", phoneA, "Check the pad code")
	// A destroy of what is left is no error.
	p.destroys("bandwidth 2")
}

// forgetIdentities takes the identities out of the state.
func (p *phoneTest) forgetIdentities() {
	p.t.Helper()
	name := filepath.Join(p.Dir, "terraform.tfstate")
	text, err := os.ReadFile(name)
	if err != nil {
		p.t.Fatal(err)
	}
	identity := regexp.MustCompile(`(?s),\s*"identity": \{[^}]*\}`)
	if !identity.Match(text) {
		p.t.Fatalf("the state has no identities:\n%s", text)
	}
	text = identity.ReplaceAll(text, nil)
	if err := os.WriteFile(name, text, 0o600); err != nil {
		p.t.Fatal(err)
	}
}
