package ownership

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// KeepSkipped plans skipped as in the state. In a create, a string is null and a map is
// empty. ModifyPlan decides whether it changes.
type KeepSkipped struct{}

// Description describes the plan modifier.
func (KeepSkipped) Description(context.Context) string { return "keeps its value" }

// MarkdownDescription returns the Description.
func (k KeepSkipped) MarkdownDescription(ctx context.Context) string { return k.Description(ctx) }

// PlanModifyString plans the value of the state.
func (KeepSkipped) PlanModifyString(_ context.Context, req planmodifier.StringRequest, resp *planmodifier.StringResponse) {
	resp.PlanValue = req.StateValue
}

// PlanModifyMap plans the value of the state, or an empty map in a create.
func (KeepSkipped) PlanModifyMap(_ context.Context, req planmodifier.MapRequest, resp *planmodifier.MapResponse) {
	resp.PlanValue = req.StateValue
	if req.State.Raw.IsNull() {
		resp.PlanValue = types.MapValueMust(types.StringType, map[string]attr.Value{})
	}
}
