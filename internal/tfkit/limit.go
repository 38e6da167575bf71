package tfkit

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// Reader is what configuration, plan and state have in common.
type Reader interface {
	GetAttribute(ctx context.Context, p path.Path, target any) diag.Diagnostics
}

// WithLimit bounds an operation by the resource's timeouts attribute. which
// picks the operation, as timeouts.Value.Create does; usual holds where the
// attribute is silent. Call the returned function at the end, even after an
// error in diags.
func WithLimit(
	ctx context.Context, from Reader,
	which func(timeouts.Value, context.Context, time.Duration) (time.Duration, diag.Diagnostics), usual time.Duration,
	diags *diag.Diagnostics,
) (context.Context, context.CancelFunc) {
	var limits timeouts.Value
	diags.Append(from.GetAttribute(ctx, path.Root("timeouts"), &limits)...)
	limit, more := which(limits, ctx, usual)
	diags.Append(more...)
	return context.WithTimeout(ctx, limit)
}
