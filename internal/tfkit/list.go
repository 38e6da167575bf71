package tfkit

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	listschema "github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// listChunk is the number of results that Results requests at once.
const listChunk = 100

// Results returns the stream of a list resource. find returns everything that the
// configuration selects, in order. results returns the results of a part of it; it
// may return fewer, because objects can disappear meanwhile. Neither is called for a
// limit of 0.
//
// If find or results return an error, the stream ends with it. Results before the
// error stay in the stream.
func Results[T any](limit int64, find func() ([]T, diag.Diagnostics), results func([]T) ([]list.ListResult, diag.Diagnostics)) func(push func(list.ListResult) bool) {
	return func(push func(list.ListResult) bool) {
		if limit <= 0 {
			return
		}
		items, diags := find()
		if len(diags) > 0 && !push(list.ListResult{Diagnostics: diags}) || diags.HasError() {
			return
		}
		for len(items) > 0 && limit > 0 {
			n := min(int64(len(items)), limit, listChunk)
			found, diags := results(items[:n])
			items = items[n:]
			if len(diags) > 0 && !push(list.ListResult{Diagnostics: diags}) || diags.HasError() {
				return
			}
			for _, result := range found {
				if !push(result) {
					return
				}
			}
			limit -= int64(len(found))
		}
	}
}

// ListError returns a diagnostic of a list resource as the result of find or results.
func ListError(summary string, err error) diag.Diagnostics {
	return diag.Diagnostics{diag.NewErrorDiagnostic(summary, Explain("", err))}
}

// ReadyToList reports whether the provider is configured, and returns an error if
// not.
func (d *Data) ReadyToList() diag.Diagnostics {
	if d.Unknown == "" {
		return nil
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic("Provider configuration not known yet", fmt.Sprintf(
		"The value of %s in the provider block is not known, so the provider cannot query ARMCloud. Set it to a value that does not depend on a resource.", d.Unknown))}
}

// EmptyResource replaces a null resource with one whose attributes are null.
func EmptyResource(ctx context.Context, resource *tfsdk.Resource) {
	object, ok := resource.Schema.Type().TerraformType(ctx).(tftypes.Object)
	if !ok {
		return // The type of a schema is an object.
	}
	values := make(map[string]tftypes.Value, len(object.AttributeTypes))
	for name, kind := range object.AttributeTypes {
		values[name] = tftypes.NewValue(kind, nil)
	}
	resource.Raw = tftypes.NewValue(object, values)
}

// FilterAttribute returns the filter of a data source for the list resource of the
// same objects. attributes are those of the data source's filter.
func FilterAttribute(description string, attributes map[string]schema.Attribute) listschema.Attribute {
	nested := make(map[string]listschema.Attribute, len(attributes))
	for name, attribute := range attributes {
		switch a := attribute.(type) {
		case schema.StringAttribute:
			nested[name] = listschema.StringAttribute{MarkdownDescription: a.MarkdownDescription, Optional: true, Validators: a.Validators}
		case schema.BoolAttribute:
			nested[name] = listschema.BoolAttribute{MarkdownDescription: a.MarkdownDescription, Optional: true, Validators: a.Validators}
		case schema.ListAttribute:
			nested[name] = listschema.ListAttribute{MarkdownDescription: a.MarkdownDescription, ElementType: a.ElementType, Optional: true, Validators: a.Validators}
		default:
			panic(fmt.Sprintf("the filter attribute %s has an unexpected type: %T", name, a))
		}
	}
	return listschema.SingleNestedAttribute{MarkdownDescription: description, Optional: true, Attributes: nested}
}
