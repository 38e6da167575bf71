package fleet

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// model is what a plan or a state says of a fleet.
type model struct {
	// phones maps pad codes to profile names, or to reasons.
	phones   map[string]string
	profiles map[string]profile
	// targets are the targets of the settings of each profile. Their values may be
	// unknown.
	targets map[string][]string
	release string
	// known is false if any part is unknown, as in a plan, except for single overrides.
	known bool
	// own holds what instances have besides their profiles, and effective the settings
	// that result from that, both by pad code.
	own       map[string]*own
	effective map[string]effective
	// invalid holds the errors of overrides that cannot be read.
	invalid diag.Diagnostics
	// skipped has the instances that a state says were skipped. In phones, they have the
	// reason.
	skipped map[string]string
}

// profile holds the settings of a profile by name, each with its digest.
type profile map[string]converge.Desired

// readModel reads a plan or a state. config holds the write-only values; it is nil
// for a state.
func (r *fleetResource) readModel(ctx context.Context, from, config tfkit.Reader) (model, diag.Diagnostics) {
	m := model{phones: map[string]string{}, profiles: map[string]profile{}, targets: map[string][]string{}, known: true}
	var phones, profiles, configured types.Map
	diags := from.GetAttribute(ctx, path.Root(phonesName), &phones)
	diags.Append(from.GetAttribute(ctx, path.Root(profilesName), &profiles)...)
	if config != nil {
		diags.Append(config.GetAttribute(ctx, path.Root(profilesName), &configured)...)
	}
	release, more := tfkit.GetString(ctx, from, ownership.OnRelease)
	diags.Append(more...)
	m.release = release
	if diags.HasError() {
		return m, diags
	}
	m.known = !phones.IsUnknown() && !profiles.IsUnknown()
	for code, value := range phones.Elements() {
		if name, ok := value.(types.String); ok && !name.IsUnknown() {
			m.phones[code] = name.ValueString()
		} else {
			m.known = false
		}
	}
	secrets := configured.Elements()
	for name, value := range profiles.Elements() {
		p, known := decodeProfile(value, secrets[name])
		m.profiles[name], m.targets[name] = p, targetsOf(value)
		m.known = m.known && known
	}
	diags.Append(m.readOwn(ctx, r.Data, from, config)...)
	return m, diags
}

// targetsOf returns the targets of the settings of a profile, as far as they are known,
// in order.
func targetsOf(profile attr.Value) []string {
	object, _ := profile.(types.Object)
	var targets []string
	for _, at := range setting.All() {
		if value := object.Attributes()[at.Name()]; value != nil && !value.IsNull() && !value.IsUnknown() {
			targets = append(targets, at.Targets(value)...)
		}
	}
	slices.Sort(targets)
	return targets
}

// decodeProfile reads one profile, and reports whether all of it is known.
func decodeProfile(value, config attr.Value) (profile, bool) {
	object, ok := value.(types.Object)
	if !ok || object.IsUnknown() {
		return nil, false
	}
	var secrets map[string]attr.Value
	if c, ok := config.(types.Object); ok {
		secrets = c.Attributes()
	}
	p := profile{}
	all := true
	children := object.Attributes()
	for _, at := range setting.All() {
		settings, known := at.Split(children[at.Name()], secrets[at.Name()])
		all = all && known
		for name, d := range settings {
			d.Digest = converge.Hash(d.Value)
			p[name] = d
		}
	}
	return p, all
}

// desired returns the settings of the profile in the order of their names.
func (p profile) desired() []converge.Desired {
	desired := make([]converge.Desired, 0, len(p))
	for _, name := range slices.Sorted(maps.Keys(p)) {
		desired = append(desired, p[name])
	}
	return desired
}

// codes returns the pad codes in order.
func (m model) codes() []string { return slices.Sorted(maps.Keys(m.phones)) }

// phonesValue returns the phones as a framework value.
func phonesValue(phones map[string]string) types.Map {
	elements := make(map[string]attr.Value, len(phones))
	for code, name := range phones {
		elements[code] = types.StringValue(name)
	}
	return types.MapValueMust(types.StringType, elements)
}

// desiredLists holds the desired settings of profiles as lists, to share them.
type desiredLists map[string][]converge.Desired

// of returns the desired settings of an instance that has a profile. The caller must not
// change them.
func (l desiredLists) of(m model, code, name string) []converge.Desired {
	if m.own[code] != nil {
		return m.of(code, name).desired()
	}
	list, read := l[name]
	if !read {
		list = m.profiles[name].desired()
		l[name] = list
	}
	return list
}
