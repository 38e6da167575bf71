package account

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// ImportState sets the keys from an import id or an identity. The Read that
// follows fills in the rest and checks that the resource exists.
func (r *accountResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	values := map[string]attr.Value{}
	if req.ID != "" || req.Identity == nil {
		parts := strings.SplitN(req.ID, "/", len(r.keys))
		for i, k := range r.keys {
			var value attr.Value
			if i < len(parts) {
				value = k.parse(parts[i])
			}
			if value == nil {
				resp.Diagnostics.AddError("Invalid import ID", fmt.Sprintf(
					"%q is not an import ID of %s. Use %s, for example %s.", req.ID, r.TypeName(), r.keyNames(), r.example))
				return
			}
			values[k.name] = value
		}
	} else {
		for _, k := range r.keys {
			var value attr.Value
			resp.Diagnostics.Append(req.Identity.GetAttribute(ctx, path.Root(k.name), &value)...)
			values[k.name] = value
			if k.constant != "" && !types.StringValue(k.constant).Equal(value) {
				resp.Diagnostics.AddError("Invalid identity", fmt.Sprintf("The %s of %s must be %q.", k.name, r.TypeName(), k.constant))
			}
		}
	}
	if resp.Diagnostics.HasError() {
		return
	}
	for _, k := range r.keys {
		if k.constant == "" {
			resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(k.name), values[k.name])...)
		}
		if resp.Identity != nil {
			resp.Diagnostics.Append(resp.Identity.SetAttribute(ctx, path.Root(k.name), values[k.name])...)
		}
	}
	resp.Diagnostics.Append(tfkit.MarkImported(ctx, resp.Private)...)
}

// parse returns the value of the key in an import id, nil if it is invalid.
func (k key) parse(text string) attr.Value {
	switch {
	case text == "" || k.constant != "" && text != k.constant:
		return nil
	case !k.number:
		return types.StringValue(text)
	}
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil
	}
	return types.Int64Value(number)
}

// keyNames describes an import id.
func (r *accountResource) keyNames() string {
	names := make([]string, len(r.keys))
	for i, k := range r.keys {
		names[i] = k.name
		if k.constant != "" {
			names[i] = "the word " + k.constant
		}
	}
	return strings.Join(names, "/")
}
