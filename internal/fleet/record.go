package fleet

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

const recordKey = "fleet"

// fleetRecord is what a fleet keeps in private state. A phone that has what
// its profile says needs no note, so that the record of ten thousand converged
// phones stays small.
type privateRecord struct {
	ownership.Identity
	// Notes holds the phones that failed or drifted.
	Notes map[string]instanceNote `json:"notes,omitempty"`
	// Confirmed holds, by setting, the phones on which its inferred source
	// has shown the applied value.
	Confirmed map[string]padSet `json:"confirmed,omitempty"`
}

// phoneNote is what is known of a phone that does not have all its profile
// says.
type instanceNote struct {
	// Profile is the profile that the phone was meant to have.
	Profile string `json:"profile,omitempty"`
	// Has gives the fingerprint of what the phone has by setting that this
	// fleet has touched; "" where it may be anything.
	Has map[string]string `json:"has"`
	// Changing names the settings whose new value failed to reach the phone:
	// it never had it, so that sending it again is no repair.
	Changing []string `json:"changing,omitempty"`
	// Restart is true while a restart that was asked for is not done.
	Restart bool `json:"restart,omitempty"`
	// Pending are the tasks that were no longer waited for.
	Pending []int64 `json:"pending,omitempty"`
}

func loadRecord(ctx context.Context, private tfkit.PrivateReader) privateRecord {
	var record privateRecord
	record.Complete(tfkit.GetPrivate(ctx, private, recordKey, &record))
	if record.Notes == nil {
		record.Notes = map[string]instanceNote{}
	}
	if record.Confirmed == nil {
		record.Confirmed = map[string]padSet{}
	}
	return record
}

func (r *privateRecord) save(ctx context.Context, private tfkit.Private) diag.Diagnostics {
	return tfkit.SetPrivate(ctx, private, recordKey, r)
}

// padSet is a set of the fleet's phones, written as the shorter of the set and
// its complement.
type padSet struct {
	// Rest tells whether the phones that are not in Except are in the set.
	Rest   bool     `json:"rest"`
	Except []string `json:"except,omitempty"`
}

// newPadSet makes the set of those of the codes, which are sorted, that are in.
func newPadSet(codes []string, in map[string]bool) padSet {
	count := 0
	for _, code := range codes {
		if in[code] {
			count++
		}
	}
	set := padSet{Rest: 2*count > len(codes)}
	for _, code := range codes {
		if in[code] != set.Rest {
			set.Except = append(set.Except, code)
		}
	}
	return set
}

// members gives the set among the codes.
func (p padSet) members(codes map[string]string) map[string]bool {
	in := make(map[string]bool)
	except := make(map[string]bool, len(p.Except))
	for _, code := range p.Except {
		except[code] = true
	}
	for code := range codes {
		if p.Rest != except[code] {
			in[code] = true
		}
	}
	return in
}

// holdings knows what each phone of a fleet has.
type holdings struct {
	record       *privateRecord
	fingerprints ownership.Fingerprints
	// state is what the fleet was; byProfile are its profiles' fingerprints.
	state     model
	byProfile map[string]map[string]string
}

func newHoldings(record *privateRecord, secretKey string, state model) *holdings {
	h := &holdings{
		record: record, state: state, byProfile: map[string]map[string]string{},
		fingerprints: ownership.NewFingerprints(secretKey, record.Salt),
	}
	for name, p := range state.profiles {
		h.byProfile[name] = h.of(p)
	}
	return h
}

// of gives the fingerprints of a profile by setting.
func (h *holdings) of(p profile) map[string]string {
	prints := make(map[string]string, len(p))
	for name, value := range p {
		prints[name] = h.fingerprints.Of(converge.Canonical(value))
	}
	return prints
}

// has gives what a phone has by setting that this fleet has touched. The
// answer is the caller's own.
func (h *holdings) current(code string) map[string]string {
	has := map[string]string{}
	if note, noted := h.record.Notes[code]; noted {
		maps.Copy(has, note.Has)
	} else {
		maps.Copy(has, h.byProfile[h.state.phones[code]])
	}
	return has
}

// held gives a setting with the value that the phone was meant to have, which
// its undo may want to know.
func (h *holdings) settingWithValue(code, name string) converge.Setting {
	meant := h.state.phones[code]
	if note, noted := h.record.Notes[code]; noted {
		meant = note.Profile
	}
	return setting.WithValue(name, h.state.profiles[meant][name])
}

// lost tells whether a phone has had the value of a setting and drifted from
// it.
func (h *holdings) drifted(code, name string, value converge.Value) bool {
	note, noted := h.record.Notes[code]
	if !noted || note.Has[name] != "" || slices.Contains(note.Changing, name) {
		return false
	}
	had, named := h.state.profiles[note.Profile][name]
	return named && converge.Canonical(had) == converge.Canonical(value)
}
