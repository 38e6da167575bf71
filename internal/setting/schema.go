package setting

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// ResourceAttributes returns the fields as top-level attributes. Optional
// fields are also computed if an import can fill them in.
func (d *definition[V]) ResourceAttributes() map[string]schema.Attribute {
	attributes := make(map[string]schema.Attribute, len(d.fields))
	for _, f := range d.fields {
		attributes[f.name] = f.attribute(placement{required: f.required, computed: d.readOnImport && !f.required})
	}
	return attributes
}

// InstanceAttribute returns the setting as one optional attribute.
func (d *definition[V]) InstanceAttribute() schema.Attribute {
	attribute := d.composite(d.readOnImport)
	if object, ok := attribute.(schema.SingleNestedAttribute); ok {
		object.CustomType = newQuickObject(d.childTypes())
		return object
	}
	return attribute
}

// ProfileAttribute returns the setting as one optional attribute that is never
// computed, because imports do not fill in profiles.
func (d *definition[V]) ProfileAttribute() schema.Attribute { return d.composite(false) }

func (d *definition[V]) composite(computed bool) schema.Attribute {
	if d.scalar {
		return withNote(d.fields[0].attribute(placement{computed: computed}), releaseNote(d.undone))
	}
	children := make(map[string]schema.Attribute, len(d.fields))
	for _, f := range d.fields {
		children[f.name] = f.attribute(placement{required: f.required, computed: computed && !f.required})
	}
	return schema.SingleNestedAttribute{
		MarkdownDescription: d.description.withUndo(d.undone).attribute(),
		Optional:            true,
		Computed:            computed,
		PlanModifiers:       useStateIfUnsetObjects(computed),
		Attributes:          children,
	}
}

// withNote appends a note to the description of a scalar attribute.
func withNote(attribute schema.Attribute, note string) schema.Attribute {
	switch a := attribute.(type) {
	case schema.StringAttribute:
		a.MarkdownDescription += " " + note
		return a
	case schema.BoolAttribute:
		a.MarkdownDescription += " " + note
		return a
	}
	return attribute
}

// Type returns the framework type of the composite form.
func (d *definition[V]) Type() attr.Type {
	if d.scalar {
		return d.fields[0].attrType
	}
	return types.ObjectType{AttrTypes: d.childTypes()}
}

func (d *definition[V]) childTypes() map[string]attr.Type { return attrTypes(d.fields) }

func attrTypes[V any](fields []field[V]) map[string]attr.Type {
	all := make(map[string]attr.Type, len(fields))
	for _, f := range fields {
		all[f.name] = f.attrType
	}
	return all
}
