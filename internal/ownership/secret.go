package ownership

import (
	"context"
	"encoding/json"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Secret is what private state keeps of a write-only value that was sent. Secrets
// are values: no method changes one.
type Secret struct {
	// Version is the version that the value was sent with, 0 if it had none.
	Version int64 `json:"version,omitempty"`
	// Fingerprints holds the fingerprint of the value by key pair; see
	// Fingerprints.Pair. A record of version 0.1.0 has one, by "".
	Fingerprints map[string]string `json:"fingerprints,omitempty"`
}

// UnmarshalJSON also reads a record of version 0.1.0, which is one fingerprint.
func (s *Secret) UnmarshalJSON(text []byte) error {
	var fingerprint string
	if json.Unmarshal(text, &fingerprint) == nil {
		*s = Secret{Fingerprints: map[string]string{"": fingerprint}}
		return nil
	}
	type plain Secret
	return json.Unmarshal(text, (*plain)(s))
}

// Has reports whether the value that was sent is known to have the fingerprint.
func (s Secret) Has(of Fingerprints, fingerprint string) bool {
	sent, known := s.Fingerprints[of.Pair()]
	if !known {
		sent = s.Fingerprints[""]
	}
	return of.Known() && fingerprint != "" && sent == fingerprint
}

// Sent returns the record after a value was sent. Fingerprints of other key pairs
// stay if this one has none yet, because the value may be the same. If this one
// has another fingerprint, the value changed, and theirs are dropped.
func (s Secret) Sent(of Fingerprints, fingerprint string, version int64) Secret {
	sent := Secret{Version: version, Fingerprints: map[string]string{of.Pair(): fingerprint}}
	if _, known := s.Fingerprints[of.Pair()]; known && !s.Has(of, fingerprint) {
		return sent
	}
	for pair, other := range s.Fingerprints {
		if pair != "" && pair != of.Pair() {
			sent.Fingerprints[pair] = other
		}
	}
	return sent
}

// Equal reports whether two records are the same.
func (s Secret) Equal(other Secret) bool {
	return s.Version == other.Version && maps.Equal(s.Fingerprints, other.Fingerprints)
}

// SecretVersion is the version of a write-only value in a plan or an apply.
type SecretVersion struct {
	// Secret is the value in the configuration. In a plan, ignore_changes makes it
	// null.
	Secret types.String
	// Configured is the version in the configuration.
	Configured types.Int64
	// Before is the version in the state.
	Before types.Int64
	// Possible is true if the setting can have a value.
	Possible bool
	// Record is what private state keeps of the value.
	Record       Secret
	Fingerprints Fingerprints
}

// ReadSecretVersion reads a value and its version. state is nil in a create.
func ReadSecretVersion(ctx context.Context, config, state tfkit.Reader, secret, version path.Path) (SecretVersion, diag.Diagnostics) {
	var v SecretVersion
	diags := config.GetAttribute(ctx, secret, &v.Secret)
	diags.Append(config.GetAttribute(ctx, version, &v.Configured)...)
	if state != nil {
		diags.Append(state.GetAttribute(ctx, version, &v.Before)...)
	}
	return v, diags
}

// Open reports whether the provider determines the version in the apply. A plan
// cannot: the value may be another one by then. It may also become null, or no longer
// be null, such as an ephemeral variable.
func (v SecretVersion) Open() bool {
	return v.Configured.IsNull() && (!v.Secret.IsNull() || v.Possible || !v.Before.IsNull() || len(v.Record.Fingerprints) > 0)
}

// Changes reports whether the value alone makes an update necessary, as far as a
// plan can know it.
func (v SecretVersion) Changes() bool {
	switch {
	case !v.Configured.IsNull(), v.Secret.IsNull():
		return false
	case v.Secret.IsUnknown(), v.Before.IsNull(), !v.Fingerprints.Known():
		return true
	default:
		return !v.Record.Has(v.Fingerprints, v.Fingerprint())
	}
}

// Fingerprint returns the fingerprint of the value, or "" if there is none.
func (v SecretVersion) Fingerprint() string {
	if v.Secret.IsNull() || v.Secret.IsUnknown() {
		return ""
	}
	return v.Fingerprints.Of(v.Secret.ValueString())
}

// Next returns the version in an apply: one more if the value is not the one that
// was sent last.
func (v SecretVersion) Next() types.Int64 {
	last := v.Last()
	if v.Secret.IsNull() || (!last.IsNull() && v.Record.Has(v.Fingerprints, v.Fingerprint())) {
		return last
	}
	return types.Int64Value(last.ValueInt64() + 1)
}

// Last returns the version of the value that was sent last.
func (v SecretVersion) Last() types.Int64 {
	if v.Before.IsNull() && v.Record.Version != 0 {
		// The value was sent and is not in the state, because its end was not seen.
		return types.Int64Value(v.Record.Version)
	}
	return v.Before
}

// SecretMark returns converge.Desired.Secret of a write-only value. Unlike fingerprints,
// it is the same for all objects, so one that replaces another knows if it sends the
// same value as the other one, of which the response was lost.
func SecretMark(data *tfkit.Data, value types.String) string {
	f := NewFingerprints(data.AccessKey, data.SecretKey, "changes under way")
	if value.IsNull() || value.IsUnknown() || !f.Known() {
		return ""
	}
	return f.Of(value.ValueString())
}

// ignoredKey is the key of NoteIgnored in private state.
const ignoredKey = "ignored_secrets"

// NoteIgnored is called in ModifyPlan with the names of the write-only values that are
// null in the plan. An Update gets the note of the plan of its own process, and so
// tells a value that ignore_changes hides from plans from one that was null before.
func NoteIgnored(ctx context.Context, private tfkit.Private, names []string) diag.Diagnostics {
	if len(names) == 0 {
		return tfkit.SetPrivate(ctx, private, ignoredKey, nil)
	}
	return tfkit.SetPrivate(ctx, private, ignoredKey, names)
}

// TakeIgnored is called in Update and returns the names in the note.
func TakeIgnored(ctx context.Context, private tfkit.Private) ([]string, diag.Diagnostics) {
	var names []string
	tfkit.GetPrivate(ctx, private, ignoredKey, &names)
	return names, NoteIgnored(ctx, private, nil)
}
