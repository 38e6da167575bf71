package tfkit

import (
	"context"
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// EncodedList is a list attribute of a data source, encoded for Terraform. It is empty
// until SetList.
//
// The framework keeps several copies of a state in memory, 20 kB for each instance. A
// data source with a long list therefore encodes it itself, element by element, and the
// provider's server adds it to the framework's response. See docs-dev/adr/0016-long-lists.md.
type EncodedList struct {
	name    string
	state   tftypes.Object // the type of the whole state
	encoded []byte
}

type encodedListKey struct{}

// WithEncodedList returns a context in which a data source can call SetList once, and
// the list that this sets.
func WithEncodedList(ctx context.Context) (context.Context, *EncodedList) {
	list := &EncodedList{}
	return context.WithValue(ctx, encodedListKey{}, list), list
}

// SetList sets the top-level attribute name of a data source to a list with the value
// of each item. In state itself, the attribute stays null, unless the context has no
// EncodedList: then the framework encodes the list.
func SetList[T any](ctx context.Context, state *tfsdk.State, name string, items []T, value func(T) attr.Value) diag.Diagnostics {
	list, ok := ctx.Value(encodedListKey{}).(*EncodedList)
	if !ok {
		elements := make([]attr.Value, len(items))
		for i, item := range items {
			elements[i] = value(item)
		}
		return state.SetAttribute(ctx, path.Root(name), elements)
	}
	var diags diag.Diagnostics
	if err := setList(ctx, list, state, name, items, value); err != nil {
		diags.AddAttributeError(path.Root(name), "Unable to encode the list", err.Error()+"\n\nThis is a bug in the provider. Please report it.")
	}
	return diags
}

func setList[T any](ctx context.Context, list *EncodedList, state *tfsdk.State, name string, items []T, value func(T) attr.Value) error {
	object, ok := state.Schema.Type().TerraformType(ctx).(tftypes.Object)
	if !ok {
		return errors.New("the state is not an object")
	}
	of, ok := object.AttributeTypes[name].(tftypes.List)
	if !ok {
		return errors.New("the attribute is not a list")
	}
	encoded := appendLength(nil, arrayCode, len(items))
	for _, item := range items {
		element, err := value(item).ToTerraformValue(ctx)
		if err != nil {
			return err
		}
		if encoded, err = appendValue(encoded, of.ElementType, element); err != nil {
			return err
		}
	}
	*list = EncodedList{name: name, state: object, encoded: encoded}
	return nil
}

// AddTo adds the list, if it is set, to the data source's encoded state.
func (l *EncodedList) AddTo(state *tfprotov6.DynamicValue) error {
	if l.encoded == nil {
		return nil
	}
	value, err := state.Unmarshal(l.state)
	if err != nil {
		return err
	}
	var attributes map[string]tftypes.Value
	if err := value.As(&attributes); err != nil {
		return err
	}
	encoded := slices.Grow(appendLength(nil, mapCode, len(attributes)), len(state.MsgPack)+len(l.encoded))
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		if encoded, err = appendValue(encoded, tftypes.String, tftypes.NewValue(tftypes.String, name)); err != nil {
			return err
		}
		if name == l.name {
			encoded = append(encoded, l.encoded...)
			continue
		}
		if encoded, err = appendValue(encoded, l.state.AttributeTypes[name], attributes[name]); err != nil {
			return err
		}
	}
	*state = tfprotov6.DynamicValue{MsgPack: encoded}
	return nil
}

// Terraform's encoding is MessagePack. A list is its length, followed by its elements;
// an object is its length, followed by its names and values. A length is one of these
// codes and four bytes.
const (
	arrayCode = 0xdd
	mapCode   = 0xdf
)

func appendLength(to []byte, code byte, length int) []byte {
	return binary.BigEndian.AppendUint32(append(to, code), uint32(length)) //nolint:gosec // lists are shorter
}

func appendValue(to []byte, of tftypes.Type, value tftypes.Value) ([]byte, error) {
	encoded, err := tfprotov6.NewDynamicValue(of, value)
	return append(to, encoded.MsgPack...), err
}
