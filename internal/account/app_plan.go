package account

import (
	"context"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// ValidateConfig requires a package name if it is not read from the package.
func (r *appResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config appModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if !config.Parse.IsNull() && !config.Parse.IsUnknown() && !config.Parse.ValueBool() && config.PackageName.IsNull() {
		resp.Diagnostics.AddAttributeError(path.Root("package_name"), "Missing package name",
			"With parse = false, ARMCloud does not read the package, so package_name is required.")
	}
}

// ModifyPlan hands a pending upload over to the Create of a replacement, and
// warns that a deleted app stays in the catalog.
func (r *appResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.Data == nil {
		return
	}
	var plan, state appModel
	if !req.State.Raw.IsNull() {
		resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	}
	if !req.Plan.Raw.IsNull() {
		resp.Diagnostics.Append(resp.Plan.Get(ctx, &plan)...)
	}
	switch {
	case resp.Diagnostics.HasError():
	case req.State.Raw.IsNull():
		resp.Diagnostics.Append(planCreate(ctx, r.Data, resp.Private, plan.request())...)
		return
	case state.ID.ValueInt64() == 0 && !req.Plan.Raw.IsNull():
		// It was saved before its id was known, so there is nothing to update.
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root(appID), types.Int64Unknown())...)
		resp.RequiresReplace.Append(path.Root(appID))
		return
	}
	if req.Plan.Raw.IsNull() || plan.replaces(state) {
		resp.Diagnostics.AddWarning("Apps stay in the catalog", "ARMCloud cannot delete apps. App "+strconv.FormatInt(state.ID.ValueInt64(), 10)+
			" stays in the catalog of the account until it is removed in the ARMCloud console, and stays installed on the instances that have it.")
	}
}
