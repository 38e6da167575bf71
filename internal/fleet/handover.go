package fleet

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// predecessor is a fleet that is not tainted and that another one replaces. Unlike a
// tainted one, it hands over all that it knows, besides the holdings: Delete gets its
// private state.
type predecessor struct {
	Identity ownership.Identity `json:"identity"`
	Triggers string             `json:"triggers,omitempty"`
	// Profiles holds the profile that each instance should have had, by pad code.
	Profiles                map[string]string           `json:"profiles"`
	Others                  map[string]ownership.Others `json:"others,omitempty"`
	Sent, Erased, Restarted times
}

// predecessorKey is the key of a predecessor in the ledger: of its instance, or of
// itself.
func predecessorKey(name string) string { return "predecessor of " + name }

// handoverKey identifies an instance of a fleet in a handover.
func (r *fleetResource) handoverKey(code string) string { return r.TypeName() + "/" + code }

// planHandover plans the handover of a tainted fleet to the one that replaces it.
func (r *fleetResource) planHandover(ctx context.Context, resp *resource.ModifyPlanResponse, desired model, current *holdings) {
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
			// If the fleet is not tainted, Terraform drops the warnings of this plan.
			if h, known := ownership.HandedOver(r.Data, r.handoverKey(code)); known && tfkit.ReplacingTainted(ctx, resp.Private) {
				current.notes[code] = instanceNote{Profile: desired.phones[code], Holding: h}
			}
		}
	}
	resp.Diagnostics.Append(ownership.PlanHandover(ctx, r.Data, resp.Private, r.TypeName(), "", claims, keys)...)
}

// handOver hands what is known of the instances to the fleet that replaces this one.
// Only instances that the new fleet lacks are left to be released.
func (a *applier) handOver(ctx context.Context, handover ownership.Handover, tainted bool) {
	notes := map[string]instanceNote{}
	for _, code := range handover.Leaving(slices.Collect(maps.Keys(a.current.state.phones))) {
		notes[code] = instanceNote{}
	}
	a.staying = map[string]instanceNote{}
	for code := range a.current.state.phones {
		key := a.handoverKey(code)
		note := instanceNote{Profile: a.current.profileOf(code), Holding: a.current.of(code)}
		if tainted {
			note.Holding = a.handedOverOrState(code)
		}
		_, leaves := notes[code]
		if leaves {
			notes[code] = note
		} else {
			a.staying[code] = note
			ownership.RecordHolding(a.Data, key, note.Holding)
		}
		if handover.Claims == nil && a.desired.release != ownership.ReleaseKeep {
			ownership.Abandon(a.Data, key)
		}
	}
	if !tainted {
		a.recordPredecessor(ctx)
	}
	a.current.notes = notes
	a.current.state.phones = maps.Clone(a.current.state.phones)
	maps.DeleteFunc(a.current.state.phones, func(code, _ string) bool {
		_, leaves := notes[code]
		return !leaves
	})
}

// handedOverOrState returns what a tainted fleet knew of an instance. Without a
// refresh, that is what the state shows.
func (a *applier) handedOverOrState(code string) converge.Holding {
	if h, known := ownership.HandedOver(a.Data, a.handoverKey(code)); known {
		return h
	}
	return a.current.fromState(code)
}

// fromState returns what the state alone shows of an instance: its profile, or
// that anything may have been applied.
func (h *holdings) fromState(code string) converge.Holding {
	holding := converge.Holding{Settings: map[string]converge.Entry{}, RepairOnly: true}
	for name, d := range h.state.profiles[h.state.phones[code]] {
		holding.Settings[name] = converge.Entry{Applied: d.Digest, Requested: d.Digest}
	}
	return holding
}

// recordPredecessor records in the ledger what the fleet knows besides the holdings.
func (a *applier) recordPredecessor(ctx context.Context) {
	triggers, diags := ownership.TriggersText(ctx, a.before)
	a.diags.Append(diags...)
	p := predecessor{Identity: a.record.Identity, Triggers: triggers, Profiles: map[string]string{}, Others: a.current.others,
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
			a.record.Identity = p.Identity
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
		h, _ := ownership.HandedOver(a.Data, a.handoverKey(code))
		confirm(a.current.confirmed, code, h)
	}
}

// takeHandover fills an order of a create with what a replaced fleet knew of the
// instance.
func (a *applier) takeHandover(order *converge.Order, profile string) {
	h, known := ownership.HandedOver(a.Data, a.handoverKey(order.PadCode))
	if !known {
		return
	}
	a.handedOver = true
	order.Holding = h
	switch p := a.predecessors[order.PadCode]; {
	case p == nil || p.Identity.Owner != a.record.Owner:
		order.Desired = a.resendSecrets(order.Desired, profile)
	case p.Profiles[order.PadCode] != profile:
		order.Desired = a.withSecrets(order.Desired, p.Profiles[order.PadCode], profile)
	}
	if p := a.predecessors[order.PadCode]; p != nil {
		order.Resend = p.Triggers != a.triggers
	}
}

// takeAbandoned notes the instances that a replaced fleet had and that this one does
// not have, to release them, and returns them without a profile.
func (a *applier) takeAbandoned() map[string]string {
	var kept []string
	for code := range a.desired.phones {
		kept = append(kept, a.handoverKey(code))
	}
	phones := map[string]string{}
	for key, h := range ownership.TakeAbandoned(a.Data, a.TypeName(), kept) {
		code := strings.TrimPrefix(key, a.handoverKey(""))
		phones[code] = ""
		a.record.Notes[code] = instanceNote{Holding: h}
		a.handedOver = true
	}
	return phones
}
