package account

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

const blacklistKey = "blacklist"

// blacklistRecord is what armcloud_app_blacklist keeps in private state: what
// nobody can read back.
type blacklistRecord struct {
	// List is the fingerprint of the list that was set up last, "" where it is
	// not known.
	List string `json:"list,omitempty"`
	// Phones were told this list, sorted.
	Phones []string `json:"phones,omitempty"`
	// Before were told an earlier list, and not this one yet, sorted.
	Before []string `json:"before,omitempty"`
	// Pending are the tasks that were no longer waited for, by pad code.
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

// listPrint is the fingerprint of a list.
func listPrint(apps map[string]string) string {
	// Maps of strings always become JSON, with their keys sorted.
	text, _ := json.Marshal(apps)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

// touched gives every phone that may enforce a list of this resource.
func (r blacklistRecord) touched() []string {
	all := slices.Concat(r.Phones, r.Before)
	for code := range r.Pending {
		all = append(all, code)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// untold gives those of the codes that were not told the list, sorted.
func (r blacklistRecord) untold(codes []string) []string {
	return without(codes, r.Phones)
}

// without gives those of the codes that the others lack, sorted, each once.
func without(codes, others []string) []string {
	known := make(map[string]bool, len(others))
	for _, code := range others {
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

// Values of the attribute enforcement beside the phones that lack the list.
const (
	enforced = "complete"
	unsure   = "unknown: the last change of the list was not answered"
	emptied  = "none: the list was emptied to destroy it"
)

// enforcement is the attribute's value when these phones, which are sorted,
// were not told the list.
func enforcement(untold []string) string {
	if len(untold) == 0 {
		return enforced
	}
	return "incomplete: " + someOf(untold)
}

// someOf lists a few pad codes and counts the rest.
func someOf(codes []string) string {
	if len(codes) > 5 {
		return fmt.Sprintf("%s and %d more", strings.Join(codes[:5], ", "), len(codes)-5)
	}
	return strings.Join(codes, ", ")
}
