package converge_test

import (
	"maps"
	"slices"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
)

// learn moves what the user knows after a run into the sequence.
func (r *run) learn() {
	for _, n := range r.nodes {
		if n.unsaved {
			r.forget(n)
			if n.before != nil && n.has == nil {
				r.vanish(n.resource)
			}
			continue
		}
		if n.before != nil && (n.has == nil || n.has.Owner != n.before.Owner) {
			r.vanish(n.resource)
		}
		for i, report := range n.reports {
			n.learn(report)
			n.costs(report, n.deleted && i == 0)
		}
		n.released()
		if n.before != nil && n.before.tainted && n.deleting && !r.refresh && n.before.inFlight() {
			r.doubt(n.resource) // what is under way is not handed over
		}
		if n.creating && n.has != nil {
			n.owed = -1
		}
	}
	for _, n := range r.nodes {
		if n.unsaved && r.model.Reboots() > r.reboots {
			// Nothing shows what a restart or an erasure has cost, so a user has to
			// send it again.
			for _, target := range r.resources {
				r.doubt(target)
			}
		}
		if r.refresh && !r.inTurn && len(r.targets) == len(r.resources) {
			n.checkKept()
		}
		if r.model.Count(n.owner(), "reset") > n.resets {
			r.doubt(r.other(n.resource)) // as the plan has warned
		}
	}
}

// learn moves what a report says into the sequence.
func (n *node) learn(report converge.Report) {
	doubts := n.doubts[n.resource]
	for _, d := range report.Job.Set {
		switch report.Set[d.Setting.Name()].Kind {
		case converge.Done, converge.Failed, converge.Indeterminate:
			n.setters[d.Setting.Name()] = setter{n.resource, identify(d.Value)}
		default:
			n.model.Ask(n.owner(), d.Setting.Name())
		}
	}
	for name, result := range report.Set {
		if result.Kind == converge.Done {
			delete(doubts, name)
			n.sent(name)
		}
	}
	for name, result := range report.Undone {
		if result.Kind == converge.Done {
			delete(doubts, name)
			// A process that was killed since may have set it again.
			n.leftovers[name] = n.leftovers[name] && n.killedWith[name] && !slices.Contains(names(report.Job.Undo), name)
		}
	}
	other := n.other(n.resource)
	for _, name := range report.Kept {
		// It is left to another object that has claimed it, and that may have failed.
		n.leftovers[name] = !(other.has != nil && known(other.has, name)) && !(n.creating && n.has != nil && known(n.has, name))
	}
	for _, left := range report.LeftTo {
		n.leftovers[left.Setting.Name()] = true
	}
}

func names(settings []converge.Setting) []string {
	return convergetest.Names(settings, converge.Setting.Name)
}

// costs moves what a change has cost the other resource into the sequence.
func (n *node) costs(report converge.Report, deleting bool) {
	lost := report.Erased || report.Rebooted
	undone := slices.ContainsFunc(slices.Collect(maps.Keys(report.Undone)), report.MayHaveUndone)
	n.unread = n.unread || lost || undone && !deleting
	other := n.other(n.resource)
	if lost && deleting || (lost || undone) && other.has != nil && other.has.inFlight() {
		// A Delete notes nothing, and what is under way is not marked as lost.
		n.doubt(other)
	}
}

// released moves what the object no longer has into the sequence.
func (n *node) released() {
	if n.before == nil {
		return
	}
	kept := !n.updating && n.before.release == ownership.ReleaseKeep || n.want != nil && n.want.release == ownership.ReleaseKeep
	for name, e := range n.before.Holding.Settings {
		if n.has == nil || !known(n.has, name) {
			delete(n.doubts[n.resource], name)
			// Without a refresh, only what the state shows is handed over.
			hidden := n.before.tainted && !n.refresh && n.before.values[name] == nil
			n.leftovers[name] = n.leftovers[name] || kept || hidden
		}
		if e.Applied != "" && n.undid(name) {
			n.checkUndo(name)
		}
		other := n.other(n.resource)
		if n.want == nil && n.mayHaveUndone(name) && other.want != nil && other.has != nil && known(other.has, name) {
			n.doubt(other) // as the plan has warned
		}
	}
}

// mayHaveUndone reports whether a setting may have been undone.
func (n *node) mayHaveUndone(name string) bool {
	return slices.ContainsFunc(n.reports, func(r converge.Report) bool { return r.MayHaveUndone(name) })
}

// inFlight reports whether a setting is under way or waits for a restart.
func (o *object) inFlight() bool {
	for _, e := range o.Holding.Settings {
		if e.Flight != nil || e.AwaitsRestart {
			return true
		}
	}
	return false
}

func known(o *object, name string) bool {
	_, known := o.Holding.Settings[name]
	return known
}

// sent records that the proxy was sent with the key pair of the run.
func (n *node) sent(name string) {
	if name != "proxy" {
		return
	}
	pair := keyPairs[n.keys]
	if before, known := n.pairs[pair[0]]; known && before != pair[1] || n.pairs == nil {
		n.pairs = map[string]string{}
	} else {
		n.pairs = maps.Clone(n.pairs)
	}
	n.pairs[pair[0]] = pair[1]
}
