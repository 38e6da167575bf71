package instance

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
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

// releaseAbandoned releases the instances of tainted objects of the type that were
// destroyed while it was unknown which instance their replacement has. Nothing in
// the state refers to them any more, so a failure is only a warning.
func (a *applier) releaseAbandoned(ctx context.Context) {
	key, diags := a.handoverKey(ctx, a.plan)
	a.diags.Append(diags...)
	var orders []converge.Order
	for key, h := range ownership.TakeAbandoned(a.Data, a.TypeName(), []string{key}) {
		parts := strings.SplitN(key, "/", 3)
		orders = append(orders, converge.Order{PadCode: parts[1], Owner: a.record.LedgerName(a.TypeName()), Holding: h, Setting: setting.ByName})
	}
	if len(orders) == 0 {
		return
	}
	for _, report := range ownership.Converger(a.Data).ApplyAll(ctx, orders) {
		for _, err := range report.Errors {
			a.diags.AddWarning("Settings of another instance stay", fmt.Sprintf("%s was managed by the object that this one replaces, and is not in the state any more. Unable to %s: %s",
				report.PadCode, err.Action, tfkit.Explain(err.PadCode, err.Err)))
		}
	}
}
