package fleet

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// predecessor is what a fleet that is not tainted hands over besides what is known of
// its instances: Delete gets its private state.
type predecessor struct {
	Identity ownership.Identity `json:"identity"`
	Triggers string             `json:"triggers,omitempty"`
	// Profiles holds the profile that each instance should have had, by pad code, and
	// Digests the hashes of the settings by profile and setting.
	Profiles map[string]string            `json:"profiles"`
	Digests  map[string]map[string]string `json:"digests"`
	// Passwords are the write-only proxy passwords that were sent.
	Passwords sentPasswords `json:"passwords,omitempty"`
}

// predecessorKey is the key of a predecessor in the ledger, by its name there.
func predecessorKey(owner string) string { return "predecessor of " + owner }

// handOver hands what is known of the instances to the fleet that replaces this one.
// Only instances that the new fleet lacks are left to be released. If the planned
// instances are unknown, that is left to the Create.
func (a *applier) handOver(ctx context.Context, handover ownership.Handover, tainted bool) {
	leaving := map[string]instanceNote{}
	for _, code := range handover.Leaving(slices.Collect(maps.Keys(a.current.state.phones))) {
		leaving[code] = instanceNote{}
	}
	a.staying = map[string]instanceNote{}
	unknown := map[string][]string{}
	id, fits, owner := a.current.state.id(), handover.Fits(), a.record.LedgerName(a.TypeName())
	for code := range a.current.state.phones {
		note := instanceNote{Profile: a.current.profileOf(code), Holding: a.current.of(code)}
		if tainted {
			known, maybe := a.knownOf(handover, code, id)
			note.Holding = known.Holding
			a.current.take(code, known)
			if len(maybe) > 0 {
				unknown[strings.Join(maybe, ", ")] = append(unknown[strings.Join(maybe, ", ")], code)
			}
		}
		if _, leaves := leaving[code]; leaves {
			leaving[code] = note
		} else {
			a.staying[code] = note
			known := a.current.known(code, owner)
			known.Holding = a.record.Running[code].With(note.Holding)
			ownership.HandOver(a.Data, a.handoverKey(code), fits[code], known)
		}
		if handover.Claims == nil && a.desired.release != ownership.ReleaseKeep {
			ownership.Abandon(a.Data, a.handoverKey(code))
		}
	}
	if a.desired.release != ownership.ReleaseKeep {
		a.diags.Append(unknownProfiles(unknown)...)
	}
	if !tainted {
		a.recordPredecessor(ctx)
	}
	a.current.notes = leaving
	a.current.state.phones = maps.Clone(a.current.state.phones)
	maps.DeleteFunc(a.current.state.phones, func(code, _ string) bool {
		_, leaves := leaving[code]
		return !leaves
	})
}

// recordPredecessor records in the ledger what the fleet knows besides the holdings.
func (a *applier) recordPredecessor(ctx context.Context) {
	triggers, diags := ownership.TriggersText(ctx, a.before)
	a.diags.Append(diags...)
	p := predecessor{Identity: a.record.Identity, Triggers: triggers, Profiles: map[string]string{}, Digests: a.current.state.digests(),
		Passwords: a.current.sentPasswords}
	for code, note := range a.staying {
		p.Profiles[code] = note.Profile
	}
	tfkit.Record(a.Data.Ledger, predecessorKey(a.record.LedgerName(a.TypeName())), p)
}

// restore puts the instances that were handed over back into phones, because the fleet
// could not be deleted, so none replaces it.
func (a *applier) restore(phones map[string]string, state model) {
	for code, note := range a.staying {
		phones[code] = state.phones[code]
		// The next refresh notes again what others have under way.
		note.Holding.Tasks, note.Holding.Until = nil, time.Time{}
		if !converged(note.Holding, a.current.state.of(code, state.phones[code])) {
			a.record.Notes[code] = note
		}
	}
	a.storeSets(phones)
}

// handOverLeft hands over what the instances that left a tainted fleet still have:
// another fleet may take them over.
func (a *applier) handOverLeft(reports []converge.Report) {
	for _, report := range reports {
		ownership.HandOverLeft(a.Data, a.handoverKey(report.PadCode), a.current.of(report.PadCode), report)
	}
}
