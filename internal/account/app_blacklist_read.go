package account

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Read cannot see the list or its enforcement. It learns from other objects of the
// state whether they have changed the list, and if the list is for the whole
// specification, it looks for instances that were added since.
func (r *appBlacklist) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state appBlacklistModel
	ctx, cancel, ok := r.startRead(ctx, req, resp, &state)
	defer cancel()
	if !ok {
		return
	}
	_, diags := tfkit.TakeImported(ctx, resp.Private)
	resp.Diagnostics.Append(diags...)
	c := r.claimOf(ctx, req.Private, blacklistOf(state.PadGrade.ValueString()))
	c.beginRefresh()
	record := loadBlacklistRecord(ctx, req.Private)
	tfkit.Record(r.Data.Ledger, c.id, record)
	lost := c.endRefresh(ctx)
	resp.Diagnostics.Append(c.save(ctx, resp.Private)...)
	if lost && !state.Apps.IsNull() {
		record = record.forgotten()
		resp.Diagnostics.Append(record.save(ctx, resp.Private)...)
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(enforcementName), enforcementLost)...)
	}
	if record.List == "" || !state.PadCodes.IsNull() || state.Apps.IsNull() {
		return
	}
	desired := desiredBlacklist{grade: state.PadGrade.ValueString(), wholeGrade: true}
	codes, err := desired.instances(ctx, r.Data.Engine)
	if err != nil {
		resp.Diagnostics.AddError("Unable to list the instances of "+desired.grade, tfkit.Explain("", err))
		return
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(enforcementName), enforcementWithout(record.outdated(codes)))...)
}
