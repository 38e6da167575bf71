package fleet

import (
	"slices"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
)

// recordKeyV0 holds the private record of version 0.1.0.
const recordKeyV0 = "fleet"

// recordV0 is the private record of version 0.1.0.
type recordV0 struct {
	ownership.Identity
	Notes     map[string]noteV0 `json:"notes"`
	Confirmed map[string]padSet `json:"confirmed"`
}

// noteV0 holds the fingerprint of what an instance has by setting, "" if it may be
// anything. Changing names the settings whose new value failed to reach it.
type noteV0 struct {
	Profile  string            `json:"profile"`
	Has      map[string]string `json:"has"`
	Changing []string          `json:"changing"`
	Restart  bool              `json:"restart"`
	Pending  []int64           `json:"pending"`
}

// upgrade returns the record in its present form. A fingerprint that does not
// equal that of the profile's value, perhaps because the secret key was rotated,
// means another value.
func (old recordV0) upgrade(state model, secretKey string) privateRecord {
	record := privateRecord{Identity: old.Identity, Notes: map[string]instanceNote{}, Confirmed: old.Confirmed}
	fingerprints := ownership.NewFingerprints("", secretKey, old.Salt)
	for code, note := range old.Notes {
		h := converge.Holding{Settings: map[string]converge.Entry{}, Tasks: note.Pending}
		if note.Restart {
			h.Restart = &converge.Restart{Requested: true}
		}
		for name, fingerprint := range note.Has {
			desired, known := state.profiles[note.Profile][name]
			e := converge.Entry{Confirmed: old.Confirmed[name].contains(code)}
			if known && !slices.Contains(note.Changing, name) {
				e.Requested = desired.Digest
			}
			switch {
			case fingerprint == "":
			case known && fingerprint == fingerprints.Of(converge.Canonical(desired.Value)):
				e.Applied = desired.Digest
			default:
				e.Applied = converge.Any
			}
			h.Settings[name] = e
		}
		record.Notes[code] = instanceNote{Profile: note.Profile, Holding: h}
	}
	return record
}
