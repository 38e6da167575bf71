package instance

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// maySetSkipped reports whether an apply skips an instance that does not run. It cannot
// if the plan has found nothing to send, and so knows that skipped is null.
func (a *applier) maySetSkipped(ctx context.Context) bool {
	if a.layout.own {
		return false
	}
	skips, diags := ownership.MaySkip(ctx, a.plan)
	var planned types.String
	diags.Append(a.plan.GetAttribute(ctx, path.Root(ownership.Skipped), &planned)...)
	a.diags.Append(diags...)
	return skips && planned.IsUnknown()
}

// skipped reports whether the instance was skipped because it did not run.
func (a *applier) skipped(report converge.Report) bool { return a.skipping && report.Offline() }

// failed reports whether the change failed and was not skipped.
func (a *applier) failed(report converge.Report) bool { return report.Failed() && !a.skipped(report) }

// settled returns the attributes of the new state that differ from the plan. If the
// instance was skipped, Terraform accepts only the planned ones, and private notes what
// they are instead.
func (a *applier) settled(ctx context.Context, report converge.Report, private tfkit.Private) map[string]attr.Value {
	values := a.remaining(report, false)
	if a.layout.own {
		return values
	}
	if !a.skipped(report) {
		a.diags.Append(saveSkipped(ctx, private, nil)...)
		values[ownership.Skipped] = types.StringNull()
		return values
	}
	planned := map[string]attr.Value{ownership.Skipped: types.StringValue(ownership.OfflineReason)}
	var unfinished types.String
	a.diags.Append(a.plan.GetAttribute(ctx, path.Root(unfinishedName), &unfinished)...)
	if unfinished.IsUnknown() {
		planned[unfinishedName] = values[unfinishedName]
	}
	delete(values, unfinishedName)
	note := &skippedNote{Missing: a.missing(report)}
	a.diags.Append(note.seal(ctx, a.Data.SecretKey, values)...)
	a.diags.Append(saveSkipped(ctx, private, note)...)
	return planned
}

// missing returns the hashes of the values that the instance lacks, by setting, and ""
// for settings that were not undone.
func (a *applier) missing(report converge.Report) map[string]string {
	missing := map[string]string{}
	for name := range a.record.Holding.Settings {
		missing[name] = ""
	}
	for _, values := range a.desired {
		for name, d := range values {
			delete(missing, name)
			hash := converge.Hash(d.Value)
			if e, managed := a.record.Holding.Settings[name]; (managed || isOrdered(report, name)) && !e.Has(hash) {
				missing[name] = hash
			}
		}
	}
	return missing
}

// skippedWarning returns the warning that the instance was skipped.
func (a *applier) skippedWarning(report converge.Report) diag.Diagnostic {
	var offline *engine.OfflineError
	errors.As(report.Errors[0], &offline)
	names := setting.Ordered(slices.Collect(maps.Keys(a.missing(report))))
	if report.Job.Restart {
		names = append(names, "restart")
	}
	text := ""
	if len(names) > 0 {
		text = ": " + strings.Join(names, ", ")
	}
	return diag.WithPath(path.Root(tfkit.PadCode), diag.NewWarningDiagnostic("Instance skipped", fmt.Sprintf(
		"%s was offline for %s. Its changes were not sent%s. The next plan shows them, and the next apply sends them.", a.code, offline.Waited, text)))
}

// wasSkipped reports whether a state says that the instance was skipped.
func (r *instanceResource) wasSkipped(ctx context.Context, state tfkit.Reader) (bool, diag.Diagnostics) {
	if r.layout.own {
		return false, nil
	}
	reason, diags := tfkit.GetString(ctx, state, ownership.Skipped)
	return reason != "", diags
}

// refreshSkipped notes that the state now has the known values. It ends the skip if the
// instance shows that it lacks nothing any more.
func (f *refresh) refreshSkipped(ctx context.Context, private tfkit.Private) diag.Diagnostics {
	skipped, diags := f.wasSkipped(ctx, f.state)
	var note skippedNote
	if !skipped || !tfkit.GetPrivate(ctx, private, skippedKey, &note) {
		return diags
	}
	if note.isSettled(f.record.Holding) {
		diags.Append(f.state.SetAttribute(ctx, path.Root(ownership.Skipped), types.StringNull())...)
		diags.Append(saveSkipped(ctx, private, nil)...)
		return diags
	}
	if len(note.Attributes) > 0 {
		note.Attributes = nil
		diags.Append(saveSkipped(ctx, private, &note)...)
	}
	return diags
}

// planSkipped plans skipped: unknown if the apply may skip the instance, otherwise null.
func (r *instanceResource) planSkipped(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, record privateRecord) {
	if r.layout.own {
		return
	}
	skips, diags := ownership.MaySkip(ctx, resp.Plan)
	skipped := false
	if !req.State.Raw.IsNull() {
		before, more := r.wasSkipped(ctx, req.State)
		diags.Append(more...)
		skipped = before
	}
	resp.Diagnostics.Append(diags...)
	value := types.StringNull()
	switch {
	case skips && (skipped || r.maySend(ctx, req, resp, record)):
		value = types.StringUnknown()
	case !skipped:
		return
	}
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root(ownership.Skipped), value)...)
}

// maySend reports whether the instance lacks anything of what is planned, as far as it is
// known.
func (r *instanceResource) maySend(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, record privateRecord) bool {
	for _, at := range r.layout.attributes {
		planned, diags := r.layout.get(ctx, resp.Plan, at)
		resp.Diagnostics.Append(diags...)
		if _, known := at.Split(planned, nil); !known {
			return true
		}
	}
	order, held := r.plannedOrder(ctx, req, resp, record)
	release, diags := tfkit.GetString(ctx, resp.Plan, ownership.OnRelease)
	order.Keep, order.Setting = release == ownership.ReleaseKeep, setting.ByName
	resend, restart, more := ownership.RepeatsPlanned(ctx, resp.Plan, req.State)
	order.Resend, order.Restart = resend, restart
	resp.Diagnostics.Append(append(diags, more...)...)
	return order.PadCode == "" || len(held.Unfinished()) > 0 || !converge.Plan(held, order).Empty()
}
