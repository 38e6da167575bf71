package provider

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// endpoint accepts the URLs that the client accepts.
type endpoint struct{}

func (endpoint) Description(context.Context) string {
	return "must be a URL such as " + armcloud.DefaultEndpoint
}

func (e endpoint) MarkdownDescription(ctx context.Context) string { return e.Description(ctx) }

func (endpoint) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	var wrong *armcloud.ConfigError
	if err := armcloud.CheckEndpoint(req.ConfigValue.ValueString()); errors.As(err, &wrong) {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid endpoint", "The endpoint is invalid: "+wrong.Problem+".")
	}
}
