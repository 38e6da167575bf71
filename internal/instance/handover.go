package instance

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// handoverKey identifies the object of a state or plan in a handover. It is "" if
// a part is unknown.
func (r *instanceResource) handoverKey(ctx context.Context, from tfkit.Reader) (string, diag.Diagnostics) {
	var diags diag.Diagnostics
	parts := []string{r.TypeName()}
	for _, name := range append([]string{tfkit.PadCode}, r.layout.keys()...) {
		var value types.String
		diags.Append(from.GetAttribute(ctx, path.Root(name), &value)...)
		if value.IsUnknown() {
			return "", diags
		}
		parts = append(parts, value.ValueString())
	}
	return strings.Join(parts, "/"), diags
}

// takeHandover fills an order of a create with what a replaced object knew of the
// instance.
func (a *applier) takeHandover(ctx context.Context, order *converge.Order) {
	key, diags := a.handoverKey(ctx, a.plan)
	a.diags.Append(diags...)
	if h, known := ownership.HandedOver(a.Data, key); known {
		order.Holding = h
		a.record.Holding = h
	}
	order.Holding.Tasks = append(order.Holding.Tasks, a.Data.Ledger.Pending(a.code)...)
}
