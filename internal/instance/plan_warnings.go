package instance

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// planWarnings warns of an instance that is not in the account, and of settings
// that another resource manages too.
func (r *instanceResource) planWarnings(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, record privateRecord, creating bool) {
	var code types.String
	resp.Diagnostics.Append(resp.Plan.GetAttribute(ctx, path.Root(tfkit.PadCode), &code)...)
	if code.IsNull() || code.IsUnknown() || r.Data.Engine == nil {
		return
	}
	owner := r.planOwner(record, creating)
	planned, diags := r.plannedSettings(ctx, req.Config, resp.Plan)
	resp.Diagnostics.Append(diags...)
	var all []string
	for _, at := range r.layout.attributes {
		for _, name := range planned[at.Name()] {
			all = append(all, name)
			if other, shared := ownership.Sharing(r.Data, code.ValueString(), name, owner, creating || !record.Stored); shared {
				resp.Diagnostics.Append(diag.WithPath(r.layout.at(at), ownership.SharedWarning(code.ValueString(), name, r.TypeName(), other)))
			}
		}
	}
	r.Data.Ledger.Claim(code.ValueString(), owner, all)
	if creating {
		ownership.PlanTaking(r.Data, code.ValueString(), r.TypeName(), all)
		if warning := ownership.MovingWarning(r.Data); warning != nil {
			resp.Diagnostics.Append(warning)
		}
	}
	r.planSIM(ctx, req, resp, code.ValueString())
	if creating {
		here, err := r.Data.Engine.Details(ctx, []string{code.ValueString()})
		if _, found := here[code.ValueString()]; err == nil && !found {
			resp.Diagnostics.AddAttributeWarning(path.Root(tfkit.PadCode), "Instance not in the account",
				tfkit.NotListed(code.ValueString())+" Otherwise the apply fails.")
		}
	}
}

// planOwner returns the object's name in claims of the plan. A new object has no
// lasting name yet.
func (r *instanceResource) planOwner(record privateRecord, creating bool) string {
	if creating || !record.Stored {
		return ownership.NewOwner(r.TypeName())
	}
	return record.LedgerName(r.TypeName())
}

// plannedSettings returns the targets of the configured settings, by attribute. Their
// values may be unknown. Values that an import has filled in are not managed yet. A
// single-setting resource always manages its setting, and its plan has the defaults.
func (r *instanceResource) plannedSettings(ctx context.Context, config, plan tfkit.Reader) (map[string][]string, diag.Diagnostics) {
	from, targets := config, map[string][]string{}
	if r.layout.own {
		from = plan
	}
	var diags diag.Diagnostics
	for _, at := range r.layout.attributes {
		configured, more := r.layout.get(ctx, from, at)
		diags.Append(more...)
		if configured.IsNull() || configured.IsUnknown() {
			continue
		}
		targets[at.Name()] = at.Targets(configured)
	}
	return targets, diags
}

// plannedOrder returns an order with the planned settings as far as they are known, and
// what is known of the instance. Without a planned pad code, the order has none.
func (r *instanceResource) plannedOrder(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, record privateRecord) (converge.Order, converge.Holding) {
	code, diags := tfkit.GetString(ctx, resp.Plan, tfkit.PadCode)
	resp.Diagnostics.Append(diags...)
	order := converge.Order{PadCode: code, Keep: true}
	for _, at := range r.layout.attributes {
		planned, diags := r.layout.get(ctx, resp.Plan, at)
		resp.Diagnostics.Append(diags...)
		if planned.IsNull() {
			continue
		}
		configured, diags := r.layout.get(ctx, req.Config, at)
		resp.Diagnostics.Append(diags...)
		desired, known := at.Split(planned, configured)
		if !known || (configured.IsNull() && !r.layout.own) {
			continue
		}
		for _, d := range desired {
			order.Desired = append(order.Desired, d)
		}
	}
	if req.State.Raw.IsNull() {
		return order, record.Holding
	}
	before, diags := tfkit.GetString(ctx, req.State, tfkit.PadCode)
	resp.Diagnostics.Append(diags...)
	if before != code {
		// Terraform drops the warnings of the create that follows.
		return order, converge.Holding{}
	}
	return order, record.Holding
}

// planErasing warns if the plan erases the data of the instance, or finds that they may
// have been erased. job is that of the order. handedOver is true if what is known of the
// instance comes from an object that is replaced.
func (r *instanceResource) planErasing(resp *resource.ModifyPlanResponse, record privateRecord, order converge.Order, job converge.Job, handedOver bool) {
	code := order.PadCode
	if code == "" {
		return
	}
	others := func() []string {
		return ownership.OtherTypes(r.Data, code, record.LedgerName(r.TypeName()), record.Others)
	}
	switch {
	case job.Erases():
		resp.Diagnostics.Append(ownership.ErasingWarning([]string{code}, others()))
	case len(job.Found) > 0:
		ownership.PlanErasure(r.Data, code, record.LedgerName(r.TypeName()))
		resp.Diagnostics.Append(ownership.FoundErasureWarning([]string{code}, others()))
	case handedOver && converge.Plan(converge.Holding{}, order).Erases():
		resp.Diagnostics.Append(ownership.MayEraseWarning([]string{code}))
	}
}
