package fleet

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
)

// readLimits reads rollout of the plan. It is nil without one.
func (a *applier) readLimits(ctx context.Context) {
	c, diags := readRollout(ctx, a.plan)
	a.diags.Append(diags...)
	if c == nil || diags.HasError() {
		return
	}
	a.diags.Append(checkCanaries(c, a.desired.phones)...)
	limits, err := c.limits(len(a.desired.phones))
	if err != nil {
		a.diags.AddError("Invalid rollout", err.Error())
	}
	a.limits = &limits
}

// carryOut carries out orders, in waves if there is a rollout.
func (a *applier) carryOut(ctx context.Context, orders []converge.Order) []converge.Report {
	c := ownership.Converger(a.Data)
	if a.limits == nil {
		a.record.CanariesPassed = nil
		return c.ApplyAll(ctx, orders)
	}
	for i, order := range orders {
		orders[i].NoCanary = a.needsNoCanary(order.PadCode)
	}
	reports, progress := c.ApplyInWaves(ctx, orders, *a.limits, converge.Watcher{
		Judge: a.judge,
		Begin: func(w converge.Wave) { tflog.Info(ctx, "Rollout: "+beginOf(w)) },
		End: func(w converge.Wave, p converge.Progress, took time.Duration) {
			tflog.Info(ctx, fmt.Sprintf("Rollout: wave %d of %d ended after %s: %s", w.Number, w.Of, took.Round(time.Millisecond), countsOf(p)))
		},
	})
	a.progress = progress
	a.recordPassed(orders)
	return reports
}

// needsNoCanary reports whether an instance cannot be a canary: it leaves the fleet, or
// canaries have passed with its profile and with the same triggers.
func (a *applier) needsNoCanary(code string) bool {
	name, stays := a.desired.phones[code]
	return !stays || !a.resendAll && !a.restartAll && a.current.passed(a.desired, name)
}

// judge returns how an instance ended for the rollout. One that is offline because of it
// is not skipped.
func (a *applier) judge(report converge.Report) converge.JobEnd {
	switch {
	case a.failed(report), a.incomplete(report) && report.TakenOut():
		return converge.EndedFailed
	case a.incomplete(report):
		return converge.EndedSkipped
	default:
		return converge.EndedWell
	}
}

// beginOf describes a wave that begins: "wave 2 of 50: 200 instances, AC1 to AC9".
func beginOf(w converge.Wave) string {
	what := "instances"
	if w.Canary {
		what = "canaries"
	}
	if w.Jobs == 1 {
		return fmt.Sprintf("wave %d of %d: %s %s", w.Number, w.Of, map[bool]string{true: "canary", false: "instance"}[w.Canary], w.First)
	}
	return fmt.Sprintf("wave %d of %d: %d %s, %s to %s", w.Number, w.Of, w.Jobs, what, w.First, w.Last)
}

// countsOf describes how far a rollout has come: "600 done, 2 failed, 9398 waiting".
func countsOf(p converge.Progress) string {
	text := fmt.Sprintf("%d done, %d failed", p.Well, p.Failed)
	if p.Skipped > 0 {
		text += fmt.Sprintf(", %d skipped", p.Skipped)
	}
	return text + fmt.Sprintf(", %d waiting", p.Waiting)
}

// passedProfiles are the profiles whose canaries have passed in a rollout that did not
// come to its end: the hash of each profile, by name.
type passedProfiles map[string]string

// passed reports whether canaries have passed with the profile as it is now, in a
// rollout that goes on.
func (h *holdings) passed(desired model, name string) bool {
	digest, passed := h.canariesPassed[name]
	return passed && digest == digestOf(desired.profiles[name])
}

// digestOf returns the hash of a profile.
func digestOf(p profile) string {
	digests := map[string]string{}
	for name, d := range p {
		digests[name] = d.Digest
	}
	return converge.Hash(digests)
}

// recordPassed records the profiles whose canaries have passed if the rollout is going
// to go on in another apply.
func (a *applier) recordPassed(orders []converge.Order) {
	a.record.CanariesPassed, a.current.canariesPassed = nil, nil
	if a.progress.Waiting == 0 {
		return
	}
	passed := passedProfiles{}
	for _, order := range orders {
		name, stays := a.desired.phones[order.PadCode]
		if _, known := passed[name]; !known && stays && (a.progress.CanariesPassed || order.NoCanary) {
			passed[name] = digestOf(a.desired.profiles[name])
		}
	}
	if len(passed) > 0 {
		a.record.CanariesPassed, a.current.canariesPassed = passed, passed
	}
}
