package converge

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// run is one job under way.
type run struct {
	*Converger
	job Job
	out Outcome
	// ready: the phone was seen running and nothing has failed since.
	ready bool
	// sent: something of the step under way may have reached the phone.
	sent bool
	// awaiting names settings that were sent and take effect at the restart.
	awaitingRestart []string
}

func (r *run) execute(ctx context.Context) {
	if r.job.Reset {
		// Asked in the phone's lane: nobody sets anything in between.
		if r.out.ResetPreventedBy = r.otherOwners(); len(r.out.ResetPreventedBy) > 0 {
			return
		}
		r.send(ctx, "reset the phone", "", []Request{{Operation: armcloud.Reset}})
		return
	}
	leaving := slices.Clone(r.job.Undo)
	slices.SortStableFunc(leaving, func(a, b Setting) int { return compareOrder(b, a) })
	for _, s := range leaving {
		if !r.undo(ctx, s) {
			return
		}
	}
	defer r.revokeUnrestarted()
	wanted := slices.Clone(r.job.Set)
	slices.SortStableFunc(wanted, func(a, b Desired) int { return compareOrder(a.Setting, b.Setting) })
	last := lastRestarting(wanted)
	for i, w := range wanted {
		if !r.set(ctx, w) {
			return
		}
		// A restart at the end would do for these as well.
		if i == last && len(r.awaitingRestart) > 0 && !r.job.Restart && !r.restart(ctx, wanted[:i+1]) {
			return
		}
	}
	if r.job.Restart && !r.out.Failed() {
		r.restart(ctx, wanted)
	} else if len(r.awaitingRestart) > 0 {
		r.restart(ctx, wanted)
	}
}

// lastRestarting gives the place of the last setting that takes effect at a
// restart, whether it asks for one or uses that of another; -1 where none asks.
func lastRestarting(wanted []Desired) int {
	last, asked := -1, false
	for i, w := range wanted {
		if w.Setting.AtRestart() {
			last = i
		}
		asked = asked || w.Setting.Restarts(w.Value)
	}
	if !asked {
		return -1
	}
	return last
}

// restart restarts the phone, which settles what awaits it, and sends again
// what it loses of the settings that were sent. It tells whether the job can
// go on.
func (r *run) restart(ctx context.Context, sent []Desired) bool {
	ok, _ := r.send(ctx, "restart the phone", "", []Request{{Operation: armcloud.Restart}})
	if !ok {
		return false
	}
	r.awaitingRestart = nil
	r.out.Restarted = r.job.Restart && !r.out.Failed()
	for _, w := range sent {
		lost, name := w.Setting.LostOnRestart(w.Value), w.Setting.Name()
		if len(lost) == 0 || !slices.Contains(r.out.Set, name) {
			continue
		}
		if ok, goOn := r.send(ctx, "set "+w.Setting.ErrorTitle(w.Value)+" again after the restart", name, lost); !ok {
			r.markIndeterminate(name)
			if !goOn {
				return false
			}
		}
	}
	return true
}

// unsettle takes settings whose restart has not come out of those that the
// phone has: the next apply sends them again, and restarts.
func (r *run) revokeUnrestarted() {
	for _, name := range r.awaitingRestart {
		r.markIndeterminate(name)
	}
}

// forget takes a setting out of those that the phone has: the next apply
// sends it again, the old value too, which the new one has replaced.
func (r *run) markIndeterminate(name string) {
	r.out.Set = slices.DeleteFunc(r.out.Set, func(set string) bool { return set == name })
	r.out.Attempted = append(r.out.Attempted, name)
	r.out.Indeterminate = append(r.out.Indeterminate, name)
}

// undo takes one setting back, unless another resource has set it in this
// run. It tells whether the job can go on.
func (r *run) undo(ctx context.Context, s Setting) bool {
	owner, set := r.ledger.SetBy(r.job.PadCode, s.Name())
	if !s.Undoable() || (set && owner != r.job.Owner) {
		r.out.Undone = append(r.out.Undone, s.Name())
		return true
	}
	ok, goOn := r.send(ctx, "take back "+s.Title(), s.Name(), s.Undo())
	if !ok && goOn && r.absent(ctx, s) {
		r.out.Errors = r.out.Errors[:len(r.out.Errors)-1]
		ok = true
	}
	if ok {
		r.out.Undone = append(r.out.Undone, s.Name())
	}
	return goOn
}

func (r *run) set(ctx context.Context, w Desired) bool {
	// Noted before it is sent: an undo elsewhere must not fall between.
	if other, shared := r.ledger.Set(r.job.PadCode, w.Setting.Name(), r.job.Owner); shared {
		r.out.Shared = append(r.out.Shared, Shared{Setting: w.Setting, Other: other})
	}
	ok, goOn := r.send(ctx, "set "+w.Setting.ErrorTitle(w.Value), w.Setting.Name(), w.Setting.Set(w.Value, w.Repair))
	switch {
	case ok:
		r.out.Set = append(r.out.Set, w.Setting.Name())
		if w.Setting.Restarts(w.Value) {
			r.awaitingRestart = append(r.awaitingRestart, w.Setting.Name())
		}
	case r.sent:
		r.out.Attempted = append(r.out.Attempted, w.Setting.Name())
		if isIndeterminate(r.out.Errors[len(r.out.Errors)-1].Err) {
			r.out.Indeterminate = append(r.out.Indeterminate, w.Setting.Name())
		}
	}
	return goOn
}

// others names the owners besides the job's that have set anything on the
// phone in this run.
func (r *run) otherOwners() []string {
	owners := slices.DeleteFunc(r.ledger.Setters(r.job.PadCode), func(owner string) bool { return owner == r.job.Owner })
	slices.Sort(owners)
	return slices.Compact(owners)
}

// send makes the requests of one step. It tells whether they succeeded and
// whether the job can go on. A phone that failed is looked at again before the
// next step: it may have gone off line.
func (r *run) send(ctx context.Context, doing, name string, requests []Request) (ok, goOn bool) {
	r.sent = false
	if err := r.awaitPending(ctx); err != nil {
		r.fail(doing, name, err)
		return false, false
	}
	if !r.ready {
		if err := r.engine.AwaitRunning(ctx, r.job.PadCode); err != nil {
			r.fail(doing, name, err)
			return false, false
		}
		r.ready = true
	}
	for _, q := range requests {
		r.out.Touched = true
		err := r.request(ctx, q)
		r.sent = r.sent || !isRefusal(err)
		if err != nil {
			r.fail(doing, name, err)
			r.ready = false
			return false, !endsJob(ctx, err)
		}
	}
	return true, true
}

// request makes one request, in its other form where the API level does not
// have the first.
func (r *run) request(ctx context.Context, q Request) error {
	if q.Otherwise != nil && r.engine.Lacks(q.Operation) {
		return r.request(ctx, *q.Otherwise)
	}
	_, err := r.engine.Run(ctx, r.job.PadCode, q.Operation, q.Params)
	if q.Otherwise == nil || !armcloud.Is(err, armcloud.ClassUnavailable) {
		return err
	}
	return r.request(ctx, *q.Otherwise)
}

// settlePending waits for what an earlier process has left running, so that
// the phone never gets two changes at once. How those tasks end does not
// matter: what is sent next is sent anyway.
func (r *run) awaitPending(ctx context.Context) error {
	for len(r.job.Pending) > 0 {
		if _, err := r.engine.AwaitTask(ctx, armcloud.WaitTask, r.job.Pending[0]); err != nil && endsJob(ctx, err) {
			return err
		}
		r.job.Pending = r.job.Pending[1:]
		r.out.Pending = r.out.Pending[1:]
		r.ready = false
	}
	return nil
}

func (r *run) fail(doing, name string, err error) {
	var still *engine.StillRunningError
	if errors.As(err, &still) {
		for _, task := range still.Tasks {
			if !slices.Contains(r.out.Pending, task) {
				r.out.Pending = append(slices.Clone(r.out.Pending), task)
			}
		}
	}
	var gone *engine.NotFoundError
	r.out.Gone = r.out.Gone || errors.As(err, &gone) || armcloud.Is(err, armcloud.ClassNotFound)
	r.out.Errors = append(r.out.Errors, &Error{PadCode: r.job.PadCode, Action: doing, Setting: name, Err: err})
}

// refused tells whether the service has turned a change down before there was
// a task for it: the phone has what it had.
func isRefusal(err error) bool {
	var phone *engine.InstanceError
	return errors.As(err, &phone) && phone.TaskID == 0 &&
		(armcloud.Is(err, armcloud.ClassRejected) || armcloud.Is(err, armcloud.ClassNotFound))
}

// unseen tells whether a change may have been carried out all the same.
func isIndeterminate(err error) bool {
	var (
		running *engine.StillRunningError
		unknown *engine.UnknownTaskError
		missing *engine.MissingAnswerError
	)
	return errors.As(err, &running) || errors.As(err, &unknown) || errors.As(err, &missing) ||
		armcloud.Is(err, armcloud.ClassAmbiguous) || armcloud.Is(err, armcloud.ClassTransport)
}

// hopeless tells whether the phone's further steps would fail alike.
func endsJob(ctx context.Context, err error) bool {
	var offline *engine.OfflineError
	var gone *engine.NotFoundError
	if ctx.Err() != nil || errors.As(err, &offline) || errors.As(err, &gone) {
		return true
	}
	class, known := armcloud.ClassOf(err)
	if !known {
		return false
	}
	switch class {
	case armcloud.ClassAuth, armcloud.ClassNotFound, armcloud.ClassReadOnly, armcloud.ClassTransport, armcloud.ClassCanceled:
		return true
	default:
		return false
	}
}

// inOrder compares two settings by the order in which a phone is told.
func compareOrder(a, b Setting) int {
	return cmp.Or(cmp.Compare(a.Order(), b.Order()), strings.Compare(a.Name(), b.Name()))
}
