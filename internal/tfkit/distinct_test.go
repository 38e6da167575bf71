package tfkit_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Duplicates are found in lists of strings and in an attribute of objects. Unknown and
// null values are no duplicates, and a list of objects may differ in other attributes.
func TestDistinct(t *testing.T) {
	t.Parallel()
	of := map[string]attr.Type{"pad_code": types.StringType, "bitrate": types.StringType}
	pad := func(code, bitrate string) attr.Value {
		return types.ObjectValueMust(of, map[string]attr.Value{"pad_code": types.StringValue(code), "bitrate": types.StringValue(bitrate)})
	}
	texts, pads := types.StringType, types.ObjectType{AttrTypes: of}
	one, two := types.StringValue("AC1"), types.StringValue("AC2")
	for name, c := range map[string]struct {
		by       string
		list     types.List
		at, want string
	}{
		"distinct":         {"", types.ListValueMust(texts, []attr.Value{one, two}), "", ""},
		"unknown and null": {"", types.ListValueMust(texts, []attr.Value{types.StringUnknown(), types.StringNull(), types.StringUnknown(), types.StringNull()}), "", ""},
		"unknown list":     {"", types.ListUnknown(texts), "", ""},
		"duplicate":        {"", types.ListValueMust(texts, []attr.Value{one, two, one}), "l[2]", "l contains AC1 twice, at positions 1 and 3."},
		"objects":          {"pad_code", types.ListValueMust(pads, []attr.Value{pad("AC1", "1"), pad("AC2", "1")}), "", ""},
		"same pad code":    {"pad_code", types.ListValueMust(pads, []attr.Value{pad("AC1", "1"), pad("AC1", "2")}), "l[1].pad_code", "l contains AC1 twice, at positions 1 and 2."},
	} {
		var resp validator.ListResponse
		tfkit.Distinct{Attribute: c.by}.ValidateList(t.Context(), validator.ListRequest{Path: path.Root("l"), ConfigValue: c.list}, &resp)
		at, got := "", ""
		for _, d := range resp.Diagnostics {
			at, got = path.Empty().String(), d.Detail()
			if withPath, ok := d.(interface{ Path() path.Path }); ok {
				at = withPath.Path().String()
			}
		}
		if at != c.at || got != c.want {
			t.Errorf("%s: got %q at %q, want %q at %q", name, got, at, c.want, c.at)
		}
	}
}

// Zero is a duration only if the validator has it allowed, and negative ones never are.
func TestDuration(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]bool{"5m": {true, true}, "0s": {false, true}, "-1s": {false, false}, "5": {false, false}, "soon": {false, false}} {
		for i, d := range []tfkit.Duration{{}, {Zero: true}} {
			var resp validator.StringResponse
			d.ValidateString(t.Context(), validator.StringRequest{Path: path.Root("d"), ConfigValue: types.StringValue(text)}, &resp)
			if got := !resp.Diagnostics.HasError(); got != want[i] {
				t.Errorf("%s with %+v: got accepted %v, want %v", text, d, got, want[i])
			}
		}
	}
}
