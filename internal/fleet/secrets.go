package fleet

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// profileSecret is a write-only value of a profile.
type profileSecret struct {
	profile string
	at      setting.Shape
	// planned is the version in the plan.
	planned types.Int64
	ownership.SecretVersion
}

// key is the key of the value in the record.
func (s profileSecret) key() string { return secretKey(s.profile, s.at) }

// profileChild returns the path of a child of a setting in a profile.
func profileChild(profile string, at setting.Shape, child string) path.Path {
	return path.Root(profilesName).AtMapKey(profile).AtName(at.Name()).AtName(child)
}

// secretKey is the key of a write-only value in the record.
func secretKey(profile string, at setting.Shape) string { return profile + "/" + at.Name() }

// profileSecrets returns the write-only values of planned profiles. config and
// before are the profiles of configuration and state.
func (r *fleetResource) profileSecrets(record privateRecord, planned, config, before types.Map) []profileSecret {
	fingerprints := ownership.NewFingerprints(r.Data.AccessKey, r.Data.SecretKey, record.Salt)
	var found []profileSecret
	for name, p := range planned.Elements() {
		configured, held := attributesOf(config.Elements()[name]), attributesOf(before.Elements()[name])
		values := attributesOf(p)
		for _, at := range setting.All() {
			secret, version := at.WriteOnly()
			value := values[at.Name()]
			if secret == "" || value == nil || value.IsNull() || value.IsUnknown() {
				continue
			}
			s := profileSecret{profile: name, at: at, planned: int64Of(attributesOf(value)[version])}
			s.Secret, _ = attributesOf(configured[at.Name()])[secret].(types.String)
			s.Configured = int64Of(attributesOf(configured[at.Name()])[version])
			s.Before = int64Of(attributesOf(held[at.Name()])[version])
			s.Expected = at.MayTakeSecret(value)
			s.Record, s.Fingerprints = record.Secrets[s.key()], fingerprints
			found = append(found, s)
		}
	}
	return found
}

// resolveSecrets returns the plan with the versions that it leaves unknown, and notes
// the write-only values. The configuration is the user's own: ignore_changes does not
// apply to it, so an ignored value keeps its version.
func (a *applier) resolveSecrets(ctx context.Context) tfsdk.Plan {
	var planned, config, before types.Map
	a.diags.Append(a.plan.GetAttribute(ctx, path.Root(profilesName), &planned)...)
	a.diags.Append(a.config.GetAttribute(ctx, path.Root(profilesName), &config)...)
	if a.before != nil {
		a.diags.Append(a.before.GetAttribute(ctx, path.Root(profilesName), &before)...)
	}
	a.secrets = a.profileSecrets(a.record, planned, config, before)
	a.fingerprints = map[string]string{}
	versions := map[string]types.Int64{}
	for i, s := range a.secrets {
		a.fingerprints[s.key()] = s.Fingerprint()
		switch {
		case !s.planned.IsUnknown():
		case slices.Contains(a.ignored, s.key()):
			versions[s.key()], a.secrets[i].planned = s.Before, s.Before
		default:
			versions[s.key()] = s.Next()
		}
	}
	plan := a.plan
	if len(versions) > 0 && !a.diags.HasError() {
		a.diags.Append(plan.SetAttribute(ctx, path.Root(profilesName), withVersions(ctx, planned, versions))...)
	}
	return plan
}

// recordSecrets records the write-only values that the profiles were sent with.
func (a *applier) recordSecrets() {
	secrets := map[string]ownership.Secret{}
	for _, s := range a.secrets {
		name := s.at.Name()
		version := s.Next()
		if !s.planned.IsUnknown() {
			version = s.planned
		}
		sent := a.before == nil ||
			a.desired.profiles[s.profile][name].Digest != a.current.state.profiles[s.profile][name].Digest
		switch fingerprint := a.fingerprints[s.key()]; {
		case fingerprint != "" && (sent || s.planned.IsUnknown()):
			secrets[s.key()] = s.Record.Sent(s.Fingerprints, fingerprint, version.ValueInt64())
		case !sent && len(s.Record.Fingerprints) > 0:
			secrets[s.key()] = s.Record
		}
	}
	a.record.Secrets = secrets
}

// resendSecrets returns the desired settings of an instance that a replaced fleet had.
// It is not known which write-only values that one has sent, so they are sent again.
func (a *applier) resendSecrets(desired []converge.Desired, profile string) []converge.Desired {
	desired = slices.Clone(desired)
	for i, d := range desired {
		desired[i].SecretChanged = a.fingerprints[secretKey(profile, setting.ShapeOf(d.Setting.Name()))] != ""
	}
	return desired
}

// withSecrets returns the desired settings of an instance that moves between two
// profiles, marked if their write-only values differ.
func (a *applier) withSecrets(desired []converge.Desired, before, after string) []converge.Desired {
	desired = slices.Clone(desired)
	of := ownership.NewFingerprints(a.Data.AccessKey, a.Data.SecretKey, a.record.Salt)
	for i, d := range desired {
		at := setting.ShapeOf(d.Setting.Name())
		if secret, _ := at.WriteOnly(); secret != "" {
			now := a.fingerprints[secretKey(after, at)]
			desired[i].SecretChanged = now != "" && !a.record.Secrets[secretKey(before, at)].Has(of, now)
		}
	}
	return desired
}
