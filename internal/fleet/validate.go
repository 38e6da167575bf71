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

	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// ValidateConfig checks that every instance's profile exists, and rules that
// concern several attributes.
func (r *fleetResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var phones, profiles types.Map
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(phonesName), &phones)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(profilesName), &profiles)...)
	if resp.Diagnostics.HasError() {
		return
	}
	for name, value := range profiles.Elements() {
		if isReserved(name) {
			resp.Diagnostics.AddAttributeError(path.Root(profilesName).AtMapKey(name), "Reserved profile name",
				fmt.Sprintf("%q cannot name a profile: the state uses names that begin with failed:, drifted:, skipped: and waiting: for instances that failed, drifted, were skipped or wait.", name))
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
	resp.Diagnostics.Append(r.checkOwn(ctx, req.Config, phones, profiles)...)
	resp.Diagnostics.Append(checkRollout(ctx, req.Config, phones)...)
}

// isReserved reports whether a profile cannot have a name.
func isReserved(name string) bool {
	return name == "" || slices.ContainsFunc(reasonPrefixes, func(p string) bool { return strings.HasPrefix(name, strings.TrimSpace(p)) })
}

// checkProfileNames checks that every instance has a profile that exists.
func checkProfileNames(phones, profiles types.Map) diag.Diagnostics {
	var diags diag.Diagnostics
	missing := map[string][]string{}
	var without []string
	known := profiles.Elements()
	for code, value := range phones.Elements() {
		name, ok := value.(types.String)
		switch {
		case !ok || name.IsUnknown():
		case name.IsNull():
			without = append(without, code)
		default:
			if _, exists := known[name.ValueString()]; !exists {
				missing[name.ValueString()] = append(missing[name.ValueString()], code)
			}
		}
	}
	// The profiles' path: below phones, Terraform would print all of them.
	if len(without) > 0 {
		diags.AddAttributeError(path.Root(profilesName), "Instance without profile", fmt.Sprintf(
			"The profile of %s is null. Set a profile, or remove the instance from phones.", abbreviate(without)))
	}
	for _, name := range slices.Sorted(maps.Keys(missing)) {
		diags.AddAttributeError(path.Root(profilesName), "Unknown profile", fmt.Sprintf(
			"There is no profile %q, which is named for %s. Add it to profiles, or name another one.", name, abbreviate(missing[name])))
	}
	return diags
}

// checkPlannedProfiles refuses planned names that are no profile: they were
// unknown before, or ignore_changes replaced the configured ones. The reason in
// the state is allowed: with ignore_changes, such an instance is left alone.
func checkPlannedProfiles(desired, state model) diag.Diagnostics {
	var diags diag.Diagnostics
	missing := map[string][]string{}
	for code, name := range desired.phones {
		if _, exists := desired.profiles[name]; exists {
			continue
		}
		if before, old := state.phones[code]; old && before == name && isReason(name) {
			continue
		}
		missing[name] = append(missing[name], code)
	}
	for _, name := range slices.Sorted(maps.Keys(missing)) {
		diags.AddAttributeError(path.Root(profilesName), "Unknown profile", fmt.Sprintf(
			"There is no profile %q, which is planned for %s. Add it to profiles, or name another one. "+
				"If ignore_changes covers profiles or phones, the values in the state are planned.", name, abbreviate(missing[name])))
	}
	return diags
}

// isReason reports whether a value in the state is a reason or, after an import,
// empty, rather than a profile.
func isReason(value string) bool {
	return value == "" || slices.ContainsFunc(reasonPrefixes, func(p string) bool { return strings.HasPrefix(value, p) })
}
