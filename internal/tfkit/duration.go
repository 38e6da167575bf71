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
type Duration struct {
	// Zero accepts zero as well.
	Zero bool
}

// kind describes the durations, in the middle of a sentence.
func (d Duration) kind() string {
	if d.Zero {
		return "a duration from zero"
	}
	return "a duration above zero"
}

// Description describes the validator.
func (d Duration) Description(context.Context) string {
	return "must be " + d.kind() + ", such as 30s or 5m"
}

// MarkdownDescription returns the Description.
func (d Duration) MarkdownDescription(ctx context.Context) string { return d.Description(ctx) }

// ValidateString accepts null and unknown values.
func (d Duration) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if length, err := time.ParseDuration(req.ConfigValue.ValueString()); err != nil || length < 0 || length == 0 && !d.Zero {
		resp.Diagnostics.AddAttributeError(req.Path, "Not a duration",
			fmt.Sprintf("%q is not %s. Use a number and a unit, such as 500ms, 30s or 5m.", req.ConfigValue.ValueString(), d.kind()))
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
