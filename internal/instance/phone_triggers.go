package instance

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/path"
)

// resending notes whether triggers changed, and gives the settings that an
// apply before this one has sent already for the same change.
func (a *application) resending(ctx context.Context) map[string]bool {
	a.resends = a.changed(ctx, triggers)
	if !a.resends {
		a.record.Resend = nil
		return nil
	}
	planned, diags := getMap(ctx, a.plan, triggers)
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
func (a *application) changed(ctx context.Context, name string) bool {
	if a.before == nil || !a.record.Applied || (name == restartTriggers && a.layout.own) {
		return false
	}
	planned, diags := getMap(ctx, a.plan, name)
	a.diags.Append(diags...)
	held, diags := getMap(ctx, a.before, name)
	a.diags.Append(diags...)
	return !planned.Equal(held)
}

// settleTriggers keeps the old triggers in the state when something is left to
// do for the new ones, so that the next plan shows it.
func (a *application) settleTriggers(ctx context.Context, failed, restarted bool, set []string) {
	if a.resends && failed {
		a.record.Resend.Done = append(a.record.Resend.Done, set...)
		slices.Sort(a.record.Resend.Done)
		a.record.Resend.Done = slices.Compact(a.record.Resend.Done)
		a.setBack(ctx, triggers)
	} else if a.resends {
		a.record.Resend = nil
	}
	if a.changed(ctx, restartTriggers) && !restarted {
		a.setBack(ctx, restartTriggers)
	}
}

func (a *application) setBack(ctx context.Context, name string) {
	held, diags := getMap(ctx, a.before, name)
	a.diags.Append(diags...)
	a.diags.Append(a.plan.SetAttribute(ctx, path.Root(name), held)...)
}
