package fleet

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// ModifyPlan plans the versions of write-only values, and adds the warnings that
// belong to a plan.
func (r *fleetResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.Data == nil {
		return
	}
	creating := req.State.Raw.IsNull()
	state := model{}
	if !creating {
		held, diags := r.readState(ctx, req.State)
		resp.Diagnostics.Append(diags...)
		state = held
	}
	record := loadRecord(ctx, req.Private, state, r.Data.SecretKey)
	current := newHoldings(record, state)
	if !creating {
		owner := record.LedgerName(r.TypeName())
		defer r.Data.Ledger.Planned(owner)
		for code, note := range record.Notes {
			ownership.RecordRunning(r.Data, code, owner, note.Holding)
		}
	}
	if req.Plan.Raw.IsNull() {
		if r.planLeaving(resp, record.LedgerName(r.TypeName()), current, model{release: state.release}, true) {
			// Delete learns of other owners by the planned private state.
			record.Others = encodeOthers(current.others, state.phones)
			resp.Diagnostics.Append(record.save(ctx, resp.Private)...)
		}
		if warning := ownership.MovingWarning(r.Data); warning != nil {
			resp.Diagnostics.Append(warning)
		}
		return
	}
	if creating {
		resp.Diagnostics.Append(tfkit.MarkCreating(ctx, resp.Private)...)
	}
	if !creating {
		planSameOverrides(ctx, req, resp)
	}
	r.planSecrets(ctx, req, resp, record, creating)
	if resp.Diagnostics.HasError() {
		return
	}
	desired, diags := r.readModel(ctx, resp.Plan, nil)
	resp.Diagnostics.Append(append(diags, desired.invalid...)...)
	if resp.Diagnostics.HasError() {
		return
	}
	var handed map[string]ownership.Known
	if creating {
		handed = r.planHandover(ctx, resp, record, desired)
	}
	if desired.known {
		resp.Diagnostics.Append(checkPlannedProfiles(desired, state)...)
		r.planLeaving(resp, record.LedgerName(r.TypeName()), current, desired, false)
		r.planRollout(ctx, req, resp, current, record, handed, desired)
		r.planErasing(ctx, resp, record.LedgerName(r.TypeName()), current, handed, desired)
	}
	if !creating {
		r.planPasswords(ctx, req, resp, current, record, desired)
	}
	if r.Data.Engine != nil && !resp.Diagnostics.HasError() {
		r.planApps(ctx, resp, state, desired)
		r.planMissing(ctx, resp, state, desired)
		r.planSIM(ctx, req, resp, desired)
		r.planShared(resp, record, desired, creating)
	}
	r.planSkipped(ctx, req, resp, record, current, desired)
}
