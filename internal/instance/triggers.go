package instance

import (
	"context"
	"slices"

	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// resending notes whether triggers changed, and gives the settings that an
// apply before this one has sent already for the same change.
func (a *applier) resending(ctx context.Context) map[string]bool {
	a.resendAll = a.changed(ctx, ownership.Triggers)
	if !a.resendAll {
		a.record.Resend = nil
		return nil
	}
	planned, diags := tfkit.GetMap(ctx, a.plan, ownership.Triggers)
	a.diags.Append(diags...)
	if a.record.Resend == nil || a.record.Resend.Triggers != planned.String() {
		a.record.Resend = &resend{Triggers: planned.String()}
	}
	done := map[string]bool{}
	for _, name := range a.record.Resend.Done {
		done[name] = true
	}
	return done
}

// changed tells whether a map of triggers differs from the state's. Where no
// apply has run yet, in Create or after an import, nothing has changed.
func (a *applier) changed(ctx context.Context, name string) bool {
	if a.before == nil || !a.record.Applied || (name == ownership.RestartTriggers && a.layout.own) {
		return false
	}
	planned, diags := tfkit.GetMap(ctx, a.plan, name)
	a.diags.Append(diags...)
	held, diags := tfkit.GetMap(ctx, a.before, name)
	a.diags.Append(diags...)
	return !planned.Equal(held)
}

// settleTriggers keeps the old triggers in the state when something is left to
// do for the new ones, so that the next plan shows it.
func (a *applier) applyTriggersOutcome(ctx context.Context, failed, restarted bool, set []string) {
	if a.resendAll && failed {
		a.record.Resend.Done = append(a.record.Resend.Done, set...)
		slices.Sort(a.record.Resend.Done)
		a.record.Resend.Done = slices.Compact(a.record.Resend.Done)
		a.setBack(ctx, ownership.Triggers)
	} else if a.resendAll {
		a.record.Resend = nil
	}
	if a.changed(ctx, ownership.RestartTriggers) && !restarted {
		a.setBack(ctx, ownership.RestartTriggers)
	}
}

func (a *applier) setBack(ctx context.Context, name string) {
	held, diags := tfkit.GetMap(ctx, a.before, name)
	a.diags.Append(diags...)
	a.diags.Append(a.plan.SetAttribute(ctx, path.Root(name), held)...)
}
