package instance

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// IdentitySchema names the phone, and what of it where a phone can have
// several of the resource.
func (r *instanceResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	keys := map[string]bool{}
	for _, name := range r.layout.keys() {
		keys[name] = r.layout.attributes[0].ResourceAttributes()[name].IsRequired()
	}
	resp.IdentitySchema = tfkit.PadCodeIdentity(keys)
}

// ImportState takes a pad code, with the keys of the resource where it has
// any, as id or as identity.
func (r *instanceResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	keys := r.layout.keys()
	named := map[string]types.String{}
	if req.ID != "" || req.Identity == nil {
		parts, ok := splitImportID(req.ID, len(keys))
		if !ok {
			resp.Diagnostics.AddError("Wrong import id", fmt.Sprintf(
				"%q is not of the form %s. Import %s by the code of its phone and what it is there, for example %s.",
				req.ID, strings.Join(append([]string{tfkit.PadCode}, keys...), "/"), r.TypeName(), r.importExample()))
			return
		}
		for i, name := range append([]string{tfkit.PadCode}, keys...) {
			named[name] = types.StringValue(parts[i])
			if parts[i] == "" {
				named[name] = types.StringNull()
			}
		}
	} else {
		for _, name := range append([]string{tfkit.PadCode}, keys...) {
			var value types.String
			resp.Diagnostics.Append(req.Identity.GetAttribute(ctx, path.Root(name), &value)...)
			named[name] = value
		}
	}
	if code := named[tfkit.PadCode].ValueString(); !tfkit.PadCodePattern.MatchString(code) {
		resp.Diagnostics.AddError("Wrong import id", fmt.Sprintf(
			"%q is not a pad code. Import %s by the code of its phone, for example %s.", code, r.TypeName(), r.importExample()))
	}
	if resp.Diagnostics.HasError() {
		return
	}
	for name, value := range named {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), value)...)
	}
	resp.Diagnostics.Append(tfkit.SetPadCodeIdentity(ctx, resp.Identity, resp.State, keys...)...)
	resp.Diagnostics.Append(tfkit.MarkImported(ctx, resp.Private)...)
}

// splitImportID gives the pad code and the keys of an import id. The first
// segment is the code and the last one the last key; what lies between is a
// folder with its leading slash, "" where there is none.
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

// importExample is an import id as it should be.
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
