package converge

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
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
	// resent is true if what others lost was sent again.
	resent bool
}

// execute carries out the job.
func (r *run) execute(ctx context.Context) {
	r.executed = true
	defer func() {
		r.out.OthersLost = (r.out.Erased || r.out.Rebooted) && !r.resent
	}()
	r.out.Set, r.out.Undone = make(map[string]Result, len(r.job.Set)), make(map[string]Result, len(r.job.Undo))
	r.out.AwaitingRestart = slices.Clone(r.job.Awaiting)
	if r.job.Reset && !r.prevented() {
		r.reset(ctx)
		return
	}
	if r.job.Reset {
		r.order.Reset = false
		r.plan()
	}
	// As long as a lost change may take effect, nothing else is sent.
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
	r.adopt(ctx)
	set := r.others(lost)
	last := r.lastRestarting(set)
	for i, d := range set {
		if !r.set(ctx, d) {
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
			others = append(others, d)
		}
	}
	return inOrder(others)
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

// prevented reports whether another resource has set or claimed a setting of the
// instance in this process, or is planned to, so that it is not reset. The instance is locked, so
// nothing is set in between.
func (r *run) prevented() bool {
	owners := append(r.ledger.Claimants(r.order.PadCode, "", r.order.Owner), r.order.Claimed...)
	for _, change := range r.ledger.SetByOthers(r.order.PadCode, r.order.Owner) {
		owners = append(owners, change.Owner)
	}
	owners = slices.DeleteFunc(owners, func(owner string) bool { return owner == r.order.Successor })
	slices.Sort(owners)
	r.out.ResetPreventedBy = slices.Compact(owners)
	return len(owners) > 0
}

// reset erases the instance.
func (r *run) reset(ctx context.Context) {
	r.out.Reset, _ = r.send(ctx, "reset the instance", "", []Request{{Operation: armcloud.Reset}}, "")
	r.out.Erased = r.out.Reset.Kind == Failed
}

// restart restarts the instance, after which settings that wait for it are in
// effect, and sends again what the restart loses. It reports whether the job can
// go on.
func (r *run) restart(ctx context.Context) bool {
	r.out.Restarted, _ = r.send(ctx, "restart the instance", "", []Request{{Operation: armcloud.Restart}}, "")
	// A restart that failed may have been carried out in part.
	r.restarted = r.out.Restarted.Kind == Done || r.out.Restarted.Kind == Failed
	r.out.Rebooted = r.out.Rebooted || r.restarted || r.out.Restarted.Kind == Indeterminate
	if r.out.Restarted.Kind != Done {
		return false
	}
	r.out.AwaitingRestart = nil
	return r.resendLost(ctx)
}

// resendLost sends again what a restart has lost, of everything that the
// resource manages. It reports whether the job can go on.
func (r *run) resendLost(ctx context.Context) bool {
	if !r.restarted {
		return true
	}
	r.restarted = false
	for _, d := range slices.Concat(r.job.Kept, r.job.Set) {
		name := d.Setting.Name()
		lost := LostOnRestart(d.Setting, d.Value)
		result, sent := r.out.Set[name]
		if len(lost) > 0 && result.Kind == Refused {
			// The instance has kept its old value, less what the restart has lost.
			r.out.Set[name] = Result{Kind: Failed}
		}
		if len(lost) == 0 || (sent && result.Kind != Done) || (!sent && !r.keeps(name)) {
			continue
		}
		result, goOn := r.send(ctx, "set "+errorTitle(d.Setting, d.Value)+" again after the restart", name, lost, d.hash())
		if result.Kind != Done {
			if result.Kind == Indeterminate {
				// The next apply would send more than this part of the value.
				result.Flight.Repeatable = false
			} else {
				result.Kind = Failed
			}
			r.out.Set[name] = result
		}
		if !goOn {
			return false
		}
	}
	return true
}

// resendOthers sends again what other resources have set in this process and the
// job has erased, or lost in a restart. What they set in earlier applies, they plan
// again at the next refresh.
func (r *run) resendOthers(ctx context.Context) {
	if !r.out.Erased && !r.out.Rebooted {
		return
	}
	r.resent = true
	var others []Desired
	for _, change := range r.ledger.SetByOthers(r.order.PadCode, r.order.Owner) {
		d, ok := change.Value.(Desired)
		if _, mine := r.out.Set[change.Setting]; ok && !mine {
			others = append(others, d)
		}
	}
	for _, d := range inOrder(others) {
		requests := LostOnRestart(d.Setting, d.Value)
		if r.out.Erased && !Erases(d.Setting, d.Value) {
			d.Repair = true
			requests = d.requests()
		}
		if len(requests) == 0 {
			continue
		}
		result, goOn := r.send(ctx, "set "+errorTitle(d.Setting, d.Value)+" of another resource again", "", requests, "")
		r.resent = r.resent && result.Kind == Done
		if !goOn {
			r.resent = false
			return
		}
	}
}

// keeps reports whether the instance had a setting before the job.
func (r *run) keeps(name string) bool {
	return slices.ContainsFunc(r.job.Kept, func(d Desired) bool { return d.Setting.Name() == name })
}

// undo undoes one setting unless another resource keeps it. It reports whether the
// job can go on.
func (r *run) undo(ctx context.Context, s Setting) bool {
	if keeper, kept := r.ledger.Leave(r.order.PadCode, s.Name(), r.order.Owner, r.order.Others[s.Name()]); kept {
		r.out.Undone[s.Name()] = Result{Kind: Done}
		r.out.Kept = append(r.out.Kept, s.Name())
		if !keeper.Certain && !r.order.claimed(s.Name()) {
			r.out.LeftTo = append(r.out.LeftTo, Shared{Setting: s, Other: keeper.Owner})
		}
		return true
	}
	result, goOn := r.send(ctx, "undo "+s.Title(), s.Name(), r.undoRequests(s), "")
	// The service refuses to uninstall an app that is not installed, which would
	// prevent a resource from ever being destroyed.
	if result.Kind != Done && goOn && r.Lacks(ctx, r.order.PadCode, s) {
		r.out.Errors = r.out.Errors[:len(r.out.Errors)-1]
		result = Result{Kind: Done}
	}
	r.out.Undone[s.Name()] = result
	return goOn
}

func (r *run) undoRequests(s Setting) []Request {
	u, can := s.(Undoer)
	if !can {
		return nil
	}
	var current Value
	if r.order.Current != nil {
		current = r.order.Current(s.Name())
	}
	if v, needs := s.(ValueUndoer); needs && current == nil {
		current = v.UndoValue(r.holding.Settings[s.Name()].Undo)
	}
	return u.Undo(current)
}

// set sets one setting. It reports whether the job can go on.
func (r *run) set(ctx context.Context, d Desired) bool {
	name := d.Setting.Name()
	// Recorded before it is sent, so that no undo of another resource follows it.
	if other, shared := r.ledger.Set(r.order.PadCode, name, r.order.Owner, d); shared {
		r.out.Shared = append(r.out.Shared, Shared{Setting: d.Setting, Other: other})
	}
	requests := d.requests()
	result, goOn := r.send(ctx, "set "+errorTitle(d.Setting, d.Value), name, requests, d.hash())
	r.out.Set[name] = result
	if d.erases() && (result.Kind == Done || result.Kind == Failed || result.Kind == Indeterminate) {
		r.out.Erased = true
		// What was set before is erased too.
		r.out.Set = map[string]Result{name: result}
	}
	if (result.Kind == Done || result.Kind == Failed) && isLong(requests) {
		r.restarted, r.out.Rebooted = true, true
	}
	if (result.Kind == Done || result.Kind == Indeterminate) && restarts(d.Setting, d.Value) {
		r.out.AwaitingRestart = append(r.out.AwaitingRestart, name)
	}
	e := r.holding.Settings[name]
	if e.Flight != nil && result.Kind != Done {
		// As long as an earlier change may take effect, nothing else is sent.
		return false
	}
	if e.Flight != nil {
		e.Flight = nil
		r.holding.Settings[name] = e
	}
	return goOn
}

// adopt takes what the instance shows as applied, for settings that would erase
// data: an earlier apply may have been killed before it saved its result, and
// after an import nothing is known. A value that was never requested is sent
// anyway.
func (r *run) adopt(ctx context.Context) {
	r.job.Set = slices.DeleteFunc(slices.Clone(r.job.Set), func(d Desired) bool {
		name := d.Setting.Name()
		if _, known := r.holding.Settings[name]; (!known && !r.order.AdoptErasing) || !d.erases() {
			return false
		}
		shown, _ := r.shows(ctx, &d)
		if shown {
			r.holding.Settings[name] = Entry{Applied: d.hash(), Requested: d.hash()}
			r.job.Kept = append(r.job.Kept, d)
		}
		return shown
	})
}

// compareOrder compares two settings by the order in which an instance is
// changed.
func compareOrder(a, b Setting) int {
	return cmp.Or(cmp.Compare(a.Order(), b.Order()), strings.Compare(a.Name(), b.Name()))
}
