package account

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
)

// useStateOrder plans the list in the state if the configuration only has another
// order.
type useStateOrder struct{}

// Description describes the modifier.
func (useStateOrder) Description(context.Context) string { return "Ignores the order of the list." }

// MarkdownDescription returns the Description.
func (m useStateOrder) MarkdownDescription(ctx context.Context) string { return m.Description(ctx) }

// PlanModifyList compares the lists as multisets.
func (useStateOrder) PlanModifyList(_ context.Context, req planmodifier.ListRequest, resp *planmodifier.ListResponse) {
	planned, current := req.PlanValue.Elements(), req.StateValue.Elements()
	if req.StateValue.IsNull() || req.PlanValue.IsNull() || req.PlanValue.IsUnknown() || len(planned) != len(current) {
		return
	}
	counts := make(map[string]int, len(current))
	for _, element := range current {
		counts[element.String()]++
	}
	for _, element := range planned {
		if element.IsUnknown() || counts[element.String()] == 0 {
			return
		}
		counts[element.String()]--
	}
	resp.PlanValue = req.StateValue
}
