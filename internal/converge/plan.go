package converge

import (
	"slices"
	"strings"
)

// Order is what a resource requests for one instance.
type Order struct {
	PadCode string
	// Owner is the name of the resource in the ledger ("armcloud_fleet/ID").
	Owner string
	// Holding is what the resource knows of the instance.
	Holding Holding
	// Others are the owners that held a setting at the last refresh, by setting.
	Others map[string][]string
	// Claimed are those of Others that are planned to take settings over in this
	// apply. An undo that they prevent needs no wait.
	Claimed []string
	// Deleting is true in a Delete. Its undos wait for resources that may claim the
	// settings in the same process.
	Deleting bool
	// Successor is the ledger's name of the object that replaces this one. Its claims
	// prevent no reset.
	Successor string
	// Desired lists all settings that the instance should have.
	Desired []Desired
	// Setting returns a setting by name, or nil if there is none. It is asked about
	// settings that are not desired.
	Setting func(name string) Setting
	// Current returns the applied value of a setting that is not desired, or nil if
	// it is not known. Current itself is nil if no value is known.
	Current func(name string) Value
	// Open returns a setting that is owed with its value, and false if the value cannot
	// be read. If Open is nil, nothing that is owed is sent.
	Open func(Owed) (Desired, bool)
	// Keep leaves settings that are no longer desired as they are.
	Keep bool
	// Resend sends every desired setting again.
	Resend bool
	// Restart restarts the instance after its settings.
	Restart bool
	// Reset erases the instance, in place of everything else.
	Reset bool
	// AdoptErasing takes a value that the instance shows as applied if setting it
	// would erase data: after an import nothing is known of the instance.
	AdoptErasing bool
	// NoCanary is true if the instance cannot be a canary of a rollout.
	NoCanary bool
}

// Plan returns what an instance needs, from what is known of it and what is
// desired. Changes under way are not part of it; see Converger.Apply.
func Plan(h Holding, o Order) Job {
	job := Job{PadCode: o.PadCode, Owner: o.Owner, Reset: o.Reset, Resend: o.Resend}
	if o.Reset {
		return job
	}
	h, job.Found = takeErasures(Relabeled(h, o.Desired), o.Desired)
	desired := map[string]bool{}
	var others []Desired
	for _, d := range o.Desired {
		name := d.Setting.Name()
		desired[name] = true
		e, hash := h.Settings[name], d.hash()
		d.Repair = d.isRepair(h)
		switch {
		case (o.Resend && !slices.Contains(job.Found, name)) || d.SecretChanged || e.Flight != nil || e.Applied != hash:
			job.Set = append(job.Set, d)
		default:
			others = append(others, d)
			if e.AwaitsRestart {
				job.Awaiting = append(job.Awaiting, name)
			}
		}
	}
	if job.Erases() {
		// What the erasure takes is sent again.
		for _, d := range others {
			d.Repair, d.again = true, true
			job.Set = append(job.Set, d)
		}
		others, job.Awaiting = nil, nil
	}
	for name, e := range h.Settings {
		// What was found missing may have been set again by an apply that was killed.
		if desired[name] || o.Keep || (e.absent() && e.Requested == "") {
			continue
		}
		if s := o.Setting(name); Undoable(s) {
			job.Undo = append(job.Undo, s)
		}
	}
	slices.SortFunc(job.Undo, func(a, b Setting) int { return strings.Compare(a.Name(), b.Name()) })
	// A resource that leaves restarts nothing.
	job.Restart = o.Restart || (!o.Deleting && h.Restart != nil && h.Restart.Requested)
	job.Kept = others
	job.Owed = o.owed(h)
	return job
}
