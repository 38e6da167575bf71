package instance

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The new state has the changed values, later ones in place of earlier ones, and the
// plan that it is made from stays as it is. A value of another type is an error.
func TestStateIsACopyOfThePlan(t *testing.T) {
	object := func(ip any, unfinished any) tftypes.Value {
		return tftypes.NewValue(
			tftypes.Object{AttributeTypes: map[string]tftypes.Type{"pad_ip": tftypes.String, "unfinished": tftypes.String}},
			map[string]tftypes.Value{"pad_ip": tftypes.NewValue(tftypes.String, ip), "unfinished": tftypes.NewValue(tftypes.String, unfinished)})
	}
	plan := object(tftypes.UnknownValue, nil)
	state, diags := withValues(t.Context(), plan, map[string]attr.Value{"pad_ip": types.StringValue("192.0.2.1"), "unfinished": types.StringValue("proxy")},
		map[string]attr.Value{"pad_ip": types.StringValue("192.0.2.2")})
	if want := object("192.0.2.2", "proxy"); diags.HasError() || !state.Equal(want) {
		t.Errorf("got state %s (%v), want %s", state, diags, want)
	}
	if want := object(tftypes.UnknownValue, nil); !plan.Equal(want) {
		t.Errorf("got plan %s, want it unchanged: %s", plan, want)
	}
	if _, diags := withValues(t.Context(), plan, map[string]attr.Value{"pad_ip": types.Int64Value(1)}); !diags.HasError() {
		t.Error("got no error for a number in place of a text, want one")
	}
}
