package ownership

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// SecretPlan plans the version of one write-only value. Secret and Version are
// the paths of the two attributes.
type SecretPlan struct {
	Secret, Version path.Path
	// Sent is the fingerprint of the value sent last, or "".
	Sent         string
	Fingerprints Fingerprints
}

// Plan sets the version if the configuration leaves it out. The version is
// raised if the value is not the one sent last, because nothing else in a plan
// can show the change.
func (s SecretPlan) Plan(ctx context.Context, config, state tfkit.Reader, into tfkit.Writer) diag.Diagnostics {
	var secret types.String
	var configured, before types.Int64
	diags := config.GetAttribute(ctx, s.Secret, &secret)
	diags.Append(config.GetAttribute(ctx, s.Version, &configured)...)
	if state != nil {
		diags.Append(state.GetAttribute(ctx, s.Version, &before)...)
	}
	if diags.HasError() || !configured.IsNull() {
		return diags
	}
	next := before
	switch {
	case secret.IsUnknown():
		next = types.Int64Unknown()
	case secret.IsNull():
		next = types.Int64Null()
	case s.Sent == "" || before.IsNull():
		next = types.Int64Value(before.ValueInt64() + 1)
	case !s.Fingerprints.Known():
		// Without the provider's key, a change of the value cannot be detected.
		next = types.Int64Unknown()
	case s.Sent != s.Fingerprints.Of(secret.ValueString()):
		next = types.Int64Value(before.ValueInt64() + 1)
	}
	diags.Append(into.SetAttribute(ctx, s.Version, next)...)
	return diags
}

// SecretFingerprint returns the fingerprint of the write-only value that the
// configuration has at a path, or "" if it has none.
func SecretFingerprint(ctx context.Context, config tfkit.Reader, at path.Path, of Fingerprints) (string, diag.Diagnostics) {
	var secret types.String
	diags := config.GetAttribute(ctx, at, &secret)
	if secret.IsNull() || secret.IsUnknown() {
		return "", diags
	}
	return of.Of(secret.ValueString()), diags
}
