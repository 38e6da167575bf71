package converge

import (
	"slices"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Kind is how a step of a job ended.
type Kind int

const (
	// NotSent: the step was not begun.
	NotSent Kind = iota
	// Done: the instance has the value, or no longer has it.
	Done
	// Refused: the service refused the change, so nothing was done.
	Refused
	// Failed: the change was begun and failed. The instance may have any value.
	Failed
	// Indeterminate: the end was not seen. See Result.Flight.
	Indeterminate
)

// Result is the end of one step.
type Result struct {
	Kind Kind
	// Flight is the change under way if Kind is Indeterminate.
	Flight *Flight
}

// Outcome is what became of a job.
type Outcome struct {
	PadCode string
	// Set and Undone hold the results of settings, by name.
	Set, Undone map[string]Result
	// Restarted is the result of the last restart of the job, and Reset that of
	// the reset.
	Restarted, Reset Result
	// AwaitingRestart names settings that were sent and whose restart is not done.
	AwaitingRestart []string
	// Erased is true if the data of the instance may have been erased.
	Erased bool
	// Rebooted is true if the instance may have been restarted.
	Rebooted bool
	// OthersLost is true if settings of other resources were lost and could not be
	// sent again.
	OthersLost bool
	// Gone is true if the instance is not in the account.
	Gone bool
	// Touched is true once a request was sent for the instance.
	Touched bool
	// Shared names settings that another resource has set in this process too.
	Shared []Shared
	// Kept names settings of Undone that were not undone because of other resources.
	Kept []string
	// LeftTo names settings of Kept because of resources that were not seen in this
	// process, but managed them at the last refresh.
	LeftTo []Shared
	// ResetPreventedBy names the owners because of which a reset was not sent:
	// they have set or claimed a setting of the instance in this process.
	ResetPreventedBy []string
	// Paid is what was owed to other resources and was sent, or need not be.
	Paid []Owed
	// Tasks are tasks of others that may still run on the instance.
	Tasks []int64
	// Errors holds one error for each step that failed, or one for the instance.
	Errors []*Error
}

// Failed reports whether anything went wrong.
func (o Outcome) Failed() bool { return len(o.Errors) > 0 }

// Apply returns what is known of an instance after a job.
func Apply(h Holding, job Job, out Outcome) Holding {
	h = h.clone()
	h.Tasks, h.RepairOnly, h.Owed = out.Tasks, false, unpaid(h.Owed, out.Paid)
	if out.Reset.Kind == Done {
		return Holding{}
	}
	if out.Reset.Kind == Indeterminate {
		h.Reset = out.Reset.Flight
	}
	if out.Erased {
		for name, e := range h.Settings {
			e.Applied, e.Confirmed, e.AwaitsRestart = "", false, false
			h.Settings[name] = e
		}
	}
	for _, d := range job.Set {
		name := d.Setting.Name()
		e, known := h.Settings[name]
		r := out.Set[name]
		switch r.Kind {
		case Done:
			e = Entry{Applied: d.hash(), Requested: d.hash()}
		case Failed:
			// An earlier change whose response was lost may still take effect.
			e.Applied, e.Confirmed, e.AwaitsRestart = "", false, false
		case Indeterminate:
			e.Applied, e.Confirmed, e.Flight, e.AwaitsRestart = "", false, r.Flight, false
		default:
			if !known {
				continue
			}
			if job.Resend || d.SecretChanged {
				e.Applied = ""
			}
		}
		h.Settings[name] = awaitRestart(e, name, out)
	}
	for _, d := range job.Kept {
		h.Settings[d.Setting.Name()] = keptAfter(h.Settings[d.Setting.Name()], d, out)
	}
	erased := erased(job, out)
	for _, s := range job.Undo {
		e := h.Settings[s.Name()]
		switch r := out.Undone[s.Name()]; {
		case r.Kind == Done, erased && r.Kind != Indeterminate:
			delete(h.Settings, s.Name())
			continue
		case r.Kind == Failed:
			e.Applied, e.Confirmed, e.Flight = "", false, nil
		case r.Kind == Indeterminate:
			e.Applied, e.Confirmed, e.Flight = "", false, r.Flight
		}
		h.Settings[s.Name()] = e
	}
	h.Restart = restartAfter(h.Restart, job, out)
	return h
}

// erased reports whether the job is known to have erased the data of the instance.
func erased(job Job, out Outcome) bool {
	return slices.ContainsFunc(job.Set, func(d Desired) bool { return d.erases() && out.Set[d.Setting.Name()].Kind == Done })
}

// keptAfter returns the entry of a setting that the instance had already. It may
// have been lost in a restart.
func keptAfter(e Entry, d Desired, out Outcome) Entry {
	name := d.Setting.Name()
	if e.Requested == "" {
		// The instance had the value without this resource, after an import.
		e.Requested = d.hash()
	}
	switch r := out.Set[name]; r.Kind {
	case Failed:
		e.Applied, e.Confirmed = "", false
	case Indeterminate:
		e.Applied, e.Confirmed, e.Flight = "", false, r.Flight
	}
	e.AwaitsRestart = false
	return awaitRestart(e, name, out)
}

// awaitRestart returns the entry of a setting whose restart may not be done. If the
// restart failed, the setting is sent again before the next one.
func awaitRestart(e Entry, name string, out Outcome) Entry {
	if !slices.Contains(out.AwaitingRestart, name) {
		return e
	}
	e.Confirmed = false
	if kind := out.Restarted.Kind; kind == Failed || kind == Refused {
		e.Applied = ""
		return e
	}
	e.AwaitsRestart = true
	return e
}

// restartAfter returns the restart that is left after a job.
func restartAfter(before *Restart, job Job, out Outcome) *Restart {
	owed := job.Restart || len(out.AwaitingRestart) > 0
	switch out.Restarted.Kind {
	case Done:
		return nil
	case Indeterminate:
		return &Restart{Requested: job.Restart, Flight: out.Restarted.Flight}
	}
	if !owed {
		return nil
	}
	if before != nil {
		return &Restart{Requested: job.Restart, Flight: before.Flight}
	}
	return &Restart{Requested: job.Restart}
}

// Release forgets settings that are no longer desired and that stay on the
// instance: with on_release = "keep", or because the API cannot undo them. It also
// forgets those that the instance lacks.
func Release(h Holding, desired []Desired, keep bool, settingByName func(string) Setting) Holding {
	h = h.clone()
	for name, e := range h.Settings {
		if slices.ContainsFunc(desired, func(d Desired) bool { return d.Setting.Name() == name }) {
			continue
		}
		if s := settingByName(name); keep || s == nil || e.absent() || (!Undoable(s) && e.Flight == nil) {
			delete(h.Settings, name)
		}
	}
	return h
}

// Observed returns what is known of an instance after its settings were observed,
// and the names of those that drifted. Evidence about a setting whose change is
// under way is not used: the change may still take effect.
func Observed(h Holding, observations []Observation) (after Holding, drifted []string) {
	h = h.clone()
	for _, o := range observations {
		name := o.Setting.Name()
		e, known := h.Settings[name]
		if !known || e.Flight != nil {
			continue
		}
		switch {
		case o.Drifted && Hash(o.Value) != e.Applied:
			if e.Applied != "" {
				drifted = append(drifted, name)
			}
			e.Applied = Hash(o.Value)
		case o.Confirmed && o.Expected != nil:
			if !e.AwaitsRestart {
				e.Applied = Hash(o.Expected)
			}
			e.Confirmed = e.Confirmed || (NeedsConfirmation(o.Setting) && e.Applied == Hash(o.Expected))
		}
		h.Settings[name] = e
	}
	slices.Sort(drifted)
	return h, drifted
}

// isLong reports whether requests take the instance out of service.
func isLong(requests []Request) bool {
	return slices.ContainsFunc(requests, func(q Request) bool { return q.Operation.Wait == armcloud.WaitRunning })
}

// now is the clock of flights; tests run in synctest bubbles.
func now() time.Time { return time.Now().UTC().Truncate(time.Second) }
