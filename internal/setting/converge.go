package setting

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// Converger brings phones to their settings and looks at what they show. One
// phone with one setting, one with many and many with many are the same work.
type Converger struct {
	engine *engine.Engine
	// perPhone allows looks that take one phone a request.
	perPhone bool
}

// NewConverger gives a converger over the engine; perPhone allows it to use
// endpoints that take one phone a request when it looks for drift.
func NewConverger(e *engine.Engine, perPhone bool) *Converger {
	return &Converger{engine: e, perPhone: perPhone}
}

// Wanted is one setting and what it should be.
type Wanted struct {
	Setting Setting
	Value   Value
}

// Job is what one phone needs.
type Job struct {
	PadCode string
	// Owner names the resource that works ("armcloud_fleet/ID"), for the ledger
	// of this run.
	Owner string
	// Undo lists the settings to take back; those that the API cannot take
	// back are passed over.
	Undo []Setting
	// Set lists the settings to send.
	Set []Wanted
	// Restart restarts the phone after the settings.
	Restart bool
	// Reset erases the phone, in place of everything else.
	Reset bool
}

// Outcome is what became of a job.
type Outcome struct {
	PadCode string
	// Set and Undone name the settings that the phone now has and no longer
	// has. An undo that another resource's setting made needless is in Undone.
	Set, Undone []string
	// Restarted is true when the job's restart is done.
	Restarted bool
	// Gone is true when the phone is not in the account.
	Gone bool
	// Touched is true once anything may have reached the phone.
	Touched bool
	// Shared names settings that another resource has set in this run too.
	Shared []Shared
	// NotReset names the owners for whose sake a reset was left undone: they
	// have set something on the phone in this run.
	NotReset []string
	// Tried names settings that were sent and failed: the phone may have them.
	Tried []string
	// Errors holds one error for each setting that failed, or one for the
	// whole phone.
	Errors []*Error
}

// Shared is a setting of a phone that two resources manage.
type Shared struct {
	Setting Setting
	Other   string
}

// Failed tells whether anything went wrong.
func (o Outcome) Failed() bool { return len(o.Errors) > 0 }

// Error is the failure of one step on one phone.
type Error struct {
	PadCode string
	// Doing follows "Unable to": "set the time zone".
	Doing string
	// Setting is the attribute's name, empty when the whole phone failed.
	Setting string
	Err     error
}

func (e *Error) Error() string {
	return fmt.Sprintf("unable to %s of %s: %v", e.Doing, e.PadCode, e.Err)
}

// Unwrap gives the error below.
func (e *Error) Unwrap() error { return e.Err }

// Phones works on all jobs at once; none waits for another. done, if not nil,
// is called for each phone as it ends, from many goroutines.
func (c *Converger) Phones(ctx context.Context, jobs []Job, done func(Outcome)) []Outcome {
	outcomes := make([]Outcome, len(jobs))
	seen := c.running(ctx, jobs)
	var all sync.WaitGroup
	for i := range jobs {
		all.Go(func() {
			outcomes[i] = c.phone(ctx, jobs[i], seen[jobs[i].PadCode])
			if done != nil {
				done(outcomes[i])
			}
		})
	}
	all.Wait()
	return outcomes
}

// fresh is how long having seen a phone run stands for looking at it before
// its first change.
const fresh = 5 * time.Second

// running looks at the phones of many jobs at once and gives the time of the
// look for those that run. They set out together then, so that equal changes
// share requests; looks of their own would scatter them. The others look for
// themselves, and wait.
func (c *Converger) running(ctx context.Context, jobs []Job) map[string]time.Time {
	if len(jobs) < 2 {
		return nil
	}
	codes := make([]string, 0, len(jobs))
	for _, job := range jobs {
		c.engine.Forget(job.PadCode)
		codes = append(codes, job.PadCode)
	}
	details, err := c.engine.Details(ctx, codes)
	if err != nil {
		return nil
	}
	now := time.Now()
	seen := make(map[string]time.Time, len(details))
	for code, detail := range details {
		if detail.Running() {
			seen[code] = now
		}
	}
	return seen
}

// Phone works on one job: takes back in reverse order, sets in order, then
// restarts. A setting that fails does not keep the others from the phone; a
// phone that is gone, offline or out of time ends the job.
func (c *Converger) Phone(ctx context.Context, job Job) Outcome {
	return c.phone(ctx, job, time.Time{})
}

// phone works on one job of a phone that was seen running at a time, if ever.
func (c *Converger) phone(ctx context.Context, job Job, seen time.Time) Outcome {
	run := &run{Converger: c, job: job, out: Outcome{PadCode: job.PadCode}}
	if len(job.Undo) == 0 && len(job.Set) == 0 && !job.Restart && !job.Reset {
		return run.out
	}
	release, err := c.engine.Lane(ctx, job.PadCode)
	if err != nil {
		run.fail("wait for the phone's turn", "", err)
		return run.out
	}
	defer release()
	run.ready = time.Since(seen) < fresh
	run.do(ctx)
	return run.out
}

// run is one job under way.
type run struct {
	*Converger
	job Job
	out Outcome
	// ready: the phone was seen running and nothing has failed since.
	ready bool
	// sent: something of the step under way may have reached the phone.
	sent bool
}

func (r *run) do(ctx context.Context) {
	if r.job.Reset {
		// Asked in the phone's lane: nobody sets anything in between.
		if r.out.NotReset = r.others(); len(r.out.NotReset) > 0 {
			return
		}
		r.send(ctx, "reset the phone", "", []Request{{Operation: armcloud.Reset}})
		return
	}
	for _, s := range inOrder(r.job.Undo, true) {
		if !r.undo(ctx, s) {
			return
		}
	}
	wanted := slices.Clone(r.job.Set)
	slices.SortStableFunc(wanted, func(a, b Wanted) int { return rank(a.Setting) - rank(b.Setting) })
	for _, w := range wanted {
		if !r.set(ctx, w) {
			return
		}
	}
	if r.job.Restart && !r.out.Failed() {
		if ok, _ := r.send(ctx, "restart the phone", "", []Request{{Operation: armcloud.Restart}}); ok {
			r.out.Restarted = true
		}
	}
}

// undo takes one setting back, unless another resource has set it in this
// run. It tells whether the job can go on.
func (r *run) undo(ctx context.Context, s Setting) bool {
	owner, set := r.engine.Ledger().SetBy(r.job.PadCode, s.Name())
	if !s.Undoable() || (set && owner != r.job.Owner) {
		r.out.Undone = append(r.out.Undone, s.Name())
		return true
	}
	ok, goOn := r.send(ctx, "take back "+s.Title(), s.Name(), s.Undo())
	if ok {
		r.out.Undone = append(r.out.Undone, s.Name())
	}
	return goOn
}

func (r *run) set(ctx context.Context, w Wanted) bool {
	// Noted before it is sent: an undo elsewhere must not fall between.
	if other, shared := r.engine.Ledger().Set(r.job.PadCode, w.Setting.Name(), r.job.Owner); shared {
		r.out.Shared = append(r.out.Shared, Shared{Setting: w.Setting, Other: other})
	}
	ok, goOn := r.send(ctx, "set "+w.Setting.Title(), w.Setting.Name(), w.Setting.Set(w.Value))
	switch {
	case ok:
		r.out.Set = append(r.out.Set, w.Setting.Name())
	case r.sent:
		r.out.Tried = append(r.out.Tried, w.Setting.Name())
	}
	return goOn
}

// others names the owners besides the job's that have set anything on the
// phone in this run.
func (r *run) others() []string {
	var owners []string
	for _, s := range order {
		if owner, set := r.engine.Ledger().SetBy(r.job.PadCode, s.Name()); set && owner != r.job.Owner {
			owners = append(owners, owner)
		}
	}
	slices.Sort(owners)
	return slices.Compact(owners)
}

// send makes the requests of one step. It tells whether they succeeded and
// whether the job can go on. A phone that failed is looked at again before the
// next step: it may have gone off line.
func (r *run) send(ctx context.Context, doing, name string, requests []Request) (ok, goOn bool) {
	r.sent = false
	if !r.ready {
		if err := r.engine.AwaitRunning(ctx, r.job.PadCode); err != nil {
			r.fail(doing, name, err)
			return false, false
		}
		r.ready = true
	}
	for _, q := range requests {
		r.out.Touched, r.sent = true, true
		if _, err := r.engine.Run(ctx, r.job.PadCode, q.Operation, q.Params); err != nil {
			r.fail(doing, name, err)
			r.ready = false
			return false, !hopeless(ctx, err)
		}
	}
	return true, true
}

func (r *run) fail(doing, name string, err error) {
	var gone *engine.GoneError
	r.out.Gone = r.out.Gone || errors.As(err, &gone) || armcloud.Is(err, armcloud.ClassNotFound)
	r.out.Errors = append(r.out.Errors, &Error{PadCode: r.job.PadCode, Doing: doing, Setting: name, Err: err})
}

// hopeless tells whether the phone's further steps would fail alike.
func hopeless(ctx context.Context, err error) bool {
	var offline *engine.OfflineError
	var gone *engine.GoneError
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

// rank is a setting's place in the order.
func rank(s Setting) int {
	return slices.IndexFunc(order, func(o Setting) bool { return o.Name() == s.Name() })
}

func inOrder(settings []Setting, reverse bool) []Setting {
	sorted := slices.Clone(settings)
	slices.SortStableFunc(sorted, func(a, b Setting) int { return rank(a) - rank(b) })
	if reverse {
		slices.Reverse(sorted)
	}
	return sorted
}
