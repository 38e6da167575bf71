package instance

import (
	"slices"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// recordTimes records when settings were sent, and what others may have lost.
func (a *applier) recordTimes(report converge.Report) {
	at := ownership.ApplyTime(a.Data)
	a.record.Loss = ownership.NoteLoss(a.Data, a.record.Loss, report)
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
		undone[name] = at
	}
	for name, result := range report.Undone {
		if result.Kind == converge.Done && !slices.Contains(report.Kept, name) {
			undone[name] = at
		}
	}
	a.record.Loss.Undone = undone
}

// lose marks settings that changes of others may have cost the instance as unfinished.
// It returns their names and the time of the loss.
func (f *refresh) lose(current map[string]setting.Values) []string {
	loss, found := f.Data.Ledger.Losses(f.code, f.record.LedgerName(f.TypeName()))
	if !found {
		return nil
	}
	var lost []string
	for name := range f.record.Holding.Settings {
		shape := setting.ShapeOf(name)
		if shape == nil {
			continue
		}
		if d, known := current[shape.Name()][name]; known && ownership.Lost(loss, d.Setting, d.Value, f.record.Sent[name]) {
			lost = append(lost, name)
		}
	}
	if len(lost) > 0 {
		f.record.Holding = ownership.Lose(f.record.Holding, lost)
	}
	return lost
}

// keepShown takes lost settings that the instance shows as sent now.
func (f *refresh) keepShown(lost []string) {
	for _, name := range lost {
		if e := f.record.Holding.Settings[name]; e.Applied == "" {
			continue
		}
		loss, _ := f.Data.Ledger.Losses(f.code, f.record.LedgerName(f.TypeName()))
		if f.record.Sent == nil {
			f.record.Sent = map[string]int64{}
		}
		f.record.Sent[name] = max(loss.Erased, loss.Restarted, loss.Undone[name])
	}
}
