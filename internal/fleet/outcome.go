package fleet

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// failedPrefix begins the state of a phone that failed, driftedPrefix that of
// one that drifted. No profile may be named so.
const (
	failedPrefix  = "failed: "
	driftedPrefix = "drifted: "
)

// settle makes plan and record say what the phones have now.
func (a *applier) applyOutcomes(ctx context.Context, jobs []converge.Job, outcomes []converge.Outcome) {
	phones := maps.Clone(a.desired.phones)
	a.touched = true
	failed := map[string]bool{}
	for i, outcome := range outcomes {
		if a.applyOutcome(phones, jobs[i], outcome) {
			failed[outcome.PadCode] = true
		}
	}
	a.touched = len(failed) == 0
	for _, outcome := range outcomes {
		a.touched = a.touched || outcome.Touched
	}
	confirmed := a.confirm(ctx, jobs, outcomes)
	a.pruneNotes(failed)
	codes := slices.Sorted(maps.Keys(phones))
	a.record.Confirmed = map[string]padSet{}
	for name, in := range confirmed {
		a.record.Confirmed[name] = newPadSet(codes, in)
	}
	a.noteSecrets(ctx)
	a.diags.Append(a.plan.SetAttribute(ctx, path.Root(phonesName), phonesValue(phones))...)
	a.diags.Append(a.record.save(ctx, a.private)...)
	a.saveState = true
	a.report(jobs, outcomes)
}

// keepNotes forgets the notes of all phones but those that failed. One that
// needed no work is as it should be, whatever became of it before.
func (a *applier) pruneNotes(failed map[string]bool) {
	for code := range a.record.Notes {
		if !failed[code] {
			delete(a.record.Notes, code)
		}
	}
}

// failed tells whether a phone is not as it should be. One that is to be
// released and has left the account needs no release.
func (a *applier) failed(outcome converge.Outcome) bool {
	_, stays := a.desired.phones[outcome.PadCode]
	return outcome.Failed() && (stays || !outcome.Gone)
}

// settlePhone notes what became of one phone, and tells whether it failed.
func (a *applier) applyOutcome(phones map[string]string, job converge.Job, outcome converge.Outcome) bool {
	if !a.failed(outcome) {
		return false
	}
	code := job.PadCode
	name := a.desired.phones[code]
	has := a.current.current(code)
	for _, done := range outcome.Undone {
		delete(has, done)
	}
	// What cannot be taken back is released all the same.
	maps.DeleteFunc(has, func(n, _ string) bool {
		_, named := a.fingerprints[name][n]
		s := setting.ByName(n)
		return !named && (s == nil || !s.Undoable())
	})
	if a.resendAll || job.Erased(outcome) {
		for _, w := range job.Set {
			if _, managed := has[w.Setting.Name()]; managed {
				has[w.Setting.Name()] = ""
			}
		}
	}
	for _, tried := range outcome.Attempted {
		has[tried] = ""
	}
	for _, done := range outcome.Set {
		has[done] = a.fingerprints[name][done]
	}
	a.record.Notes[code] = instanceNote{
		Profile: name, Has: has, Changing: changing(job, has), Restart: job.Restart && !restarts(outcome), Pending: outcome.Pending,
	}
	phones[code] = failedPrefix + reason(outcome.Errors[0])
	return true
}

// changing names the settings of a job that were no repair and that the phone
// may have in any form now.
func changing(job converge.Job, has map[string]string) []string {
	var names []string
	for _, w := range job.Set {
		if print, touched := has[w.Setting.Name()]; touched && print == "" && !w.Repair {
			names = append(names, w.Setting.Name())
		}
	}
	return names
}

// restarts tells whether the phone has restarted or will: a restart that is
// no longer waited for cannot be cancelled and need not be repeated.
func restarts(outcome converge.Outcome) bool {
	return outcome.Restarted || slices.ContainsFunc(outcome.Errors, func(err *converge.Error) bool {
		var still *engine.StillRunningError
		return err.Setting == "" && errors.As(err.Err, &still)
	})
}

// confirm looks which phones show what was just sent, and gives by setting
// the phones on which the source counts as evidence.
func (a *applier) confirm(ctx context.Context, jobs []converge.Job, outcomes []converge.Outcome) map[string]map[string]bool {
	confirmed := map[string]map[string]bool{}
	for name, set := range a.record.Confirmed {
		confirmed[name] = set.members(a.current.state.phones)
	}
	ask := map[string][]converge.Expectation{}
	for i, outcome := range outcomes {
		for _, w := range jobs[i].Set {
			if !w.Setting.NeedsConfirmation() {
				continue
			}
			delete(confirmed[w.Setting.Name()], outcome.PadCode)
			if slices.Contains(outcome.Set, w.Setting.Name()) {
				ask[outcome.PadCode] = append(ask[outcome.PadCode], converge.Expectation{Setting: w.Setting, Value: w.Value})
			}
		}
	}
	if len(ask) == 0 || ctx.Err() != nil {
		return confirmed
	}
	found, err := converge.NewConverger(a.Data.Engine, a.Data.Ledger, a.Data.Drift.Reach()).Confirm(ctx, ask)
	if err != nil {
		// The settings are on the phones; a later refresh confirms them.
		return confirmed
	}
	for code, sights := range found {
		addConfirmed(confirmed, code, sights)
	}
	return confirmed
}

// addConfirmed adds what a look at a phone found to be as believed.
func addConfirmed(confirmed map[string]map[string]bool, code string, sights []converge.Observation) {
	for _, sight := range sights {
		if !sight.Confirmed || !sight.Setting.NeedsConfirmation() {
			continue
		}
		name := sight.Setting.Name()
		if confirmed[name] == nil {
			confirmed[name] = map[string]bool{}
		}
		confirmed[name][code] = true
	}
}

// noteSecrets notes the write-only values that the profiles were sent with.
func (a *applier) noteSecrets(ctx context.Context) {
	a.record.Secrets = map[string]string{}
	for name := range a.desired.profiles {
		for _, s := range setting.All() {
			secret, _ := s.WriteOnly()
			if secret == "" {
				continue
			}
			sent, diags := ownership.SecretFingerprint(ctx, a.config, profileChild(name, s, secret), a.current.fingerprints)
			a.diags.Append(diags...)
			if sent != "" {
				a.record.Secrets[secretKey(name, s)] = sent
			}
		}
	}
}

// profileChild gives the path of a child of a setting in a profile.
func profileChild(profile string, at setting.Shape, child string) path.Path {
	return path.Root(profilesName).AtMapKey(profile).AtName(at.Name()).AtName(child)
}

// secretKey is the place of a write-only value in the record.
func secretKey(profile string, at setting.Shape) string { return profile + "/" + at.Name() }
