package fleet

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// own is what an instance has besides its profile.
type own struct {
	override setting.Override
	// unknown is true if the override is unknown, as in a plan.
	unknown bool
	// password and secret are the instance's proxy password: one that is part of the
	// value, and a write-only one.
	password, secret string
	// mark is converge.Desired.Secret of the write-only password.
	mark string
	// leftOut is true in a state if a write-only password was sent.
	leftOut bool
}

// effective is the settings of an instance that has something of its own.
type effective struct {
	profile  string
	settings profile
}

// readOwn reads what instances have besides their profiles. An override that cannot be
// read is an error in a plan. A state can have one only under ignore_changes.
func (m *model) readOwn(ctx context.Context, data *tfkit.Data, from, config tfkit.Reader) diag.Diagnostics {
	overrides, diags := tfkit.GetMap(ctx, from, overridesName)
	passwords, more := tfkit.GetMap(ctx, from, passwordsName)
	diags.Append(more...)
	secrets := types.MapNull(types.StringType)
	if config != nil {
		secrets, more = tfkit.GetMap(ctx, config, passwordsWOName)
		diags.Append(more...)
	}
	m.own, m.effective = map[string]*own{}, map[string]effective{}
	m.known = m.known && !overrides.IsUnknown()
	for code, value := range overrides.Elements() {
		if value.IsUnknown() {
			m.ownOf(code).unknown = true
		}
		if value.IsUnknown() || value.IsNull() {
			continue
		}
		o, invalid := parseOverride(ctx, data, textOf(value), overridePath(code), false)
		if invalid.HasError() {
			m.invalid = append(m.invalid, invalid...)
			continue
		}
		if !o.Empty() {
			m.ownOf(code).override = o
		}
	}
	for code, value := range passwords.Elements() {
		if password := textOf(value); password != "" {
			m.ownOf(code).password = password
		}
	}
	for code, value := range secrets.Elements() {
		if secret := textOf(value); secret != "" {
			m.ownOf(code).secret = secret
		}
	}
	return diags
}

// parsed is an override that was parsed before. checked is true if its values are right
// too, without warnings.
type parsed struct {
	override setting.Override
	checked  bool
}

// parseOverride is setting.ParseOverride. Equal texts, such as those of plan and state,
// are parsed once and share their values.
func parseOverride(ctx context.Context, data *tfkit.Data, text string, at path.Path, check bool) (setting.Override, diag.Diagnostics) {
	if data == nil {
		return setting.ParseOverride(ctx, text, at, check)
	}
	if found, known := data.Overrides.Load(text); known {
		if p, ok := found.(parsed); ok && (p.checked || !check) {
			return p.override, nil
		}
	}
	o, diags := setting.ParseOverride(ctx, text, at, check)
	if !diags.HasError() {
		data.Overrides.Store(text, parsed{o, check && len(diags) == 0})
	}
	return o, diags
}

// textOf returns a string, "" if it is null or unknown.
func textOf(v attr.Value) string {
	s, _ := v.(types.String)
	return s.ValueString()
}

// overridePath is the path of an instance's override.
func overridePath(code string) path.Path { return path.Root(overridesName).AtMapKey(code) }

// ownOf returns what an instance has of its own, to be changed.
func (m *model) ownOf(code string) *own {
	o := m.own[code]
	if o == nil {
		o = &own{}
		m.own[code] = o
	}
	return o
}

// of returns the settings of an instance that has a profile, nil if there is no such
// profile. The caller must not change them.
func (m model) of(code, name string) profile {
	base, exists := m.profiles[name]
	o := m.own[code]
	if !exists || o == nil || o.unknown {
		return base
	}
	if e, cached := m.effective[code]; cached && e.profile == name {
		return e.settings
	}
	settings := o.applyTo(base)
	m.effective[code] = effective{profile: name, settings: settings}
	return settings
}

// applyTo returns the settings of an instance with a profile.
func (o *own) applyTo(base profile) profile {
	settings := make(profile, len(base)+len(o.override.Values))
	for name, d := range base {
		if !o.override.Replaces(name) {
			settings[name] = d
		}
	}
	for _, d := range o.override.Values {
		settings[d.Setting.Name()] = d
	}
	d, has := settings[setting.ProxyName]
	if !has {
		return settings
	}
	switch {
	case o.password != "":
		settings[setting.ProxyName] = setting.WithProxyPassword(d, o.password)
	case o.secret != "" || o.leftOut:
		d = setting.WithSecretProxyPassword(d, o.secret)
		d.Secret = o.mark
		settings[setting.ProxyName] = d
	}
	return settings
}

// ownProxy reports whether the proxy of an instance, or its password, is not that of
// the profile.
func (m model) ownProxy(code string) bool {
	o := m.own[code]
	return o != nil && (o.password != "" || o.secret != "" || o.leftOut || o.override.Replaces(setting.ProxyName))
}

// unknown reports whether the settings of an instance are unknown.
func (m model) unknown(code string) bool {
	o := m.own[code]
	return o != nil && o.unknown
}

// complete reports whether everything is known, as in an apply.
func (m model) complete() bool {
	for _, o := range m.own {
		if o.unknown {
			return false
		}
	}
	return m.known
}

// targetsAt returns the targets of the settings of an instance in order. Their values may
// be unknown. The caller must not change them.
func (m model) targetsAt(code string) []string {
	targets, o := m.targets[m.phones[code]], m.own[code]
	if _, exists := m.profiles[m.phones[code]]; !exists || o == nil || o.unknown || o.override.Empty() {
		return targets
	}
	left := make([]string, 0, len(targets)+len(o.override.Values))
	for _, target := range targets {
		if !o.override.Replaces(target) {
			left = append(left, target)
		}
	}
	for _, d := range o.override.Values {
		left = append(left, converge.Target(d.Setting, d.Value))
	}
	slices.Sort(left)
	return slices.Compact(left)
}

// leaveOutPassword records in a state that an instance was sent a write-only password.
func (m *model) leaveOutPassword(code string) {
	if m.own == nil {
		m.own, m.effective = map[string]*own{}, map[string]effective{}
	}
	m.ownOf(code).leftOut = true
	delete(m.effective, code)
}
