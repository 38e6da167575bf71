package fleet

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Delete releases every instance. A destroy that fails for some keeps exactly
// those.
func (r *fleetResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	r.Data.Ledger.BeginApply()
	ctx, cancel := tfkit.WithTimeout(ctx, req.State, timeouts.Value.Delete, fleetTimeout, &resp.Diagnostics)
	defer cancel()
	state, diags := r.readState(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	a := &applier{fleetResource: r, before: &req.State, deleting: true, diags: &resp.Diagnostics, desired: model{release: state.release}}
	a.record = loadRecord(ctx, req.Private, state, r.Data.SecretKey)
	a.current = newHoldings(a.record, state)
	handover, replaced := ownership.TakeHandover(ctx, r.Data, req.Private)
	tainted := tfkit.ReplacingTainted(ctx, req.Private)
	if tainted {
		a.record.Rename(handover.Owner(state.id()))
	}
	r.Data.Ledger.BeginLeaving(a.record.LedgerName(r.TypeName()))
	handover.Claim(r.Data, a.record.LedgerName(r.TypeName()))
	resp.Diagnostics.Append(tfkit.MarkCreated(ctx, resp.Private)...)
	resp.Diagnostics.Append(ownership.ForgetHandover(ctx, resp.Private)...)
	if replaced {
		a.handOver(ctx, handover, tainted)
	}
	if state.release == ownership.ReleaseKeep {
		for code := range a.current.state.phones {
			a.leave(code)
		}
		return
	}
	reports := ownership.Converger(r.Data).ApplyAll(ctx, a.orders())
	resp.Diagnostics.Append(ownerWarnings(r.TypeName(), reports)...)
	if tainted {
		a.handOverLeft(reports)
	}
	phones := a.applyReports(ctx, reports)
	failed := len(phones)
	if failed == 0 {
		return
	}
	a.restore(phones, state)
	a.writeReasons(ctx, &resp.State, phones)
	resp.Diagnostics.Append(a.record.save(ctx, resp.Private)...)
	advice := "What could not be released stays in the state. Destroy again when they can be reached, " +
		"or set on_release = \"keep\" and apply before you destroy."
	if replaced {
		advice = fmt.Sprintf("So the fleet is not replaced, and %d of its instances stay in the state. Apply again when they can be reached.", len(phones))
	}
	resp.Diagnostics.AddError(fmt.Sprintf("%d of %d instances could not be released", failed, len(state.phones)), describe(a.failures(reports))+"\n\n"+advice)
}

// leave records that an instance is left with its settings.
func (a *applier) leave(code string) {
	ownership.LeaveAsIs(a.Data, code, a.record.LedgerName(a.TypeName()), a.current.of(code))
	a.recordLeft(code)
}
