package instance

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
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

// stateID identifies the state of an object among those of the same instance.
func (r *instanceResource) stateID(ctx context.Context, state tfkit.Reader) string {
	current, _ := r.current(ctx, state)
	texts := map[string]string{}
	for _, values := range current {
		for name, d := range values {
			texts[name] = converge.Hash(d.Value)
		}
	}
	texts[unfinishedName], _ = tfkit.GetString(ctx, state, unfinishedName)
	return converge.Hash(texts)
}

// handOverLeft hands over what the instance of a tainted object still has: with count,
// the next object may take the instance over.
func (r *instanceResource) handOverLeft(ctx context.Context, req resource.DeleteRequest, record privateRecord, report converge.Report) diag.Diagnostics {
	if !tfkit.ReplacingTainted(ctx, req.Private) {
		return nil
	}
	key, diags := r.handoverKey(ctx, req.State)
	ownership.HandOverLeft(r.Data, key, record.Holding, report)
	return diags
}

// takeHandover fills an order of a create with what a replaced object knew of the
// instance.
func (a *applier) takeHandover(ctx context.Context, order *converge.Order) {
	key, diags := a.handoverKey(ctx, a.plan)
	a.diags.Append(diags...)
	if known, here := ownership.HandedOver(a.Data, key); here {
		order.Holding, order.Others = known.Holding, known.Others
		a.record.Holding, a.record.Others = known.Holding, known.Others
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
	for key, known := range ownership.TakeAbandoned(a.Data, a.TypeName(), []string{key}) {
		parts := strings.SplitN(key, "/", 3)
		orders = append(orders, converge.Order{
			PadCode: parts[1], Owner: a.record.LedgerName(a.TypeName()), Holding: known.Holding, Others: known.Others, Setting: setting.ByName,
		})
	}
	if len(orders) == 0 {
		return
	}
	for _, report := range ownership.Converger(a.Data).ApplyAll(ctx, orders) {
		if report.Failed() && !report.Gone {
			a.diags.Append(abandonedWarning(report))
		}
	}
}

// abandonedWarning returns the warning that settings stay on an instance that is not in
// the state any more.
func abandonedWarning(report converge.Report) diag.Diagnostic {
	var reasons []string
	for _, err := range report.Errors {
		reasons = append(reasons, "Unable to "+err.Action+": "+tfkit.Explain(err.PadCode, err.Err))
	}
	stay := ownership.Names(converge.Release(report.Holding, nil, false, setting.ByName))
	return diag.NewWarningDiagnostic("Settings of another instance stay", fmt.Sprintf(
		"%s was managed by the object that this one replaces, and is not in the state any more. Not undone: %s. "+
			"To undo them, manage the instance with these settings again, apply, and remove it.\n\n%s",
		report.PadCode, strings.Join(stay, ", "), strings.Join(reasons, "\n\n")))
}
