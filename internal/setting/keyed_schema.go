package setting

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// OwnAttributes shows one entry at the top level of the own resource, with
// its key where that is no part of the element.
func (k *keyed[E]) OwnAttributes() map[string]schema.Attribute {
	attributes := make(map[string]schema.Attribute, len(k.fields)+1)
	for _, f := range k.fields {
		attributes[f.name] = f.attribute(placement{required: f.required, replaces: k.replaces})
	}
	if k.key != nil {
		attributes[k.key.name] = schema.StringAttribute{
			MarkdownDescription: k.key.description,
			Required:            true,
			PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
		}
	}
	return attributes
}

// CompositeAttribute shows the settings as an optional map.
func (k *keyed[E]) CompositeAttribute() schema.Attribute {
	children := make(map[string]schema.Attribute, len(k.fields))
	for _, f := range k.fields {
		children[f.name] = f.attribute(placement{required: f.required})
	}
	return schema.MapNestedAttribute{
		MarkdownDescription: k.mapDescription,
		Optional:            true,
		NestedObject:        schema.NestedAttributeObject{Attributes: children},
	}
}

// ProfileAttribute is the same in a profile.
func (k *keyed[E]) ProfileAttribute() schema.Attribute { return k.CompositeAttribute() }

// Type is the framework type of the map.
func (k *keyed[E]) Type() attr.Type { return types.MapType{ElemType: k.elementType()} }

// Null is the null of that type.
func (k *keyed[E]) Null() attr.Value { return types.MapNull(k.elementType()) }

func (k *keyed[E]) elementType() types.ObjectType {
	return types.ObjectType{AttrTypes: k.childTypes()}
}

func (k *keyed[E]) childTypes() map[string]attr.Type {
	kinds := make(map[string]attr.Type, len(k.fields))
	for _, f := range k.fields {
		kinds[f.name] = f.kind
	}
	return kinds
}

// FromOwn gives the map of one entry. With nothing but the keys known, as
// after an import, it gives null; with a key unknown, an unknown map.
func (k *keyed[E]) FromOwn(own map[string]attr.Value) attr.Value {
	children := make(map[string]attr.Value, len(k.fields))
	empty := true
	for _, f := range k.fields {
		children[f.name] = own[f.name]
		empty = empty && (k.isKey(f.name) || own[f.name].IsNull())
	}
	if empty {
		return k.Null()
	}
	object := types.ObjectValueMust(k.childTypes(), children)
	key, known := k.keyIn(own, object)
	if !known {
		return types.MapUnknown(k.elementType())
	}
	return types.MapValueMust(k.elementType(), map[string]attr.Value{key: object})
}

// keyIn gives the key of an own resource, and whether it is known.
func (k *keyed[E]) keyIn(own map[string]attr.Value, object types.Object) (string, bool) {
	if k.key != nil {
		key, ok := own[k.key.name].(types.String)
		return key.ValueString(), ok && !key.IsUnknown()
	}
	var element E
	for _, f := range k.fields {
		if !k.isKey(f.name) {
			continue
		}
		if own[f.name].IsUnknown() {
			return "", false
		}
		f.set(&element, own[f.name])
	}
	return k.keyOf(element), true
}

func (k *keyed[E]) isKey(name string) bool {
	return slices.Contains(k.ownKeys, name)
}

// ToOwn is the reverse of FromOwn. The keys of a null map are left as they
// are: they tell which entry the resource is about.
func (k *keyed[E]) ToOwn(composite attr.Value) map[string]attr.Value {
	own := make(map[string]attr.Value, len(k.fields)+1)
	for _, f := range k.fields {
		if !k.isKey(f.name) {
			own[f.name] = nullOf(f.kind)
		}
	}
	entries, ok := composite.(types.Map)
	if !ok {
		return own
	}
	for key, value := range entries.Elements() {
		for name, child := range childrenOf(value) {
			own[name] = child
		}
		if k.key != nil {
			own[k.key.name] = types.StringValue(key)
		}
	}
	return own
}
