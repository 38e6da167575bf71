package converge

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// run is one order being carried out.
type run struct {
	*Converger
	order   Order
	holding Holding
	job     Job
	out     Outcome
	// executed is true once the job was begun.
	executed bool
	// ready is true if the instance was seen running and nothing has failed since.
	ready bool
	// restarted is true if the instance has restarted and what it lost was not
	// sent again.
	restarted bool
	// erased is true if an earlier change, which has ended, may have erased the
	// instance.
	erased bool
	// shown names the settings that count as set because the instance shows them, and
	// unseen those of them whose change no apply has seen and that has erased the
	// instance before.
	shown, unseen []string
	// pending are the tasks of the instance that may run when the run begins.
	pending []int64
	// release releases the lock of the instance, if non-nil.
	release func()
	// resent is true if what others lost was sent again.
	resent bool
}

// execute carries out the job.
func (r *run) execute(ctx context.Context) {
	r.executed = true
	defer func() {
		r.out.OthersLost = (r.erased || r.out.Erased || r.out.Rebooted) && !r.resent
	}()
	r.out.Set = make(map[string]Result, len(r.job.Set))
	if r.job.Reset && !r.prevented() {
		r.reset(ctx)
		return
	}
	if r.job.Reset {
		r.order.Reset = false
		r.plan()
	}
	if !r.adopt(ctx) {
		return
	}
	r.out.AwaitingRestart = slices.Clone(r.job.Awaiting)
	// As long as a lost change may take effect, nothing else is sent. The instance
	// carries out its tasks in order, so the lost one has ended when the second one has.
	lost := r.lost()
	for _, d := range lost {
		if !r.set(ctx, d) {
			return
		}
	}
	for _, s := range r.undoing() {
		if !r.undo(ctx, s) {
			return
		}
	}
	set := r.others(lost)
	last := r.lastRestarting(set)
	for i, d := range set {
		// If nothing was erased, because the change was refused, the instance still has
		// the value.
		if d.again && !r.out.Erased {
			r.keep(d)
		} else if !r.set(ctx, d) {
			return
		}
		// A restart at the end would do as well.
		if i == last && len(r.out.AwaitingRestart) > 0 && !r.job.Restart && !r.restart(ctx) {
			return
		}
	}
	var goOn bool
	if len(r.out.AwaitingRestart) > 0 || (r.job.Restart && !r.out.Failed()) {
		goOn = r.restart(ctx)
	} else {
		goOn = r.resendLost(ctx)
	}
	if goOn {
		r.resendOthers(ctx)
	}
	if goOn && !r.out.Failed() {
		r.sendOwed(ctx)
	}
}

// undoing returns the settings to undo, in reverse order.
func (r *run) undoing() []Setting {
	undo := slices.Clone(r.job.Undo)
	slices.SortStableFunc(undo, func(a, b Setting) int { return compareOrder(b, a) })
	return undo
}

// lost returns the settings whose change was lost and that are sent again.
func (r *run) lost() []Desired {
	var lost []Desired
	for _, d := range r.job.Set {
		if r.holding.Settings[d.Setting.Name()].Flight != nil {
			lost = append(lost, d)
		}
	}
	return inOrder(lost)
}

// others returns the settings to set besides those sent again already, which are
// sent once more only if another setting erases them.
func (r *run) others(lost []Desired) []Desired {
	var others []Desired
	for _, d := range r.job.Set {
		sent := slices.ContainsFunc(lost, func(l Desired) bool { return l.Setting.Name() == d.Setting.Name() })
		if !sent || (r.job.Erases() && !d.erases()) {
			d.again = d.again || sent
			others = append(others, d)
		}
	}
	return inOrder(others)
}

// keep moves a setting that need not be set again to those that the instance has,
// unless it was sent already.
func (r *run) keep(d Desired) {
	name := d.Setting.Name()
	if _, sent := r.out.Set[name]; sent {
		return
	}
	r.job.Set = slices.DeleteFunc(slices.Clone(r.job.Set), func(other Desired) bool { return other.Setting.Name() == name })
	r.job.Kept = append(slices.Clone(r.job.Kept), d)
	if r.holding.Settings[name].AwaitsRestart {
		r.out.AwaitingRestart = append(r.out.AwaitingRestart, name)
	}
}

// inOrder sorts settings in the order in which an instance is changed.
func inOrder(settings []Desired) []Desired {
	slices.SortStableFunc(settings, func(a, b Desired) int { return compareOrder(a.Setting, b.Setting) })
	return settings
}

// lastRestarting returns the index of the last setting that takes effect at a
// restart, whether it asks for one or not, or -1 if none asks.
func (r *run) lastRestarting(set []Desired) int {
	last, asked := -1, len(r.job.Awaiting) > 0
	for i, d := range set {
		if _, can := d.Setting.(Restarter); can {
			last = i
		}
		asked = asked || restarts(d.Setting, d.Value)
	}
	if !asked {
		return -1
	}
	return last
}

// compareOrder compares two settings by the order in which an instance is
// changed.
func compareOrder(a, b Setting) int {
	return cmp.Or(cmp.Compare(a.Order(), b.Order()), strings.Compare(a.Name(), b.Name()))
}
