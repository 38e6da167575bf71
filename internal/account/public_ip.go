package account

import (
	"context"
	"fmt"
	"net/netip"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// ipv4 demands an IPv4 address without a prefix length.
type ipv4 struct{}

// Description says what the validator wants.
func (ipv4) Description(context.Context) string {
	return "must be an IPv4 address such as 203.0.113.1"
}

// MarkdownDescription is Description.
func (v ipv4) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString lets unknown values pass.
func (ipv4) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if address, err := netip.ParseAddr(req.ConfigValue.ValueString()); err != nil || !address.Is4() {
		resp.Diagnostics.AddAttributeError(req.Path, "Not an IPv4 address", fmt.Sprintf(
			"%q is not an IPv4 address. Write four numbers with dots and no prefix length, for example 203.0.113.1.", req.ConfigValue.ValueString()))
	}
}

// explainPublicIP explains an error of the operations on public IPs. The
// service has no code for an address that is not the account's.
func explainPublicIP(err error) string {
	text := tfkit.Explain("", err)
	switch {
	case armcloud.Is(err, armcloud.ClassUnavailable):
		text += "\nPublic IPs need the API level of 2024, which this service does not offer any more."
	case armcloud.Is(err, armcloud.ClassRejected), armcloud.Is(err, armcloud.ClassNotFound):
		text += "\nCheck that the public IP is one of this account, and that the inner address is that of one of its phones."
	}
	return text
}
