package provider

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// duration accepts Go durations above zero, such as 30s, 5m and 1h30m.
type duration struct{}

func (duration) Description(context.Context) string { return "must be a duration such as 30s or 5m" }

func (d duration) MarkdownDescription(ctx context.Context) string { return d.Description(ctx) }

func (duration) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if d, err := time.ParseDuration(req.ConfigValue.ValueString()); err != nil || d <= 0 {
		resp.Diagnostics.AddAttributeError(req.Path, "Not a duration",
			fmt.Sprintf("%q is not a duration above zero. Use a number and a unit, such as 500ms, 30s or 5m.", req.ConfigValue.ValueString()))
	}
}

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
