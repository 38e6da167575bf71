package ownership

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// secretPlan is where a write-only value and its version stand, and what is
// known of the value that was sent last.
type SecretPlan struct {
	Secret, Version path.Path
	// sent is the fingerprint of the value sent last, "" when none was.
	Sent         string
	Fingerprints Fingerprints
}

// plan sets the version of a write-only value where the configuration leaves
// it out: it rises when the value is not the one sent last, since nothing else
// in a plan can show that.
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
		// Without the provider's key nobody can tell whether the value is new.
		next = types.Int64Unknown()
	case s.Sent != s.Fingerprints.Of(secret.ValueString()):
		next = types.Int64Value(before.ValueInt64() + 1)
	}
	diags.Append(into.SetAttribute(ctx, s.Version, next)...)
	return diags
}

// secretSent gives the fingerprint of a setting's write-only value in the
// configuration, "" where there is none.
func SecretFingerprint(ctx context.Context, config tfkit.Reader, at path.Path, of Fingerprints) (string, diag.Diagnostics) {
	var secret types.String
	diags := config.GetAttribute(ctx, at, &secret)
	if secret.IsNull() || secret.IsUnknown() {
		return "", diags
	}
	return of.Of(secret.ValueString()), diags
}
