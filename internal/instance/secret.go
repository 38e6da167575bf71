package instance

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// secretPlan is where a write-only value and its version stand, and what is
// known of the value that was sent last.
type secretPlan struct {
	secret, version path.Path
	// sent is the fingerprint of the value sent last, "" when none was.
	sent string
	of   setting.Fingerprints
}

// plan sets the version of a write-only value where the configuration leaves
// it out: it rises when the value is not the one sent last, since nothing else
// in a plan can show that.
func (s secretPlan) plan(ctx context.Context, config, state reader, into writer) diag.Diagnostics {
	var secret types.String
	var configured, before types.Int64
	diags := config.GetAttribute(ctx, s.secret, &secret)
	diags.Append(config.GetAttribute(ctx, s.version, &configured)...)
	if state != nil {
		diags.Append(state.GetAttribute(ctx, s.version, &before)...)
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
	case s.sent == "" || before.IsNull():
		next = types.Int64Value(before.ValueInt64() + 1)
	case !s.of.Known():
		// Without the provider's key nobody can tell whether the value is new.
		next = types.Int64Unknown()
	case s.sent != s.of.Of(secret.ValueString()):
		next = types.Int64Value(before.ValueInt64() + 1)
	}
	diags.Append(into.SetAttribute(ctx, s.version, next)...)
	return diags
}

// secretSent gives the fingerprint of a setting's write-only value in the
// configuration, "" where there is none.
func secretSent(ctx context.Context, config reader, at path.Path, of setting.Fingerprints) (string, diag.Diagnostics) {
	var secret types.String
	diags := config.GetAttribute(ctx, at, &secret)
	if secret.IsNull() || secret.IsUnknown() {
		return "", diags
	}
	return of.Of(secret.ValueString()), diags
}
