package converge

import (
	"context"
	"slices"
)

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
	erased := r.erased || r.out.Erased
	if !erased && !r.out.Rebooted {
		return
	}
	var others []Desired
	for _, change := range r.ledger.SetByOthers(r.order.PadCode, r.order.Owner) {
		d, ok := change.Value.(Desired)
		if ok && !r.hasSet(change.Setting) {
			others = append(others, d)
		}
	}
	others = inOrder(others)
	r.resent = r.resendEach(ctx, others, erased)
	for _, shared := range r.out.Shared {
		// What the other one has set is lost, and this resource has not set it.
		r.resent = r.resent && r.out.Set[shared.Setting.Name()].Kind == Done
	}
	if r.resent && erased && slices.ContainsFunc(others, func(d Desired) bool { return restarts(d.Setting, d.Value) }) {
		done := r.out.Restarted
		r.resent = r.restart(ctx) && r.resendEach(ctx, others, false)
		if done.Kind == Done && r.out.Restarted.Kind != Indeterminate {
			r.out.Restarted = done
		}
	}
}

// hasSet reports whether the job has set a target.
func (r *run) hasSet(target string) bool {
	return slices.ContainsFunc(r.job.Set, func(d Desired) bool {
		return r.out.Set[d.Setting.Name()].Kind == Done && Target(d.Setting, d.Value) == target
	})
}

// resendEach sends settings of other resources again, or only what a restart loses of
// them. It reports whether all are done.
func (r *run) resendEach(ctx context.Context, others []Desired, erased bool) bool {
	done := true
	for _, d := range others {
		d.Repair = true
		requests := LostOnRestart(d.Setting, d.Value)
		// An image is not erased.
		if all := d.requests(); erased && !isLong(all) {
			requests = all
		}
		if len(requests) == 0 {
			continue
		}
		result, goOn := r.send(ctx, "set "+errorTitle(d.Setting, d.Value)+" of another resource again", "", requests, "")
		done = done && result.Kind == Done
		if result.Kind == Indeterminate {
			r.out.Others = append(r.out.Others, result.Flight)
		}
		if !goOn {
			return false
		}
	}
	return done
}

// keeps reports whether the instance had a setting before the job.
func (r *run) keeps(name string) bool {
	return slices.ContainsFunc(r.job.Kept, func(d Desired) bool { return d.Setting.Name() == name })
}
