package account

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// httpURL demands a whole http or https URL, with a host.
type httpURL struct{}

// Description says what the validator wants.
func (httpURL) Description(context.Context) string {
	return "must be a whole URL that begins with http:// or https://"
}

// MarkdownDescription is Description.
func (v httpURL) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString lets unknown values pass. The error does not repeat the URL,
// which may hold a token.
func (httpURL) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if problem := problemOfURL(req.ConfigValue.ValueString()); problem != "" {
		resp.Diagnostics.AddAttributeError(req.Path, "Not a usable URL", fmt.Sprintf(
			"The value of %s %s. Write it whole, with http:// or https:// before the host, for example https://host.example.com/path.", req.Path, problem))
	}
}

// problemOfURL says what is wrong with a URL, "" when it is whole.
func problemOfURL(text string) string {
	address, err := url.Parse(text)
	switch {
	case err != nil:
		return "is not a URL"
	case address.Scheme != "http" && address.Scheme != "https":
		return "does not begin with http:// or https://"
	case address.Hostname() == "":
		return "names no host"
	}
	return ""
}

// shownURL is a URL as an error may show it: its host. The rest may be what
// keeps others from using it.
func shownURL(text string) string {
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
