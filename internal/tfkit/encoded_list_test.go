package tfkit_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

var (
	pairTypes  = map[string]attr.Type{"name": types.StringType, "size": types.Int64Type}
	pairSchema = schema.Schema{Attributes: map[string]schema.Attribute{
		"filter": schema.StringAttribute{Optional: true},
		"pairs": schema.ListNestedAttribute{Computed: true, NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"name": schema.StringAttribute{Computed: true}, "size": schema.Int64Attribute{Computed: true},
		}}},
		"sorted": schema.ListAttribute{Computed: true, ElementType: types.StringType},
	}}
)

// pair is the n-th element of pairs. Each third name and the first size are null.
func pair(n int) attr.Value {
	name, size := types.StringValue(strings.Repeat("é", n)), types.Int64Value(int64(n)<<n)
	if n%3 == 2 {
		name = types.StringNull()
	}
	if n == 0 {
		size = types.Int64Null()
	}
	return types.ObjectValueMust(pairTypes, map[string]attr.Value{"name": name, "size": size})
}

// pairState returns a state in which filter and sorted are set and pairs is null.
func pairState(t *testing.T) tfsdk.State {
	t.Helper()
	state := tfsdk.State{Schema: pairSchema, Raw: tftypes.NewValue(pairSchema.Type().TerraformType(t.Context()), nil)}
	diags := state.SetAttribute(t.Context(), path.Root("filter"), "pairs")
	diags.Append(state.SetAttribute(t.Context(), path.Root("sorted"), []string{"a", "b"})...)
	if diags.HasError() {
		t.Fatal(diags)
	}
	return state
}

func encodeState(t *testing.T, state tfsdk.State) tfprotov6.DynamicValue {
	t.Helper()
	encoded, err := tfprotov6.NewDynamicValue(state.Raw.Type(), state.Raw)
	if err != nil {
		t.Fatal(err)
	}
	return encoded
}

// SetList and AddTo produce the state that SetAttribute does, for lists of any length.
// The framework's own state lacks the list, unless nothing can add it.
func TestSetList(t *testing.T) {
	for _, length := range []int{0, 1, 20, 300} {
		numbers, values := make([]int, length), make([]attr.Value, length)
		for n := range numbers {
			numbers[n], values[n] = n, pair(n%40)
		}
		ctx, list := tfkit.WithEncodedList(t.Context())
		state := pairState(t)
		encoded := encodeState(t, state)
		if diags := tfkit.SetList(ctx, &state, "pairs", numbers, func(n int) attr.Value { return pair(n % 40) }); diags.HasError() {
			t.Fatal(diags)
		}
		if raw, _ := tfkit.Raw(state, "pairs"); !raw.IsNull() {
			t.Errorf("%d elements: got the list in the framework's state, want null", length)
		}
		if err := list.AddTo(&encoded); err != nil {
			t.Fatal(err)
		}
		got, err := encoded.Unmarshal(state.Raw.Type())
		if err != nil {
			t.Fatal(err)
		}
		want := pairState(t)
		if diags := want.SetAttribute(t.Context(), path.Root("pairs"), types.ListValueMust(types.ObjectType{AttrTypes: pairTypes}, values)); diags.HasError() {
			t.Fatal(diags)
		}
		if !got.Equal(want.Raw) {
			t.Errorf("%d elements: got %s, want %s", length, got, want.Raw)
		}
		plain := pairState(t)
		if diags := tfkit.SetList(t.Context(), &plain, "pairs", numbers, func(n int) attr.Value { return pair(n % 40) }); diags.HasError() || !plain.Raw.Equal(want.Raw) {
			t.Errorf("%d elements, without a list in the context: got %s, %v, want %s", length, plain.Raw, diags, want.Raw)
		}
	}
}

// A list that cannot be set is an error, and the state is encoded as the framework has
// it.
func TestSetListErrors(t *testing.T) {
	received, list := tfkit.WithEncodedList(t.Context())
	for name, c := range map[string]struct {
		attribute string
		element   attr.Value
	}{
		"not a list":           {"filter", pair(1)},
		"no such attribute":    {"missing", pair(1)},
		"another element type": {"pairs", types.BoolValue(true)},
	} {
		state := pairState(t)
		if diags := tfkit.SetList(received, &state, c.attribute, []attr.Value{c.element}, func(v attr.Value) attr.Value { return v }); !diags.HasError() {
			t.Errorf("%s: got no error, want one", name)
		}
		got, want := encodeState(t, state), encodeState(t, state)
		if err := list.AddTo(&got); err != nil || string(got.MsgPack) != string(want.MsgPack) {
			t.Errorf("%s: got %x and error %v, want %x", name, got.MsgPack, err, want.MsgPack)
		}
	}
}
