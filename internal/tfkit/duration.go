package tfkit

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// Duration accepts Go durations above zero, such as 30s, 5m and 1h30m.
type Duration struct{}

// Description describes the validator.
func (Duration) Description(context.Context) string {
	return "must be a duration above zero, such as 30s or 5m"
}

// MarkdownDescription returns the Description.
func (d Duration) MarkdownDescription(ctx context.Context) string { return d.Description(ctx) }

// ValidateString accepts null and unknown values.
func (Duration) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if d, err := time.ParseDuration(req.ConfigValue.ValueString()); err != nil || d <= 0 {
		resp.Diagnostics.AddAttributeError(req.Path, "Not a duration",
			fmt.Sprintf("%q is not a duration above zero. Use a number and a unit, such as 500ms, 30s or 5m.", req.ConfigValue.ValueString()))
	}
}

// TimeoutsAttribute returns the attribute timeouts of a resource. It accepts only
// timeouts above zero: with any other, an operation would end before it began.
func TimeoutsAttribute(ctx context.Context, opts timeouts.Opts) schema.Attribute {
	nested, ok := timeouts.Attributes(ctx, opts).(schema.SingleNestedAttribute)
	if !ok {
		panic("timeouts is not a nested attribute")
	}
	nested.MarkdownDescription = "How long each operation may take, as durations such as `30m` or `1h30m`."
	for name, attribute := range nested.Attributes {
		if text, ok := attribute.(schema.StringAttribute); ok {
			text.Validators = []validator.String{Duration{}}
			nested.Attributes[name] = text
		}
	}
	return nested
}
