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

// planWarnings warns of a phone that is not there and of settings that
// another resource manages too.
func (r *instanceResource) planWarnings(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, record privateRecord, creating bool) {
	var code types.String
	resp.Diagnostics.Append(resp.Plan.GetAttribute(ctx, path.Root(tfkit.PadCode), &code)...)
	if code.IsNull() || code.IsUnknown() || r.Data.Engine == nil {
		return
	}
	for _, at := range r.layout.attributes {
		// What an import has filled in is not managed yet.
		configured, diags := r.layout.get(ctx, req.Config, at)
		resp.Diagnostics.Append(diags...)
		if configured.IsNull() || configured.IsUnknown() {
			continue
		}
		// An object without a lasting id yet may be planned twice, when it
		// replaces itself: it is told from other types alone.
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
	here, err := r.Data.Engine.Details(ctx, []string{code.ValueString()})
	detail, found := here[code.ValueString()]
	if r.Data.Engine.IsCurrent(detail) {
		r.planSIM(ctx, req, resp)
	}
	if creating {
		if err == nil && !found {
			resp.Diagnostics.AddAttributeWarning(path.Root(tfkit.PadCode), "Phone not in the account", fmt.Sprintf(
				"ARMCloud does not list %s for these keys; the apply will fail unless that changes.", code.ValueString()))
		}
	}
}

// planSIM warns of SIM data that the current API level requires.
func (r *instanceResource) planSIM(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	for _, at := range r.layout.attributes {
		if at != setting.ShapeOf("sim") {
			continue
		}
		configured, diags := r.layout.get(ctx, req.Config, at)
		resp.Diagnostics.Append(diags...)
		resp.Diagnostics.Append(setting.CheckSIM(configured, func(child string) path.Path { return r.layout.child(at, child) })...)
	}
}

// planApps refuses apps that are to be installed with the id of another package.
func (r *instanceResource) planApps(ctx context.Context, resp *resource.ModifyPlanResponse, record privateRecord) {
	if r.Data.Engine == nil {
		return
	}
	for _, at := range r.layout.attributes {
		planned, diags := r.layout.get(ctx, resp.Plan, at)
		resp.Diagnostics.Append(diags...)
		desired, _ := at.Split(planned, nil)
		var changed []converge.Desired
		for name, d := range desired {
			if !record.Holding.Settings[name].Has(converge.Hash(d.Value)) {
				changed = append(changed, d)
			}
		}
		if wrong := setting.WrongApps(ctx, r.Data.Engine.Apps().All, changed); len(wrong) > 0 {
			resp.Diagnostics.AddAttributeError(r.layout.at(at), setting.WrongAppsSummary, strings.Join(wrong, "\n")+setting.WrongAppsAdvice)
		}
	}
}

// planErasing warns if the plan erases the data of the instance.
func (r *instanceResource) planErasing(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, record privateRecord) {
	code, diags := tfkit.GetString(ctx, resp.Plan, tfkit.PadCode)
	resp.Diagnostics.Append(diags...)
	order := converge.Order{PadCode: code, Keep: true}
	for _, at := range r.layout.attributes {
		planned, diags := r.layout.get(ctx, resp.Plan, at)
		resp.Diagnostics.Append(diags...)
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
	if code != "" && converge.Plan(record.Holding, order).Erases() {
		resp.Diagnostics.Append(ownership.ErasingWarning([]string{code}))
	}
}
