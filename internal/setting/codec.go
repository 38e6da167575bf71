package setting

import (
	"context"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Null is the null of the setting's type.
func (d *definition[V]) Null() attr.Value {
	if d.scalar {
		return nullOf(d.fields[0].kind)
	}
	return types.ObjectNull(d.childTypes())
}

// OwnName is the attribute of the own resource to hang an error on.
func (d *definition[V]) OwnName() string {
	if d.scalar {
		return d.fields[0].name
	}
	return ""
}

// FromOwn builds the composite form from the attributes of an own resource.
// All of them null means null, as after an import.
func (d *definition[V]) FromOwn(own map[string]attr.Value) attr.Value {
	if d.scalar {
		return own[d.fields[0].name]
	}
	children := make(map[string]attr.Value, len(d.fields))
	empty := true
	for _, f := range d.fields {
		children[f.name] = own[f.name]
		empty = empty && own[f.name].IsNull()
	}
	if empty {
		return d.Null()
	}
	return types.ObjectValueMust(d.childTypes(), children)
}

// ToOwn is the reverse of FromOwn.
func (d *definition[V]) ToOwn(composite attr.Value) map[string]attr.Value {
	if d.scalar {
		return map[string]attr.Value{d.fields[0].name: composite}
	}
	if object, ok := composite.(types.Object); ok && !object.IsNull() {
		return object.Attributes()
	}
	own := make(map[string]attr.Value, len(d.fields))
	for _, f := range d.fields {
		own[f.name] = nullOf(f.kind)
	}
	return own
}

// Split gives the one setting of the attribute; see Attribute.
func (d *definition[V]) Split(composite, config attr.Value) (Values, bool) {
	v, known := d.Decode(composite, config)
	if v == nil {
		return nil, known
	}
	return Values{d.name: {Setting: d, Value: v}}, known
}

// Join is the reverse of Split.
func (d *definition[V]) Join(settings Values) attr.Value { return d.Encode(settings[d.name].Value) }

// Decode reads the composite form. It gives nil for null and known = false
// when any part is unknown. Write-only children are read from config, which
// also says what is sent of a setting that an import fills in.
func (d *definition[V]) Decode(composite, config attr.Value) (converge.Value, bool) {
	if composite == nil || composite.IsNull() {
		return nil, true
	}
	if composite.IsUnknown() {
		return nil, false
	}
	var v, named V
	if d.scalar {
		d.fields[0].set(&v, composite)
		return v, true
	}
	children := childrenOf(composite)
	secrets := childrenOf(config)
	for _, f := range d.fields {
		child := children[f.name]
		if f.writeOnly {
			child = secrets[f.name]
		}
		if child == nil {
			child = nullOf(f.kind)
		}
		if !fullyKnown(child) {
			return nil, false
		}
		f.set(&v, child)
		if configured := secrets[f.name]; configured != nil && !configured.IsNull() {
			f.set(&named, child)
		}
	}
	if d.narrow != nil && len(secrets) > 0 {
		d.narrow(&v, named)
	}
	return v, true
}

// Encode writes the composite form; write-only children become null.
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

// fullyKnown tells whether a child is known with all its elements.
func fullyKnown(v attr.Value) bool {
	for _, element := range elementsOf(v) {
		if element.IsUnknown() {
			return false
		}
	}
	return !v.IsUnknown()
}

func childrenOf(v attr.Value) map[string]attr.Value {
	if object, ok := v.(types.Object); ok {
		return object.Attributes()
	}
	return nil
}

func nullOf(kind attr.Type) attr.Value {
	ctx := context.Background()
	v, err := kind.ValueFromTerraform(ctx, tftypes.NewValue(kind.TerraformType(ctx), nil))
	if err != nil {
		panic("type without a null: " + err.Error())
	}
	return v
}
