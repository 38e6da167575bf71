package setting

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// Parse reads the setting from JSON; nil is no setting.
func (d *definition[V]) Parse(ctx context.Context, raw any, at path.Path, check bool) (Values, diag.Diagnostics) {
	if raw == nil {
		return nil, nil
	}
	var v V
	var diags diag.Diagnostics
	if d.scalar {
		diags = parseField(ctx, d.fields[0], &v, raw, at, check)
	} else {
		diags = parseFields(ctx, d.fields, &v, raw, at, check)
		if check && d.check != nil && !diags.HasError() {
			diags.Append(d.check(children(d.fields, v), func(child string) path.Path { return at.AtName(child) })...)
		}
	}
	return Values{d.name: {Setting: d.Setting(d.name), Value: v, Digest: converge.Hash(v)}}, diags
}

// Parse reads the entries from JSON. An entry that is null is none.
func (m *mapDefinition[E]) Parse(ctx context.Context, raw any, at path.Path, check bool) (Values, diag.Diagnostics) {
	if raw == nil {
		return nil, nil
	}
	var diags diag.Diagnostics
	members, ok := raw.(map[string]any)
	if !ok {
		diags.AddAttributeError(at, "Invalid value", mustBe(at, "an object", raw))
		return nil, diags
	}
	settings := Values{}
	for _, key := range slices.Sorted(maps.Keys(members)) {
		if problem := m.checkKey(key); problem != "" {
			diags.AddAttributeError(at, "Invalid key in "+m.name, shorten(problem))
			continue
		}
		if members[key] == nil {
			continue
		}
		var e E
		diags.Append(parseFields(ctx, m.fields, &e, members[key], at.AtMapKey(key), check)...)
		s := m.entry(mapEntry[E]{mapDefinition: m, key: key})
		settings[s.Name()] = converge.Desired{Setting: s, Value: e, Digest: converge.Hash(e)}
	}
	return settings, diags
}

// parseFields reads the fields of an object, and refuses members that are none.
func parseFields[V any](ctx context.Context, fields []field[V], v *V, raw any, at path.Path, check bool) diag.Diagnostics {
	var diags diag.Diagnostics
	members, ok := raw.(map[string]any)
	if !ok {
		diags.AddAttributeError(at, "Invalid value", mustBe(at, "an object", raw))
		return diags
	}
	known := 0
	for _, f := range fields {
		member, given := members[f.name]
		if given {
			known++
		}
		switch {
		case f.isSecret && member != nil:
			diags.AddAttributeError(at.AtName(f.name), "Password in overrides", at.AtName(f.name).String()+
				" is refused, because overrides are not sensitive. Set the password in proxy_passwords or proxy_passwords_wo.")
			continue
		case f.required && member == nil:
			diags.AddAttributeError(at.AtName(f.name), "Missing attribute", at.AtName(f.name).String()+" is required.")
			continue
		}
		diags.Append(parseField(ctx, f, v, member, at.AtName(f.name), check)...)
	}
	if known < len(members) {
		diags.Append(unknownMembers(fields, members, at)...)
	}
	if check && !diags.HasError() {
		diags.Append(checkOneOf(fields, *v, at)...)
	}
	return diags
}

// parseField reads one field; nil is one that is null or absent.
func parseField[V any](ctx context.Context, f field[V], v *V, raw any, at path.Path, check bool) diag.Diagnostics {
	var diags diag.Diagnostics
	if want := f.parse(v, raw); want != "" {
		diags.AddAttributeError(at, "Invalid value", mustBe(at, want, raw))
		return diags
	}
	if check && raw != nil && f.validate != nil {
		diags.Append(f.validate(ctx, at, f.get(*v))...)
	}
	return diags
}

// unknownMembers returns an error for each member that is no field.
func unknownMembers[V any](fields []field[V], members map[string]any, at path.Path) diag.Diagnostics {
	var diags diag.Diagnostics
	names := make([]string, 0, len(fields))
	for _, f := range fields {
		if !f.isSecret {
			names = append(names, f.name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		if !slices.ContainsFunc(fields, func(f field[V]) bool { return f.name == name }) {
			diags.AddAttributeError(at, "Unknown attribute", at.String()+" has no attribute "+quote(name)+". It has "+strings.Join(names, ", ")+".")
		}
	}
	return diags
}

// checkOneOf returns an error if an object needs any of some fields and has none.
func checkOneOf[V any](fields []field[V], v V, at path.Path) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, f := range fields {
		if f.oneOf == nil {
			continue
		}
		all := children(fields, v)
		if !slices.ContainsFunc(f.oneOf, func(name string) bool { return !all[name].IsNull() }) {
			diags.AddAttributeError(at, "No attributes", at.String()+" needs at least one of these attributes: "+strings.Join(f.oneOf, ", ")+".")
		}
	}
	return diags
}

// children returns the fields of a value as framework values.
func children[V any](fields []field[V], v V) map[string]attr.Value {
	all := make(map[string]attr.Value, len(fields))
	for _, f := range fields {
		all[f.name] = f.get(v)
	}
	return all
}
