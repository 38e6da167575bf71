package account

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// ModifyPlan claims the callback, and checks new types against those that the API
// offers. If they cannot be listed, the apply reports unknown types.
func (r *callbackResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	r.planClaim(ctx, req, resp, r.keyOf)
	if req.Plan.Raw.IsNull() || r.Data == nil || r.Data.Client == nil {
		return
	}
	var planned, current types.Set
	resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, path.Root(callbackTypeIDs), &planned)...)
	if !req.State.Raw.IsNull() {
		resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root(callbackTypeIDs), &current)...)
	}
	if resp.Diagnostics.HasError() || planned.IsUnknown() || planned.Equal(current) {
		return
	}
	offered, err := r.Data.Client.CallbackTypes(armcloud.WithoutRetry(ctx))
	if err != nil || len(offered) == 0 {
		return
	}
	names := make(map[int64]bool, len(offered))
	lines := make([]string, len(offered))
	for i, kind := range offered {
		names[kind.ID] = true
		lines[i] = fmt.Sprintf("%6d  %s", kind.ID, kind.Name)
	}
	for _, element := range planned.Elements() {
		id, ok := element.(types.Int64)
		if !ok || id.IsUnknown() || id.IsNull() || names[id.ValueInt64()] {
			continue
		}
		resp.Diagnostics.AddAttributeError(path.Root(callbackTypeIDs), "Unknown callback type", fmt.Sprintf(
			"ARMCloud has no callback type with the ID %d. These are available:\n\n%s\n\nThe data source armcloud_callback_types also lists them.",
			id.ValueInt64(), strings.Join(lines, "\n")))
		return
	}
}
