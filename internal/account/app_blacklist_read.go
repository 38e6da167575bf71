package account

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Read can see neither list nor enforcement. Where every phone of the
// specification is meant, it looks for those that have come since.
func (r *appBlacklist) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state appBlacklistModel
	ctx, cancel, ok := r.reading(ctx, req, resp, &state)
	defer cancel()
	if !ok {
		return
	}
	_, diags := tfkit.TakeImported(ctx, resp.Private)
	resp.Diagnostics.Append(diags...)
	record := loadBlacklistRecord(ctx, req.Private)
	record.leave(r.Data.Ledger, state.PadGrade.ValueString())
	if record.List == "" || !state.PadCodes.IsNull() || state.Apps.IsNull() {
		return
	}
	wish := blacklistWish{grade: state.PadGrade.ValueString(), everywhere: true}
	codes, err := wish.phones(ctx, r.Data.Engine)
	if err != nil {
		resp.Diagnostics.AddError("Unable to list the phones of "+wish.grade, tfkit.Explain("", err))
		return
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(enforcementName), enforcement(record.untold(codes)))...)
}

// ModifyPlan plans that the phones will all have been told, and warns of those
// that leave.
func (r *appBlacklist) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() {
		return
	}
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root(enforcementName), enforced)...)
	if req.State.Raw.IsNull() {
		var grade types.String
		resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, path.Root(padGradeName), &grade)...)
		resp.Diagnostics.Append(tfkit.MarkCreating(ctx, resp.Private)...)
		resp.Diagnostics.Append(planTasksLeft(ctx, r.Data, resp.Private, grade.ValueString())...)
		return
	}
	var planned, held types.List
	var grade, before types.String
	resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, path.Root(padCodesName), &planned)...)
	resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root(padCodesName), &held)...)
	resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, path.Root(padGradeName), &grade)...)
	resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root(padGradeName), &before)...)
	if resp.Diagnostics.HasError() || planned.IsNull() || planned.IsUnknown() || planned.Equal(held) || !grade.Equal(before) {
		return // the list of another grade is emptied, and its phones are told
	}
	var stay []string
	for _, element := range planned.Elements() {
		code, ok := element.(types.String)
		if !ok || code.IsUnknown() {
			return
		}
		stay = append(stay, code.ValueString())
	}
	record := loadBlacklistRecord(ctx, req.Private)
	if leaving := without(record.Phones, stay); len(leaving) > 0 {
		resp.Diagnostics.AddWarning("The app blacklist stays on phones", fmt.Sprintf(
			"These phones leave pad_codes, and go on enforcing the list as they have it, since ARMCloud cannot take it back from one phone: %s.", someOf(leaving)))
	}
}
