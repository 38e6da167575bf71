package account

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// ModifyPlan claims the list, plans complete enforcement, and warns if instances are
// removed.
func (r *appBlacklist) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	r.planClaim(ctx, req, resp, r.keyOf)
	if req.Plan.Raw.IsNull() {
		return
	}
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root(enforcementName), enforcementComplete)...)
	if req.State.Raw.IsNull() {
		resp.Diagnostics.Append(r.planHandover(ctx, req.Plan, resp.Private)...)
		return
	}
	var planned, current types.List
	var plannedGrade, currentGrade types.String
	resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, path.Root(padCodesName), &planned)...)
	resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root(padCodesName), &current)...)
	resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, path.Root(padGradeName), &plannedGrade)...)
	resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root(padGradeName), &currentGrade)...)
	if resp.Diagnostics.HasError() || planned.IsNull() || planned.IsUnknown() || planned.Equal(current) || !plannedGrade.Equal(currentGrade) {
		// With another grade the resource is replaced, and Delete applies an empty
		// list to every instance.
		return
	}
	var remaining []string
	for _, element := range planned.Elements() {
		code, ok := element.(types.String)
		if !ok || code.IsUnknown() {
			return
		}
		remaining = append(remaining, code.ValueString())
	}
	record := loadBlacklistRecord(ctx, req.Private)
	if removed := without(record.Applied, remaining); len(removed) > 0 {
		resp.Diagnostics.AddWarning("Removed instances keep enforcing the app blacklist", fmt.Sprintf(
			"ARMCloud cannot lift the list from a single instance, so these instances keep enforcing it after they are removed from pad_codes: %s.", tfkit.Abbreviate(removed)))
	}
}
