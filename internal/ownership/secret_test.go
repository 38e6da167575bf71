package ownership

import (
	"context"
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// attributes is a configuration, state or plan of strings and numbers.
type attributes map[string]any

func (a attributes) GetAttribute(_ context.Context, p path.Path, target any) diag.Diagnostics {
	switch into := target.(type) {
	case *types.String:
		*into, _ = a[p.String()].(types.String)
	case *types.Int64:
		*into, _ = a[p.String()].(types.Int64)
	default:
		panic(fmt.Sprintf("target %T", target))
	}
	return nil
}

func (a attributes) SetAttribute(_ context.Context, p path.Path, value any) diag.Diagnostics {
	a[p.String()] = value
	return nil
}

// The version of a write-only value is raised if the value is not the one sent
// last. A configured version stays. A value that cannot be compared makes the
// version unknown.
func TestSecretVersion(t *testing.T) {
	of := NewFingerprints("key", "salt")
	value := types.StringValue
	for name, c := range map[string]struct {
		secret             types.String
		configured, before types.Int64
		sent               string
		of                 Fingerprints
		want               any // nil: left as planned
	}{
		"first":                      {secret: value("a"), of: of, want: types.Int64Value(1)},
		"same":                       {secret: value("a"), before: types.Int64Value(4), sent: of.Of("a"), of: of, want: types.Int64Value(4)},
		"other":                      {secret: value("b"), before: types.Int64Value(4), sent: of.Of("a"), of: of, want: types.Int64Value(5)},
		"never sent, imported":       {secret: value("a"), before: types.Int64Value(4), of: of, want: types.Int64Value(5)},
		"sent before, without one":   {secret: value("a"), sent: of.Of("a"), of: of, want: types.Int64Value(1)},
		"none":                       {before: types.Int64Value(4), sent: of.Of("a"), of: of, want: types.Int64Null()},
		"not known yet":              {secret: types.StringUnknown(), before: types.Int64Value(4), sent: of.Of("a"), of: of, want: types.Int64Unknown()},
		"without the provider's key": {secret: value("a"), before: types.Int64Value(4), sent: of.Of("a"), want: types.Int64Unknown()},
		"configured":                 {secret: value("b"), configured: types.Int64Value(9), before: types.Int64Value(4), sent: of.Of("a"), of: of},
		"configured, not known":      {secret: value("b"), configured: types.Int64Unknown(), before: types.Int64Value(4), sent: of.Of("a"), of: of},
	} {
		plan := attributes{}
		s := SecretPlan{Secret: path.Root("secret"), Version: path.Root("version"), Sent: c.sent, Fingerprints: c.of}
		diags := s.Plan(t.Context(), attributes{"secret": c.secret, "version": c.configured}, attributes{"version": c.before}, plan)
		if diags.HasError() || plan["version"] != c.want {
			t.Errorf("%s: got version %v, want %v (%v)", name, plan["version"], c.want, diags)
		}
	}
}

// Only a configured value has a fingerprint.
func TestSecretFingerprint(t *testing.T) {
	of := NewFingerprints("key", "salt")
	for _, c := range []struct {
		secret types.String
		want   string
	}{{types.StringValue("a"), of.Of("a")}, {types.StringNull(), ""}, {types.StringUnknown(), ""}} {
		if got, diags := SecretFingerprint(t.Context(), attributes{"secret": c.secret}, path.Root("secret"), of); got != c.want || diags.HasError() {
			t.Errorf("%v: got %q, want %q (%v)", c.secret, got, c.want, diags)
		}
	}
}
