package setting

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The framework asks each attribute for its Terraform type, and makes nulls of it, dozens
// of times per request, and makes the type anew each time. These types have it ready.
// Their values are those of the types that they embed.

type quickObject struct {
	types.ObjectType
	terraform tftypes.Type
}

// newQuickObject returns an object type with these children.
func newQuickObject(children map[string]attr.Type) quickObject {
	object := types.ObjectType{AttrTypes: children}
	return quickObject{object, object.TerraformType(context.Background())}
}

// TerraformType returns the type.
func (o quickObject) TerraformType(context.Context) tftypes.Type { return o.terraform }

// ValueFromTerraform returns a types.Object.
func (o quickObject) ValueFromTerraform(ctx context.Context, value tftypes.Value) (attr.Value, error) {
	if value.IsNull() {
		return types.ObjectNull(o.AttrTypes), nil
	}
	return o.ObjectType.ValueFromTerraform(ctx, value)
}

// Equal reports whether the other type is an object with the same children.
func (o quickObject) Equal(other attr.Type) bool {
	if quick, ok := other.(quickObject); ok {
		other = quick.ObjectType
	}
	return o.ObjectType.Equal(other)
}

type quickMap struct {
	types.MapType
	terraform tftypes.Type
}

// newQuickMap returns a map type with these elements.
func newQuickMap(element attr.Type) quickMap {
	m := types.MapType{ElemType: element}
	return quickMap{m, m.TerraformType(context.Background())}
}

// TerraformType returns the type.
func (m quickMap) TerraformType(context.Context) tftypes.Type { return m.terraform }

// ValueFromTerraform returns a types.Map.
func (m quickMap) ValueFromTerraform(ctx context.Context, value tftypes.Value) (attr.Value, error) {
	if value.IsNull() {
		return types.MapNull(m.ElemType), nil
	}
	return m.MapType.ValueFromTerraform(ctx, value)
}

// Equal reports whether the other type is a map with the same elements.
func (m quickMap) Equal(other attr.Type) bool {
	if quick, ok := other.(quickMap); ok {
		other = quick.MapType
	}
	return m.MapType.Equal(other)
}
