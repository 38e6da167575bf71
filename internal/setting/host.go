package setting

import (
	"context"
	"fmt"
	"net/netip"
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

var (
	hostLabel = regexp.MustCompile(`^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$`)
	allDigits = regexp.MustCompile(`^[0-9]+$`)
)

// isHost reports whether text is an IP address or the name of a host.
func isHost(text string) bool {
	if address, err := netip.ParseAddr(text); err == nil {
		return address.Zone() == ""
	}
	labels := strings.Split(strings.TrimSuffix(text, "."), ".")
	for _, label := range labels {
		if !hostLabel.MatchString(label) {
			return false
		}
	}
	// A name whose last part is a number is a mistyped address.
	return len(text) <= 253 && !allDigits.MatchString(labels[len(labels)-1])
}

// hostValidator accepts host names and IP addresses.
type hostValidator struct{}

func (hostValidator) Description(context.Context) string {
	return "must be a host name or an IP address, without a scheme and a port"
}

func (v hostValidator) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v hostValidator) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	host := req.ConfigValue
	if host.IsNull() || host.IsUnknown() || isHost(host.ValueString()) {
		return
	}
	resp.Diagnostics.AddAttributeError(req.Path, "Invalid address",
		fmt.Sprintf("%s %s, for example 192.0.2.7 or proxy.example.com, not %q.", req.Path, v.Description(ctx), host.ValueString()))
}
