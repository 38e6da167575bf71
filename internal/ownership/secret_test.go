package ownership

import (
	"context"
	"encoding/json"
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

// A write-only value makes an update necessary if it is not the one sent last, or
// if a plan cannot know whether it is. A configured version and a missing value,
// as under ignore_changes, plan no update. A value that is missing may be there in the
// apply, so the version of a setting that had or should have one is open. In an apply, only another value raises
// the version.
func TestSecretVersion(t *testing.T) {
	of := NewFingerprints("access", "key", "salt")
	value, version := types.StringValue, types.Int64Value
	sent := Secret{Version: 4}.Sent(of, of.Of("a"), 4)
	for name, c := range map[string]struct {
		secret             types.String
		configured, before types.Int64
		sent               Secret
		of                 Fingerprints
		expected           bool
		open, changes      bool
		next               types.Int64
	}{
		"first":                      {secret: value("a"), of: of, open: true, changes: true, next: version(1)},
		"same":                       {secret: value("a"), before: version(4), sent: sent, of: of, open: true, next: version(4)},
		"other":                      {secret: value("b"), before: version(4), sent: sent, of: of, open: true, changes: true, next: version(5)},
		"never sent, imported":       {secret: value("a"), before: version(4), of: of, open: true, changes: true, next: version(5)},
		"sent, end not seen":         {secret: value("a"), sent: sent, of: of, open: true, changes: true, next: version(4)},
		"other sent, end not seen":   {secret: value("b"), sent: sent, of: of, open: true, changes: true, next: version(5)},
		"none":                       {before: version(4), sent: sent, of: of, open: true, next: version(4)},
		"none yet":                   {expected: true, of: of, open: true, next: types.Int64Null()},
		"never any":                  {of: of, next: types.Int64Null()},
		"not known yet":              {secret: types.StringUnknown(), before: version(4), sent: sent, of: of, open: true, changes: true, next: version(5)},
		"without the provider's key": {secret: value("a"), before: version(4), sent: sent, open: true, changes: true, next: version(5)},
		"configured":                 {secret: value("b"), configured: version(9), before: version(4), sent: sent, of: of, next: version(5)},
		"configured, not known":      {secret: value("b"), configured: types.Int64Unknown(), before: version(4), sent: sent, of: of, next: version(5)},
	} {
		v, diags := ReadSecretVersion(t.Context(), attributes{"secret": c.secret, "version": c.configured}, attributes{"version": c.before}, path.Root("secret"), path.Root("version"))
		v.Record, v.Fingerprints, v.Possible = c.sent, c.of, c.expected
		if diags.HasError() || v.Open() != c.open || v.Changes() != c.changes || !v.Next().Equal(c.next) {
			t.Errorf("%s: got open %t, changes %t, next version %v; want %t, %t, %v (%v)", name, v.Open(), v.Changes(), v.Next(), c.open, c.changes, c.next, diags)
		}
	}
}

// Two key pairs in turn know a value after each has sent it once. If one of them
// sends another value, the other has to send that too.
func TestSecretOfTwoKeyPairs(t *testing.T) {
	var s Secret
	pairs := map[string]Fingerprints{"pipeline": NewFingerprints("access-1", "key-1", "salt"), "developer": NewFingerprints("access-2", "key-2", "salt")}
	raised := func(pair, secret string) bool {
		v := SecretVersion{Secret: types.StringValue(secret), Record: s, Fingerprints: pairs[pair]}
		if s.Version != 0 {
			v.Before = types.Int64Value(s.Version)
		}
		next := v.Next().ValueInt64()
		raised := next != s.Version
		s = s.Sent(pairs[pair], v.Fingerprint(), next)
		return raised
	}
	for i, step := range []struct {
		pair, secret string
		want         bool
	}{
		{"pipeline", "a", true}, {"pipeline", "a", false}, {"developer", "a", true}, {"pipeline", "a", false}, {"developer", "a", false},
		{"developer", "b", true}, {"pipeline", "b", true}, {"developer", "b", false}, {"pipeline", "b", false},
		{"pipeline", "a", true}, {"developer", "a", true}, {"pipeline", "a", false},
	} {
		if got := raised(step.pair, step.secret); got != step.want {
			t.Errorf("step %d, %s sends %s: got version raised %t, want %t", i+1, step.pair, step.secret, got, step.want)
		}
	}
}

// A fingerprint of version 0.1.0, which does not name its key pair, counts for the
// pair that has made it, until the value is sent again.
func TestSecretOfOlderVersion(t *testing.T) {
	of, other := NewFingerprints("access", "key", "salt"), NewFingerprints("access-2", "key-2", "salt")
	var s Secret
	if err := json.Unmarshal([]byte(`"`+of.Of("a")+`"`), &s); err != nil {
		t.Fatal(err)
	}
	if !s.Has(of, of.Of("a")) || s.Has(of, of.Of("b")) || s.Has(other, other.Of("a")) {
		t.Errorf("got %+v, want it to have the value with its own key pair only", s)
	}
	text, err := json.Marshal(s.Sent(of, of.Of("a"), 3))
	if err != nil {
		t.Fatal(err)
	}
	var again Secret
	if err := json.Unmarshal(text, &again); err != nil || !again.Equal(Secret{Version: 3, Fingerprints: map[string]string{of.Pair(): of.Of("a")}}) {
		t.Errorf("got %+v from %s (%v), want version 3 and the fingerprint by key pair", again, text, err)
	}
}

// Only a known value has a fingerprint.
func TestSecretFingerprint(t *testing.T) {
	of := NewFingerprints("access", "key", "salt")
	for _, c := range []struct {
		secret types.String
		want   string
	}{{types.StringValue("a"), of.Of("a")}, {types.StringNull(), ""}, {types.StringUnknown(), ""}} {
		if got := (SecretVersion{Secret: c.secret, Fingerprints: of}).Fingerprint(); got != c.want {
			t.Errorf("%v: got %q, want %q", c.secret, got, c.want)
		}
	}
}
