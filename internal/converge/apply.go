package converge

import "slices"

// Apply returns what is known of an instance after a job.
func Apply(before Holding, job Job, out Outcome) Holding {
	h := before.clone()
	h.OwedIfErased = nil
	h.Tasks, h.Until, h.Others, h.RepairOnly, h.Owed = out.Tasks, out.Until, out.Others, false, unpaid(h.Owed, out.Paid)
	if out.Reset.Kind == Done {
		return Holding{}
	}
	if out.Reset.Kind == Indeterminate {
		h.Reset = out.Reset.Flight
	}
	if out.Erased {
		for name, e := range h.Settings {
			h.Settings[name] = e.erased()
		}
	}
	for _, d := range job.Set {
		name := d.Setting.Name()
		e, known := h.Settings[name]
		if before.RepairOnly && e.Requested == "" {
			// Sending it stays a repair until it was sent.
			e.Requested, known = Any, true
		}
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
	if e.Requested != Any && !d.Ignored {
		// The instance may have got the value without this resource.
		e.Requested = d.hash()
	}
	e.Found = false
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
