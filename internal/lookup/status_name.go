package lookup

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// statusName accepts the name or number of a status.
type statusName struct{}

func (statusName) Description(context.Context) string {
	return "must be the name or number of a status"
}

func (s statusName) MarkdownDescription(ctx context.Context) string { return s.Description(ctx) }

func (statusName) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if _, err := armcloud.ParsePadStatus(req.ConfigValue.ValueString()); err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Unknown status", err.Error()+
			". Known names are running, restarting, resetting, upgrading, abnormal, not_ready, backing_up, restoring, off, shutting_down, booting and others. Numbers are accepted too.")
	}
}
