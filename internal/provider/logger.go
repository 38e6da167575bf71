package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-log/tflog"
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
