package setting

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// OwnAttributes shows the fields at the top level of the own resource. A
// scalar is required there, since without it the resource says nothing. What
// an import fills in beyond the configuration stays, as in the composite.
func (d *definition[V]) OwnAttributes() map[string]schema.Attribute {
	attributes := make(map[string]schema.Attribute, len(d.fields))
	for _, f := range d.fields {
		attributes[f.name] = f.attribute(placement{required: f.required, filled: d.fillable && !f.required})
	}
	return attributes
}

// CompositeAttribute shows the setting as one optional attribute.
func (d *definition[V]) CompositeAttribute() schema.Attribute { return d.nested(d.fillable) }

// ProfileAttribute shows the setting in a profile, which nothing fills in.
func (d *definition[V]) ProfileAttribute() schema.Attribute { return d.nested(false) }

func (d *definition[V]) nested(filled bool) schema.Attribute {
	if d.scalar {
		return d.fields[0].attribute(placement{filled: filled})
	}
	children := make(map[string]schema.Attribute, len(d.fields))
	for _, f := range d.fields {
		children[f.name] = f.attribute(placement{required: f.required, filled: filled && !f.required})
	}
	return schema.SingleNestedAttribute{
		MarkdownDescription: d.description,
		Optional:            true,
		Computed:            filled,
		PlanModifiers:       useStateIfUnsetObjects(filled),
		Attributes:          children,
	}
}

// Type is the framework type of the setting in a composite.
func (d *definition[V]) Type() attr.Type {
	if d.scalar {
		return d.fields[0].kind
	}
	return types.ObjectType{AttrTypes: d.childTypes()}
}

func (d *definition[V]) childTypes() map[string]attr.Type {
	kinds := make(map[string]attr.Type, len(d.fields))
	for _, f := range d.fields {
		kinds[f.name] = f.kind
	}
	return kinds
}
