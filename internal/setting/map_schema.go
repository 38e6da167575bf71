package setting

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// ResourceAttributes returns the attributes of one entry, and the key if it is
// an attribute of its own.
func (m *mapDefinition[E]) ResourceAttributes() map[string]schema.Attribute {
	attributes := make(map[string]schema.Attribute, len(m.fields)+1)
	for _, f := range m.fields {
		attributes[f.name] = f.attribute(placement{required: f.required, requiresReplace: m.replaceOnChange})
	}
	if m.key != nil {
		attributes[m.key.name] = schema.StringAttribute{
			MarkdownDescription: m.key.description,
			Required:            true,
			PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
		}
	}
	return attributes
}

// InstanceAttribute returns an optional map of all entries.
func (m *mapDefinition[E]) InstanceAttribute() schema.Attribute {
	children := make(map[string]schema.Attribute, len(m.fields))
	for _, f := range m.fields {
		children[f.name] = f.attribute(placement{required: f.required})
	}
	return schema.MapNestedAttribute{
		MarkdownDescription: m.mapDescription.attribute(),
		Optional:            true,
		NestedObject:        schema.NestedAttributeObject{Attributes: children},
	}
}

func (m *mapDefinition[E]) ProfileAttribute() schema.Attribute { return m.InstanceAttribute() }

func (m *mapDefinition[E]) Type() attr.Type { return types.MapType{ElemType: m.elementType()} }

func (m *mapDefinition[E]) Null() attr.Value { return types.MapNull(m.elementType()) }

func (m *mapDefinition[E]) Empty() attr.Value { return m.Null() }

func (m *mapDefinition[E]) elementType() types.ObjectType {
	return types.ObjectType{AttrTypes: m.childTypes()}
}

func (m *mapDefinition[E]) childTypes() map[string]attr.Type { return attrTypes(m.fields) }

// FromResource returns a map with one entry. It returns null if only the
// identity is known, as after an import, and unknown if the key is unknown.
func (m *mapDefinition[E]) FromResource(attributes map[string]attr.Value) attr.Value {
	children := make(map[string]attr.Value, len(m.fields))
	empty := true
	for _, f := range m.fields {
		children[f.name] = attributes[f.name]
		empty = empty && (m.inIdentity(f.name) || attributes[f.name].IsNull())
	}
	if empty {
		return m.Null()
	}
	key, known := m.resourceKey(attributes)
	if !known {
		return types.MapUnknown(m.elementType())
	}
	return types.MapValueMust(m.elementType(), map[string]attr.Value{key: types.ObjectValueMust(m.childTypes(), children)})
}

// resourceKey returns the key of a single-setting resource, and whether it is known.
func (m *mapDefinition[E]) resourceKey(attributes map[string]attr.Value) (string, bool) {
	if m.key != nil {
		key, ok := attributes[m.key.name].(types.String)
		return key.ValueString(), ok && !key.IsUnknown()
	}
	element, known := m.identityOf(attributes)
	if !known {
		return "", false
	}
	return m.keyOf(element), true
}

// identityOf returns an element with its identity only, and whether that is known.
func (m *mapDefinition[E]) identityOf(attributes map[string]attr.Value) (element E, known bool) {
	for _, f := range m.fields {
		if !m.inIdentity(f.name) {
			continue
		}
		if a := attributes[f.name]; a == nil || a.IsUnknown() {
			return element, false
		}
		f.set(&element, attributes[f.name])
	}
	return element, true
}

func (m *mapDefinition[E]) inIdentity(name string) bool {
	return slices.Contains(m.identity, name)
}

// ToResource returns the attributes of the only entry. For a null map it leaves
// out the identity, so that the resource keeps it.
func (m *mapDefinition[E]) ToResource(composite attr.Value) map[string]attr.Value {
	attributes := make(map[string]attr.Value, len(m.fields)+1)
	for _, f := range m.fields {
		if !m.inIdentity(f.name) {
			attributes[f.name] = nullValue(f.attrType)
		}
	}
	for key, value := range mapElements(composite) {
		for name, child := range objectAttributes(value) {
			attributes[name] = child
		}
		if m.key != nil {
			attributes[m.key.name] = types.StringValue(key)
		}
	}
	return attributes
}
