package instance

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// settle makes the plan say what the phone has now: a setting that was refused
// is as it was before, one whose end was not seen is unknown, one whose undo
// failed is still there.
func (a *application) settle(ctx context.Context, job setting.Job, outcome setting.Outcome) {
	for _, w := range job.Set {
		s := w.Setting
		a.record.confirm(s, false)
		if !slices.Contains(outcome.Set, s.Name()) {
			a.restore(ctx, s)
			if slices.Contains(outcome.Tried, s.Name()) {
				a.record.try(s, true)
			}
			if slices.Contains(outcome.Unseen, s.Name()) {
				// With neither value in the state, the next plan sends what the
				// configuration says then, the old value too.
				a.diags.Append(a.layout.put(ctx, &a.plan, s, s.Null())...)
			}
			continue
		}
		a.record.try(s, false)
		a.record.setSent(s, a.fingerprints.Of(setting.Canonical(w.Value)))
		if secret, _ := s.WriteOnly(); secret != "" {
			sent, diags := secretSent(ctx, a.config, a.layout.child(s, secret), a.fingerprints)
			a.diags.Append(diags...)
			a.record.setSecret(s, sent)
		}
	}
	for _, s := range job.Undo {
		if slices.Contains(outcome.Undone, s.Name()) {
			a.record.setSecret(s, "")
			a.record.setSent(s, "")
			a.record.try(s, false)
			continue
		}
		a.restore(ctx, s)
		a.record.manage(s, true)
	}
	a.settleTriggers(ctx, outcome.Failed(), outcome.Restarted, outcome.Set)
}

// restore puts what the state held of a setting into the plan.
func (a *application) restore(ctx context.Context, s setting.Setting) {
	held := s.Null()
	if a.before != nil {
		before, diags := a.layout.get(ctx, a.before, s)
		a.diags.Append(diags...)
		held = before
	}
	a.diags.Append(a.layout.put(ctx, &a.plan, s, held)...)
}

// confirm looks whether the inferred sources show what was just sent; only
// then do they count as evidence of drift on this phone.
func (a *application) confirm(ctx context.Context, outcome setting.Outcome) {
	var beliefs []setting.Belief
	for _, s := range a.layout.settings {
		if s.Inferred() && slices.Contains(outcome.Set, s.Name()) {
			beliefs = append(beliefs, setting.Belief{Setting: s, Value: a.sent[s.Name()]})
		}
	}
	if len(beliefs) == 0 || ctx.Err() != nil {
		return
	}
	views, err := a.converger().Observe(ctx, map[string][]setting.Belief{a.code: beliefs})
	if err != nil {
		// The settings are on the phone; a later refresh confirms them.
		return
	}
	for _, sight := range views[a.code].Sights {
		a.record.confirm(sight.Setting, sight.Confirmed)
	}
}

// report turns what went wrong into diagnostics.
func (a *application) report(outcome setting.Outcome) {
	for _, shared := range outcome.Shared {
		other, _, _ := strings.Cut(shared.Other, "/")
		a.diags.Append(diag.WithPath(a.layout.at(shared.Setting), sharedWarning(a.code, shared.Setting.Name(), a.TypeName(), other)))
	}
	for _, err := range outcome.Errors {
		a.addError(a.diags, err, outcome.Gone)
	}
	if a.before == nil && outcome.Failed() && a.keep && !a.layout.own {
		a.diags.AddWarning("Phone adopted in part", fmt.Sprintf(
			"Some settings of %s failed. Terraform has marked the resource as tainted and would send all settings again. "+
				"`terraform untaint` (with the resource's address) keeps what succeeded: the next apply then sends only what is missing.", a.code))
	}
}

// addError puts an error on the setting that failed, or on the pad code where
// the phone itself is the matter.
func (r *phoneResource) addError(diags *diag.Diagnostics, err *setting.Error, gone bool) {
	at := path.Root(padCode)
	for _, s := range r.layout.settings {
		if s.Name() == err.Setting && !gone && !tfkit.IsOffline(err) {
			at = r.layout.at(s)
		}
	}
	diags.AddAttributeError(at, "Unable to "+err.Doing, tfkit.Explain(err.PadCode, err.Err))
}
