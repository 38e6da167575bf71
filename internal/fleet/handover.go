package fleet

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// handoverKey identifies an instance of a fleet in a handover.
func (r *fleetResource) handoverKey(code string) string { return r.TypeName() + "/" + code }

// id identifies a state among those of fleets that have the same instances.
func (m model) id() string {
	digests := map[string]map[string]string{}
	for name, p := range m.profiles {
		digests[name] = map[string]string{}
		for setting, d := range p {
			digests[name][setting] = d.Digest
		}
	}
	return converge.Hash([]any{m.phones, digests, m.release})
}

// recordKnown records what the fleet knows of its instances, for a fleet that replaces
// it. Most of them share their holdings.
func (r *fleetResource) recordKnown(h *holdings, owner string) {
	id := h.state.id()
	shared := map[string]ledger.Known{}
	for code := range h.state.phones {
		_, noted := h.notes[code]
		exceptional := noted || len(h.others[code]) > 0
		known, seen := shared[h.key(code)]
		if exceptional || !seen {
			text, err := json.Marshal(ownership.Known{Holding: h.of(code), Others: h.others[code]})
			if err != nil {
				continue
			}
			known = ledger.Known{Owner: owner, State: id, Value: text, Exceptional: exceptional}
			if !exceptional {
				shared[h.key(code)] = known
			}
		}
		r.Data.Ledger.SetKnown(r.handoverKey(code), known)
	}
}

// recordUnread is recordKnown in a plan without a refresh.
func (r *fleetResource) recordUnread(h *holdings, owner string) {
	for code := range h.state.phones {
		all := r.Data.Ledger.Known(r.handoverKey(code))
		if !slices.ContainsFunc(all, func(k ledger.Known) bool { return k.Owner == owner }) {
			r.recordKnown(h, owner)
		}
		return
	}
}

// handOver hands what is known of the instances to the fleet that replaces this one.
// Only instances that the new fleet lacks are left to be released. If the planned
// instances are unknown, that is left to the Create.
func (a *applier) handOver(handover ownership.Handover, tainted bool) {
	codes := slices.Collect(maps.Keys(a.current.state.phones))
	a.handedOver = map[string]bool{}
	for _, code := range codes {
		a.handedOver[code] = true
	}
	for _, code := range handover.Leaving(codes) {
		delete(a.handedOver, code)
	}
	unknown := map[string][]string{}
	id := a.current.state.id()
	for _, code := range codes {
		known := ownership.Known{Holding: a.current.of(code), Others: a.current.others[code], Resend: true}
		if tainted {
			var here bool
			var maybe []string
			if known, here = handover.Known(a.handoverKey(code), id); !here {
				known.Holding, maybe = a.current.fromState(code)
				maybe = slices.DeleteFunc(maybe, func(name string) bool { return handover.Has(code, name) })
			}
			if len(maybe) > 0 {
				unknown[strings.Join(maybe, ", ")] = append(unknown[strings.Join(maybe, ", ")], code)
			}
			a.current.notes[code] = instanceNote{Profile: a.current.state.phones[code], Holding: known.Holding}
			a.current.others[code] = known.Others
		}
		ownership.HandOver(a.Data, a.handoverKey(code), known)
		if handover.Claims == nil && a.desired.release != ownership.ReleaseKeep {
			ownership.Abandon(a.Data, a.handoverKey(code))
		}
	}
	if a.desired.release != ownership.ReleaseKeep {
		a.diags.Append(unknownProfiles(unknown)...)
	}
}

// fromState returns what the state alone shows of an instance: its profile, or
// that anything may have been applied. The state of an instance that failed does not
// show its profile: it may have the settings that all profiles have, and those
// that only some have are returned in maybe.
func (h *holdings) fromState(code string) (holding converge.Holding, maybe []string) {
	holding = converge.Holding{Settings: map[string]converge.Entry{}, RepairOnly: true}
	if p, known := h.state.profiles[h.state.phones[code]]; known {
		for name, d := range p {
			holding.Settings[name] = converge.Entry{Applied: d.Digest, Requested: d.Digest}
		}
		return holding, nil
	}
	count := map[string]int{}
	for _, p := range h.state.profiles {
		for name := range p {
			count[name]++
		}
	}
	for name, n := range count {
		if n == len(h.state.profiles) {
			holding.Settings[name] = converge.Entry{}
		} else if converge.Undoable(setting.ByName(name)) {
			maybe = append(maybe, name)
		}
	}
	return holding, setting.Ordered(maybe)
}

// unknownProfiles warns of settings that are not undone because the profile of an
// instance is not known. maybe holds the instances by the settings.
func unknownProfiles(maybe map[string][]string) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, names := range slices.Sorted(maps.Keys(maybe)) {
		diags.AddWarning("Settings may stay on instances that failed", fmt.Sprintf(
			"%s: the plan was made without a refresh, so the profile of an instance that failed is not known. Not undone, in case it had them: %s. "+
				"To undo them, manage the instance with these settings again, apply, and remove it.", abbreviate(maybe[names]), names))
	}
	return diags
}

// takeBack adds the instances that were handed over to those that stay in the state:
// without a Delete, nothing replaces the fleet.
func (a *applier) takeBack(phones map[string]string) {
	for code := range a.handedOver {
		phones[code] = a.current.state.phones[code]
		if note, noted := a.current.notes[code]; noted && !converged(note.Holding, a.current.state.profiles[note.Profile]) {
			a.record.Notes[code] = note
		}
	}
	a.storeRecord(phones)
}

// takeAbandoned notes the instances that a replaced fleet had and that this one does
// not have, to release them. It returns them without a profile, and their other owners.
func (a *applier) takeAbandoned() (phones map[string]string, others map[string]ownership.Others) {
	var kept []string
	for code := range a.desired.phones {
		kept = append(kept, a.handoverKey(code))
	}
	phones, others = map[string]string{}, map[string]ownership.Others{}
	for key, known := range ownership.TakeAbandoned(a.Data, a.TypeName(), kept) {
		code := strings.TrimPrefix(key, a.handoverKey(""))
		phones[code] = ""
		a.record.Notes[code] = instanceNote{Holding: known.Holding}
		others[code] = known.Others
	}
	return phones, others
}

// handOverLeft hands over what the instances that left a tainted fleet still have:
// another fleet may take them over.
func (a *applier) handOverLeft(reports []converge.Report) {
	for _, report := range reports {
		ownership.HandOverLeft(a.Data, a.handoverKey(report.PadCode), a.current.of(report.PadCode), report)
	}
}
