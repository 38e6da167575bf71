package fleet

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// predecessor is a fleet that is not tainted and that another one replaces. Unlike a
// tainted one, it hands over all that it knows, besides the holdings: Delete gets its
// private state.
type predecessor struct {
	Identity ownership.Identity `json:"identity"`
	Triggers string             `json:"triggers,omitempty"`
	// Profiles holds the profile that each instance should have had, by pad code, and
	// Digests the hashes of the settings by profile and setting.
	Profiles                map[string]string            `json:"profiles"`
	Digests                 map[string]map[string]string `json:"digests"`
	Others                  map[string]ownership.Others  `json:"others,omitempty"`
	Sent, Erased, Restarted times
}

// predecessorKey is the key of a predecessor in the ledger: of its instance, or of
// itself.
func predecessorKey(name string) string { return "predecessor of " + name }

// handoverKey identifies an instance of a fleet in a handover.
func (r *fleetResource) handoverKey(code string) string { return r.TypeName() + "/" + code }

// digests returns the hashes of the settings of each profile.
func (m model) digests() map[string]map[string]string {
	digests := map[string]map[string]string{}
	for name, p := range m.profiles {
		digests[name] = map[string]string{}
		for setting, d := range p {
			digests[name][setting] = d.Digest
		}
	}
	return digests
}

// id identifies a state among those of fleets that have the same instances.
func (m model) id() string { return converge.Hash([]any{m.phones, m.digests(), m.release}) }

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

// planHandover plans the handover of a fleet to the one that replaces it.
func (r *fleetResource) planHandover(ctx context.Context, resp *resource.ModifyPlanResponse, record privateRecord, desired model, current *holdings) {
	var phones types.Map
	resp.Diagnostics.Append(resp.Plan.GetAttribute(ctx, path.Root(phonesName), &phones)...)
	var claims []ownership.Claim
	var keys []string
	if !phones.IsUnknown() {
		claims = desired.claims()
		for code := range phones.Elements() {
			if _, known := desired.phones[code]; !known {
				claims = append(claims, ownership.Claim{Codes: []string{code}})
			}
			keys = append(keys, r.handoverKey(code))
		}
		replaced := ""
		if record.Stored {
			// With -replace, the plan has the private state.
			replaced = record.LedgerName(r.TypeName())
		}
		for key, known := range ownership.MayBeKnown(r.Data, replaced, keys) {
			code := strings.TrimPrefix(key, r.handoverKey(""))
			current.notes[code] = instanceNote{Profile: desired.phones[code], Holding: known.Holding}
			current.others[code] = known.Others
		}
	}
	resp.Diagnostics.Append(ownership.PlanHandover(ctx, r.Data, resp.Private, r.TypeName(), "", claims, keys)...)
}

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
	id := a.current.state.id()
	for code := range a.current.state.phones {
		note := instanceNote{Profile: a.current.profileOf(code), Holding: a.current.of(code)}
		if tainted {
			known, maybe := a.knownOf(handover, code, id)
			note.Holding, a.current.others[code] = known.Holding, known.Others
			if len(maybe) > 0 {
				unknown[strings.Join(maybe, ", ")] = append(unknown[strings.Join(maybe, ", ")], code)
			}
		}
		if _, leaves := leaving[code]; leaves {
			leaving[code] = note
		} else {
			a.staying[code] = note
			ownership.HandOver(a.Data, a.handoverKey(code), ownership.Known{Holding: note.Holding, Others: a.current.others[code]})
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

// knownOf returns what a tainted fleet knew of an instance, and the settings that may
// stay on it because they are not known. Without a refresh, that is what the state
// shows. id identifies the state.
func (a *applier) knownOf(handover ownership.Handover, code, id string) (ownership.Known, []string) {
	if known, here := handover.Known(a.handoverKey(code), id); here {
		return known, nil
	}
	h, maybe := a.current.fromState(code)
	maybe = slices.DeleteFunc(maybe, func(name string) bool { return handover.Has(code, name) })
	return ownership.Known{Holding: h}, maybe
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

// recordPredecessor records in the ledger what the fleet knows besides the holdings.
func (a *applier) recordPredecessor(ctx context.Context) {
	triggers, diags := ownership.TriggersText(ctx, a.before)
	a.diags.Append(diags...)
	p := predecessor{Identity: a.record.Identity, Triggers: triggers, Profiles: map[string]string{}, Digests: a.current.state.digests(), Others: a.current.others,
		Sent: a.current.sent, Erased: a.current.erased, Restarted: a.current.restarted}
	owner := a.record.LedgerName(a.TypeName())
	for code, note := range a.staying {
		p.Profiles[code] = note.Profile
		tfkit.Record(a.Data.Ledger, predecessorKey(a.handoverKey(code)), owner)
	}
	tfkit.Record(a.Data.Ledger, predecessorKey(owner), p)
}

// restore puts the instances that were handed over back into phones, because the fleet
// could not be deleted, so none replaces it.
func (a *applier) restore(phones map[string]string, state model) {
	for code, note := range a.staying {
		phones[code] = state.phones[code]
		if !converged(note.Holding, state.profiles[state.phones[code]]) {
			a.record.Notes[code] = note
		}
	}
	a.storeSets(phones)
}

// takePredecessors takes what replaced fleets that were not tainted knew of the planned
// instances. If it is one fleet, this one continues its record.
func (a *applier) takePredecessors(ctx context.Context) {
	var phones types.Map
	a.diags.Append(a.plan.GetAttribute(ctx, path.Root(phonesName), &phones)...)
	triggers, diags := ownership.TriggersText(ctx, a.plan)
	a.diags.Append(diags...)
	a.triggers = triggers
	of := map[string]*predecessor{}
	for code := range phones.Elements() {
		owner, known := tfkit.Taken[string](a.Data.Ledger, predecessorKey(a.handoverKey(code)))
		if !known {
			continue
		}
		if of[owner] == nil {
			p, _ := tfkit.Recorded[predecessor](a.Data.Ledger, predecessorKey(owner))
			of[owner] = &p
		}
		if a.predecessors == nil {
			a.predecessors = map[string]*predecessor{}
		}
		a.predecessors[code] = of[owner]
	}
	if len(of) == 1 {
		for _, p := range of {
			a.record.Identity, a.digestsBefore = p.Identity, p.Digests
			a.record.Complete(true)
		}
	}
}

// continuePredecessors continues what predecessors knew of the instances.
func (a *applier) continuePredecessors() {
	for code, p := range a.predecessors {
		if others, known := p.Others[code]; known {
			a.current.others[code] = others
		}
		for _, t := range []struct{ into, from times }{{a.current.sent, p.Sent}, {a.current.erased, p.Erased}, {a.current.restarted, p.Restarted}} {
			if at, known := t.from[code]; known {
				t.into[code] = at
			}
		}
		known, _ := ownership.HandedOver(a.Data, a.handoverKey(code))
		confirm(a.current.confirmed, code, known.Holding)
	}
}

// takeHandover fills an order of a create with what a replaced fleet knew of the
// instance.
func (a *applier) takeHandover(order *converge.Order, profile string) {
	known, here := ownership.HandedOver(a.Data, a.handoverKey(order.PadCode))
	if !here {
		return
	}
	a.handedOver = true
	order.Holding, order.Others = known.Holding, known.Others
	switch p := a.predecessors[order.PadCode]; {
	case p == nil || p.Identity.Owner != a.record.Owner:
		order.Desired = a.resendSecrets(order.Desired, profile)
	default:
		before := p.Profiles[order.PadCode]
		order.Desired = a.withSecrets(order.Desired, order.Holding, before, profile, func(s string) string { return p.Digests[before][s] })
	}
	if p := a.predecessors[order.PadCode]; p != nil {
		order.Resend = p.Triggers != a.triggers
	}
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
		a.handedOver = true
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
