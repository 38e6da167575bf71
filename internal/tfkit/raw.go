package tfkit

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// GetAttribute copies the schema's map of attributes several times to find the type of
// one. That dominates the cost of a resource with dozens of attributes, so the functions
// of this file read top-level attributes without the schema.

// Attribute returns a top-level attribute, which must have the type.
func Attribute(ctx context.Context, from Reader, name string, of attr.Type) (attr.Value, diag.Diagnostics) {
	if raw, ok := Raw(from, name); ok {
		if value, err := of.ValueFromTerraform(ctx, raw); err == nil {
			return value, nil
		}
	}
	var value attr.Value
	diags := from.GetAttribute(ctx, path.Root(name), &value)
	return value, diags
}

// Raw returns a top-level attribute of a configuration, plan or state as Terraform
// sends it. It returns false if the whole object is null, or has no such attribute.
func Raw(from Reader, name string) (tftypes.Value, bool) {
	object, ok := rawObject(from)
	if !ok || object.IsNull() || !object.IsKnown() {
		return tftypes.Value{}, false
	}
	var attributes map[string]tftypes.Value // the object's own, not a copy
	if object.As(&attributes) != nil {
		return tftypes.Value{}, false
	}
	value, ok := attributes[name]
	return value, ok
}

func rawObject(from Reader) (tftypes.Value, bool) {
	switch of := from.(type) {
	case tfsdk.Config:
		return of.Raw, true
	case *tfsdk.Config:
		return of.Raw, true
	case tfsdk.Plan:
		return of.Raw, true
	case *tfsdk.Plan:
		return of.Raw, true
	case tfsdk.State:
		return of.Raw, true
	case *tfsdk.State:
		return of.Raw, true
	}
	return tftypes.Value{}, false
}

// IsNull reports whether a top-level attribute is null. It returns false if that takes
// GetAttribute to find out.
func IsNull(from Reader, name string) bool {
	raw, ok := Raw(from, name)
	return ok && raw.IsNull()
}
