package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// logger writes the client's log lines to Terraform's log. The client has masked
// secrets in them.
type logger struct{}

var _ armcloud.Logger = logger{}

func (logger) Debug(ctx context.Context, msg string, fields map[string]any) {
	tflog.Debug(ctx, msg, fields)
}

func (logger) Trace(ctx context.Context, msg string, fields map[string]any) {
	tflog.Trace(ctx, msg, fields)
}

// report logs the progress of long changes, as a sentence and as fields.
func report(ctx context.Context, p engine.Progress) {
	tflog.Info(ctx, "Progress: "+p.String(), map[string]any{
		"done": p.Done, "failed": p.Failed, "running": p.Running,
		"elapsed_seconds": int(p.Elapsed.Seconds()), "left_seconds": int(p.Remaining.Seconds()),
	})
}
