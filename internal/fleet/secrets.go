package fleet

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
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
	profiles, configuredProfiles, heldProfiles := planned.Elements(), config.Elements(), before.Elements()
	for name, p := range profiles {
		configured, held := attributesOf(configuredProfiles[name]), attributesOf(heldProfiles[name])
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
			s.Possible = at.MayTakeSecret(value)
			s.Fingerprints = fingerprints
			s.Record = recordOf(record, profiles, s)
			found = append(found, s)
		}
	}
	return found
}

// recordOf returns the record of a write-only value. A profile that is new has that of
// a profile with the same value that is gone, because a profile may be renamed.
func recordOf(record privateRecord, planned map[string]attr.Value, s profileSecret) ownership.Secret {
	own, recorded := record.Secrets[s.key()]
	if recorded || !s.Before.IsNull() {
		return own
	}
	for _, key := range slices.Sorted(maps.Keys(record.Secrets)) {
		profile, isOfSetting := strings.CutSuffix(key, secretKey("", s.at))
		_, stays := planned[profile]
		if isOfSetting && !stays && record.Secrets[key].Has(s.Fingerprints, s.Fingerprint()) {
			return record.Secrets[key]
		}
	}
	return own
}

// resolveSecrets returns the plan with the versions that it leaves unknown, and notes
// the write-only values. The configuration is the user's own: ignore_changes does not
// apply to it, so an ignored value keeps its version.
func (a *applier) resolveSecrets(ctx context.Context) tfsdk.Plan {
	version := a.resolvePasswords(ctx)
	var planned, config, before types.Map
	a.diags.Append(a.plan.GetAttribute(ctx, path.Root(profilesName), &planned)...)
	a.diags.Append(a.config.GetAttribute(ctx, path.Root(profilesName), &config)...)
	if a.before != nil {
		a.diags.Append(a.before.GetAttribute(ctx, path.Root(profilesName), &before)...)
	}
	a.secrets = a.profileSecrets(a.record, planned, config, before)
	a.fingerprints, a.secretsOf = map[string]string{}, map[string][]profileSecret{}
	versions := map[string]types.Int64{}
	for i, s := range a.secrets {
		a.secretsOf[s.profile] = append(a.secretsOf[s.profile], s)
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
	if !version.IsNull() && !a.diags.HasError() {
		a.diags.Append(plan.SetAttribute(ctx, path.Root(passwordVersionName), version)...)
	}
	return plan
}

// markSecrets sets converge.Desired.Secret of the planned settings.
func (a *applier) markSecrets() {
	for _, s := range a.secrets {
		if d, here := a.desired.profiles[s.profile][s.at.Name()]; here {
			d.Secret = ownership.SecretMark(a.Data, s.Secret)
			a.desired.profiles[s.profile][s.at.Name()] = d
		}
	}
	for _, o := range a.desired.own {
		if o.secret != "" {
			o.mark = ownership.SecretMark(a.Data, types.StringValue(o.secret))
		}
	}
}

// resendSecrets returns the desired settings of an instance of which it is not known
// which write-only values it was sent: they are sent again.
func (a *applier) resendSecrets(desired []converge.Desired, code, profile string) []converge.Desired {
	desired = slices.Clone(desired)
	for i, d := range desired {
		if a.desired.ownProxy(code) && d.Setting.Name() == setting.ProxyName {
			desired[i].SecretChanged = a.passwords.prints[code] != ""
			continue
		}
		desired[i].SecretChanged = a.fingerprints[secretKey(profile, setting.ShapeOf(d.Setting.Name()))] != ""
	}
	return desired
}

// withSecrets returns the desired settings of an instance that has a profile, marked
// if it has the desired value but may have another write-only one: it moves between
// profiles with different ones, or the desired value is an old one of the profile that
// it kept. digests are the hashes of the settings in the profile before.
func (a *applier) withSecrets(desired []converge.Desired, h converge.Holding, code, before, after string, digests func(name string) string) []converge.Desired {
	desired = a.withPassword(desired, h, code)
	for _, s := range a.secretsOf[after] {
		name := s.at.Name()
		if name == setting.ProxyName && a.desired.ownProxy(code) {
			continue
		}
		i := slices.IndexFunc(desired, func(d converge.Desired) bool { return d.Setting.Name() == name })
		e, has := h.Settings[name]
		if i < 0 || !has || hashOf(e) != desired[i].Digest {
			continue
		}
		now, record := a.fingerprints[s.key()], a.record.Secrets[secretKey(before, s.at)]
		differs := before != after && !record.Has(s.Fingerprints, now)
		if now == "" {
			differs = before != after && len(record.Fingerprints) > 0
		}
		if differs || now != "" && hashOf(e) != digests(name) {
			desired = slices.Clone(desired)
			desired[i].SecretChanged = true
		}
	}
	return desired
}
