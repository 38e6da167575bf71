package account

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// distinct rejects lists of strings with duplicates. The validator of the
// framework's module compares every pair, which is slow for thousands of pad
// codes.
type distinct struct{}

// Description describes the validator.
func (distinct) Description(context.Context) string { return "must not contain duplicates" }

// MarkdownDescription returns the Description.
func (v distinct) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateList accepts unknown values.
func (distinct) ValidateList(_ context.Context, req validator.ListRequest, resp *validator.ListResponse) {
	first := make(map[string]int, len(req.ConfigValue.Elements()))
	for i, element := range req.ConfigValue.Elements() {
		text, ok := element.(types.String)
		if !ok || text.IsNull() || text.IsUnknown() {
			continue
		}
		if at, twice := first[text.ValueString()]; twice {
			resp.Diagnostics.AddAttributeError(req.Path.AtListIndex(i), "Duplicate value", fmt.Sprintf(
				"%s contains %s twice, at positions %d and %d.", req.Path, text.ValueString(), at+1, i+1))
			return
		}
		first[text.ValueString()] = i
	}
}
