package fleet

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Delete releases every phone. A destroy that fails for some keeps exactly
// those.
func (r *fleetResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	ctx, cancel := tfkit.WithTimeout(ctx, req.State, timeouts.Value.Delete, fleetTimeout, &resp.Diagnostics)
	defer cancel()
	state, diags := readModel(ctx, req.State, nil)
	resp.Diagnostics.Append(diags...)
	if tfkit.ReplacingTainted(ctx, req.Private) {
		ownership.TakeHandover(ctx, r.Data, req.Private)
		return
	}
	if resp.Diagnostics.HasError() || state.release == ownership.ReleaseKeep {
		return
	}
	record := loadRecord(ctx, req.Private)
	a := &applier{fleetResource: r, record: record, diags: &resp.Diagnostics, desired: model{release: state.release}}
	a.current = newHoldings(&a.record, r.Data.SecretKey, state)
	jobs := a.jobs()
	outcomes := converge.NewConverger(r.Data.Engine, r.Data.Ledger, r.Data.Drift.Reach()).ApplyAll(ctx, jobs)
	phones, failed := map[string]string{}, map[string]bool{}
	for i, outcome := range outcomes {
		if a.applyOutcome(phones, jobs[i], outcome) {
			failed[outcome.PadCode] = true
		}
	}
	if len(failed) == 0 {
		return
	}
	a.pruneNotes(failed)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(phonesName), phonesValue(phones))...)
	resp.Diagnostics.Append(a.record.save(ctx, resp.Private)...)
	resp.Diagnostics.AddError(fmt.Sprintf("%d of %d phones could not be released", len(phones), len(state.phones)),
		describe(a.failures(outcomes))+"\n\nThe others are released; these stay in the state. Destroy again when they can be reached, "+
			"or set on_release = \"keep\" and apply before you destroy.")
}
