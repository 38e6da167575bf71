package account

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// distinct demands that a list of strings names nothing twice. The one of the
// validators' module compares every pair, which thousands of phones feel.
type distinct struct{}

// Description says what the validator wants.
func (distinct) Description(context.Context) string { return "must name nothing twice" }

// MarkdownDescription is Description.
func (v distinct) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateList lets unknown values pass.
func (distinct) ValidateList(_ context.Context, req validator.ListRequest, resp *validator.ListResponse) {
	first := make(map[string]int, len(req.ConfigValue.Elements()))
	for i, element := range req.ConfigValue.Elements() {
		text, ok := element.(types.String)
		if !ok || text.IsNull() || text.IsUnknown() {
			continue
		}
		if at, twice := first[text.ValueString()]; twice {
			resp.Diagnostics.AddAttributeError(req.Path.AtListIndex(i), "Named twice", fmt.Sprintf(
				"%s names %s twice, at the places %d and %d.", req.Path, text.ValueString(), at+1, i+1))
			return
		}
		first[text.ValueString()] = i
	}
}
