package converge

import (
	"context"
	"slices"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

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
	if r.out.Reset.Kind == Indeterminate {
		r.out.Reset.Flight.Erases = true
	}
}

// restart restarts the instance, after which settings that wait for it are in
// effect, and sends again what the restart loses. It reports whether the job can
// go on.
func (r *run) restart(ctx context.Context) bool {
	r.out.Restarted, _ = r.send(ctx, "restart the instance", "", []Request{{Operation: armcloud.Restart}}, "")
	switch r.out.Restarted.Kind {
	case Done, Failed:
		// One that failed may have been carried out in part.
		r.restarted, r.out.Rebooted = true, true
	case Indeterminate:
		r.out.Rebooted = true
	}
	if r.out.Restarted.Kind != Done {
		return false
	}
	r.out.AwaitingRestart = nil
	return r.resendLost(ctx)
}

// undo undoes one setting unless another resource keeps it. It reports whether the
// job can go on.
func (r *run) undo(ctx context.Context, s Setting) bool {
	if keeper, kept := r.ledger.Leave(r.order.PadCode, s.Name(), r.order.Owner, r.order.Others[s.Name()]); kept {
		r.out.Undone[s.Name()] = Result{Kind: Done}
		r.out.Kept = append(r.out.Kept, s.Name())
		if r.holding.Settings[s.Name()].Applied == "" {
			r.out.MaybeUndone = append(r.out.MaybeUndone, s.Name())
		}
		if !keeper.Certain && !r.order.claimed(s.Name()) {
			r.out.LeftTo = append(r.out.LeftTo, Shared{Setting: s, Other: keeper.Owner})
		}
		return true
	}
	result, goOn := r.send(ctx, "undo "+s.Title(), s.Name(), r.undoRequests(s), "")
	if result.Kind == Indeterminate {
		applied := r.holding.Settings[s.Name()].Applied
		result.Flight.Blind = applied == "" || applied == Absent
	}
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
	target := Target(d.Setting, d.Value)
	if other, shared := r.ledger.Set(r.order.PadCode, target, r.order.Owner, d); shared {
		r.out.Shared = append(r.out.Shared, Shared{Setting: d.Setting, Target: target, Other: other})
	}
	requests := d.requests()
	result, goOn := r.send(ctx, "set "+errorTitle(d.Setting, d.Value), name, requests, d.hash())
	if result.Kind == Indeterminate {
		result.Flight.Blind, result.Flight.Secret = r.isBlind(ctx, &d, result.Flight), d.Secret
	}
	r.out.Set[name] = result
	if result.Kind == Refused || result.Kind == NotSent {
		r.ledger.Retract(r.order.PadCode, target, r.order.Owner)
	}
	if d.erases() && (result.Kind == Done || result.Kind == Failed || result.Kind == Indeterminate) {
		r.out.Erased = true
		if result.Kind == Indeterminate {
			result.Flight.Erases = true
		}
		// What was set before is erased too.
		r.out.Set = map[string]Result{name: result}
	}
	if isLong(requests) && (result.Kind == Done || result.Kind == Failed || result.Kind == Indeterminate) {
		r.restarted, r.out.Rebooted = r.restarted || result.Kind != Indeterminate, true
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
