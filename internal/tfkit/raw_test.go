package tfkit_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Attribute, GetString and GetMap return what GetAttribute returns, from each kind of
// object, also from one that is null, and for values that are null or unknown.
func TestReadsWithoutSchema(t *testing.T) {
	ctx := t.Context()
	s := schema.Schema{Attributes: map[string]schema.Attribute{
		"text": schema.StringAttribute{Optional: true},
		"map":  schema.MapAttribute{Optional: true, ElementType: types.StringType},
	}}
	of := s.Type().TerraformType(ctx)
	texts := tftypes.Map{ElementType: tftypes.String}
	object := func(text, m any) tftypes.Value {
		return tftypes.NewValue(of, map[string]tftypes.Value{"text": tftypes.NewValue(tftypes.String, text), "map": tftypes.NewValue(texts, m)})
	}
	for name, raw := range map[string]tftypes.Value{
		"set":     object("a", map[string]tftypes.Value{"b": tftypes.NewValue(tftypes.String, "c")}),
		"empty":   object("", map[string]tftypes.Value{}),
		"null":    object(nil, nil),
		"unknown": object(tftypes.UnknownValue, tftypes.UnknownValue),
		"object":  tftypes.NewValue(of, nil),
	} {
		plan, state, config := tfsdk.Plan{Raw: raw, Schema: s}, tfsdk.State{Raw: raw, Schema: s}, tfsdk.Config{Raw: raw, Schema: s}
		for i, from := range []tfkit.Reader{plan, &plan, state, &state, config, &config} {
			var want attr.Value
			var text types.String
			m := types.MapNull(types.StringType)
			diags := from.GetAttribute(ctx, path.Root("map"), &want)
			diags.Append(from.GetAttribute(ctx, path.Root("text"), &text)...)
			diags.Append(from.GetAttribute(ctx, path.Root("map"), &m)...)
			got, more := tfkit.Attribute(ctx, from, "map", types.MapType{ElemType: types.StringType})
			diags.Append(more...)
			gotText, more := tfkit.GetString(ctx, from, "text")
			diags.Append(more...)
			gotMap, more := tfkit.GetMap(ctx, from, "map")
			diags.Append(more...)
			if diags.HasError() || !got.Equal(want) || gotText != text.ValueString() || !gotMap.Equal(m) {
				t.Errorf("%s, reader %d: got %v, %q and %v with %v, want %v, %q and %v", name, i, got, gotText, gotMap, diags, want, text.ValueString(), m)
			}
			if null := tfkit.IsNull(from, "text"); null != (name == "null") {
				t.Errorf("%s, reader %d: got IsNull %t, want %t", name, i, null, name == "null")
			}
		}
		if value, diags := tfkit.Attribute(ctx, plan, "missing", types.StringType); !diags.HasError() {
			t.Errorf("%s: got %v for an attribute that does not exist, want an error", name, value)
		}
	}
}
