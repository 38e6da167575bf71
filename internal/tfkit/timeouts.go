package tfkit

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// WithTimeout returns a context with the timeout of an operation from the
// resource's timeouts attribute. which selects the operation, for example
// timeouts.Value.Create. fallback applies if the attribute does not set it. The
// caller must call the returned function, even if there are errors in diags.
func WithTimeout(
	ctx context.Context, from Reader,
	which func(timeouts.Value, context.Context, time.Duration) (time.Duration, diag.Diagnostics), fallback time.Duration,
	diags *diag.Diagnostics,
) (context.Context, context.CancelFunc) {
	if IsNull(from, "timeouts") {
		return context.WithTimeout(ctx, fallback)
	}
	var all timeouts.Value
	diags.Append(from.GetAttribute(ctx, path.Root("timeouts"), &all)...)
	timeout, more := which(all, ctx, fallback)
	diags.Append(more...)
	return context.WithTimeout(ctx, timeout)
}
