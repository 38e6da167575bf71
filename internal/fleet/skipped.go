package fleet

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// After an apply without errors, Terraform accepts only the planned phones, also for
// instances that were skipped. So skipped names those, and whatever reads a state puts
// the reason into phones (readState). The next refresh writes it into the state.

// readState reads a state. In its phones, instances that were skipped have the reason,
// including those that were removed from the fleet and could not be released.
func (r *fleetResource) readState(ctx context.Context, state tfkit.Reader) (model, diag.Diagnostics) {
	m, diags := r.readModel(ctx, state, nil)
	skipped, more := tfkit.GetMap(ctx, state, ownership.Skipped)
	diags.Append(more...)
	if skipped.IsNull() {
		return m, diags
	}
	m.skipped = map[string]string{}
	for code, value := range skipped.Elements() {
		m.skipped[code] = textOf(value)
		m.phones[code] = skippedPrefix + textOf(value)
	}
	return m, diags
}

// skippedOf returns the instances that were skipped, with the reasons.
func skippedOf(phones map[string]string) map[string]string {
	skipped := map[string]string{}
	for code, value := range phones {
		if reason, is := strings.CutPrefix(value, skippedPrefix); is {
			skipped[code] = reason
		}
	}
	return skipped
}

// mayFillSkipped reports whether an apply skips instances that do not run. It cannot if
// the plan has found nothing to send, and so knows what skipped will be.
func (a *applier) mayFillSkipped(ctx context.Context) bool {
	skips, diags := ownership.MaySkip(ctx, a.plan)
	planned, more := tfkit.GetMap(ctx, a.plan, ownership.Skipped)
	a.diags.Append(append(diags, more...)...)
	return skips && planned.IsUnknown()
}

// writePhones writes what became of the instances into a state that begins as the plan.
func (a *applier) writePhones(ctx context.Context, state *tfsdk.State, phones map[string]string) {
	planned, diags := tfkit.GetMap(ctx, a.plan, ownership.Skipped)
	a.diags.Append(diags...)
	switch {
	case a.diags.HasError():
		a.writeReasons(ctx, state, phones)
	case planned.IsUnknown():
		a.diags.Append(state.SetAttribute(ctx, path.Root(ownership.Skipped), phonesValue(skippedOf(phones)))...)
	}
}

// writeReasons writes the profiles and reasons of all instances into a state. Terraform
// accepts that only after an error.
func (a *applier) writeReasons(ctx context.Context, state *tfsdk.State, phones map[string]string) {
	a.diags.Append(state.SetAttribute(ctx, path.Root(phonesName), phonesValue(phones))...)
	a.diags.Append(state.SetAttribute(ctx, path.Root(ownership.Skipped), phonesValue(skippedOf(phones)))...)
}

// skippedWarning returns the warning about the instances that were skipped, or nil.
func (a *applier) skippedWarning(reports []converge.Report) diag.Diagnostic {
	var codes []string
	var offline *engine.OfflineError
	for _, report := range reports {
		if a.incomplete(report) && a.skipped(report) && errors.As(report.Errors[0], &offline) {
			codes = append(codes, report.PadCode)
		}
	}
	if len(codes) == 0 {
		return nil
	}
	return diag.NewWarningDiagnostic(fmt.Sprintf("%d of %d instances skipped", len(codes), len(reports)), fmt.Sprintf(
		"Offline for %s: %s. Their changes were not sent. The next plan shows them as skipped, and the next apply sends the changes.", offline.Waited, abbreviate(codes)))
}

// planSkipped plans skipped: unknown if the apply may skip instances. Otherwise it has only
// those that ignore_changes leaves alone.
func (r *fleetResource) planSkipped(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, record privateRecord, current *holdings, desired model) {
	skips, diags := ownership.MaySkip(ctx, resp.Plan)
	resp.Diagnostics.Append(diags...)
	skipped := skippedOf(desired.phones)
	value := phonesValue(skipped)
	switch {
	case skips && (r.resends(ctx, req, resp) || current.maySend(r.withSentPasswords(ctx, req, resp, record, current, desired))):
		value = types.MapUnknown(types.StringType)
	case maps.Equal(skipped, current.state.skipped) && (current.state.skipped != nil || resp.Plan.Raw.Equal(req.State.Raw)):
		// After an import, skipped is null until the first update.
		return
	}
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root(ownership.Skipped), value)...)
}

// resends reports whether a plan sends again what instances have.
func (r *fleetResource) resends(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) bool {
	if req.State.Raw.IsNull() {
		return false
	}
	resend, restart, diags := ownership.RepeatsPlanned(ctx, resp.Plan, req.State)
	var version, before types.Int64
	diags.Append(resp.Plan.GetAttribute(ctx, path.Root(passwordVersionName), &version)...)
	diags.Append(req.State.GetAttribute(ctx, path.Root(passwordVersionName), &before)...)
	resp.Diagnostics.Append(diags...)
	return resend || restart || !version.Equal(before)
}

// withSentPasswords returns planned settings that differ from those of the state only if an
// instance gets its first write-only password or loses it. Other changes of passwords
// change their version. Ignored passwords do not change.
func (r *fleetResource) withSentPasswords(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse,
	record privateRecord, current *holdings, desired model) model {
	p, diags := r.readPasswords(ctx, record, req.Config, nil)
	resp.Diagnostics.Append(diags...)
	codes := slices.Collect(maps.Keys(p.prints))
	if len(codes) == 0 {
		codes = slices.Collect(maps.Keys(current.sentPasswords.codes()))
	}
	for _, code := range codes {
		desired.leaveOutPassword(code)
	}
	return desired
}

// maySend reports whether instances lack anything of what is desired, as far as it is
// known, or were skipped.
func (h *holdings) maySend(desired model) bool {
	if !desired.complete() {
		return true
	}
	lists := desiredLists{}
	for code, name := range desired.phones {
		if _, exists := desired.profiles[name]; !exists {
			continue // ignore_changes leaves it alone
		}
		order := converge.Order{Desired: lists.of(desired, code, name), Keep: desired.release == ownership.ReleaseKeep, Setting: setting.ByName}
		_, skipped := h.state.skipped[code]
		if has := h.of(code); skipped || len(has.Unfinished()) > 0 || !converge.Plan(has, order).Empty() {
			return true
		}
	}
	for code := range h.state.phones {
		_, skipped := h.state.skipped[code]
		if _, stays := desired.phones[code]; !stays && (skipped || desired.release != ownership.ReleaseKeep && leavesWork(h.of(code))) {
			return true
		}
	}
	return false
}
