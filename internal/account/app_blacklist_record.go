package account

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// blacklistKey holds the blacklistRecord in private state.
const blacklistKey = "blacklist"

// blacklistRecord is what armcloud_app_blacklist knows and the API does not
// return.
type blacklistRecord struct {
	// List is the fingerprint of the current list, "" if it is unknown.
	List string `json:"list,omitempty"`
	// Applied are the instances that enforce the current list, sorted.
	Applied []string `json:"phones,omitempty"`
	// Earlier are other instances that may enforce an earlier list, sorted.
	Earlier []string `json:"before,omitempty"`
	// Pending are the tasks that may still be running, by pad code.
	Pending map[string]int64 `json:"pending,omitempty"`
}

func loadBlacklistRecord(ctx context.Context, private tfkit.PrivateReader) blacklistRecord {
	var record blacklistRecord
	tfkit.GetPrivate(ctx, private, blacklistKey, &record)
	return record
}

func (r blacklistRecord) save(ctx context.Context, private tfkit.Private) diag.Diagnostics {
	return tfkit.SetPrivate(ctx, private, blacklistKey, r)
}

// listFingerprint returns a hash of a list.
func listFingerprint(apps map[string]string) string {
	// Maps of strings always marshal, with sorted keys.
	text, _ := json.Marshal(apps)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

// everApplied returns every instance that may enforce a list of this resource.
func (r blacklistRecord) everApplied() []string {
	all := slices.Concat(r.Applied, r.Earlier)
	for code := range r.Pending {
		all = append(all, code)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// outdated returns those of the codes that do not enforce the current list,
// sorted.
func (r blacklistRecord) outdated(codes []string) []string {
	return without(codes, r.Applied)
}

// without returns the codes that are not in excluded, sorted and deduplicated.
func without(codes, excluded []string) []string {
	known := make(map[string]bool, len(excluded))
	for _, code := range excluded {
		known[code] = true
	}
	var rest []string
	for _, code := range codes {
		if !known[code] {
			known[code] = true
			rest = append(rest, code)
		}
	}
	slices.Sort(rest)
	return rest
}

// Values of the attribute enforcement, besides those of enforcementWithout.
const (
	enforcementComplete = "complete"
	enforcementUnknown  = "unknown: the response to the last change of the list was lost"
	enforcementLost     = "unknown: another armcloud_app_blacklist has changed or removed the list"
	enforcementNone     = "none: the list was emptied to destroy it"
)

// enforcementWithout returns the value of the attribute enforcement if the
// sorted instances do not enforce the list.
func enforcementWithout(outdated []string) string {
	if len(outdated) == 0 {
		return enforcementComplete
	}
	return "incomplete: " + tfkit.Abbreviate(outdated)
}
