package fleet

import (
	"context"
	"maps"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// applyReports moves what became of the orders into the record and returns the
// phones of the new state.
func (a *applier) applyReports(ctx context.Context, reports []converge.Report) map[string]string {
	phones := map[string]string{}
	maps.Copy(phones, a.desired.phones)
	notes := map[string]instanceNote{}
	for code := range phones {
		if _, exists := a.desired.profiles[phones[code]]; !exists {
			if note, noted := a.record.Notes[code]; noted {
				notes[code] = note
			}
		}
	}
	a.touched = true
	for i := range reports {
		a.touched = a.touched && !a.failed(reports[i]) && reports[i].Waiting == ""
	}
	found := a.confirm(ctx, reports)
	for _, report := range reports {
		delete(a.record.Running, report.PadCode)
		a.touched = a.touched || report.Touched
		a.recordTimes(report)
		h, _ := converge.Observed(report.Holding, found[report.PadCode])
		a.applyReport(report, h, phones, notes)
	}
	a.record.Notes = notes
	a.storeSets(phones)
	return phones
}

// storeSets writes what is known of sets of instances into the record.
func (a *applier) storeSets(phones map[string]string) {
	a.current.storeConfirmed(&a.record, phones)
	a.noteClaims(phones)
	a.record.Others = encodeOthers(a.current.others, phones)
	a.current.storeTimes(&a.record, phones)
}

// applyReport moves one report into phones and notes.
func (a *applier) applyReport(report converge.Report, h converge.Holding, phones map[string]string, notes map[string]instanceNote) {
	code := report.PadCode
	name := a.desired.phones[code]
	p := a.desired.of(code, name)
	h = converge.Release(h, p.desired(), a.desired.release == ownership.ReleaseKeep, setting.ByName)
	a.current.confirm(code, h)
	if !a.incomplete(report) {
		return
	}
	notes[code] = instanceNote{Profile: name, Holding: h}
	switch {
	case report.Waiting != "":
		phones[code] = waitingPrefix + report.Waiting
	case a.skipped(report):
		phones[code] = skippedPrefix + ownership.OfflineReason
	default:
		phones[code] = failedPrefix + reason(report.Errors[0])
	}
}

// incomplete reports whether an instance is not as it should be. One that is to be
// released and has left the account needs no release.
func (a *applier) incomplete(report converge.Report) bool {
	_, stays := a.desired.phones[report.PadCode]
	return report.Waiting != "" || report.Failed() && (stays || !report.Gone)
}

// skipped reports whether an instance was skipped because it did not run.
func (a *applier) skipped(report converge.Report) bool { return a.skipping && report.Offline() }

// failed reports whether an instance was begun, is not as it should be and was not
// skipped.
func (a *applier) failed(report converge.Report) bool {
	return report.Waiting == "" && a.incomplete(report) && !a.skipped(report)
}

// confirm checks which instances show what was just sent. Only there do the
// inferred sources count as evidence.
func (a *applier) confirm(ctx context.Context, reports []converge.Report) map[string][]converge.Observation {
	ask := map[string][]converge.Expectation{}
	for _, report := range reports {
		if expectations := report.Expectations(); len(expectations) > 0 {
			ask[report.PadCode] = expectations
		}
	}
	if len(ask) == 0 || ctx.Err() != nil {
		return nil
	}
	found, err := ownership.Converger(a.Data).Confirm(ctx, ask)
	if err != nil {
		// The settings are applied; a later refresh confirms them.
		return nil
	}
	return found
}
