package fleet

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// maxProblems is how many errors of overrides and passwords are listed.
const maxProblems = 20

// ownCheck checks overrides and proxy passwords in a configuration.
type ownCheck struct {
	phones, profiles, overrides entries
	data                        *tfkit.Data
	parsed                      map[string]setting.Override
	// errors and warnings are those found, at the path of an entry. Warnings are grouped
	// by summary.
	errors   diag.Diagnostics
	warnings map[string][]diag.Diagnostic
}

// entries is a map in a configuration. Elements of types.Map copies the map.
type entries struct {
	of      map[string]attr.Value
	unknown bool
}

func entriesOf(m types.Map) entries { return entries{m.Elements(), m.IsUnknown()} }

// checkOwn checks what instances have besides their profiles, in the same way as a
// profile.
func (r *fleetResource) checkOwn(ctx context.Context, config tfkit.Reader, phones, profiles types.Map) diag.Diagnostics {
	overrides, diags := tfkit.GetMap(ctx, config, overridesName)
	stored, more := tfkit.GetMap(ctx, config, passwordsName)
	diags.Append(more...)
	secret, more := tfkit.GetMap(ctx, config, passwordsWOName)
	diags.Append(more...)
	if diags.HasError() {
		return diags
	}
	c := &ownCheck{data: r.Data, phones: entriesOf(phones), profiles: entriesOf(profiles), overrides: entriesOf(overrides), parsed: map[string]setting.Override{}, warnings: map[string][]diag.Diagnostic{}}
	if !stored.IsNull() && !stored.IsUnknown() && !secret.IsNull() && !secret.IsUnknown() {
		diags.AddAttributeError(path.Root(passwordsName), "Proxy passwords set twice", fmt.Sprintf(
			"%s and %s are both set. Keep one of them: %[2]s stores no password in the state.", passwordsName, passwordsWOName))
	}
	c.checkOverrides(ctx)
	c.checkPasswords(passwordsName, stored)
	c.checkPasswords(passwordsWOName, secret)
	diags.Append(c.found()...)
	return diags
}

// found returns the first errors and counts the others, and one warning for each
// summary.
func (c *ownCheck) found() diag.Diagnostics {
	diags := c.errors[:min(len(c.errors), maxProblems)]
	if more := len(c.errors) - maxProblems; more > 0 {
		diags.AddError("More errors in overrides and proxy passwords", fmt.Sprintf("There are %d more errors like these.", more))
	}
	for _, summary := range slices.Sorted(maps.Keys(c.warnings)) {
		all := c.warnings[summary]
		detail := all[0].Detail()
		if more := len(all) - 1; more > 0 {
			detail += fmt.Sprintf("\n\nThe same applies to %d more values in overrides.", more)
		}
		diags.AddWarning(summary, detail)
	}
	return diags
}

// add adds what was found below an entry. Its text names the instance and the attribute.
func (c *ownCheck) add(entry path.Path, found diag.Diagnostics) {
	for _, d := range found {
		detail := d.Detail()
		if at, has := d.(diag.DiagnosticWithPath); has && !strings.Contains(detail, at.Path().String()) {
			detail = at.Path().String() + ": " + detail
		}
		if d.Severity() == diag.SeverityWarning {
			c.warnings[d.Summary()] = append(c.warnings[d.Summary()], diag.NewWarningDiagnostic(d.Summary(), detail))
			continue
		}
		// Below the entry, Terraform would find no place in the configuration.
		c.errors.AddAttributeError(entry, d.Summary(), detail)
	}
}

func (c *ownCheck) checkOverrides(ctx context.Context) {
	for _, code := range slices.Sorted(maps.Keys(c.overrides.of)) {
		value := c.overrides.of[code]
		at := overridePath(code)
		c.checkCode(overridesName, code)
		if value.IsNull() || value.IsUnknown() {
			continue
		}
		o, found := parseOverride(ctx, c.data, textOf(value), at, true)
		if !found.HasError() {
			c.parsed[code] = o
			found.Append(o.Conflicts(c.profileOf(code), at)...)
		}
		c.add(at, found)
	}
}

// checkCode checks that an entry is of an instance in phones.
func (c *ownCheck) checkCode(name, code string) {
	if _, exists := c.phones.of[code]; !exists && !c.phones.unknown {
		at := path.Root(name).AtMapKey(code)
		c.errors.AddAttributeError(at, "Instance not in phones", fmt.Sprintf(
			"%s has an entry for %s, which is not in phones. Add it to phones, or remove the entry.", name, shorten(code)))
	}
}

// profileOf returns the settings of an instance's profile, nil if they are unknown.
func (c *ownCheck) profileOf(code string) map[string]attr.Value {
	name, _ := c.phones.of[code].(types.String)
	return attributesOf(c.profiles.of[name.ValueString()])
}

func (c *ownCheck) checkPasswords(name string, passwords types.Map) {
	all := passwords.Elements()
	for _, code := range slices.Sorted(maps.Keys(all)) {
		value := all[code]
		at := path.Root(name).AtMapKey(code)
		c.checkCode(name, code)
		switch {
		case value.IsNull() || value.IsUnknown():
		case textOf(value) == "":
			c.errors.AddAttributeError(at, "Empty proxy password", fmt.Sprintf("The password of %s in %s is empty. Remove the entry, or set a password.", shorten(code), name))
		case !c.mayHaveUser(code):
			c.errors.AddAttributeError(at, "Proxy password without a user name", fmt.Sprintf(
				"%s has a password in %s, but no proxy with a user name. Set username in the proxy of its profile or its override, or remove the password.", shorten(code), name))
		}
	}
}

// mayHaveUser reports whether an instance has a proxy with a user name, as far as that
// is known.
func (c *ownCheck) mayHaveUser(code string) bool {
	if value, given := c.overrides.of[code]; c.overrides.unknown || given && value.IsUnknown() {
		return true
	}
	if o, given := c.parsed[code]; given && o.Replaces(setting.ProxyName) {
		return setting.TakesProxyPassword(o.Value(setting.ProxyName))
	}
	name, given := c.phones.of[code]
	if !given || name.IsUnknown() || name.IsNull() || c.phones.unknown || c.profiles.unknown {
		return true // Another error, or not known.
	}
	profile := c.profileOf(code)
	if profile == nil {
		return true
	}
	proxy := profile[setting.ProxyName]
	if proxy == nil || proxy.IsUnknown() {
		return proxy != nil
	}
	user := attributesOf(proxy)["username"]
	return user != nil && !user.IsNull()
}

// shorten returns the beginning of a pad code, which may be any text.
func shorten(code string) string {
	if len(code) > 64 {
		return strings.ToValidUTF8(code[:64], "") + "…"
	}
	return code
}
