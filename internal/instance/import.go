package instance

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// IdentitySchema returns an identity of pad_code and the keys of the resource.
func (r *instanceResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	keys := map[string]schema.Attribute{}
	for _, name := range r.layout.keys() {
		keys[name] = r.layout.attributes[0].ResourceAttributes()[name]
	}
	resp.IdentitySchema = tfkit.PadCodeIdentity(keys)
}

// ImportState sets pad_code and the keys from an import ID or an identity. The
// Read that follows sets the other attributes.
func (r *instanceResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	keys := r.layout.keys()
	names := append([]string{tfkit.PadCode}, keys...)
	values := map[string]types.String{}
	if req.ID != "" || req.Identity == nil {
		parts, ok := splitImportID(req.ID, len(keys))
		if !ok {
			resp.Diagnostics.AddError("Invalid import ID", fmt.Sprintf(
				"%q is not an import ID of %s. Use %s, for example %s.", req.ID, r.TypeName(), strings.Join(names, "/"), r.importExample()))
			return
		}
		for i, name := range names {
			values[name] = types.StringValue(parts[i])
			if parts[i] == "" {
				values[name] = types.StringNull()
			}
		}
	} else {
		for _, name := range names {
			var value types.String
			resp.Diagnostics.Append(req.Identity.GetAttribute(ctx, path.Root(name), &value)...)
			values[name] = value
		}
	}
	if code := values[tfkit.PadCode].ValueString(); !tfkit.PadCodePattern.MatchString(code) {
		resp.Diagnostics.AddError("Invalid import ID", fmt.Sprintf(
			"%q is not a pad code. To import %s, use %s, for example %s.", code, r.TypeName(), strings.Join(names, "/"), r.importExample()))
	}
	if resp.Diagnostics.HasError() {
		return
	}
	for name, value := range values {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), value)...)
	}
	resp.Diagnostics.Append(tfkit.SetPadCodeIdentity(ctx, resp.Identity, resp.State, keys...)...)
	resp.Diagnostics.Append(tfkit.MarkImported(ctx, resp.Private)...)
}

// splitImportID splits an import ID into the pad code and the given number of
// keys. It reports false if a part is missing or there are too many.
//
// With two keys, the first is a folder, which starts with a slash and can
// contain others. It is "" if there is no folder.
func splitImportID(id string, keys int) ([]string, bool) {
	if keys == 0 {
		return []string{id}, true
	}
	first, last := strings.Index(id, "/"), strings.LastIndex(id, "/")
	if first < 1 || last == len(id)-1 || (keys == 1 && first != last) {
		return nil, false
	}
	parts := []string{id[:first]}
	if keys > 1 {
		parts = append(parts, id[first:last])
	}
	return append(parts, id[last+1:]), true
}

// importExample returns a valid import ID.
func (r *instanceResource) importExample() string {
	switch len(r.layout.keys()) {
	case 0:
		return "AC32010000001"
	case 1:
		return "AC32010000001/com.example.kiosk"
	default:
		return "AC32010000001/Download/1e5d3bf00576ee8f3d094908c0456722"
	}
}
