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
	for _, at := range r.layout.attributes {
		// A value that only an import has filled in is not managed yet.
		configured, diags := r.layout.get(ctx, req.Config, at)
		resp.Diagnostics.Append(diags...)
		if configured.IsNull() || configured.IsUnknown() {
			continue
		}
		// An object that replaces itself is planned twice, before it has a lasting
		// ID. It is only compared with other types.
		id := ""
		if record.Stored && !creating {
			id = record.Owner
		}
		for _, name := range at.Names(configured) {
			if other, shared := r.Data.Ledger.Claim(code.ValueString(), name, r.TypeName(), id); shared && (other != r.TypeName() || id != "") {
				resp.Diagnostics.Append(diag.WithPath(r.layout.at(at), ownership.SharedWarning(code.ValueString(), name, r.TypeName(), other)))
			}
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

// planErasing warns if the plan erases the data of the instance. handedOver is true
// if what is known of it comes from an object that is replaced.
func (r *instanceResource) planErasing(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, record privateRecord, handedOver bool) {
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
	known := record.Holding
	if !req.State.Raw.IsNull() {
		before, diags := tfkit.GetString(ctx, req.State, tfkit.PadCode)
		resp.Diagnostics.Append(diags...)
		if before != code {
			// Terraform drops the warnings of the create that follows.
			known = converge.Holding{}
		}
	}
	switch {
	case code == "":
	case converge.Plan(known, order).Erases():
		resp.Diagnostics.Append(ownership.ErasingWarning([]string{code}))
	case handedOver && converge.Plan(converge.Holding{}, order).Erases():
		resp.Diagnostics.Append(ownership.ErasingAgainWarning([]string{code}))
	}
}
