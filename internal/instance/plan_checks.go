package instance

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// planSIM warns of SIM data that the current API level requires.
func (r *instanceResource) planSIM(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, code string) {
	at := setting.ShapeOf("sim")
	// Without changes nothing is sent, such as after an import.
	if !slices.Contains(r.layout.attributes, at) || resp.Plan.Raw.Equal(req.State.Raw) {
		return
	}
	configured, diags := r.layout.get(ctx, req.Config, at)
	resp.Diagnostics.Append(diags...)
	missing := setting.CheckSIM(configured, func(child string) path.Path { return r.layout.child(at, child) })
	if len(missing) == 0 {
		return
	}
	details, err := r.Data.Engine.Details(ctx, []string{code})
	if err == nil && r.Data.Engine.IsCurrent(details[code]) {
		resp.Diagnostics.Append(missing...)
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
		if planned.IsNull() {
			continue
		}
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
