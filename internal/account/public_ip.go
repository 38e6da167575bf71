package account

import (
	"context"
	"fmt"
	"net/netip"

	"github.com/hashicorp/terraform-plugin-framework/diag"
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

// refusePublicIP adds an error of the operations on public IPs, for what needs
// them.
func refusePublicIP(diags *diag.Diagnostics, what, summary string, err error) {
	if tfkit.Unavailable(diags, what, err) {
		return
	}
	text := tfkit.Explain("", err)
	if armcloud.Is(err, armcloud.ClassRejected) || armcloud.Is(err, armcloud.ClassNotFound) {
		// The service has no code for an address that is not the account's.
		text += "\nCheck that the public IP is one of this account, and that the inner address is that of one of its phones."
	}
	diags.AddError(summary, text)
}

// lacksPublicIPs adds a warning where err says that the service has no public
// IPs, with what follows from that, and tells whether it did.
func lacksPublicIPs(diags *diag.Diagnostics, what, follows string, err error) bool {
	var lacking diag.Diagnostics
	if !tfkit.Unavailable(&lacking, what, err) {
		return false
	}
	for _, d := range lacking {
		diags.AddWarning(d.Summary(), d.Detail()+"\n"+follows)
	}
	return true
}
