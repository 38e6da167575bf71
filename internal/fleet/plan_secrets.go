package fleet

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// planSecrets plans the versions of the profiles' write-only values. They are
// unknown in every update of the fleet, because Terraform refuses a known version
// if the value changes between plan and apply.
func (r *fleetResource) planSecrets(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, record privateRecord, creating bool) {
	passwords, diags := r.readPasswords(ctx, record, req.Config, stateOf(req, creating))
	resp.Diagnostics.Append(diags...)
	var planned, config, before types.Map
	resp.Diagnostics.Append(resp.Plan.GetAttribute(ctx, path.Root(profilesName), &planned)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(profilesName), &config)...)
	if !creating {
		resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root(profilesName), &before)...)
	}
	versions := map[string]types.Int64{}
	var open, null []string
	updates := creating || passwords.Changes() || passwords.Raised()
	for _, s := range r.profileSecrets(record, planned, config, before) {
		if !s.Configured.IsNull() {
			continue
		}
		if s.Secret.IsNull() {
			null = append(null, s.key())
		}
		versions[s.key()] = s.Before
		updates = updates || s.Changes()
		if s.Open() {
			open = append(open, s.key())
		}
	}
	if passwords.Configured.IsNull() && passwords.Secret.IsNull() {
		null = append(null, passwordsWOName)
	}
	slices.Sort(null)
	resp.Diagnostics.Append(ownership.NoteIgnored(ctx, resp.Private, null)...)
	if resp.Diagnostics.HasError() {
		return
	}
	profiles := withVersions(ctx, planned, versions)
	updates = updates || !profiles.Equal(before) || !equalExcept(resp.Plan.Raw, req.State.Raw, profilesName, passwordVersionName)
	resp.Diagnostics.Append(passwords.plan(ctx, &resp.Plan, updates)...)
	if updates {
		for _, key := range open {
			versions[key] = types.Int64Unknown()
		}
		profiles = withVersions(ctx, planned, versions)
	}
	if !profiles.Equal(planned) {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root(profilesName), profiles)...)
	}
}

// withVersions returns profiles with other versions of write-only values.
func withVersions(ctx context.Context, profiles types.Map, versions map[string]types.Int64) types.Map {
	if len(versions) == 0 {
		return profiles // it may be unknown
	}
	elements := profiles.Elements()
	for name, p := range elements {
		for _, at := range setting.All() {
			if v, given := versions[secretKey(name, at)]; given {
				_, version := at.WriteOnly()
				p = withAttribute(ctx, p, at.Name(), withAttribute(ctx, attributesOf(p)[at.Name()], version, v))
			}
		}
		elements[name] = p
	}
	return types.MapValueMust(profiles.ElementType(ctx), elements)
}

// withAttribute returns an object with another value of one attribute.
func withAttribute(ctx context.Context, value attr.Value, name string, v attr.Value) attr.Value {
	object, ok := value.(types.Object)
	if !ok {
		return value
	}
	attributes := object.Attributes()
	attributes[name] = v
	return types.ObjectValueMust(object.AttributeTypes(ctx), attributes)
}

// attributesOf returns the attributes of an object, or nil if v is none.
func attributesOf(v attr.Value) map[string]attr.Value {
	if object, ok := v.(types.Object); ok {
		return object.Attributes()
	}
	return nil
}

// int64Of returns a number, or null if v is none.
func int64Of(v attr.Value) types.Int64 {
	if n, ok := v.(types.Int64); ok {
		return n
	}
	return types.Int64Null()
}

// stateOf returns the state of an update, nil in a create.
func stateOf(req resource.ModifyPlanRequest, creating bool) tfkit.Reader {
	if creating {
		return nil
	}
	return req.State
}

// equalExcept reports whether two objects are equal in all attributes but some.
func equalExcept(a, b tftypes.Value, names ...string) bool {
	var x, y map[string]tftypes.Value
	if a.As(&x) != nil || b.As(&y) != nil {
		return false
	}
	for attribute, value := range x {
		if !slices.Contains(names, attribute) && !value.Equal(y[attribute]) {
			return false
		}
	}
	return true
}
