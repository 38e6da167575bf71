package instance

import (
	"context"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// secretChanged reports whether an attribute's write-only value is not the one
// sent last.
func (a *applier) secretChanged(ctx context.Context, at setting.Shape) bool {
	secret, _ := at.WriteOnly()
	if secret == "" {
		return false
	}
	configured, diags := ownership.SecretFingerprint(ctx, a.config, a.layout.child(at, secret), a.fingerprints)
	a.diags.Append(diags...)
	a.secrets[at.Name()] = configured
	return configured != "" && configured != a.record.Secrets[at.Name()]
}

// recordSecrets records the write-only values that settings were sent with.
func (a *applier) recordSecrets(report converge.Report) {
	for _, d := range report.Job.Set {
		at := setting.ShapeOf(d.Setting.Name())
		if fingerprint, has := a.secrets[at.Name()]; has && report.Set[d.Setting.Name()].Kind == converge.Done {
			a.record.setSecret(at, fingerprint)
		}
	}
	for _, s := range report.Job.Undo {
		if report.Undone[s.Name()].Kind == converge.Done {
			a.record.setSecret(setting.ShapeOf(s.Name()), "")
		}
	}
}
