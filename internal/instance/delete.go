package instance

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Delete releases the instance as on_release says: only what this resource has
// set.
func (r *instanceResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	r.Data.Ledger.BeginApply()
	ctx, ended := r.Data.Engine.Begin(ctx)
	defer ended()
	known, diags := r.knownState(ctx, req.State, req.Private)
	resp.Diagnostics.Append(diags...)
	req.State, resp.State.Raw = known, known.Raw
	release, diags := tfkit.GetString(ctx, req.State, ownership.OnRelease)
	resp.Diagnostics.Append(diags...)
	usual := settingTimeout
	if release == ownership.ReleaseReset {
		usual = restartTimeout
	}
	l := r.leaving(ctx, req, resp, release)
	ctx, cancel := tfkit.WithTimeout(ctx, req.State, timeouts.Value.Delete, usual+lostWait(l.record.Holding), &resp.Diagnostics)
	defer cancel()
	if l.handedOver || resp.Diagnostics.HasError() {
		return
	}
	code, diags := tfkit.GetString(ctx, req.State, tfkit.PadCode)
	resp.Diagnostics.Append(diags...)
	current, diags := r.current(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	a := &applier{instanceResource: r, code: code, current: current, record: l.record, diags: &resp.Diagnostics}
	owner := l.record.LedgerName(r.TypeName())
	if release == ownership.ReleaseKeep {
		ownership.LeaveAsIs(r.Data, code, owner, l.record.Holding)
		r.handOverLeft(l, converge.Report{Holding: l.record.Holding})
		return
	}
	report := ownership.Converger(r.Data).Apply(ctx, converge.Order{
		PadCode: code, Owner: owner, Holding: l.record.Holding, Others: l.record.Others, Claimed: l.record.Others.New(),
		Setting: setting.ByName, Current: a.value, Reset: release == ownership.ReleaseReset && !l.tainted,
		// If the reset is prevented, the new object takes over what is there.
		Keep: l.stays, Deleting: true, Successor: ownership.Successor(owner),
	})
	if report.Gone {
		return
	}
	a.reportLeft(report)
	a.reportReset(report, l.stays)
	if l.stays && len(report.ResetPreventedBy) > 0 {
		resp.Diagnostics.Append(r.handOver(ctx, req.State, l)...)
	}
	for _, err := range report.Errors {
		r.addError(&resp.Diagnostics, err, false)
	}
	r.handOverLeft(l, report)
	if !report.Failed() {
		return
	}
	// What is undone already need not be undone again.
	a.record.Holding = converge.Release(report.Holding, nil, false, setting.ByName)
	a.recordTimes(report)
	values := map[string]attr.Value{unfinishedName: unfinished(a.record.Holding)}
	if !r.layout.own {
		values = a.remaining(report, true)
		values[ownership.Skipped] = types.StringNull()
	}
	resp.State.Raw, diags = withValues(ctx, resp.State.Raw, values)
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(a.record.save(ctx, resp.Private)...)
	resp.Diagnostics.Append(saveSkipped(ctx, resp.Private, nil)...)
}

// leaving is an object that leaves.
type leaving struct {
	record privateRecord
	// key identifies the object in a handover, and fit the one that replaces it.
	key, fit string
	// tainted is true if a new object replaces this one because it is tainted.
	tainted bool
	// stays is true if a new object replaces this one and manages the same instance, as
	// far as the plan knew, and handedOver if nothing is to be undone for that reason.
	stays, handedOver bool
	// abandoned is true if it is not known yet whether it does.
	abandoned bool
}

// leaving returns what is known of the object that leaves. If a new object takes its
// place and manages the same instance, what is known is handed over, unless the
// instance is to be reset.
func (r *instanceResource) leaving(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse, release string) leaving {
	record, diags := r.loadRecord(ctx, req.Private, req.State)
	resp.Diagnostics.Append(diags...)
	key, diags := r.handoverKey(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	code, diags := tfkit.GetString(ctx, req.State, tfkit.PadCode)
	resp.Diagnostics.Append(diags...)
	handover, replaced := ownership.TakeHandover(ctx, r.Data, req.Private)
	l := leaving{record: record, key: key, fit: handover.Fits()[code], tainted: tfkit.ReplacingTainted(ctx, req.Private)}
	l.stays = replaced && (handover.Object == "" || handover.Object == key)
	l.handedOver = l.stays && (l.tainted || release != ownership.ReleaseReset)
	l.abandoned = replaced && handover.Object == "" && release != ownership.ReleaseKeep
	if l.tainted {
		state := r.stateID(ctx, req.State)
		known, here := handover.Known(key, state)
		if !here {
			known = ownership.Known{Holding: r.fromState(ctx, req.State), Owner: handover.Owner(state)}
		}
		l.record.take(known)
		l.record.Rename(known.Owner)
	}
	owner := l.record.LedgerName(r.TypeName())
	r.Data.Ledger.BeginLeaving(owner)
	handover.Claim(r.Data, owner)
	resp.Diagnostics.Append(tfkit.MarkCreated(ctx, resp.Private)...)
	resp.Diagnostics.Append(ownership.ForgetHandover(ctx, resp.Private)...)
	if l.handedOver {
		resp.Diagnostics.Append(r.handOver(ctx, req.State, l)...)
	}
	return l
}

// fromState returns what a state alone shows of an instance: the values in it, and
// that anything else may have been applied. A value that has drifted is not the one
// that was requested, so whatever is sent is a repair.
func (r *instanceResource) fromState(ctx context.Context, state tfkit.Reader) converge.Holding {
	h := converge.Holding{Settings: map[string]converge.Entry{}, RepairOnly: true}
	current, _ := r.current(ctx, state)
	skipped, _ := r.wasSkipped(ctx, state)
	for _, values := range current {
		for name, d := range values {
			e := converge.Entry{Applied: converge.Hash(d.Value), Requested: converge.Any}
			if skipped {
				// The value may not have been sent.
				e.Applied = ""
			}
			h.Settings[name] = e
		}
	}
	return h
}

// reportReset warns of a reset that the plan could not warn of, and of one that was not
// sent. stays is true if a new object manages the instance.
func (a *applier) reportReset(report converge.Report, stays bool) {
	at := path.Root(ownership.OnRelease)
	others := strings.Join(typesOf(report.ResetPreventedBy), " and ")
	switch {
	case others != "" && stays:
		a.diags.AddAttributeWarning(at, "Instance not reset", fmt.Sprintf(
			"A reset of %s would erase what %s manages in this run. Its settings stay.", a.code, others))
	case others != "":
		a.diags.AddAttributeWarning(at, "Instance not reset", fmt.Sprintf(
			"A reset of %s would erase what %s manages in this run. Only settings that no other resource manages were undone.", a.code, others))
	case stays && report.Reset.Kind == converge.Done:
		a.diags.Append(diag.WithPath(at, ownership.ErasedWarning(a.code)))
	}
}

// typesOf returns the resource types of owners, each once.
func typesOf(owners []string) []string {
	var types []string
	for _, owner := range owners {
		types = append(types, ownership.OwnerType(owner))
	}
	slices.Sort(types)
	return slices.Compact(types)
}
