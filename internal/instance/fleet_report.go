package instance

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Most phones that an error lists in full, most reasons that it counts the
// others by, and most pieces of advice: ten thousand failures stay readable.
const (
	listedPhones  = 20
	listedReasons = 12
	listedAdvice  = 4
)

// report turns what went wrong into one error. It carries no attribute path:
// Terraform would print the whole map of phones below it.
func (a *fleetApplication) report(jobs []setting.Job, outcomes []setting.Outcome) {
	a.diags.Append(sharedWarnings(a.TypeName(), outcomes)...)
	failed := failures(outcomes)
	if len(failed) == 0 {
		return
	}
	detail := describe(failed)
	if a.before == nil && a.touched {
		detail += "\n\nTerraform has marked the fleet as tainted, since its creation failed. `terraform untaint` (with the resource's address) " +
			"keeps what succeeded: the next apply then repairs the failed phones alone. Without it, the next apply sends everything again; nothing is taken back in between."
	} else {
		detail += "\n\nApply again to repair the failed phones; what succeeded is not repeated."
	}
	a.diags.AddError(fmt.Sprintf("%d of %d phones failed", len(failed), len(jobs)), detail)
}

// failures gives the outcomes that failed, by pad code.
func failures(outcomes []setting.Outcome) []setting.Outcome {
	var failed []setting.Outcome
	for _, outcome := range outcomes {
		if outcome.Failed() {
			failed = append(failed, outcome)
		}
	}
	slices.SortFunc(failed, func(x, y setting.Outcome) int { return strings.Compare(x.PadCode, y.PadCode) })
	return failed
}

// describe lists the first phones in full and counts the others by reason.
func describe(failed []setting.Outcome) string {
	var lines []string
	advice := map[string]int{}
	counts := map[string]int{}
	for i, outcome := range failed {
		for _, err := range outcome.Errors {
			if text := tfkit.Advice(err.Err); text != "" {
				advice[text]++
			}
		}
		if i >= listedPhones {
			counts[tfkit.Reason(outcome.Errors[0].Err)]++
			continue
		}
		var parts []string
		for _, err := range outcome.Errors {
			parts = append(parts, "unable to "+err.Doing+": "+tfkit.Reason(err.Err))
		}
		lines = append(lines, outcome.PadCode+": "+strings.Join(parts, "; "))
	}
	if more := len(failed) - listedPhones; more > 0 {
		lines = append(lines, "", fmt.Sprintf("and %d more:", more))
		lines = append(lines, mostFrequent(counts, listedReasons, func(reason string, n int) string {
			return fmt.Sprintf("%6d × %s", n, reason)
		})...)
	}
	if len(advice) > 0 {
		lines = append(lines, "", "What to do:")
		lines = append(lines, mostFrequent(advice, listedAdvice, func(text string, _ int) string { return "- " + text })...)
	}
	return strings.Join(lines, "\n")
}

// mostFrequent writes the keys with the highest counts, and how many keys were
// left out.
func mostFrequent(counts map[string]int, most int, write func(string, int) string) []string {
	keys := slices.SortedFunc(maps.Keys(counts), func(x, y string) int {
		if counts[x] != counts[y] {
			return counts[y] - counts[x]
		}
		return strings.Compare(x, y)
	})
	var lines []string
	rest := 0
	for i, key := range keys {
		if i < most {
			lines = append(lines, write(key, counts[key]))
		} else {
			rest += counts[key]
		}
	}
	if rest > 0 {
		lines = append(lines, fmt.Sprintf("%6d × other reasons", rest))
	}
	return lines
}

// sharedWarnings tells which settings other resources have set in this run
// too: one warning a setting and other type.
func sharedWarnings(mine string, outcomes []setting.Outcome) diag.Diagnostics {
	phones := map[[2]string][]string{}
	for _, outcome := range outcomes {
		for _, shared := range outcome.Shared {
			other, _, _ := strings.Cut(shared.Other, "/")
			key := [2]string{shared.Setting.Name(), other}
			phones[key] = append(phones[key], outcome.PadCode)
		}
	}
	return sharedBy(mine, phones)
}

// sharedBy makes the warnings for phones by setting and other type.
func sharedBy(mine string, phones map[[2]string][]string) diag.Diagnostics {
	var diags diag.Diagnostics
	keys := slices.SortedFunc(maps.Keys(phones), func(x, y [2]string) int { return strings.Compare(x[0]+x[1], y[0]+y[1]) })
	for _, key := range keys {
		diags.Append(sharedWarning(someOf(phones[key]), key[0], mine, key[1]))
	}
	return diags
}

// someOf lists a few pad codes and counts the rest.
func someOf(codes []string) string {
	slices.Sort(codes)
	if len(codes) > 5 {
		return fmt.Sprintf("%s and %d more", strings.Join(codes[:5], ", "), len(codes)-5)
	}
	return strings.Join(codes, ", ")
}
