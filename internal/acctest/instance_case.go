package acctest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Phones of every simulated account.
const (
	InstanceA = "AC32010000001"
	InstanceB = "AC32010000002"
	InstanceC = "AC32010000003"
)

// InstanceCase is a workspace on an account of its own.
type InstanceCase struct {
	*Workspace
	T       *testing.T
	Account *Account
	// provider is added to the provider block.
	ProviderArguments string
}

// NewInstanceCase starts a simulated account and a workspace on it. provider is
// added to the provider block.
func NewInstanceCase(t *testing.T, options simulator.Options, provider string) *InstanceCase {
	t.Helper()
	if options.Instances == 0 {
		options.Instances = 5
	}
	p := &InstanceCase{T: t, Account: Start(t, options), ProviderArguments: provider}
	p.Workspace = NewWorkspace(t, p.Account.Provider(provider))
	return p
}

// Configure replaces the configuration besides the provider block.
func (p *InstanceCase) Configure(body string) {
	p.T.Helper()
	p.Write(p.Account.Provider(p.ProviderArguments) + body)
}

// Instance gives a phone as it is now.
func (p *InstanceCase) Instance(code string) simulator.InstanceState {
	p.T.Helper()
	state, here := p.Account.Instance(code)
	if !here {
		p.T.Fatalf("the account has no phone %s", code)
	}
	return state
}

// Fault makes the service misbehave.
func (p *InstanceCase) Fault(f simulator.Fault) {
	p.T.Helper()
	if err := p.Account.AddFault(f); err != nil {
		p.T.Fatal(err)
	}
}

// DriftTimeZone gives a phone another time zone behind Terraform's back.
func (p *InstanceCase) DriftTimeZone(code, zone string) {
	p.T.Helper()
	if err := p.Account.Drift([]string{code}, simulator.DriftSet{TimeZone: &zone}); err != nil {
		p.T.Fatal(err)
	}
}

// ShowTimeZone makes a phone's properties say something of the time zone that need
// not be true; "" makes them say nothing.
func (p *InstanceCase) ShowTimeZone(code, zone string) {
	p.T.Helper()
	if err := p.Account.Drift([]string{code}, simulator.DriftSet{Properties: simulator.Properties{
		"setting": {"timezone": zone}, "system": {"persist.sys.timezone": zone},
	}}); err != nil {
		p.T.Fatal(err)
	}
}

// Sends runs f and fails unless the account accepted exactly these changes,
// counted by phone, as in "time_zone 1, proxy 2"; "" is none.
func (p *InstanceCase) Sends(want string, f func() Result) Result {
	p.T.Helper()
	p.Account.ResetCounters()
	result := f()
	counters := p.Account.Counters()
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
		p.T.Errorf("sent %q, want %q\n%s", got, want, result.Output)
	}
	if counters.Overlaps != 0 || counters.Repeated != 0 || counters.OfflineSubmits != 0 {
		p.T.Errorf("overlapping changes: %d, repeated: %d, sent to phones off line: %d",
			counters.Overlaps, counters.Repeated, counters.OfflineSubmits)
	}
	return result
}

// Applies is sends around an apply that succeeds.
func (p *InstanceCase) Applies(want string) Result {
	p.T.Helper()
	return p.Sends(want, func() Result { return p.Apply() })
}

// FailsApply is sends around an apply that fails.
func (p *InstanceCase) FailsApply(want string) Result {
	p.T.Helper()
	return p.Sends(want, func() Result { return p.FailApply() })
}

// Destroys is sends around a destroy that succeeds.
func (p *InstanceCase) Destroys(want string) Result {
	p.T.Helper()
	return p.Sends(want, func() Result { return p.Destroy() })
}

// WriteFile writes a file beside the configuration.
func (p *InstanceCase) WriteFile(name, text string) {
	p.T.Helper()
	if err := os.WriteFile(filepath.Join(p.Dir, name), []byte(text), 0o600); err != nil {
		p.T.Fatal(err)
	}
}

// Contains fails unless the output holds the texts; how lines are broken and
// framed does not matter.
func Contains(t *testing.T, output string, texts ...string) {
	t.Helper()
	flat := flatten(output)
	for _, text := range texts {
		if !strings.Contains(flat, flatten(text)) {
			t.Errorf("the output does not say %q:\n%s", text, output)
		}
	}
}

// NotContains fails when the output holds any of the texts.
func NotContains(t *testing.T, output string, texts ...string) {
	t.Helper()
	flat := flatten(output)
	for _, text := range texts {
		if strings.Contains(flat, flatten(text)) {
			t.Errorf("the output says %q:\n%s", text, output)
		}
	}
}

// Equal fails unless got is want.
func Equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// InstanceHCL writes an armcloud_instance.
func InstanceHCL(name, code, body string) string {
	return fmt.Sprintf("resource \"armcloud_instance\" %q {\n  pad_code = %q\n  %s\n}\n", name, code, body)
}

// SettingHCL writes the own resource of a setting.
func SettingHCL(setting, name, code, body string) string {
	return fmt.Sprintf("resource \"armcloud_instance_%s\" %q {\n  pad_code = %q\n  %s\n}\n", setting, name, code, body)
}

// Settings as armcloud_instance has them.
const (
	Berlin = "time_zone = \"Europe/Berlin\"\n"
	Tokyo  = "time_zone = \"Asia/Tokyo\"\n"
	Slow   = "bandwidth = { upload_mbps = 5, download_mbps = 10 }\n"
	Socks  = "proxy = { ip = \"192.0.2.7\", port = 1080, protocol = \"socks5\" }\n"
)

// SetOnline takes a phone off line or brings it back.
func (p *InstanceCase) SetOnline(code string, online bool) {
	p.T.Helper()
	if err := p.Account.SetOnline([]string{code}, online); err != nil {
		p.T.Fatal(err)
	}
}
