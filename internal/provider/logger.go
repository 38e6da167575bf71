package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// logger hands the client's lines to Terraform's log, under the call's own
// context. The client has masked them already.
type logger struct{}

func (logger) Debug(ctx context.Context, msg string, fields map[string]any) {
	tflog.Debug(ctx, msg, fields)
}

func (logger) Trace(ctx context.Context, msg string, fields map[string]any) {
	tflog.Trace(ctx, msg, fields)
}

// report writes how changes come along that take long: a line for people, and
// its numbers for programs.
func report(ctx context.Context, p engine.Progress) {
	tflog.Info(ctx, "Progress: "+p.String(), map[string]any{
		"done": p.Done, "failed": p.Failed, "running": p.Running,
		"elapsed_seconds": int(p.Elapsed.Seconds()), "left_seconds": int(p.Remaining.Seconds()),
	})
}
