package instance

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// settle makes the plan say what the phone has now: a setting that was refused
// is as it was before, one whose end was not seen is unknown, one whose undo
// failed is still there.
func (a *applier) applyOutcome(ctx context.Context, job converge.Job, outcome converge.Outcome) {
	differs := map[string]bool{}
	for _, w := range job.Set {
		name := w.Setting.Name()
		at := setting.ShapeOf(name)
		a.record.confirm(name, false)
		if slices.Contains(outcome.Set, name) {
			a.record.try(name, false)
			a.record.setSent(name, a.fingerprints.Of(converge.Canonical(w.Value)))
			a.noteSecret(ctx, at)
			continue
		}
		differs[at.Name()] = true
		delete(a.desired[at.Name()], name)
		if slices.Contains(outcome.Attempted, name) {
			a.record.try(name, true)
		}
		// Where the end was not seen, or the phone was erased before, neither
		// value is in the state, so that the next plan sends what the
		// configuration says then, the old value too.
		switch {
		case slices.Contains(outcome.Indeterminate, name):
		case job.Erased(outcome) && !w.Setting.Erases(w.Value):
			a.record.try(name, true)
		default:
			a.restore(at, name)
		}
	}
	for _, s := range job.Undo {
		name := s.Name()
		at := setting.ShapeOf(name)
		if slices.Contains(outcome.Undone, name) {
			a.record.setSecret(at, "")
			a.record.setSent(name, "")
			a.record.try(name, false)
			continue
		}
		differs[at.Name()] = true
		a.restore(at, name)
		a.record.manage(at, true)
	}
	for _, at := range a.layout.attributes {
		if differs[at.Name()] {
			a.diags.Append(a.layout.put(ctx, &a.plan, at, at.Join(a.desired[at.Name()]))...)
		}
	}
	a.applyTriggersOutcome(ctx, outcome.Failed(), outcome.Restarted, outcome.Set)
}

// restore puts what the state held of a setting among what the phone has.
func (a *applier) restore(at setting.Shape, name string) {
	held, there := a.current[at.Name()][name]
	if !there {
		return
	}
	if a.desired[at.Name()] == nil {
		a.desired[at.Name()] = setting.Values{}
	}
	a.desired[at.Name()][name] = held
}

// noteSecret notes the write-only value that an attribute was sent with.
func (a *applier) noteSecret(ctx context.Context, at setting.Shape) {
	secret, _ := at.WriteOnly()
	if secret == "" {
		return
	}
	sent, diags := ownership.SecretFingerprint(ctx, a.config, a.layout.child(at, secret), a.fingerprints)
	a.diags.Append(diags...)
	a.record.setSecret(at, sent)
}

// confirm looks whether the inferred sources show what was just sent; only
// then do they count as evidence of drift on this phone.
func (a *applier) confirm(ctx context.Context, job converge.Job, outcome converge.Outcome) {
	var beliefs []converge.Expectation
	for _, w := range job.Set {
		if w.Setting.NeedsConfirmation() && slices.Contains(outcome.Set, w.Setting.Name()) {
			beliefs = append(beliefs, converge.Expectation{Setting: w.Setting, Value: w.Value})
		}
	}
	if len(beliefs) == 0 || ctx.Err() != nil {
		return
	}
	confirmed, err := a.converger().Confirm(ctx, map[string][]converge.Expectation{a.code: beliefs})
	if err != nil {
		// The settings are on the phone; a later refresh confirms them.
		return
	}
	for _, sight := range confirmed[a.code] {
		a.record.confirm(sight.Setting.Name(), true)
	}
}

// report turns what went wrong into diagnostics.
func (a *applier) report(outcome converge.Outcome) {
	for _, shared := range outcome.Shared {
		other, _, _ := strings.Cut(shared.Other, "/")
		a.diags.Append(diag.WithPath(a.layout.at(setting.ShapeOf(shared.Setting.Name())), ownership.SharedWarning(a.code, shared.Setting.Name(), a.TypeName(), other)))
	}
	for _, err := range outcome.Errors {
		a.addError(a.diags, err, outcome.Gone)
	}
	if a.before == nil && outcome.Failed() && a.saveState && !a.layout.own {
		a.diags.AddWarning("Phone adopted in part", fmt.Sprintf(
			"Some settings of %s failed. Terraform has marked the resource as tainted and would send all settings again. "+
				"`terraform untaint` (with the resource's address) keeps what succeeded: the next apply then sends only what is missing.", a.code))
	}
}

// addError puts an error on the setting that failed, or on the pad code where
// the phone itself is the matter.
func (r *instanceResource) addError(diags *diag.Diagnostics, err *converge.Error, gone bool) {
	at := path.Root(tfkit.PadCode)
	if failed := setting.ShapeOf(err.Setting); failed != nil && !gone && !tfkit.IsOffline(err) {
		at = r.layout.at(failed)
	}
	diags.AddAttributeError(at, "Unable to "+err.Action, tfkit.Explain(err.PadCode, err.Err))
}
