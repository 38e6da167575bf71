package setting

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The type of each attribute of armcloud_instance is that of the setting: with the same
// Terraform type and equal values, also null and unknown ones.
func TestQuickTypes(t *testing.T) {
	quick := 0
	for _, s := range All() {
		of, plain := s.InstanceAttribute().GetType(), s.Type()
		switch of.(type) {
		case quickObject, quickMap:
			quick++
		}
		terraform := plain.TerraformType(t.Context())
		if !of.TerraformType(t.Context()).Equal(terraform) || !of.Equal(plain) || !of.Equal(of) {
			t.Errorf("%s: got type %s, want %s", s.Name(), of, plain)
		}
		for _, raw := range []tftypes.Value{tftypes.NewValue(terraform, nil), tftypes.NewValue(terraform, tftypes.UnknownValue), empty(terraform)} {
			got, err := of.ValueFromTerraform(t.Context(), raw)
			want, wantErr := plain.ValueFromTerraform(t.Context(), raw)
			if err != nil || wantErr != nil || !got.Equal(want) || !got.Type(t.Context()).Equal(want.Type(t.Context())) {
				t.Errorf("%s of %s: got %v and error %v, want %v and %v", s.Name(), raw, got, err, want, wantErr)
			}
		}
	}
	if quick == 0 {
		t.Error("got no quick type, want some")
	}
}

// empty returns an object whose attributes are null, a map without elements, or null.
func empty(of tftypes.Type) tftypes.Value {
	switch kind := of.(type) {
	case tftypes.Object:
		attributes := map[string]tftypes.Value{}
		for name, child := range kind.AttributeTypes {
			attributes[name] = tftypes.NewValue(child, nil)
		}
		return tftypes.NewValue(of, attributes)
	case tftypes.Map:
		return tftypes.NewValue(of, map[string]tftypes.Value{})
	default:
		return tftypes.NewValue(of, nil)
	}
}
