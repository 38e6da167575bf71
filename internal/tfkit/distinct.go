package tfkit

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Distinct rejects lists with duplicates. The validator of the framework's module
// compares every pair, which is slow for thousands of pad codes.
type Distinct struct {
	// Attribute is the attribute in which objects must differ, or "" in a list of
	// strings.
	Attribute string
}

// Description describes the validator.
func (Distinct) Description(context.Context) string { return "must not contain duplicates" }

// MarkdownDescription returns the Description.
func (d Distinct) MarkdownDescription(ctx context.Context) string { return d.Description(ctx) }

// ValidateList accepts unknown values.
func (d Distinct) ValidateList(_ context.Context, req validator.ListRequest, resp *validator.ListResponse) {
	elements := req.ConfigValue.Elements()
	first := make(map[string]int, len(elements))
	for i, element := range elements {
		text, known := d.text(element)
		if !known {
			continue
		}
		if at, twice := first[text]; twice {
			where := req.Path.AtListIndex(i)
			if d.Attribute != "" {
				where = where.AtName(d.Attribute)
			}
			resp.Diagnostics.AddAttributeError(where, "Duplicate value", fmt.Sprintf(
				"%s contains %s twice, at positions %d and %d.", req.Path, text, at+1, i+1))
			return
		}
		first[text] = i
	}
}

// text returns the text in which an element must differ, or false if it is null or
// unknown.
func (d Distinct) text(element attr.Value) (string, bool) {
	if object, ok := element.(types.Object); ok {
		element = object.Attributes()[d.Attribute]
	}
	text, ok := element.(types.String)
	return text.ValueString(), ok && !text.IsNull() && !text.IsUnknown()
}
