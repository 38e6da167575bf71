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
// if it is not known; then everything counts that the setting may lose.
func Lost(loss ledger.Loss, s converge.Setting, value converge.Value, sent int64) bool {
	erased, restarted := !converge.Erases(s, value), len(converge.LostOnRestart(s, value)) > 0
	if value == nil {
		_, isImage := s.(converge.Eraser)
		_, volatile := s.(converge.Volatile)
		erased, restarted = !isImage, volatile
	}
	switch {
	case loss.Erased > sent && erased, loss.Restarted > sent && restarted:
		return true
	default:
		return loss.Undone[s.Name()] > sent
	}
}

// LostSettings returns the settings of a holding that a loss concerns, in order, and the
// latest time of the loss, 0 if there are none. value returns the value of a setting, or
// nil if it is not known, and sent when it was sent last. A change whose end was not
// seen counts from its own sending.
func LostSettings(loss ledger.Loss, h converge.Holding, byName func(string) converge.Setting, value func(string) converge.Value, sent func(string) int64) (lost []string, at int64) {
	for _, name := range Names(h) {
		s, since := byName(name), sent(name)
		if f := h.Settings[name].Flight; f != nil {
			since = max(since, f.Sent.UnixMilli())
		}
		if s != nil && Lost(loss, s, value(name), since) {
			lost = append(lost, name)
			at = max(at, loss.Erased, loss.Restarted, loss.Undone[name])
		}
	}
	return lost, at
}

// Lose returns a holding in which the instance may have any value of a setting. A
// change whose end was not seen has to be made again, however it ends.
func Lose(h converge.Holding, names []string) converge.Holding {
	settings := make(map[string]converge.Entry, len(h.Settings))
	for name, e := range h.Settings {
		settings[name] = e
	}
	for _, name := range names {
		e := settings[name]
		e.Applied, e.Confirmed = "", false
		if e.Flight != nil && e.Flight.Value != "" {
			flight := *e.Flight
			flight.Value = converge.Any
			e.Flight = &flight
		}
		settings[name] = e
	}
	h.Settings = settings
	return h
}

// ShownWhole reports whether an instance shows all of a setting, so that another
// refresh would find out if it was lost. What a restart loses need not be shown.
func ShownWhole(o converge.Observation) bool {
	return o.Drifted || o.Confirmed && len(converge.LostOnRestart(o.Setting, o.Value)) == 0
}
