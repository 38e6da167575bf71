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
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// ValidateConfig checks that every phone's profile exists, and what single
// attributes cannot.
func (r *fleetResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var phones, profiles types.Map
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(phonesName), &phones)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(profilesName), &profiles)...)
	if resp.Diagnostics.HasError() {
		return
	}
	for name, value := range profiles.Elements() {
		if strings.HasPrefix(name, strings.TrimSpace(failedPrefix)) || strings.HasPrefix(name, strings.TrimSpace(driftedPrefix)) || name == "" {
			resp.Diagnostics.AddAttributeError(path.Root(profilesName).AtMapKey(name), "Reserved profile name",
				fmt.Sprintf("%q cannot name a profile: the state uses names that begin with failed: and drifted: for phones that are not as they should be.", name))
		}
		object, ok := value.(types.Object)
		if !ok || object.IsUnknown() {
			continue
		}
		if object.IsNull() {
			resp.Diagnostics.AddAttributeError(path.Root(profilesName).AtMapKey(name), "Null profile",
				fmt.Sprintf("Profile %q is null. Write {} for a profile that manages nothing.", name))
			continue
		}
		children := object.Attributes()
		for _, s := range setting.All() {
			resp.Diagnostics.Append(s.Check(children[s.Name()], func(child string) path.Path { return profileChild(name, s, child) })...)
		}
		at := path.Root(profilesName).AtMapKey(name)
		resp.Diagnostics.Append(setting.Conflicts(children, func(s, child string) path.Path { return at.AtName(s).AtName(child) })...)
	}
	if !phones.IsUnknown() && !profiles.IsUnknown() {
		resp.Diagnostics.Append(checkProfileNames(phones, profiles)...)
	}
}

// checkProfileNames wants a profile for every phone.
func checkProfileNames(phones, profiles types.Map) diag.Diagnostics {
	var diags diag.Diagnostics
	missing := map[string][]string{}
	var without []string
	for code, value := range phones.Elements() {
		name, ok := value.(types.String)
		switch {
		case !ok || name.IsUnknown():
		case name.IsNull():
			without = append(without, code)
		default:
			if _, exists := profiles.Elements()[name.ValueString()]; !exists {
				missing[name.ValueString()] = append(missing[name.ValueString()], code)
			}
		}
	}
	// The profiles' path: below phones, Terraform would print all of them.
	if len(without) > 0 {
		diags.AddAttributeError(path.Root(profilesName), "Phone without profile", fmt.Sprintf(
			"The profile of %s is null. Name a profile, or leave the phone out of phones.", abbreviate(without)))
	}
	for _, name := range slices.Sorted(maps.Keys(missing)) {
		diags.AddAttributeError(path.Root(profilesName), "Unknown profile", fmt.Sprintf(
			"There is no profile %q, which is named for %s. Add it to profiles, or name another one.", name, abbreviate(missing[name])))
	}
	return diags
}

// ModifyPlan plans the versions of write-only values, and gives the warnings
// that belong to a plan.
func (r *fleetResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.Data == nil {
		return
	}
	record := loadRecord(ctx, req.Private)
	creating := req.State.Raw.IsNull()
	var before tfkit.Reader
	state := model{}
	if !creating {
		before = req.State
		held, diags := readModel(ctx, req.State, nil)
		resp.Diagnostics.Append(diags...)
		state = held
	}
	if req.Plan.Raw.IsNull() {
		r.planLeaving(resp, record, state, model{release: state.release})
		return
	}
	if creating {
		resp.Diagnostics.Append(tfkit.MarkCreating(ctx, resp.Private)...)
	}
	r.planSecrets(ctx, req, resp, record, before)
	if resp.Diagnostics.HasError() {
		return
	}
	want, diags := readModel(ctx, resp.Plan, nil)
	resp.Diagnostics.Append(diags...)
	if diags.HasError() {
		return
	}
	if creating {
		resp.Diagnostics.Append(ownership.PlanHandover(ctx, r.Data, resp.Private, want.codes())...)
	}
	if want.known {
		r.planLeaving(resp, record, state, want)
	}
	if r.Data.Engine != nil {
		r.planMissing(ctx, resp, state, want)
		r.planShared(resp, record, want, creating)
	}
}

// planSecrets plans the versions of the profiles' write-only values.
func (r *fleetResource) planSecrets(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, record privateRecord, before tfkit.Reader) {
	var profiles types.Map
	resp.Diagnostics.Append(resp.Plan.GetAttribute(ctx, path.Root(profilesName), &profiles)...)
	fingerprints := ownership.NewFingerprints(r.Data.SecretKey, record.Salt)
	for name, value := range profiles.Elements() {
		object, ok := value.(types.Object)
		if !ok || object.IsUnknown() {
			continue
		}
		for _, s := range setting.All() {
			secret, version := s.WriteOnly()
			if secret == "" {
				continue
			}
			if planned := object.Attributes()[s.Name()]; planned == nil || planned.IsNull() || planned.IsUnknown() {
				continue
			}
			write := ownership.SecretPlan{
				Secret: profileChild(name, s, secret), Version: profileChild(name, s, version),
				Sent: record.Secrets[secretKey(name, s)], Fingerprints: fingerprints,
			}
			resp.Diagnostics.Append(write.Plan(ctx, req.Config, before, &resp.Plan)...)
		}
	}
}

// planLeaving warns of settings that leave a phone and that the API cannot
// take back.
func (r *fleetResource) planLeaving(resp *resource.ModifyPlanResponse, record privateRecord, state, want model) {
	if want.release == ownership.ReleaseKeep {
		return
	}
	had := newHoldings(&record, r.Data.SecretKey, state)
	leaving := map[string]bool{}
	var phones []string
	for code := range state.phones {
		stays := true
		for name := range had.current(code) {
			if _, named := want.profiles[want.phones[code]][name]; !named {
				leaving[name] = true
				stays = false
			}
		}
		if !stays {
			phones = append(phones, code)
		}
	}
	var released []converge.Setting
	for _, name := range setting.Ordered(slices.Collect(maps.Keys(leaving))) {
		released = append(released, setting.ByName(name))
	}
	if warning := ownership.IrreversibleWarning(released, abbreviate(phones)); warning != nil {
		resp.Diagnostics.Append(warning)
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
