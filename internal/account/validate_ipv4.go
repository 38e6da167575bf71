package account

import (
	"context"
	"fmt"
	"net/netip"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// ipv4 requires an IPv4 address without a prefix length.
type ipv4 struct{}

// Description describes the validator.
func (ipv4) Description(context.Context) string {
	return "must be an IPv4 address such as 203.0.113.1"
}

// MarkdownDescription returns the Description.
func (v ipv4) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString accepts unknown values.
func (ipv4) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if address, err := netip.ParseAddr(req.ConfigValue.ValueString()); err != nil || !address.Is4() {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid IPv4 address", fmt.Sprintf(
			"%q is not an IPv4 address. Use four numbers separated by dots, without a prefix length, for example 203.0.113.1.", req.ConfigValue.ValueString()))
	}
}
