package tfkit

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Reader is a configuration, plan or state.
type Reader interface {
	GetAttribute(ctx context.Context, p path.Path, target any) diag.Diagnostics
}

// Writer is a plan or state.
type Writer interface {
	SetAttribute(ctx context.Context, p path.Path, value any) diag.Diagnostics
}

var (
	_ Reader = (*tfsdk.Config)(nil)
	_ Reader = (*tfsdk.Plan)(nil)
	_ Reader = (*tfsdk.State)(nil)
	_ Writer = (*tfsdk.Plan)(nil)
	_ Writer = (*tfsdk.State)(nil)
)

// GetString returns a top-level string, or "" if it is null or unknown.
func GetString(ctx context.Context, from Reader, name string) (string, diag.Diagnostics) {
	if raw, ok := Raw(from, name); ok && (raw.IsNull() || !raw.IsKnown()) {
		return "", nil
	} else if ok {
		var text string
		if raw.As(&text) == nil {
			return text, nil
		}
	}
	var s types.String
	diags := from.GetAttribute(ctx, path.Root(name), &s)
	return s.ValueString(), diags
}

// GetMap returns a top-level map of strings.
func GetMap(ctx context.Context, from Reader, name string) (types.Map, diag.Diagnostics) {
	m := types.MapNull(types.StringType)
	if IsNull(from, name) {
		return m, nil
	}
	diags := from.GetAttribute(ctx, path.Root(name), &m)
	return m, diags
}
