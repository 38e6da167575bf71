package fleet

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// report turns failures into one error. It has no attribute path: Terraform would
// print the whole map of phones below it.
func (a *applier) report(reports []converge.Report) {
	a.diags.Append(ownerWarnings(a.TypeName(), reports)...)
	if warning := a.skippedWarning(reports); warning != nil {
		a.diags.Append(warning)
	}
	failed := a.failures(reports)
	if len(failed) == 0 && a.progress.Waiting == 0 {
		return
	}
	summary, detail := fmt.Sprintf("%d of %d instances failed", len(failed), len(reports)), describe(failed)
	if a.progress.Waiting > 0 {
		summary, detail = a.stopped(len(failed), len(reports)), strings.TrimSpace(a.howFar()+detail)
	}
	if a.before == nil && (a.touched || a.handedOver) {
		detail += "\n\nBecause its creation failed, Terraform marked the fleet as tainted and plans to replace it. The new fleet takes over what succeeded, " +
			"unless it has create_before_destroy. To repair it without a replacement, run `terraform untaint` with its address; with prevent_destroy, that is the only way."
	} else {
		detail += "\n\n" + a.nextStep()
	}
	a.diags.AddError(summary, detail)
}

// failures returns the reports of failed instances, by pad code.
func (a *applier) failures(reports []converge.Report) []converge.Report {
	var failed []converge.Report
	for _, report := range reports {
		if a.failed(report) {
			failed = append(failed, report)
		}
	}
	slices.SortFunc(failed, func(x, y converge.Report) int { return strings.Compare(x.PadCode, y.PadCode) })
	return failed
}

// describe lists the first instances in full and counts the others by reason.
func describe(failed []converge.Report) string {
	all := make([]tfkit.Failure, len(failed))
	for i, report := range failed {
		f := tfkit.Failure{Reason: reason(report.Errors[0])}
		var parts []string
		for _, err := range report.Errors {
			parts = append(parts, "unable to "+err.Action+": "+reason(err)+tfkit.Particulars(err.Err))
			f.Advice = append(f.Advice, tfkit.Advice(err.Err))
		}
		f.Line = report.PadCode + ": " + strings.Join(parts, "; ")
		all[i] = f
	}
	return tfkit.ListFailures(all)
}

// reason returns why a step failed, in one line. It is the same for all instances
// with the same failure.
func reason(err *converge.Error) string { return tfkit.InstanceReason(err.PadCode, err.Err) }

// ownerWarnings warns of settings that other resources have set in this run too, and
// of those that were not undone because of others: one warning for each setting and
// other type.
func ownerWarnings(mine string, reports []converge.Report) diag.Diagnostics {
	shared, left := map[[2]string][]string{}, map[[2]string][]string{}
	for _, report := range reports {
		for _, s := range report.Shared {
			key := [2]string{s.Target, ownership.OwnerType(s.Other)}
			shared[key] = append(shared[key], report.PadCode)
		}
		for _, s := range report.LeftTo {
			key := [2]string{s.Setting.Name(), ownership.OwnerType(s.Other)}
			left[key] = append(left[key], report.PadCode)
		}
	}
	return append(groupedBy(shared, mine, ownership.SharedWarning), groupedBy(left, mine, ownership.LeftWarning)...)
}

// groupedBy returns a warning for each setting and other type, with its instances.
func groupedBy(phones map[[2]string][]string, mine string, warning func(codes, setting, mine, other string) diag.Diagnostic) diag.Diagnostics {
	var diags diag.Diagnostics
	keys := slices.SortedFunc(maps.Keys(phones), func(x, y [2]string) int { return strings.Compare(x[0]+x[1], y[0]+y[1]) })
	for _, key := range keys {
		diags.Append(warning(abbreviate(phones[key]), key[0], mine, key[1]))
	}
	return diags
}

// abbreviate sorts pad codes, lists a few and counts the rest.
func abbreviate(codes []string) string {
	slices.Sort(codes)
	return tfkit.Abbreviate(codes)
}
