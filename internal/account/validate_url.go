package account

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// httpURL requires an absolute http or https URL.
type httpURL struct{}

// Description describes the validator.
func (httpURL) Description(context.Context) string {
	return "must be a URL that begins with http:// or https://"
}

// MarkdownDescription returns the Description.
func (v httpURL) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString accepts unknown values. The error does not show the URL, which
// may contain a token.
func (httpURL) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if problem := urlProblem(req.ConfigValue.ValueString()); problem != "" {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid URL", fmt.Sprintf(
			"The value of %s %s. Use a complete URL such as https://host.example.com/path.", req.Path, problem))
	}
}

// urlProblem returns what is wrong with a URL, "" if it is valid.
func urlProblem(text string) string {
	address, err := url.Parse(text)
	switch {
	case err != nil:
		return "is not a URL"
	case address.Scheme != "http" && address.Scheme != "https":
		return "does not begin with http:// or https://"
	case address.Hostname() == "":
		return "has no host"
	}
	return ""
}

// redactURL shortens a URL to its scheme and host, because the rest may contain
// a secret.
func redactURL(text string) string {
	address, err := url.Parse(text)
	if err != nil || address.Host == "" {
		return "another address"
	}
	shown := address.Scheme + "://" + address.Host
	if strings.Trim(address.Path, "/") != "" || address.RawQuery != "" {
		shown += "/…"
	}
	return shown
}
