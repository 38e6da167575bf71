package fleet

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// planApps refuses apps that are new in a profile and have the id of another
// package.
func (r *fleetResource) planApps(ctx context.Context, resp *resource.ModifyPlanResponse, state, desired model) {
	for _, name := range slices.Sorted(maps.Keys(desired.profiles)) {
		var changed []converge.Desired
		for setting, d := range desired.profiles[name] {
			if d.Digest != state.profiles[name][setting].Digest {
				changed = append(changed, d)
			}
		}
		if wrong := setting.WrongApps(ctx, r.Data.Engine.Apps().All, changed); len(wrong) > 0 {
			resp.Diagnostics.AddAttributeError(path.Root(profilesName).AtMapKey(name), setting.WrongAppsSummary, strings.Join(wrong, "\n")+setting.WrongAppsAdvice)
		}
	}
	r.planOwnApps(ctx, resp, state, desired)
}

// planSIM warns of SIM data that the current API level requires. One instance
// shows the level.
func (r *fleetResource) planSIM(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, desired model) {
	found := desired.missingSIM()
	sim := setting.ShapeOf("sim")
	var profiles types.Map
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(profilesName), &profiles)...)
	configured := profiles.Elements()
	for _, name := range slices.Sorted(maps.Keys(configured)) {
		if object, ok := configured[name].(types.Object); ok {
			found.Append(setting.CheckSIM(object.Attributes()[sim.Name()], func(child string) path.Path { return profileChild(name, sim, child) })...)
		}
	}
	codes := desired.codes()
	if len(found) == 0 || len(codes) == 0 {
		return
	}
	details, err := r.Data.Engine.Details(ctx, codes[:1])
	if err == nil && r.Data.Engine.IsCurrent(details[codes[0]]) {
		resp.Diagnostics.Append(found...)
	}
}
