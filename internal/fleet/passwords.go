package fleet

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// passwords are the write-only proxy passwords of a plan or an apply. They have one
// version: the write-only value that SecretVersion is about is the whole map, as JSON.
// Which of them were sent is known for each instance, so that a change of one sends
// one.
type passwords struct {
	ownership.SecretVersion
	// prints are the fingerprints of the configured passwords, by pad code.
	prints map[string]string
	// planned is the version in the plan of an apply.
	planned types.Int64
	// ignored is true in an apply if ignore_changes hides the passwords from the plan.
	ignored bool
}

// readPasswords reads the write-only passwords. state is nil in a create.
func (r *fleetResource) readPasswords(ctx context.Context, record privateRecord, config, state tfkit.Reader) (passwords, diag.Diagnostics) {
	var p passwords
	configured, diags := tfkit.GetMap(ctx, config, passwordsWOName)
	diags.Append(config.GetAttribute(ctx, path.Root(passwordVersionName), &p.Configured)...)
	if state != nil {
		diags.Append(state.GetAttribute(ctx, path.Root(passwordVersionName), &p.Before)...)
	}
	p.Record = record.Secrets[passwordsWOName]
	p.Fingerprints = ownership.NewFingerprints(r.Data.AccessKey, r.Data.SecretKey, record.Salt)
	p.prints = map[string]string{}
	texts := map[string]string{}
	known := !configured.IsUnknown()
	for code, value := range configured.Elements() {
		known = known && !value.IsUnknown()
		if text := textOf(value); text != "" {
			texts[code] = text
			p.prints[code] = p.Fingerprints.Of(text)[:printLength]
		}
	}
	switch {
	case !known:
		p.Secret = types.StringUnknown()
	case len(texts) > 0 || !configured.IsNull() && !p.Last().IsNull():
		text, err := json.Marshal(texts)
		if err != nil {
			diags.AddError("Unable to read "+passwordsWOName, err.Error())
		}
		p.Secret = types.StringValue(string(text))
	}
	return p, diags
}

// Raised reports whether the configured version is another one than before: all
// passwords are sent again.
func (p passwords) Raised() bool { return !p.Configured.IsNull() && !p.Configured.Equal(p.Last()) }

// plan plans the version. It is unknown if the fleet is updated, for the reason that
// planSecrets states.
func (p passwords) plan(ctx context.Context, plan *tfsdk.Plan, updates bool) diag.Diagnostics {
	if !p.Configured.IsNull() {
		return nil
	}
	version := p.Before
	if updates && p.Open() {
		version = types.Int64Unknown()
	}
	var planned types.Int64
	diags := plan.GetAttribute(ctx, path.Root(passwordVersionName), &planned)
	if !planned.Equal(version) {
		diags.Append(plan.SetAttribute(ctx, path.Root(passwordVersionName), version)...)
	}
	return diags
}

// resolvePasswords reads the passwords of an apply. It returns the version that the plan
// leaves unknown, or null if it is known.
func (a *applier) resolvePasswords(ctx context.Context) types.Int64 {
	var state tfkit.Reader
	if a.before != nil {
		state = a.before
	}
	p, diags := a.readPasswords(ctx, a.record, a.config, state)
	diags.Append(a.plan.GetAttribute(ctx, path.Root(passwordVersionName), &p.planned)...)
	a.diags.Append(diags...)
	p.ignored = !p.Secret.IsNull() && slices.Contains(a.ignored, passwordsWOName)
	version := types.Int64Null()
	if p.planned.IsUnknown() {
		version = p.Next()
		if p.ignored {
			version = p.Before
		}
		p.planned = version
	}
	a.passwords = p
	return version
}

// withPassword returns the desired settings of an instance, with the proxy marked if it
// has the desired value but may have another write-only password.
func (a *applier) withPassword(desired []converge.Desired, h converge.Holding, code string) []converge.Desired {
	now, sent := a.passwords.prints[code], a.current.sentPasswords.has(code)
	i := slices.IndexFunc(desired, func(d converge.Desired) bool { return d.Setting.Name() == setting.ProxyName })
	e, has := h.Settings[setting.ProxyName]
	if i < 0 || !has || hashOf(e) != desired[i].Digest || now == "" && !sent {
		return desired
	}
	changed := a.passwords.Raised()
	if a.passwords.Configured.IsNull() && !a.passwords.ignored {
		changed = !a.current.sentPasswords.is(a.passwords.Fingerprints, code, now)
	}
	if changed {
		desired = slices.Clone(desired)
		desired[i].SecretChanged = true
	}
	return desired
}

// recordPasswords records the passwords that instances were sent. If the version is
// configured and stays, passwords that were not sent may differ from those that the
// record has.
func (a *applier) recordPasswords(reports []converge.Report) {
	p := a.passwords
	for _, report := range reports {
		kind := report.Set[setting.ProxyName].Kind
		if kind == converge.Done || kind == converge.Indeterminate {
			a.current.sentPasswords.set(p.Fingerprints, report.PadCode, p.prints[report.PadCode])
		}
		if report.Undone[setting.ProxyName].Kind == converge.Done {
			a.current.sentPasswords.drop(report.PadCode)
		}
	}
	switch record := p.Record; {
	case p.ignored, !p.Configured.IsNull() && !p.Raised() && record.Version != 0:
		a.record.Secrets[passwordsWOName] = record
	case p.Secret.IsNull():
	default:
		version := p.planned
		if version.IsNull() {
			version = p.Next()
		}
		a.record.Secrets[passwordsWOName] = record.Sent(p.Fingerprints, p.Fingerprint(), version.ValueInt64())
	}
	if record := a.record.Secrets[passwordsWOName]; record.Version == 0 && len(record.Fingerprints) == 0 {
		delete(a.record.Secrets, passwordsWOName)
	}
}
