package fleet

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// readSecrets reads the fingerprints of the configured write-only values.
func (a *applier) readSecrets(ctx context.Context) {
	fingerprints := ownership.NewFingerprints(a.Data.SecretKey, a.record.Salt)
	a.secrets = map[string]string{}
	for name := range a.desired.profiles {
		for _, s := range setting.All() {
			secret, _ := s.WriteOnly()
			if secret == "" {
				continue
			}
			configured, diags := ownership.SecretFingerprint(ctx, a.config, profileChild(name, s, secret), fingerprints)
			a.diags.Append(diags...)
			if configured != "" {
				a.secrets[secretKey(name, s)] = configured
			}
		}
	}
}

// recordSecrets records the write-only values that the profiles were sent with.
func (a *applier) recordSecrets() { a.record.Secrets = a.secrets }

// withSecrets returns the desired settings of an instance that moves between two
// profiles, marked if their write-only values differ.
func (a *applier) withSecrets(desired []converge.Desired, before, after string) []converge.Desired {
	desired = slices.Clone(desired)
	for i, d := range desired {
		at := setting.ShapeOf(d.Setting.Name())
		if secret, _ := at.WriteOnly(); secret != "" {
			now := a.secrets[secretKey(after, at)]
			desired[i].SecretChanged = now != "" && now != a.record.Secrets[secretKey(before, at)]
		}
	}
	return desired
}

// resendSecrets returns the desired settings of an instance that a replaced fleet had.
// It is not known which write-only values that one has sent, so they are sent again.
func (a *applier) resendSecrets(desired []converge.Desired, profile string) []converge.Desired {
	desired = slices.Clone(desired)
	for i, d := range desired {
		desired[i].SecretChanged = a.secrets[secretKey(profile, setting.ShapeOf(d.Setting.Name()))] != ""
	}
	return desired
}

// profileChild returns the path of a child of a setting in a profile.
func profileChild(profile string, at setting.Shape, child string) path.Path {
	return path.Root(profilesName).AtMapKey(profile).AtName(at.Name()).AtName(child)
}

// secretKey is the key of a write-only value in the record.
func secretKey(profile string, at setting.Shape) string { return profile + "/" + at.Name() }
