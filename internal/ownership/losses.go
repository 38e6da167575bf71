package ownership

import (
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// A change of one object may cost another one its settings: a wipe, a restart, or an
// undo. The object notes the time of the apply in its private state, and its Read
// puts it into the ledger. The Read of the other object compares it with the time of
// the apply in which each of its settings was sent last.

// ApplyTime returns the time of the apply, in milliseconds since 1970. What is sent
// in the process has this time, whatever is lost in it: within a process, losses are
// made good at once.
func ApplyTime(data *tfkit.Data) int64 { return data.Ledger.Begun().UnixMilli() }

// NoteLoss returns a loss with that of a report.
func NoteLoss(data *tfkit.Data, loss ledger.Loss, report converge.Report) ledger.Loss {
	at := ApplyTime(data)
	if report.OthersLost {
		at = time.Now().UnixMilli()
	}
	if report.Erased || report.Reset.Kind == converge.Indeterminate {
		loss.Erased = at
	}
	if report.Rebooted {
		loss.Restarted = at
	}
	return loss
}

// Lost reports whether a loss concerns a setting that was sent at a time. value is nil
// if it is not known; then a restart is taken to lose nothing of it.
func Lost(loss ledger.Loss, s converge.Setting, value converge.Value, sent int64) bool {
	switch {
	case value != nil && loss.Erased > sent && !converge.Erases(s, value):
		return true
	case value != nil && loss.Restarted > sent && len(converge.LostOnRestart(s, value)) > 0:
		return true
	default:
		return loss.Undone[s.Name()] > sent
	}
}

// Lose returns a holding in which the instance may have any value of a setting.
func Lose(h converge.Holding, names []string) converge.Holding {
	settings := make(map[string]converge.Entry, len(h.Settings))
	for name, e := range h.Settings {
		settings[name] = e
	}
	for _, name := range names {
		e := settings[name]
		e.Applied, e.Confirmed = "", false
		settings[name] = e
	}
	h.Settings = settings
	return h
}
