package setting

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
)

// anyOf requires at least one of the attributes of a setting. It is a validator
// of one of them, so that it also applies to the single-setting resource, which
// Check cannot tell from an unmanaged setting if it is empty.
type anyOf struct {
	// title is the setting in errors.
	title string
	names []string
}

func (v anyOf) Description(context.Context) string {
	return "at least one of " + strings.Join(v.names, ", ") + " must be set"
}

func (v anyOf) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v anyOf) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	resp.Diagnostics.Append(v.validate(ctx, req.Path.ParentPath(), req.Config)...)
}

func (v anyOf) ValidateMap(ctx context.Context, req validator.MapRequest, resp *validator.MapResponse) {
	resp.Diagnostics.Append(v.validate(ctx, req.Path.ParentPath(), req.Config)...)
}

func (v anyOf) validate(ctx context.Context, parent path.Path, config tfsdk.Config) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, name := range v.names {
		var value attr.Value
		diags.Append(config.GetAttribute(ctx, parent.AtName(name), &value)...)
		if diags.HasError() || (value != nil && !value.IsNull()) {
			return diags
		}
	}
	detail := "needs at least one of these attributes: " + strings.Join(v.names, ", ") + "."
	if len(parent.Steps()) == 0 {
		diags.AddError("No "+v.title, "This resource "+detail)
		return diags
	}
	diags.AddAttributeError(parent, "No "+v.title, parent.String()+" "+detail)
	return diags
}
