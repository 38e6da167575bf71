package instance

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// unfinishedName is the attribute that lists what is not known to be as it was
// requested.
const unfinishedName = "unfinished"

// remaining returns the attributes of the new state that differ from the plan, by what
// the instance has now. A setting that was not changed keeps its old value. One that
// may have any value is left out, and the attribute unfinished names it, so that the
// next plan is not empty, whatever the configuration says by then. whole returns every
// attribute, for a state that does not begin as the plan.
func (a *applier) remaining(report converge.Report, whole bool) map[string]attr.Value {
	values := map[string]attr.Value{unfinishedName: unfinished(a.record.Holding)}
	for _, at := range a.layout.attributes {
		has := setting.Values{}
		differs := whole
		for name, d := range a.desired[at.Name()] {
			if e, managed := a.record.Holding.Settings[name]; !managed && !isOrdered(report, name) || e.Has(converge.Hash(d.Value)) {
				has[name] = d
				continue
			}
			differs = true
			a.keepCurrent(at, name, has, report.Erased && !converge.Erases(d.Setting, d.Value))
		}
		for name := range a.current[at.Name()] {
			if _, planned := a.desired[at.Name()][name]; planned {
				continue
			}
			if _, left := a.record.Holding.Settings[name]; left {
				differs = true
				a.keepCurrent(at, name, has, report.Erased)
			}
		}
		if differs {
			maps.Copy(values, a.layout.values(at, at.Join(has)))
		}
	}
	return values
}

// notingLeftovers returns a holding after a Create in which what the replaced object
// had set and could not be undone counts as unfinished: the state has no value that
// would show in the next plan.
func (a *applier) notingLeftovers(h converge.Holding) converge.Holding {
	if a.before != nil {
		return h
	}
	var leftovers []string
	for name := range h.Settings {
		if _, desired := a.desired[setting.ShapeOf(name).Name()][name]; !desired {
			leftovers = append(leftovers, name)
		}
	}
	return ownership.Lose(h, leftovers)
}

// isOrdered reports whether a setting was part of the order.
func isOrdered(report converge.Report, name string) bool {
	_, sent := report.Set[name]
	for _, d := range report.Job.Set {
		sent = sent || d.Setting.Name() == name
	}
	return sent
}

// keepCurrent adds the value in the state to what the instance has, unless its
// change is under way or it may have been erased.
func (a *applier) keepCurrent(at setting.Shape, name string, has setting.Values, erased bool) {
	d, known := a.current[at.Name()][name]
	if e := a.record.Holding.Settings[name]; known && e.Flight == nil && !erased {
		has[name] = d
	}
}

// unfinished returns the value of the attribute, null in the ordinary case.
func unfinished(h converge.Holding) types.String {
	names := h.Unfinished()
	if len(names) == 0 {
		return types.StringNull()
	}
	return types.StringValue(strings.Join(names, ", "))
}

// confirm checks if the inferred sources show what was just sent. Only then do
// they count as evidence of drift on this instance.
func (a *applier) confirm(ctx context.Context, report converge.Report) {
	expectations := report.Expectations()
	if len(expectations) == 0 || ctx.Err() != nil {
		return
	}
	confirmed, err := ownership.Converger(a.Data).Confirm(ctx, map[string][]converge.Expectation{a.code: expectations})
	if err != nil {
		// The settings are applied; a later refresh confirms them.
		return
	}
	a.record.Holding, _ = converge.Observed(a.record.Holding, confirmed[a.code])
}

// report turns failures into diagnostics.
func (a *applier) report(report converge.Report) {
	for _, shared := range report.Shared {
		a.diags.Append(diag.WithPath(a.layout.at(setting.ShapeOf(shared.Setting.Name())),
			ownership.SharedWarning(a.code, shared.Target, a.TypeName(), ownership.OwnerType(shared.Other))))
	}
	a.reportLeft(report)
	if a.skipped(report) {
		a.diags.Append(a.skippedWarning(report))
		return
	}
	for _, err := range report.Errors {
		a.addError(a.diags, err, report.Gone)
	}
	if a.before == nil && report.Failed() && report.Touched && !a.layout.own {
		a.diags.AddWarning("Instance partly configured", fmt.Sprintf(
			"Some settings of %s failed, so Terraform marked the resource as tainted and plans to replace it. The new object takes over what succeeded, "+
				"unless it has create_before_destroy. To repair the resource without a replacement, run `terraform untaint` with its address.", a.code))
	}
}

// reportLeft warns of settings that were not undone because of other resources.
func (a *applier) reportLeft(report converge.Report) {
	for _, left := range report.LeftTo {
		a.diags.Append(ownership.LeftWarning(a.code, left.Setting.Name(), a.TypeName(), ownership.OwnerType(left.Other)))
	}
}

// addError adds an error to the attribute of the setting that failed, or to the
// pad code if the instance itself is the reason.
func (r *instanceResource) addError(diags *diag.Diagnostics, err *converge.Error, gone bool) {
	at := path.Root(tfkit.PadCode)
	if failed := setting.ShapeOf(err.Setting); failed != nil && !gone && !tfkit.IsOffline(err) {
		at = r.layout.at(failed)
	}
	diags.AddAttributeError(at, "Unable to "+err.Action, tfkit.Explain(err.PadCode, err.Err))
}
