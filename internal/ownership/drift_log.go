package ownership

import (
	"context"

	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// LogDecisions writes a DEBUG line for each observation that is a decision: a value
// that differs, whether it counts or not, and a source that is confirmed. An
// observation of the expected value is none, so a large plan without drift logs
// nothing. h is what was known of the instance before.
func LogDecisions(ctx context.Context, code string, h converge.Holding, observations []converge.Observation) {
	for _, o := range observations {
		verdict := o.Verdict(h.Settings[o.Setting.Name()])
		if verdict == converge.AsExpected {
			continue
		}
		tflog.Debug(ctx, "Drift decision", map[string]any{
			"pad_code": code, "setting": o.Setting.Name(), "source": converge.SourcesOf(o.Setting).String(),
			"shown": shownText(o), "confirmed": o.WasConfirmed || o.Confirmed, "verdict": string(verdict),
		})
	}
}

// LogGone writes the DEBUG line for an instance that is not in the account.
func LogGone(ctx context.Context, code string) {
	tflog.Debug(ctx, "Drift decision", map[string]any{"pad_code": code, "source": converge.Details.String(), "verdict": "gone"})
}

// shownText returns the value that an instance shows, without secrets.
func shownText(o converge.Observation) string {
	if o.Value == nil {
		return "none"
	}
	if s, can := o.Setting.(converge.SecretHolder); can {
		return s.Redacted(o.Value)
	}
	return converge.Canonical(o.Value)
}
