package instance

import (
	"context"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// recordTimes records when settings were sent, and what others may have lost.
func (a *applier) recordTimes(report converge.Report) {
	at := ownership.ApplyTime(a.Data)
	a.record.Loss = ownership.NotePaid(ownership.NoteLoss(a.Data, a.record.Loss, report), report)
	sent := map[string]int64{}
	for name := range a.record.Holding.Settings {
		switch {
		case report.Set[name].Kind == converge.Done:
			sent[name] = at
		case a.record.Sent[name] != 0:
			sent[name] = a.record.Sent[name]
		}
	}
	a.record.Sent = sent
	undone := map[string]int64{}
	for name, at := range a.record.Loss.Undone {
		if report.Set[name].Kind != converge.Done {
			undone[name] = at
		}
	}
	for name := range report.Undone {
		if report.MayHaveUndone(name) {
			undone[name] = at
		}
	}
	a.record.Loss.Undone = undone
}

// lose marks settings as unfinished that changes of others may have cost the
// instance, or that another object is about to undo. It returns their names, and the
// time of the losses.
func (f *refresh) lose(ctx context.Context, current map[string]setting.Values, observations []converge.Observation) (lost []string, at int64) {
	names := ownership.Names(f.record.Holding)
	owner := f.record.LedgerName(f.TypeName())
	resetters := f.Data.Ledger.Resetters(f.code, owner)
	if f.resets {
		// Two that wait for each other would wait in vain.
		resetters = nil
	}
	ownership.AwaitPlans(ctx, f.Data, map[string][]ledger.Earlier{f.code: f.earlier}, func(string) []string { return names }, resetters)
	held := f.believed(current, observations)
	loss, found := ownership.EndRefresh(ctx, f.Data, f.code, owner, func() []ledger.Held { return held })
	if f.record.ResetByOther > loss.Erased {
		loss.Erased, found = f.record.ResetByOther, true
	}
	if f.Data.Ledger.WillReset(f.code, owner) {
		f.record.ResetByOther = time.Now().UnixMilli()
		f.changed = true
	}
	lost = ownership.Threatened(f.Data, f.code, owner, names)
	if found {
		value := func(name string) converge.Value {
			shape := setting.ShapeOf(name)
			if shape == nil {
				return nil
			}
			return current[shape.Name()][name].Value
		}
		var more []string
		more, at = ownership.LostSettings(loss, f.record.Holding, setting.ByName, value, func(name string) int64 { return f.record.Sent[name] })
		lost = append(lost, more...)
	}
	if len(lost) > 0 {
		f.record.Holding = ownership.Lose(f.record.Holding, lost)
	}
	return lost, at
}

// believed returns the settings that the instance is believed to have although it
// does not show them.
func (f *refresh) believed(current map[string]setting.Values, observations []converge.Observation) []ledger.Held {
	shown := map[string]bool{}
	for _, o := range observations {
		shown[o.Setting.Name()] = ownership.ShownWhole(o)
	}
	var held []ledger.Held
	for _, values := range current {
		for name, d := range values {
			if f.record.Holding.Settings[name].Has(converge.Hash(d.Value)) && !shown[name] {
				held = append(held, ledger.Held{Setting: name, Value: d, Sent: f.record.Sent[name]})
			}
		}
	}
	return held
}

// keepShown takes lost settings that the instance shows as sent at the time of the
// loss.
func (f *refresh) keepShown(lost []string, at int64) {
	for _, name := range lost {
		if e := f.record.Holding.Settings[name]; e.Applied == "" || at <= f.record.Sent[name] {
			continue
		}
		if f.record.Sent == nil {
			f.record.Sent = map[string]int64{}
		}
		f.record.Sent[name] = at
	}
}
