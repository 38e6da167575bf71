package instance_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Phones of every simulated account.
const (
	phoneA = "AC32010000001"
	phoneB = "AC32010000002"
	phoneC = "AC32010000003"
)

// phoneTest is a workspace on an account of its own.
type phoneTest struct {
	*acctest.Workspace
	t       *testing.T
	account *acctest.Account
	// provider is added to the provider block.
	provider string
}

func newPhoneTest(t *testing.T, options simulator.Options, provider string) *phoneTest {
	t.Helper()
	if options.Instances == 0 {
		options.Instances = 5
	}
	p := &phoneTest{t: t, account: acctest.Start(t, options), provider: provider}
	p.Workspace = acctest.NewWorkspace(t, p.account.Provider(provider))
	return p
}

// config replaces the configuration besides the provider block.
func (p *phoneTest) config(body string) {
	p.t.Helper()
	p.Write(p.account.Provider(p.provider) + body)
}

// on gives a phone as it is now.
func (p *phoneTest) on(code string) simulator.InstanceState {
	p.t.Helper()
	state, here := p.account.Instance(code)
	if !here {
		p.t.Fatalf("the account has no phone %s", code)
	}
	return state
}

// fault makes the service misbehave.
func (p *phoneTest) fault(f simulator.Fault) {
	p.t.Helper()
	if err := p.account.AddFault(f); err != nil {
		p.t.Fatal(err)
	}
}

// drift gives a phone another time zone behind Terraform's back.
func (p *phoneTest) drift(code, zone string) {
	p.t.Helper()
	if err := p.account.Drift([]string{code}, simulator.DriftSet{TimeZone: &zone}); err != nil {
		p.t.Fatal(err)
	}
}

// show makes a phone's properties say something of the time zone that need
// not be true; "" makes them say nothing.
func (p *phoneTest) show(code, zone string) {
	p.t.Helper()
	if err := p.account.Drift([]string{code}, simulator.DriftSet{Properties: simulator.Properties{
		"setting": {"timezone": zone}, "system": {"persist.sys.timezone": zone},
	}}); err != nil {
		p.t.Fatal(err)
	}
}

// sends runs f and fails unless the account accepted exactly these changes,
// counted by phone, as in "time_zone 1, proxy 2"; "" is none.
func (p *phoneTest) sends(want string, f func() acctest.Result) acctest.Result {
	p.t.Helper()
	p.account.ResetCounters()
	result := f()
	counters := p.account.Counters()
	var sent []string
	for _, change := range []struct {
		name string
		op   *armcloud.Operation
	}{
		{"properties", armcloud.UpdateProperties}, {"android_properties", armcloud.UpdateAndroidProperties},
		{"image", armcloud.UpgradeImage}, {"time_zone", armcloud.SetTimeZone}, {"language", armcloud.SetLanguage}, {"location", armcloud.SetLocation}, {"sim", armcloud.SetSIM},
		{"bandwidth", armcloud.SetBandwidth}, {"proxy", armcloud.SetProxy}, {"adb", armcloud.OpenADB}, {"adb of 2024", armcloud.SetADB},
		{"file", armcloud.PushFile}, {"install", armcloud.InstallApp}, {"uninstall", armcloud.UninstallApp},
		{"restart", armcloud.Restart}, {"reset", armcloud.Reset},
	} {
		n := 0
		for size, times := range counters.BatchSizes[change.op.Path] {
			n += size * times
		}
		if n > 0 {
			sent = append(sent, fmt.Sprintf("%s %d", change.name, n))
		}
	}
	if got := strings.Join(sent, ", "); got != want {
		p.t.Errorf("sent %q, want %q\n%s", got, want, result.Output)
	}
	if counters.Overlaps != 0 || counters.Repeated != 0 || counters.OfflineSubmits != 0 {
		p.t.Errorf("overlapping changes: %d, repeated: %d, sent to phones off line: %d",
			counters.Overlaps, counters.Repeated, counters.OfflineSubmits)
	}
	return result
}

// applies is sends around an apply that succeeds.
func (p *phoneTest) applies(want string) acctest.Result {
	p.t.Helper()
	return p.sends(want, func() acctest.Result { return p.Apply() })
}

// fails is sends around an apply that fails.
func (p *phoneTest) fails(want string) acctest.Result {
	p.t.Helper()
	return p.sends(want, func() acctest.Result { return p.FailApply() })
}

// destroys is sends around a destroy that succeeds.
func (p *phoneTest) destroys(want string) acctest.Result {
	p.t.Helper()
	return p.sends(want, func() acctest.Result { return p.Destroy() })
}

// file writes a file beside the configuration.
func (p *phoneTest) file(name, text string) {
	p.t.Helper()
	if err := os.WriteFile(filepath.Join(p.Dir, name), []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
}

// says fails unless the output holds the texts; how lines are broken and
// framed does not matter.
func says(t *testing.T, output string, texts ...string) {
	t.Helper()
	flat := unframed(output)
	for _, text := range texts {
		if !strings.Contains(flat, unframed(text)) {
			t.Errorf("the output does not say %q:\n%s", text, output)
		}
	}
}

// silent fails when the output holds any of the texts.
func silent(t *testing.T, output string, texts ...string) {
	t.Helper()
	flat := unframed(output)
	for _, text := range texts {
		if strings.Contains(flat, unframed(text)) {
			t.Errorf("the output says %q:\n%s", text, output)
		}
	}
}

func unframed(text string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("│", " ", "╷", " ", "╵", " ").Replace(text)), " ")
}

// is fails unless got is want.
func is[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// phone writes an armcloud_instance.
func phone(name, code, body string) string {
	return fmt.Sprintf("resource \"armcloud_instance\" %q {\n  pad_code = %q\n  %s\n}\n", name, code, body)
}

// own writes the own resource of a setting.
func own(setting, name, code, body string) string {
	return fmt.Sprintf("resource \"armcloud_instance_%s\" %q {\n  pad_code = %q\n  %s\n}\n", setting, name, code, body)
}

// Settings as armcloud_instance has them.
const (
	berlin = "time_zone = \"Europe/Berlin\"\n"
	tokyo  = "time_zone = \"Asia/Tokyo\"\n"
	slow   = "bandwidth = { upload_mbps = 5, download_mbps = 10 }\n"
	socks  = "proxy = { ip = \"192.0.2.7\", port = 1080, protocol = \"socks5\" }\n"
)

// setOnline takes a phone off line or brings it back.
func (p *phoneTest) setOnline(code string, online bool) {
	p.t.Helper()
	if err := p.account.SetOnline([]string{code}, online); err != nil {
		p.t.Fatal(err)
	}
}
