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
	a.diags.Append(sharedWarnings(a.TypeName(), reports)...)
	failed := a.failures(reports)
	if len(failed) == 0 {
		return
	}
	detail := describe(failed)
	if a.before == nil && a.touched {
		detail += "\n\nBecause its creation failed, Terraform marked the fleet as tainted. `terraform untaint` (with the resource's address) " +
			"keeps what succeeded: the next apply then repairs only the failed instances."
	} else {
		detail += "\n\nApply again to repair the failed instances; what succeeded is not repeated."
	}
	a.diags.AddError(fmt.Sprintf("%d of %d instances failed", len(failed), len(reports)), detail)
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

// sharedWarnings names the settings that other resources have set in this run
// too, in one warning for each setting and type of the other resource.
func sharedWarnings(mine string, reports []converge.Report) diag.Diagnostics {
	phones := map[[2]string][]string{}
	for _, report := range reports {
		for _, shared := range report.Shared {
			other, _, _ := strings.Cut(shared.Other, "/")
			key := [2]string{shared.Setting.Name(), other}
			phones[key] = append(phones[key], report.PadCode)
		}
	}
	return sharedBy(mine, phones)
}

// sharedBy makes the warnings for phones by setting and other type.
func sharedBy(mine string, phones map[[2]string][]string) diag.Diagnostics {
	var diags diag.Diagnostics
	keys := slices.SortedFunc(maps.Keys(phones), func(x, y [2]string) int { return strings.Compare(x[0]+x[1], y[0]+y[1]) })
	for _, key := range keys {
		diags.Append(ownership.SharedWarning(abbreviate(phones[key]), key[0], mine, key[1]))
	}
	return diags
}

// someOf lists a few pad codes and counts the rest.
func abbreviate(codes []string) string {
	slices.Sort(codes)
	if len(codes) > 5 {
		return fmt.Sprintf("%s and %d more", strings.Join(codes[:5], ", "), len(codes)-5)
	}
	return strings.Join(codes, ", ")
}
