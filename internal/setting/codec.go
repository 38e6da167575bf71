package setting

import (
	"context"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func (d *definition[V]) Null() attr.Value {
	if d.scalar {
		return nullValue(d.fields[0].attrType)
	}
	return types.ObjectNull(d.childTypes())
}

// Empty returns an object whose attributes are all null.
func (d *definition[V]) Empty() attr.Value {
	if d.scalar {
		return d.Null()
	}
	children := make(map[string]attr.Value, len(d.fields))
	for _, f := range d.fields {
		children[f.name] = nullValue(f.attrType)
	}
	return types.ObjectValueMust(d.childTypes(), children)
}

func (d *definition[V]) ErrorAttribute() string {
	if d.scalar {
		return d.fields[0].name
	}
	return ""
}

// FromResource converts the resource form to the composite form. It returns
// null if all attributes are null, as they are after an import.
func (d *definition[V]) FromResource(attributes map[string]attr.Value) attr.Value {
	if d.scalar {
		return attributes[d.fields[0].name]
	}
	children := make(map[string]attr.Value, len(d.fields))
	empty := true
	for _, f := range d.fields {
		children[f.name] = attributes[f.name]
		empty = empty && attributes[f.name].IsNull()
	}
	if empty {
		return d.Null()
	}
	return types.ObjectValueMust(d.childTypes(), children)
}

func (d *definition[V]) ToResource(composite attr.Value) map[string]attr.Value {
	if d.scalar {
		return map[string]attr.Value{d.fields[0].name: composite}
	}
	if object, ok := composite.(types.Object); ok && !object.IsNull() {
		return object.Attributes()
	}
	attributes := make(map[string]attr.Value, len(d.fields))
	for _, f := range d.fields {
		attributes[f.name] = nullValue(f.attrType)
	}
	return attributes
}

// Split returns the setting itself, unless the composite form is null.
func (d *definition[V]) Split(composite, config attr.Value) (Values, bool) {
	v, known := d.Decode(composite, config)
	if v == nil {
		return nil, known
	}
	return Values{d.name: {Setting: d.Setting(d.name), Value: v, Configured: d.configured(v, composite, config)}}, known
}

// configured returns the part of v that the configuration contains, or nil if it
// contains all or is not known. An import may have filled in the rest.
func (d *definition[V]) configured(v converge.Value, composite, config attr.Value) converge.Value {
	children := objectAttributes(composite)
	configChildren := objectAttributes(config)
	if !d.readOnImport || len(configChildren) == 0 {
		return nil
	}
	for name, child := range configChildren {
		if child.IsNull() {
			children[name] = child
		}
	}
	part, _ := d.Decode(types.ObjectValueMust(d.childTypes(), children), config)
	if converge.Canonical(part) == converge.Canonical(v) {
		return nil
	}
	return part
}

// Targets returns the name of the setting.
func (d *definition[V]) Targets(composite attr.Value) []string {
	if composite == nil || composite.IsNull() {
		return nil
	}
	return []string{d.name}
}

func (d *definition[V]) Join(settings Values) attr.Value { return d.Encode(settings[d.name].Value) }

// Decode converts the composite form to a V. It returns nil for null, and
// known == false if any part is unknown, except for the version of a write-only
// child, which is determined in the apply. Write-only children are read from
// config.
func (d *definition[V]) Decode(composite, config attr.Value) (value converge.Value, known bool) {
	if composite == nil || composite.IsNull() {
		return nil, true
	}
	if composite.IsUnknown() {
		return nil, false
	}
	var v V
	if d.scalar {
		d.fields[0].set(&v, composite)
		return v, true
	}
	children := objectAttributes(composite)
	configChildren := objectAttributes(config)
	for _, f := range d.fields {
		child := children[f.name]
		if f.writeOnly {
			child = configChildren[f.name]
		}
		if child == nil || (child.IsUnknown() && f.name == d.version) {
			child = nullValue(f.attrType)
		}
		if !fullyKnown(child) {
			return nil, false
		}
		f.set(&v, child)
	}
	return v, true
}

// Encode is the inverse of Decode. Write-only children become null.
func (d *definition[V]) Encode(value converge.Value) attr.Value {
	v, ok := value.(V)
	if !ok {
		return d.Null()
	}
	if d.scalar {
		return d.fields[0].get(v)
	}
	children := make(map[string]attr.Value, len(d.fields))
	for _, f := range d.fields {
		children[f.name] = f.get(v)
	}
	return types.ObjectValueMust(d.childTypes(), children)
}

// fullyKnown reports whether a value and, if it is a map, all its elements are
// known.
func fullyKnown(v attr.Value) bool {
	for _, element := range mapElements(v) {
		if element.IsUnknown() {
			return false
		}
	}
	return !v.IsUnknown()
}

// objectAttributes returns the attributes of an object, or nil if v is none.
func objectAttributes(v attr.Value) map[string]attr.Value {
	if object, ok := v.(types.Object); ok {
		return object.Attributes()
	}
	return nil
}

// mapElements returns the elements of a map, or nil if v is none.
func mapElements(v attr.Value) map[string]attr.Value {
	if m, ok := v.(types.Map); ok {
		return m.Elements()
	}
	return nil
}

func nullValue(t attr.Type) attr.Value {
	ctx := context.Background()
	v, err := t.ValueFromTerraform(ctx, tftypes.NewValue(t.TerraformType(ctx), nil))
	if err != nil {
		panic("type without a null value: " + err.Error())
	}
	return v
}
