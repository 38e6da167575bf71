package action

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// report adds one error with all failures, and a warning of what was lost.
func (v *invocation) report(diags *diag.Diagnostics) {
	v.warnOfLosses(diags)
	var failed []tfkit.Failure
	slices.SortFunc(v.results, func(a, b result) int { return strings.Compare(a.target, b.target) })
	for _, r := range v.results {
		if r.err != nil {
			failed = append(failed, v.failure(r))
		}
	}
	if len(failed) == 0 {
		return
	}
	again := "instances"
	if v.kind.devices {
		again = "devices"
	}
	diags.AddError(fmt.Sprintf("%d of %d %s failed", len(failed), len(v.results), v.things()), fmt.Sprintf(
		"Unable to %s:\n\n%s\n\n%sTerraform does not repeat actions. To invoke this one again, run terraform apply -invoke=action.armcloud_%s.NAME, "+
			"if possible with only the failed %s in %s.",
		v.kind.operation.Name, tfkit.ListFailures(failed), othersDone(len(v.results)-len(failed)), v.kind.name, again, v.kind.targets()))
}

// things returns what the results are about. Those of an action on devices are about
// devices, and about instances that do not run again.
func (v *invocation) things() string {
	isDevice := func(r result) bool { return v.kind.devices && r.device == "" }
	switch {
	case !slices.ContainsFunc(v.results, isDevice):
		return "instances"
	case slices.ContainsFunc(v.results, func(r result) bool { return !isDevice(r) }):
		return "instances or devices"
	default:
		return "devices"
	}
}

func othersDone(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "The other one is done. "
	default:
		return fmt.Sprintf("The other %d are done. ", n)
	}
}

// failure returns the failure of a target.
func (v *invocation) failure(r result) tfkit.Failure {
	f := tfkit.FailureOf(r.target, r.err)
	f.Line += r.note
	if r.device != "" {
		f.Line = strings.Replace(f.Line, r.target, fmt.Sprintf("%s (device %s)", r.target, r.device), 1)
	}
	f.Advice = []string{v.advice(r)}
	return f
}

// advice returns what the user can do about a failure. The advice of tfkit is about
// resources, which Terraform applies again.
func (v *invocation) advice(r result) string {
	var api *armcloud.Error
	var gone *engine.NotFoundError
	switch {
	case tfkit.IsOffline(r.err):
		return "Nothing was sent. Invoke the action again when the instance is running, or raise online_timeout in the provider block."
	case errors.Is(r.err, context.DeadlineExceeded) && !errors.As(r.err, &api):
		return "Raise the timeout of the action. Tasks that are still running are not canceled."
	case errors.Is(r.err, context.Canceled) && !errors.As(r.err, &api):
		return "The action was interrupted. Tasks that are still running are not canceled."
	case r.kind == converge.Indeterminate && v.kind.operation.Repeatable:
		return "Invoke the action again: repeating it does no harm."
	case r.kind == converge.Indeterminate:
		return "Check the instance before you invoke the action again: the request may have been carried out, and was not repeated."
	case errors.As(r.err, &api), errors.As(r.err, &gone):
		return tfkit.Advice(r.err)
	default:
		return ""
	}
}

// erasingSummary returns the summary of the warning of a plan that erases data.
func erasingSummary(instances int) string {
	switch instances {
	case 0: // not known yet
		return "This plan erases all data on instances"
	case 1:
		return "This plan erases all data on 1 instance"
	default:
		return fmt.Sprintf("This plan erases all data on %d instances", instances)
	}
}

// warnOfLosses warns of settings that the action has taken from resources and that no
// refresh notices.
func (v *invocation) warnOfLosses(diags *diag.Diagnostics) {
	var codes []string
	for _, r := range v.results {
		lost := r.kind == converge.Done || r.kind == converge.Failed || r.kind == converge.Indeterminate
		if lost && (v.kind.effect == erases || v.kind.effect == restarts && v.losesLiveValues(r.target)) {
			codes = append(codes, r.target)
		}
	}
	if len(codes) == 0 {
		return
	}
	slices.Sort(codes)
	what := "lost live properties that this run has set before, of"
	if v.kind.effect == erases {
		what = "erased the settings, apps and files of"
	}
	text := fmt.Sprintf("The action has %s %s. %s", what, tfkit.Abbreviate(codes), sentAgain)
	diags.AddWarning("Settings to be sent again", text)
	// Terraform does not show the warnings of an action that a resource has triggered.
	v.progress.send(text)
}

// sentAgain says how settings that an action has erased are sent again.
const sentAgain = "Resources that are applied after the action in this run set theirs again. Of the others, the next plan shows what the API shows, such as the time zone. " +
	"To send the rest again, such as the proxy, the bandwidth and the location, change triggers of armcloud_instance or armcloud_fleet."

// losesLiveValues reports whether a resource of this process has set a value that a
// restart loses.
func (v *invocation) losesLiveValues(code string) bool {
	return slices.ContainsFunc(v.Ledger.SetByOthers(code, ""), func(change ledger.Change) bool {
		d, ok := change.Value.(converge.Desired)
		return ok && len(converge.LostOnRestart(d.Setting, d.Value)) > 0
	})
}

// maxLogged is the most instances in one line of the log.
const maxLogged = 100

// logUnfinished logs what still runs when the action was interrupted, or has timed out.
// After an interrupt, Terraform shows neither errors nor progress of an action that was
// invoked with -invoke.
func (v *invocation) logUnfinished(ctx context.Context) {
	if ctx.Err() == nil {
		return
	}
	var unfinished []string
	for _, r := range v.results {
		if r.kind != converge.Indeterminate {
			continue
		}
		text := r.target
		if tasks := converge.TasksOf(r.err); len(tasks) > 0 {
			text += " (task " + ranges(tasks) + ")"
		}
		unfinished = append(unfinished, text)
	}
	slices.Sort(unfinished)
	for part := range slices.Chunk(unfinished, maxLogged) {
		tflog.Warn(ctx, "The action ended before its work: it still runs, or may run, on "+strings.Join(part, ", "), map[string]any{
			"action": "armcloud_" + v.kind.name, "instances": len(unfinished), "reason": ctx.Err().Error(),
		})
	}
}
