package instance

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// planSecrets plans the versions of write-only values. They are unknown in every
// update, because Terraform refuses a known version if the value changes between
// plan and apply. It must be the last change of the plan.
func (r *instanceResource) planSecrets(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, record privateRecord, before tfkit.Reader) diag.Diagnostics {
	var diags diag.Diagnostics
	var open []path.Path
	var null []string
	updates := before == nil
	for _, at := range r.layout.attributes {
		planned, more := r.layout.get(ctx, resp.Plan, at)
		diags.Append(more...)
		if secret, _ := at.WriteOnly(); secret == "" || more.HasError() || planned.IsNull() || planned.IsUnknown() {
			continue
		}
		v, more := r.secretVersion(ctx, at, record, planned, req.Config, before)
		diags.Append(more...)
		if !v.Configured.IsNull() {
			continue
		}
		if v.Secret.IsNull() {
			null = append(null, at.Name())
		}
		_, version := at.WriteOnly()
		at := r.layout.child(at, version)
		diags.Append(resp.Plan.SetAttribute(ctx, at, v.Before)...)
		updates = updates || v.Changes()
		if v.Open() {
			open = append(open, at)
		}
	}
	diags.Append(ownership.NoteIgnored(ctx, resp.Private, null)...)
	if len(open) == 0 || (!updates && resp.Plan.Raw.Equal(req.State.Raw)) {
		return diags
	}
	for _, at := range open {
		diags.Append(resp.Plan.SetAttribute(ctx, at, types.Int64Unknown())...)
	}
	return diags
}

// secretVersion reads the write-only value of a planned setting and its version.
func (r *instanceResource) secretVersion(ctx context.Context, at setting.Shape, record privateRecord, planned attr.Value, config, state tfkit.Reader) (ownership.SecretVersion, diag.Diagnostics) {
	secret, version := at.WriteOnly()
	v, diags := ownership.ReadSecretVersion(ctx, config, state, r.layout.child(at, secret), r.layout.child(at, version))
	v.Possible = at.MayTakeSecret(planned)
	v.Record = record.Secrets[at.Name()]
	v.Fingerprints = ownership.NewFingerprints(r.Data.AccessKey, r.Data.SecretKey, record.Salt)
	return v, diags
}

// plannedSecret is a write-only value in an apply.
type plannedSecret struct {
	fingerprints ownership.Fingerprints
	// fingerprint is "" if the configuration has no value.
	fingerprint string
	// mark is converge.Desired.Secret.
	mark    string
	version types.Int64
	// changed is true if the value is to be sent although nothing else differs.
	changed bool
}

// resolveSecrets returns the plan with the versions that it leaves unknown, and the
// configured write-only values by attribute. The configuration is the user's own:
// ignore_changes does not apply to it, so an ignored value keeps its version.
func (a *applier) resolveSecrets(ctx context.Context) (tfsdk.Plan, map[string]plannedSecret) {
	plan, secrets := a.plan, map[string]plannedSecret{}
	var before tfkit.Reader
	if a.before != nil {
		before = a.before
	}
	for _, at := range a.layout.attributes {
		secret, version := at.WriteOnly()
		if secret == "" {
			continue
		}
		planned, diags := a.layout.get(ctx, a.plan, at)
		a.diags.Append(diags...)
		if planned.IsNull() || planned.IsUnknown() {
			continue
		}
		v, diags := a.secretVersion(ctx, at, a.record, planned, a.config, before)
		a.diags.Append(diags...)
		s := plannedSecret{fingerprints: v.Fingerprints, fingerprint: v.Fingerprint(), mark: ownership.SecretMark(a.Data, v.Secret)}
		a.diags.Append(a.plan.GetAttribute(ctx, a.layout.child(at, version), &s.version)...)
		open := s.version.IsUnknown()
		determined := open && !slices.Contains(a.ignored, at.Name())
		if open {
			s.version = v.Before
			if determined {
				s.version = v.Next()
			}
			a.diags.Append(plan.SetAttribute(ctx, a.layout.child(at, version), s.version)...)
		}
		s.changed = s.fingerprint != "" && (determined || a.before == nil) && !v.Record.Has(v.Fingerprints, s.fingerprint)
		secrets[at.Name()] = s
	}
	return plan, secrets
}

// recordSecrets records the write-only values that settings were sent with, and
// forgets those of settings that the instance no longer has. If the end of a change
// was not seen, the next apply takes it up with the same version.
func (a *applier) recordSecrets(report converge.Report) {
	for _, d := range report.Job.Set {
		name := setting.ShapeOf(d.Setting.Name()).Name()
		s, has := a.secrets[name]
		switch kind := report.Set[d.Setting.Name()].Kind; {
		case !has || (kind != converge.Done && kind != converge.Indeterminate):
		case s.fingerprint == "":
			delete(a.record.Secrets, name)
		default:
			a.record.Secrets[name] = a.record.Secrets[name].Sent(s.fingerprints, s.fingerprint, s.version.ValueInt64())
		}
	}
	for name := range a.record.Secrets {
		if _, known := a.record.Holding.Settings[name]; !known {
			delete(a.record.Secrets, name)
		}
	}
}
