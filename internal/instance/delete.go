package instance

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Delete releases the instance as on_release says: only what this resource has
// set.
func (r *instanceResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	r.Data.Ledger.BeginApply()
	release, diags := tfkit.GetString(ctx, req.State, ownership.OnRelease)
	resp.Diagnostics.Append(diags...)
	usual := settingTimeout
	if release == ownership.ReleaseReset {
		usual = restartTimeout
	}
	ctx, cancel := tfkit.WithTimeout(ctx, req.State, timeouts.Value.Delete, usual, &resp.Diagnostics)
	defer cancel()
	record, handedOver := r.released(ctx, req, resp)
	if handedOver || resp.Diagnostics.HasError() {
		return
	}
	code, diags := tfkit.GetString(ctx, req.State, tfkit.PadCode)
	resp.Diagnostics.Append(diags...)
	current, diags := r.current(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	a := &applier{instanceResource: r, code: code, current: current, record: record, diags: &resp.Diagnostics}
	owner := record.LedgerName(r.TypeName())
	if release == ownership.ReleaseKeep {
		for name := range record.Holding.Settings {
			r.Data.Ledger.Leave(code, name, owner, nil)
		}
		return
	}
	report := ownership.Converger(r.Data).Apply(ctx, converge.Order{
		PadCode: code, Owner: owner, Holding: record.Holding, Others: record.Others,
		// The plan of a replacement does not warn of a reset.
		Setting: setting.ByName, Current: a.value, Reset: release == ownership.ReleaseReset && !tfkit.ReplacingTainted(ctx, req.Private),
		Deleting: true, Successor: ownership.Successor(owner),
	})
	if report.Gone {
		return
	}
	a.reportLeft(report)
	if len(report.ResetPreventedBy) > 0 {
		resp.Diagnostics.AddAttributeWarning(path.Root(ownership.OnRelease), "Instance not reset", fmt.Sprintf(
			"A reset of %s would erase what %s manages in this run. Only settings that no other resource manages were undone.",
			code, strings.Join(typesOf(report.ResetPreventedBy), " and ")))
	}
	for _, err := range report.Errors {
		r.addError(&resp.Diagnostics, err, false)
	}
	if !report.Failed() {
		resp.Diagnostics.Append(r.handOverLeft(ctx, req, record, report)...)
		return
	}
	// What is undone already need not be undone again.
	a.record.Holding = ownership.Restored(r.Data, code, owner, record.Holding, converge.Release(report.Holding, nil, false, setting.ByName))
	a.desired = map[string]setting.Values{}
	if r.layout.own {
		a.desired = nil
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(unfinishedName), unfinished(a.record.Holding))...)
	} else {
		a.writeState(ctx, report, &resp.State, true)
	}
	resp.Diagnostics.Append(ownership.ForgetReplacement(ctx, resp.Private)...)
	resp.Diagnostics.Append(a.record.save(ctx, resp.Private)...)
}

// released returns the record of the object that leaves. If a new object takes
// its place and manages the same instance, nothing is undone: what is known of the
// instance is handed over instead.
func (r *instanceResource) released(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) (record privateRecord, handedOver bool) {
	record, diags := r.loadRecord(ctx, req.Private, req.State)
	resp.Diagnostics.Append(diags...)
	key, diags := r.handoverKey(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	r.Data.Ledger.BeginLeaving(record.LedgerName(r.TypeName()))
	handover, _ := ownership.TakeHandover(ctx, r.Data, req.Private, record.LedgerName(r.TypeName()))
	if !tfkit.ReplacingTainted(ctx, req.Private) {
		return record, false
	}
	known, here := handover.Known(key, r.stateID(ctx, req.State))
	if !here {
		known.Holding = r.fromState(ctx, req.State)
	}
	record.Holding, record.Others = known.Holding, known.Others
	ownership.HandOver(r.Data, key, known)
	release, diags := tfkit.GetString(ctx, req.State, ownership.OnRelease)
	resp.Diagnostics.Append(diags...)
	if handover.Object == "" && release != ownership.ReleaseKeep {
		ownership.Abandon(r.Data, key)
	}
	return record, handover.Object == "" || handover.Object == key
}

// fromState returns what a state alone shows of an instance: the values in it, and
// that anything else may have been applied.
func (r *instanceResource) fromState(ctx context.Context, state tfkit.Reader) converge.Holding {
	h := converge.Holding{Settings: map[string]converge.Entry{}, RepairOnly: true}
	current, _ := r.current(ctx, state)
	for _, values := range current {
		for name, d := range values {
			h.Settings[name] = converge.Entry{Applied: converge.Hash(d.Value), Requested: converge.Hash(d.Value)}
		}
	}
	return h
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
