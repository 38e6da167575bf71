package provider

import (
	"context"
	"os"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// logger writes the client's log lines to Terraform's log. The client has masked
// secrets in them.
type logger struct{}

var _ armcloud.Logger = logger{}

// Enabled reports which lines Terraform records, which its own variables say. The
// level of the provider's process alone does not: it is TRACE unless set.
func (logger) Enabled(ctx context.Context) (debug, trace bool) {
	level := os.Getenv("TF_LOG_PROVIDER")
	if level == "" {
		level = os.Getenv("TF_LOG")
	}
	switch strings.ToUpper(level) {
	case "", "OFF", "ERROR", "WARN", "INFO":
		return false, false
	case "DEBUG":
		return true, false
	default:
		// Terraform takes JSON and unknown levels for TRACE.
		return true, tflog.IsTrace(ctx)
	}
}

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

// reportOutage warns that the service does not answer although changes wait for it.
func reportOutage(ctx context.Context, o engine.Outage) {
	tflog.Warn(ctx, "Outage: "+o.String(), map[string]any{
		"since": o.Since.Format(time.RFC3339), "until": o.Until.Format(time.RFC3339), "error": o.Err.Error(),
	})
}
