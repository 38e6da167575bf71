package instance

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// ValidateConfig checks what validators of single attributes cannot.
func (r *instanceResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	values := map[string]attr.Value{}
	for _, at := range r.layout.attributes {
		value, diags := r.layout.get(ctx, req.Config, at)
		resp.Diagnostics.Append(diags...)
		if diags.HasError() {
			continue
		}
		if value.IsNull() && r.layout.own {
			value = at.Empty()
		}
		values[at.Name()] = value
		resp.Diagnostics.Append(at.Check(value, func(child string) path.Path { return r.layout.child(at, child) })...)
	}
	if !r.layout.own {
		resp.Diagnostics.Append(setting.Conflicts(values, func(name, child string) path.Path { return path.Root(name).AtName(child) })...)
	}
}
