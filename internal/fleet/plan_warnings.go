package fleet

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// planLeaving warns of settings that leave an instance and cannot be undone.
func planLeaving(resp *resource.ModifyPlanResponse, current *holdings, desired model) {
	if desired.release == ownership.ReleaseKeep {
		return
	}
	leaving := map[string]bool{}
	profiles := map[string][]converge.Desired{}
	var codes []string
	for code, before := range current.state.phones {
		name := desired.phones[code]
		if name == before && isReason(name) {
			continue
		}
		stays := true
		if _, read := profiles[name]; !read {
			profiles[name] = desired.profiles[name].desired()
		}
		for setting := range converge.Relabeled(current.of(code), profiles[name]).Settings {
			if _, desired := desired.profiles[name][setting]; !desired {
				leaving[setting] = true
				stays = false
			}
		}
		if !stays {
			codes = append(codes, code)
		}
	}
	var released []converge.Setting
	for _, name := range setting.Ordered(slices.Collect(maps.Keys(leaving))) {
		released = append(released, setting.ByName(name))
	}
	if warning := ownership.IrreversibleWarning(released, abbreviate(codes)); warning != nil {
		resp.Diagnostics.Append(warning)
	}
}

// planErasing warns if the plan erases the data of instances.
func (r *fleetResource) planErasing(_ context.Context, resp *resource.ModifyPlanResponse, current *holdings, desired model) {
	var codes []string
	for code, name := range desired.phones {
		p := desired.profiles[name]
		erasing := false
		for _, d := range p {
			erasing = erasing || d.Setting.Erases(d.Value)
		}
		if erasing && converge.Plan(current.of(code), converge.Order{Desired: p.desired(), Keep: true}).Erases() {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	if warning := ownership.ErasingWarning(codes); warning != nil {
		resp.Diagnostics.Append(warning)
	}
}

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
}

// planSIM warns of SIM data that the current API level requires. One instance
// shows the level.
func (r *fleetResource) planSIM(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, desired model) {
	sim := setting.ShapeOf("sim")
	var profiles types.Map
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(profilesName), &profiles)...)
	var found diag.Diagnostics
	for _, name := range slices.Sorted(maps.Keys(profiles.Elements())) {
		if object, ok := profiles.Elements()[name].(types.Object); ok {
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

// planMissing warns of new phones that are not in the account.
func (r *fleetResource) planMissing(ctx context.Context, resp *resource.ModifyPlanResponse, state, want model) {
	var ask []string
	for _, code := range want.codes() {
		if _, old := state.phones[code]; !old {
			ask = append(ask, code)
		}
	}
	missing, err := r.Data.Engine.Missing(ctx, ask)
	if err != nil {
		// The apply asks again; a plan does not depend on the answer.
		return
	}
	if len(missing) > 0 {
		resp.Diagnostics.AddWarning("Phones not in the account", fmt.Sprintf(
			"ARMCloud does not list %s for these keys; they will fail while the others converge.", abbreviate(missing)))
	}
}

// planShared warns of settings that other resources manage too.
func (r *fleetResource) planShared(resp *resource.ModifyPlanResponse, record privateRecord, want model, creating bool) {
	id := ""
	if record.Stored && !creating {
		id = record.Owner
	}
	shared := map[[2]string][]string{}
	for code, name := range want.phones {
		for setting := range want.profiles[name] {
			other, taken := r.Data.Ledger.Claim(code, setting, r.TypeName(), id)
			if taken && (other != r.TypeName() || id != "") {
				key := [2]string{setting, other}
				shared[key] = append(shared[key], code)
			}
		}
	}
	resp.Diagnostics.Append(sharedBy(r.TypeName(), shared)...)
}
