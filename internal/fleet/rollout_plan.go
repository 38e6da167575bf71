package fleet

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// planRollout checks rollout, and warns of instances that the apply takes out of
// service. handed is what a fleet knows that may be replaced, by pad code.
func (r *fleetResource) planRollout(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, current *holdings, record privateRecord, handed map[string]ownership.Known, desired model) {
	c, diags := readRollout(ctx, resp.Plan)
	resp.Diagnostics.Append(diags...)
	if c == nil || !c.known || !desired.known || resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(checkCanaries(c, desired.phones)...)
	limits, err := c.limits(len(desired.phones))
	if err != nil {
		resp.Diagnostics.AddAttributeError(path.Root(rolloutName), "Invalid rollout", err.Error())
	}
	if resp.Diagnostics.HasError() {
		return
	}
	orders := r.plannedOrders(ctx, req, resp, current, handed, desired)
	waves, out := converge.Waves(orders, limits)
	if out == 0 {
		return
	}
	x := r.newExperience(ctx, record, orders[0].PadCode, waves)
	took, known := estimate(orders, x.of, waves, limits.Pause)
	text := fmt.Sprintf("This apply takes up to %s of %s instances out of service at a time, %s", grouped(min(out, limits.MaxUnavailable)), grouped(len(desired.phones)), plural(waves, "wave"))
	detail := plural(out, "instance") + " will be restarted or get another image. A wave begins when every instance of the one before has ended."
	if known {
		text += ", about " + rounded(took)
		detail += map[bool]string{
			false: " The estimate is based on how long such changes took last in this fleet.",
			true:  " The estimate is based on how long the latest tasks of the account took.",
		}[x.ofTasks]
		if limit := r.timeoutOf(ctx, req, resp); took > limit {
			detail += fmt.Sprintf(" It is longer than the timeout of %s: raise it in timeouts, or apply again when the rollout runs out of time.", rounded(limit))
		}
	} else {
		detail += " There is no estimate: the fleet has no record of how long such a change takes."
	}
	resp.Diagnostics.AddWarning(text, detail)
}

// plannedOrders returns what a plan requests for the instances that stay, as far as it
// is known.
func (r *fleetResource) plannedOrders(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, current *holdings, handed map[string]ownership.Known, desired model) []converge.Order {
	resend, restart, diags := ownership.RepeatsPlanned(ctx, resp.Plan, req.State)
	resp.Diagnostics.Append(diags...)
	lists := desiredLists{}
	var orders []converge.Order
	for _, code := range desired.codes() {
		name := desired.phones[code]
		if _, exists := desired.profiles[name]; !exists || desired.unknown(code) {
			continue
		}
		holding := current.of(code)
		known, hands := handed[code]
		if hands {
			holding = known.Holding
			current.takePassed(known.More)
		}
		order := converge.Order{PadCode: code, Holding: holding, Desired: lists.of(desired, code, name), Setting: setting.ByName,
			Keep: desired.release == ownership.ReleaseKeep, Resend: resend, Restart: restart}
		order.NoCanary = !resend && !restart && current.passed(desired, name)
		if len(holding.Unfinished()) > 0 || !converge.Plan(holding, order).Empty() {
			orders = append(orders, order)
		}
	}
	return orders
}

// takePassed takes the profiles whose canaries have passed in another fleet.
func (h *holdings) takePassed(more []byte) {
	var passed passedProfiles
	if h.canariesPassed == nil && len(more) > 0 && json.Unmarshal(more, &passed) == nil {
		h.canariesPassed = passed
	}
}

// timeoutOf returns the timeout of the planned create or update.
func (r *fleetResource) timeoutOf(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) time.Duration {
	var all timeouts.Value
	if resp.Plan.GetAttribute(ctx, path.Root("timeouts"), &all).HasError() || all.IsNull() || all.IsUnknown() {
		return fleetTimeout
	}
	which := all.Update
	if req.State.Raw.IsNull() {
		which = all.Create
	}
	limit, diags := which(ctx, fleetTimeout)
	if diags.HasError() {
		return fleetTimeout
	}
	return limit
}

// changeKind names the parts of a job that take its instance out of service, such as
// "image" or "properties+restart", or "" if none does.
func changeKind(job converge.Job) string {
	var parts []string
	for _, d := range job.Set {
		if d.Interrupts() {
			parts = append(parts, d.Setting.Name())
		}
	}
	slices.Sort(parts)
	if job.Restart || len(job.Awaiting) > 0 {
		parts = append(parts, "restart")
	}
	return strings.Join(parts, "+")
}

// recordTook records how long a wave took with changes that take instances out of
// service, in milliseconds by changeKind: the mean over the waves of the slowest
// instance.
func (a *applier) recordTook(reports []converge.Report) {
	slowest := map[string]map[int]time.Duration{}
	for _, report := range reports {
		kind := changeKind(report.Job)
		if kind == "" || report.Failed() || report.Waiting != "" {
			continue
		}
		if slowest[kind] == nil {
			slowest[kind] = map[int]time.Duration{}
		}
		slowest[kind][report.Wave] = max(slowest[kind][report.Wave], report.Took)
	}
	for kind, waves := range slowest {
		var sum time.Duration
		for _, took := range waves {
			sum += took
		}
		if a.record.Took == nil {
			a.record.Took = map[string]int64{}
		}
		a.record.Took[kind] = (sum / time.Duration(len(waves))).Milliseconds()
	}
}

// estimate returns how long a rollout takes, and false if that is not known of a change.
func estimate(orders []converge.Order, took func(kind string) (int64, bool), waves int, pause time.Duration) (time.Duration, bool) {
	var longest int64
	kinds := map[string]bool{}
	for _, order := range orders {
		kind := changeKind(converge.Plan(order.Holding, order))
		if kind == "" || kinds[kind] {
			continue
		}
		kinds[kind] = true
		at, known := took(kind)
		if !known {
			return 0, false
		}
		longest = max(longest, at)
	}
	return time.Duration(waves)*time.Duration(longest)*time.Millisecond + time.Duration(waves-1)*pause, len(kinds) > 0
}

// plural returns a number with a noun: "1 wave", "50 waves".
func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return grouped(n) + " " + noun
}

// grouped returns a number with its thousands apart: "10,000".
func grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// rounded returns a duration as an estimate: "25s", "4m", "1h25m".
func rounded(d time.Duration) string {
	if d < time.Minute {
		return max(d.Round(time.Second), time.Second).String()
	}
	return strings.TrimSuffix(d.Round(time.Minute).String(), "0s")
}
