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

// Override is what an instance of a fleet has in place of its profile's settings. The
// zero value overrides nothing.
type Override struct {
	// Values holds the settings in the order of their names, with their digests. They are
	// a list, because a fleet may have thousands of overrides, and small maps are large.
	Values []converge.Desired
	// replaced are the composite attributes of the profile that do not apply. Those
	// without a value are taken away.
	replaced []string
}

// ParseOverride reads an override from JSON: an object of settings in the shape of a
// profile. Names that do not exist are errors. Errors are at a path below at. If check
// is true, it checks the values too, and not only names and types.
func ParseOverride(ctx context.Context, text string, at path.Path, check bool) (Override, diag.Diagnostics) {
	var diags diag.Diagnostics
	raw, err := parseJSON(text)
	if err != nil {
		diags.AddAttributeError(at, "Invalid override", at.String()+" "+err.Error()+".")
		return Override{}, diags
	}
	members, ok := raw.(map[string]any)
	if raw != nil && !ok {
		diags.AddAttributeError(at, "Invalid override", mustBe(at, "an object of settings, from jsonencode", raw))
		return Override{}, diags
	}
	if len(members) == 0 {
		return Override{}, diags
	}
	o := Override{Values: make([]converge.Desired, 0, len(members)), replaced: make([]string, 0, len(members))}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		shape := ShapeOf(name)
		if shape == nil || shape.Name() != name {
			diags.AddAttributeError(at, "Unknown setting", at.String()+" has no setting "+quote(name)+". It has "+strings.Join(settingNames(), ", ")+".")
			continue
		}
		values, more := shape.Parse(ctx, members[name], at.AtName(name), check)
		diags.Append(shortened(more)...)
		for _, name := range slices.Sorted(maps.Keys(values)) {
			o.Values = append(o.Values, values[name])
		}
		o.replaced = append(o.replaced, name)
	}
	return o, diags
}

// maxDetail is the length from which the text of an error is cut.
const maxDetail = 1000

// shortened returns diagnostics without the rest of long values.
func shortened(diags diag.Diagnostics) diag.Diagnostics {
	for i, d := range diags {
		at, has := d.(diag.DiagnosticWithPath)
		if len(d.Detail()) <= maxDetail || !has {
			continue
		}
		detail := cut(d.Detail(), maxDetail)
		if d.Severity() == diag.SeverityWarning {
			diags[i] = diag.NewAttributeWarningDiagnostic(at.Path(), d.Summary(), detail)
		} else {
			diags[i] = diag.NewAttributeErrorDiagnostic(at.Path(), d.Summary(), detail)
		}
	}
	return diags
}

func settingNames() []string {
	names := make([]string, 0, len(order))
	for _, s := range order {
		names = append(names, s.Name())
	}
	return names
}

// Empty reports whether the override changes nothing.
func (o Override) Empty() bool { return len(o.replaced) == 0 }

// Value returns the value of a setting, or nil.
func (o Override) Value(name string) converge.Value {
	for _, d := range o.Values {
		if d.Setting.Name() == name {
			return d.Value
		}
	}
	return nil
}

// Replaces reports whether the override replaces a setting of the profile, by its own
// name or that of the composite attribute, or takes it away.
func (o Override) Replaces(name string) bool {
	root, _, _ := strings.Cut(name, "/")
	return slices.Contains(o.replaced, root)
}

// Conflicts returns an error for each property that two settings of the instance
// write. profile holds the composite forms of the profile, which may be unknown.
func (o Override) Conflicts(profile map[string]attr.Value, at path.Path) diag.Diagnostics {
	managed := func(name string) bool {
		if o.Replaces(name) {
			return o.Value(name) != nil
		}
		return isManaged(profile[name])
	}
	if !managed(properties.name) && !managed(androidProperties.name) {
		return nil
	}
	names := func(name, child string) []string {
		if o.Replaces(name) {
			return propertiesIn(o.Value(name), child)
		}
		return slices.Sorted(maps.Keys(mapElements(objectAttributes(profile[name])[child])))
	}
	return conflicts(managed, names, func(name, child string) path.Path { return at.AtName(name).AtName(child) })
}

// propertiesIn returns the names of the properties in a child of a value, sorted.
func propertiesIn(value converge.Value, child string) []string {
	var list map[string]string
	switch v := value.(type) {
	case Properties:
		list = map[string]map[string]string{
			"system": v.System, "system_persistent": v.SystemPersistent, "modem": v.Modem, "modem_persistent": v.ModemPersistent,
			"setting": v.Setting, "oaid": v.OAID,
		}[child]
	case AndroidProperties:
		list = v.Properties
	}
	return slices.Sorted(maps.Keys(list))
}
