package fleet

import (
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// recordSecrets records the write-only values that the profiles were sent with. The
// value of a setting contains the version. If it changed, instances that have the new
// one were sent the write-only value; what others have does not matter. If it did not,
// the write-only value can be another one anyway, and some instances may be sent that:
// then it is not known what an instance has.
func (a *applier) recordSecrets(reports []converge.Report) {
	secrets := map[string]ownership.Secret{}
	for _, s := range a.secrets {
		record := s.Record
		fingerprint := a.fingerprints[s.key()]
		var sent ownership.Secret
		if fingerprint != "" {
			version := s.Next()
			if !s.planned.IsUnknown() {
				version = s.planned
			}
			sent = record.Sent(s.Fingerprints, fingerprint, version.ValueInt64())
		}
		digest := a.desired.profiles[s.profile][s.at.Name()].Digest
		switch some, all := a.sent(s, digest, reports); {
		case digest != a.digestBefore(s):
			record = sent
		case record.Has(s.Fingerprints, fingerprint), !some:
		case all:
			record = sent
		default:
			record.Fingerprints = nil
		}
		if record.Version != 0 || len(record.Fingerprints) > 0 {
			secrets[s.key()] = record
		}
	}
	a.record.Secrets = secrets
}

// digestBefore returns the hash of a setting in the profile as it was, or "".
func (a *applier) digestBefore(s profileSecret) string {
	if a.before == nil {
		return a.digestsBefore[s.profile][s.at.Name()]
	}
	return a.current.state.profiles[s.profile][s.at.Name()].Digest
}

// sent reports whether a value of a profile, which has the hash, was sent to some and
// to all of the instances that have it or may have it.
func (a *applier) sent(s profileSecret, digest string, reports []converge.Report) (some, all bool) {
	name := s.at.Name()
	all = true
	reported := map[string]bool{}
	for _, report := range reports {
		if a.desired.phones[report.PadCode] != s.profile || name == setting.ProxyName && a.desired.ownProxy(report.PadCode) {
			continue
		}
		reported[report.PadCode] = true
		kind := report.Set[name].Kind
		done := kind == converge.Done || kind == converge.Indeterminate
		some = some || done
		all = all && (done || hashOf(report.Holding.Settings[name]) != digest)
	}
	if !some {
		return false, false
	}
	for code, profile := range a.desired.phones {
		if _, exists := a.desired.profiles[profile]; !exists {
			profile = a.current.profileOf(code)
		}
		if own := name == setting.ProxyName && a.desired.ownProxy(code); own {
			continue
		}
		if profile == s.profile && !reported[code] && hashOf(a.current.of(code).Settings[name]) == digest {
			return true, false
		}
	}
	return true, all
}

// hashOf returns the hash of the value that an instance has, or that is under way.
func hashOf(e converge.Entry) string {
	if e.Flight != nil {
		return e.Flight.Value
	}
	return e.Applied
}
