package setting

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
)

// Shape is the HCL form of one setting, or of a map of settings of one kind.
//
// A value has two forms. The composite form is the single attribute that
// armcloud_instance and the profiles of armcloud_fleet have. The resource form
// is the top-level attributes of the single-setting resource.
type Shape interface {
	// Name is the name of the composite attribute. The names of the shape's
	// settings begin with it.
	Name() string
	// ResourceSuffix is the name of the single-setting resource without the
	// prefix "armcloud_instance_".
	ResourceSuffix() string
	// Title follows "Unable to set" in errors.
	Title() string
	// Description is the Markdown description of the single-setting resource.
	Description() string
	// Undone says what undoing the setting does, as a clause such as "the limits are
	// removed". It is "" if the API cannot undo the setting.
	Undone() string
	// ReadOnImport reports whether importing an armcloud_instance fills in the
	// attribute, which makes it optional and computed there.
	ReadOnImport() bool
	// WriteOnly returns the names of the write-only child and of its version,
	// or empty strings if there is none.
	WriteOnly() (secret, version string)
	// MayTakeSecret reports whether a composite form can have a value in its write-only
	// child, so that a null in the plan may be a value in the apply.
	MayTakeSecret(composite attr.Value) bool
	// Changes names the computed attributes of armcloud_instance that change with
	// the setting.
	Changes() []string

	// ResourceAttributes returns the attributes of the single-setting resource
	// except those that every such resource has, such as pad_code.
	ResourceAttributes() map[string]schema.Attribute
	// InstanceAttribute returns the attribute of armcloud_instance.
	InstanceAttribute() schema.Attribute
	// ProfileAttribute returns the attribute of a profile of armcloud_fleet.
	ProfileAttribute() schema.Attribute
	// ErrorAttribute is the attribute of the single-setting resource at which
	// errors are reported, or "" if they concern the whole resource.
	ErrorAttribute() string
	// IdentityAttributes are the attributes that, besides pad_code, are part of
	// the identity of the single-setting resource.
	IdentityAttributes() []string

	// Type is the framework type of the composite form.
	Type() attr.Type
	// Null returns a null of that type.
	Null() attr.Value
	// Empty returns the composite form without any values, to check a
	// single-setting resource that sets none.
	Empty() attr.Value
	// FromResource converts the resource form to the composite form.
	FromResource(attributes map[string]attr.Value) attr.Value
	// ToResource is the inverse of FromResource.
	ToResource(composite attr.Value) map[string]attr.Value
	// Check validates rules that concern several attributes. The value may be
	// null, unknown or partly unknown. at returns the path of a child.
	Check(composite attr.Value, at func(child string) path.Path) diag.Diagnostics

	// Split converts a composite form to settings; null has none. It returns
	// known == false if any part is unknown, except for the version of a
	// write-only child. Write-only children are read from config.
	Split(composite, config attr.Value) (settings Values, known bool)
	// Targets returns the targets of the settings in a composite form that is not
	// null; see converge.Target. Those that are unknown are left out, but a value may be
	// unknown.
	Targets(composite attr.Value) []string
	// Parse reads the composite form from JSON, as ParseOverride reads it, and reports errors
	// of names and types at its path. If check is true, it also does what the validators
	// and Check do.
	Parse(ctx context.Context, raw any, at path.Path, check bool) (Values, diag.Diagnostics)
	// Join is the inverse of Split. Write-only children become null.
	Join(settings Values) attr.Value
	// Setting returns the setting with this name, or nil if it is the name of a map.
	Setting(name string) converge.Setting
}

// Values are settings with their desired values, by name.
type Values map[string]converge.Desired

// ByName returns the setting with this name, or nil if there is none. The name of a
// map is that of no setting.
func ByName(name string) converge.Setting {
	shape := ShapeOf(name)
	if shape == nil {
		return nil
	}
	return shape.Setting(name)
}

// ShapeOf returns the shape of the setting with this name, or nil if there is
// none.
func ShapeOf(name string) Shape {
	if i := rank(name); i >= 0 {
		return order[i]
	}
	return nil
}

// Ordered returns the names in the order in which the settings are applied,
// without duplicates and without unknown names.
func Ordered(names []string) []string {
	sorted := slices.Clone(names)
	slices.SortFunc(sorted, func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b))
	})
	sorted = slices.Compact(sorted)
	return slices.DeleteFunc(sorted, func(name string) bool { return rank(name) < 0 })
}

// rank returns the position of a setting's shape in order, or -1 if there is
// none.
func rank(name string) int {
	root, _, _ := strings.Cut(name, "/")
	return slices.IndexFunc(order, func(s Shape) bool { return s.Name() == root })
}
