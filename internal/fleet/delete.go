package fleet

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Delete releases every instance. A destroy that fails for some keeps exactly
// those.
func (r *fleetResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	r.Data.Ledger.BeginApply()
	ctx, cancel := tfkit.WithTimeout(ctx, req.State, timeouts.Value.Delete, fleetTimeout, &resp.Diagnostics)
	defer cancel()
	state, diags := readModel(ctx, req.State, nil)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	a := &applier{fleetResource: r, before: &req.State, deleting: true, diags: &resp.Diagnostics, desired: model{release: state.release}}
	a.record = loadRecord(ctx, req.Private, state, r.Data.SecretKey)
	a.current = newHoldings(a.record, state)
	owner := a.record.LedgerName(r.TypeName())
	r.Data.Ledger.BeginLeaving(owner)
	handover, _ := ownership.TakeHandover(ctx, r.Data, req.Private, owner)
	if tfkit.ReplacingTainted(ctx, req.Private) {
		a.handOver(handover)
	}
	if state.release == ownership.ReleaseKeep {
		for code := range state.phones {
			a.leave(code)
		}
		return
	}
	reports := ownership.Converger(r.Data).ApplyAll(ctx, a.orders())
	resp.Diagnostics.Append(ownerWarnings(r.TypeName(), reports)...)
	phones := a.applyReports(ctx, reports)
	if len(phones) == 0 {
		return
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(phonesName), phonesValue(phones))...)
	resp.Diagnostics.Append(a.record.save(ctx, resp.Private)...)
	resp.Diagnostics.AddError(fmt.Sprintf("%d of %d instances could not be released", len(phones), len(state.phones)),
		describe(a.failures(reports))+"\n\nThe others are released; these stay in the state. Destroy again when they can be reached, "+
			"or set on_release = \"keep\" and apply before you destroy.")
}

// leave records in the ledger that an instance is left with its settings.
func (a *applier) leave(code string) {
	for _, name := range a.current.names(code) {
		a.Data.Ledger.LeaveAsIs(code, name, a.record.LedgerName(a.TypeName()))
	}
}

// handOver hands what is known of the instances to the fleet that replaces this
// tainted one. Only instances that the new fleet lacks are left to be released.
func (a *applier) handOver(handover ownership.Handover) {
	notes := map[string]instanceNote{}
	for _, code := range handover.Leaving(slices.Collect(maps.Keys(a.current.state.phones))) {
		notes[code] = instanceNote{}
	}
	for code := range a.current.state.phones {
		key := a.handoverKey(code)
		h, known := ownership.HandedOver(a.Data, key)
		if !known {
			// Without a refresh, only the state is known.
			h = a.current.fromState(code)
			ownership.RecordHolding(a.Data, key, h)
		}
		if handover.Claims == nil && a.desired.release != ownership.ReleaseKeep {
			ownership.Abandon(a.Data, key)
		}
		if note, leaves := notes[code]; leaves {
			note.Profile, note.Holding = a.current.state.phones[code], h
			notes[code] = note
		}
	}
	a.current.notes = notes
	a.current.state.phones = maps.Clone(a.current.state.phones)
	maps.DeleteFunc(a.current.state.phones, func(code, _ string) bool {
		_, leaves := notes[code]
		return !leaves
	})
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
