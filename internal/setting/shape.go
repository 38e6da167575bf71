package setting

import (
	"cmp"
	"slices"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
)

// Attribute is how HCL shows settings: one setting, or a map of settings of
// one kind.
type Shape interface {
	// Name is the attribute in armcloud_instance and in the profiles; the
	// names of its settings begin with it.
	Name() string
	// Resource is the name of the own resource after "armcloud_instance_".
	Resource() string
	// Title follows "Unable to set" in errors.
	Title() string
	// Description is the Markdown text for the own resource.
	Description() string
	// Fillable tells whether an import fills the attribute in, which makes it
	// optional and computed in armcloud_instance.
	Fillable() bool
	// WriteOnly names the write-only child and its version, empty where there
	// is none.
	WriteOnly() (secret, version string)

	// OwnAttributes are the attributes of the own resource besides pad_code.
	OwnAttributes() map[string]schema.Attribute
	// CompositeAttribute is the attribute in armcloud_instance.
	CompositeAttribute() schema.Attribute
	// ProfileAttribute is the attribute in a profile of armcloud_fleet.
	ProfileAttribute() schema.Attribute
	// OwnName is the attribute of the own resource to hang an error on, ""
	// where several make up the setting.
	OwnName() string
	// OwnKeys names the attributes that tell the own resource from others on
	// the same phone; they are part of its identity.
	OwnKeys() []string

	// Type is the framework type of the attribute in a composite.
	Type() attr.Type
	// Null is the null of that type.
	Null() attr.Value
	// FromOwn builds the composite form from an own resource's attributes.
	FromOwn(own map[string]attr.Value) attr.Value
	// ToOwn is the reverse of FromOwn.
	ToOwn(composite attr.Value) map[string]attr.Value
	// Check validates what single attributes cannot: the value may be null,
	// unknown or partly unknown. at gives the path of a child.
	Check(composite attr.Value, at func(child string) path.Path) diag.Diagnostics

	// Split reads a composite form into settings, none for null. It gives
	// known = false when any part is unknown. Write-only children are read
	// from config.
	Split(composite, config attr.Value) (settings Values, known bool)
	// Join is the reverse of Split; write-only children become null.
	Join(settings Values) attr.Value
	// Setting gives the setting of a name.
	Setting(name string) converge.Setting
}

// Values are settings with their values, by name.
type Values map[string]converge.Desired

// Named gives the setting of a name, nil for one that does not exist.
func ByName(name string) converge.Setting {
	at := ShapeOf(name)
	if at == nil {
		return nil
	}
	return at.Setting(name)
}

// Held gives the setting of a name that a phone has with a value, which may be
// nil; nil for one that does not exist.
func WithValue(name string, value converge.Value) converge.Setting {
	at := ShapeOf(name)
	if at == nil {
		return nil
	}
	held, _ := at.Split(at.Join(Values{name: {Value: value}}), nil)
	if w, here := held[name]; here {
		return w.Setting
	}
	return at.Setting(name)
}

// AttributeOf gives the attribute that shows the setting of a name, nil for
// one that does not exist.
func ShapeOf(name string) Shape {
	root, _, _ := strings.Cut(name, "/")
	for _, at := range order {
		if at.Name() == root {
			return at
		}
	}
	return nil
}

// Ordered gives the names in the order in which a phone is told, each once;
// names of settings that do not exist are left out.
func Ordered(names []string) []string {
	sorted := slices.Clone(names)
	slices.SortFunc(sorted, func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b))
	})
	sorted = slices.Compact(sorted)
	return slices.DeleteFunc(sorted, func(name string) bool { return rank(name) < 0 })
}

// rank is the place of a setting's attribute in the order, -1 without one.
func rank(name string) int {
	root, _, _ := strings.Cut(name, "/")
	return slices.IndexFunc(order, func(at Shape) bool { return at.Name() == root })
}
