package acctest

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// FleetCase is a simulated account and a workspace that a real CLI works in.
type FleetCase struct {
	*Account
	*Workspace
	T *testing.T
	// provider is added to the provider block.
	ProviderArguments string
}

// NewFleetCase prepares a case without a configuration.
func NewFleetCase(t *testing.T, options simulator.Options, provider string) *FleetCase {
	t.Helper()
	t.Parallel()
	if options.Instances == 0 {
		options.Instances = 10
	}
	account := Start(t, options)
	return &FleetCase{Account: account, Workspace: NewWorkspace(t, ""), T: t, ProviderArguments: provider}
}

// WriteResources replaces the configuration below the provider block.
func (f *FleetCase) WriteResources(resources ...string) {
	f.T.Helper()
	f.Write(f.Account.Provider(f.ProviderArguments) + strings.Join(resources, "\n"))
}

// PadCode is the pad code of the n-th phone, from 1.
func PadCode(n int) string { return fmt.Sprintf("AC32010%06d", n) }

// Phones are the phones from one number to another, all with one profile.
func Phones(profile string, from, to int) map[string]string {
	phones := map[string]string{}
	for n := from; n <= to; n++ {
		phones[PadCode(n)] = profile
	}
	return phones
}

// Join is the phones of several maps.
func Join(all ...map[string]string) map[string]string {
	phones := map[string]string{}
	for _, some := range all {
		maps.Copy(phones, some)
	}
	return phones
}

// FleetHCL writes a fleet; more are further lines of the block.
func FleetHCL(name string, phones map[string]string, profiles string, more ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "resource \"armcloud_fleet\" %q {\n  phones = {\n", name)
	for _, code := range slices.Sorted(maps.Keys(phones)) {
		fmt.Fprintf(&b, "    %q = %q\n", code, phones[code])
	}
	fmt.Fprintf(&b, "  }\n  profiles = {\n%s\n  }\n  %s\n}\n", profiles, strings.Join(more, "\n  "))
	return b.String()
}

// SpeedProfile writes a profile with a bandwidth and, if not empty, a time zone.
func SpeedProfile(name string, mbps int, zone string) string {
	line := ""
	if zone != "" {
		line = fmt.Sprintf("time_zone = %q", zone)
	}
	return fmt.Sprintf("%s = {\n bandwidth = { upload_mbps = %d, download_mbps = %d }\n %s\n}\n", name, mbps, mbps, line)
}

// StoredFleet is a resource as the state file has it.
type StoredFleet struct {
	Status     string
	Attributes struct {
		Phones   map[string]string
		Profiles map[string]struct {
			Proxy *struct {
				Version *int `json:"password_wo_version"`
			}
		}
	}
}

// FleetState reads a fleet from the state file, the zero value where it is absent.
func (f *FleetCase) FleetState(name string) StoredFleet {
	f.T.Helper()
	text, err := os.ReadFile(filepath.Join(f.Dir, "terraform.tfstate"))
	if err != nil {
		f.T.Fatal(err)
	}
	var file struct {
		Resources []struct {
			Type, Name string
			Instances  []StoredFleet
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		f.T.Fatal(err)
	}
	for _, r := range file.Resources {
		if r.Type == "armcloud_fleet" && r.Name == name && len(r.Instances) > 0 {
			return r.Instances[0]
		}
	}
	return StoredFleet{}
}

// WantState expects the phones of a fleet in the state.
func (f *FleetCase) WantState(name string, phones map[string]string) {
	f.T.Helper()
	if diff := cmp.Diff(phones, f.FleetState(name).Attributes.Phones); diff != "" {
		f.T.Errorf("phones of fleet %s in the state (- expected, + found):\n%s", name, diff)
	}
}

// Sent counts the phones that were sent each change since the last call.
func (f *FleetCase) Sent() map[string]int {
	f.T.Helper()
	counters := f.Counters()
	f.ResetCounters()
	if counters.Overlaps > 0 || counters.Repeated > 0 || counters.OfflineSubmits > 0 {
		f.T.Errorf("%d overlapping changes, %d repeated restarts, %d submits to phones off line (%v)",
			counters.Overlaps, counters.Repeated, counters.OfflineSubmits, counters.Culprits)
	}
	phones := map[string]int{}
	for _, change := range []string{"/pad/updateTimeZone", "/pad/setSpeed", "/network/proxy/set", "/pad/restart", "/pad/reset"} {
		for full, sizes := range counters.BatchSizes {
			if !strings.HasSuffix(full, change) {
				continue
			}
			for size, times := range sizes {
				phones[path.Base(change)] += size * times
			}
		}
	}
	return phones
}

// WantSent expects the phones that were sent each change since the last look.
func (f *FleetCase) WantSent(want map[string]int) {
	f.T.Helper()
	if diff := cmp.Diff(want, f.Sent()); diff != "" {
		f.T.Errorf("phones that were sent a change (- expected, + found):\n%s", diff)
	}
}

// WantSpeed expects the bandwidth of phones, by number.
func (f *FleetCase) WantSpeed(mbps float64, numbers ...int) {
	f.T.Helper()
	for _, n := range numbers {
		if phone, _ := f.Instance(PadCode(n)); phone.Bandwidth.UploadMbps != mbps || phone.Bandwidth.DownloadMbps != mbps {
			f.T.Errorf("phone %d has bandwidth %+v, expected %v", n, phone.Bandwidth, mbps)
		}
	}
}

// WantTimeZone expects the time zone of phones, by number.
func (f *FleetCase) WantTimeZone(zone string, numbers ...int) {
	f.T.Helper()
	for _, n := range numbers {
		if phone, _ := f.Instance(PadCode(n)); phone.TimeZone != zone {
			f.T.Errorf("phone %d has time zone %q, expected %q", n, phone.TimeZone, zone)
		}
	}
}

// WantOutput expects texts in the output of a run, whose lines may be wrapped.
func (f *FleetCase) WantOutput(result Result, texts ...string) {
	f.T.Helper()
	flat := flatten(result.Output)
	for _, text := range texts {
		if !strings.Contains(flat, flatten(text)) {
			f.T.Errorf("the output lacks %q:\n%s", text, result.Output)
		}
	}
}

// WantNoOutput expects texts not to be in the output of a run.
func (f *FleetCase) WantNoOutput(result Result, texts ...string) {
	f.T.Helper()
	flat := flatten(result.Output)
	for _, text := range texts {
		if strings.Contains(flat, flatten(text)) {
			f.T.Errorf("the output has %q:\n%s", text, result.Output)
		}
	}
}

// flatten undoes the wrapping of diagnostics and the alignment of plans.
func flatten(text string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("│", " ", "╷", " ", "╵", " ").Replace(text)), " ")
}

// Must fails the test on an error of preparing it.
func (f *FleetCase) Must(err error) {
	f.T.Helper()
	if err != nil {
		f.T.Fatal(err)
	}
}
