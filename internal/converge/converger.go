package converge

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
)

// usuallyAtOnce bounds the memory of very large fleets: an order that is carried out
// needs about 15 KB.
const usuallyAtOnce = 10_000

// Converger brings instances to their settings and observes what they show. One
// instance with one setting, one with many, and many with many are the same
// work.
type Converger struct {
	engine *engine.Engine
	ledger *ledger.Ledger
	reach  engine.Reach
	// atOnce is how many orders ApplyAll carries out at the same time.
	atOnce int
}

// NewConverger returns a converger. reach is how far Observe goes for evidence.
func NewConverger(e *engine.Engine, l *ledger.Ledger, reach engine.Reach) *Converger {
	return &Converger{engine: e, ledger: l, reach: reach, atOnce: usuallyAtOnce}
}

// ApplyAll carries out orders concurrently. None waits for another, except that if
// there are more than 10,000, each further one begins when another has ended.
func (c *Converger) ApplyAll(ctx context.Context, orders []Order) []Report {
	reports := make([]Report, len(orders))
	codes := make([]string, len(orders))
	for i, order := range orders {
		codes[i] = order.PadCode
	}
	if slices.ContainsFunc(orders, func(o Order) bool { return o.Deleting && o.awaitsClaims(Plan(o.Holding, o)) }) {
		c.ledger.AwaitClaims(ctx)
	}
	// Instances that are known to run are changed at the same time, so that equal
	// changes share requests.
	c.engine.Prefetch(ctx, codes)
	ended := c.engine.Track(ctx, len(orders))
	var all sync.WaitGroup
	slots := make(chan struct{}, c.atOnce)
	for i := range orders {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			begun := time.Now()
			c.apply(ctx, &orders[i], &reports[i])
			reports[i].Took = time.Since(begun)
			ended(reports[i].Failed())
		})
	}
	all.Wait()
	return reports
}

// Apply carries out one order. It waits for changes under way and adopts their
// results. Then it undoes in reverse order, sets in order, and restarts. If a
// setting fails, the others are still applied; if an instance is gone, offline
// or out of time, or the outcome of a change is unknown, the order ends.
func (c *Converger) Apply(ctx context.Context, order Order) Report {
	ended := c.engine.Track(ctx, 1)
	var report Report
	c.apply(ctx, &order, &report)
	ended(report.Failed())
	return report
}

// apply has pointers as arguments, because a fleet of 10,000 waits in as many
// goroutines: small frames keep their stacks small.
func (c *Converger) apply(ctx context.Context, order *Order, report *Report) {
	r := c.newRun(order)
	if len(r.holding.flights()) > 0 || !r.job.Empty() || len(r.unseen) > 0 { // tasks of others are not waited for
		r.carryOut(ctx)
	}
	r.report(report)
	if r.release != nil {
		r.leaveTasks(report)
		r.release()
	}
}

// newRun prepares a run of an order.
func (c *Converger) newRun(order *Order) *run {
	r := &run{Converger: c, order: *order, holding: Relabeled(order.Holding, order.Desired).clone(), out: Outcome{
		PadCode: order.PadCode, Tasks: order.Holding.Tasks, Until: order.Holding.Until, Undone: map[string]Result{},
	}}
	r.plan()
	if order.Keep {
		c.leave(*order)
	}
	return r
}

// carryOut changes the instance, one run at a time. The caller releases the lock.
func (r *run) carryOut(ctx context.Context) {
	if running := r.holding.Running(); len(running) > 0 {
		// Another resource may come first.
		r.ledger.SetPending(r.order.PadCode, running)
	}
	if until := r.holding.UnansweredUntil(); !until.IsZero() {
		r.ledger.SetUnanswered(r.order.PadCode, r.order.Owner, until)
	}
	if r.order.Deleting && r.order.awaitsClaims(r.job) {
		r.ledger.AwaitClaims(ctx)
	}
	if !r.lock(ctx) {
		return
	}
	r.takeTasks()
	if r.settle(ctx) {
		r.plan()
		r.execute(ctx)
	}
}

// lock locks the instance, once the changes of other resources without a response have
// ended. Whoever has sent one may lock the instance before that. It reports whether the
// order can go on.
func (r *run) lock(ctx context.Context) bool {
	r.ledger.NoteUnanswered(r.order.PadCode, r.order.Holding.Until)
	for {
		if err := r.awaitOthers(ctx); err != nil {
			r.fail("wait for an earlier change of another resource", "", err)
			return false
		}
		release, err := r.engine.Lock(ctx, r.order.PadCode)
		if err != nil {
			r.fail("wait for other changes of the instance", "", err)
			return false
		}
		if !time.Now().Before(r.othersUntil()) {
			r.out.Until, r.release = time.Time{}, release
			return true
		}
		release()
	}
}

// takeTasks adds what other resources have left under way in this process to what is
// waited for.
func (r *run) takeTasks() {
	r.pending = r.ledger.Pending(r.order.PadCode)
	running := r.holding.Own()
	for _, id := range r.pending {
		if !slices.Contains(running, id) && !slices.Contains(r.out.Tasks, id) {
			r.out.Tasks = append(slices.Clone(r.out.Tasks), id)
		}
	}
}

// leaveTasks records what of the instance may still be under way.
func (r *run) leaveTasks(report *Report) {
	r.ledger.SetUnanswered(r.order.PadCode, r.order.Owner, report.Holding.UnansweredUntil())
	running := report.Holding.Running()
	if len(r.pending)+len(running) == 0 {
		return // a fleet of 10,000 needs no entries
	}
	r.ledger.SetPending(r.order.PadCode, running)
	r.ledger.RemovePending(r.order.PadCode, slices.DeleteFunc(r.pending, func(id int64) bool { return slices.Contains(running, id) }))
}

// plan plans the job anew. It is not inlined, for the sake of its callers' frames.
//
//go:noinline
func (r *run) plan() {
	if erased, restarted := r.ledger.TakeActions(r.order.PadCode, r.order.Owner); restarted {
		r.holding = lostToActions(r.holding, r.order.Desired, erased)
	}
	for _, d := range r.order.Desired {
		name := d.Setting.Name()
		if e, known := r.holding.Settings[name]; known && r.ledger.Undone(r.order.PadCode, name, r.order.Owner) {
			// Another resource, which did not know of this one, undoes it.
			e.Applied, e.Confirmed = "", false
			r.holding.Settings[name] = e
		}
	}
	if h, found := takeErasures(r.holding, r.order.Desired); len(found) > 0 {
		r.holding = h
		r.shown, r.unseen = append(r.shown, found...), append(r.unseen, found...)
	}
	r.job = Plan(r.holding, r.order)
	for _, d := range slices.Clone(r.job.Set) {
		if slices.Contains(r.shown, d.Setting.Name()) {
			r.keep(d)
		}
	}
	rememberUndos(r.holding, r.job.Undo, r.order.Current)
}

// awaitsClaims reports whether a claim may prevent a part of the job that nothing
// known at plan time prevents. An earlier change under way may turn out undone.
func (o *Order) awaitsClaims(job Job) bool {
	if len(o.Claimed) == 0 || len(o.Holding.flights()) > 0 {
		return true
	}
	return slices.ContainsFunc(job.Undo, func(s Setting) bool { return !o.claimed(s.Name()) })
}

// claimed reports whether a resource is planned to take a setting over.
func (o *Order) claimed(setting string) bool {
	return slices.ContainsFunc(o.Others[setting], func(owner string) bool { return slices.Contains(o.Claimed, owner) })
}

// leave records that a resource leaves settings without undoing them.
func (c *Converger) leave(order Order) {
	for name := range order.Holding.Settings {
		if !slices.ContainsFunc(order.Desired, func(d Desired) bool { return d.Setting.Name() == name }) {
			c.ledger.LeaveAsIs(order.PadCode, name, order.Owner)
		}
	}
}

// forgetLost returns a holding after a restart whose losses were not sent again.
func forgetLost(h Holding, desired []Desired) Holding {
	h = h.clone()
	for _, d := range desired {
		if e, known := h.Settings[d.Setting.Name()]; known && len(LostOnRestart(d.Setting, d.Value)) > 0 {
			e.Applied, e.Confirmed = "", false
			h.Settings[d.Setting.Name()] = e
		}
	}
	return h
}

// lostToActions returns a holding after actions of this process have restarted or erased
// the instance. An image survives both.
func lostToActions(h Holding, desired []Desired, erased bool) Holding {
	h = forgetLost(h, desired)
	if !erased {
		return h
	}
	for _, d := range desired {
		if e, known := h.Settings[d.Setting.Name()]; known && !isLong(d.requests()) {
			h.Settings[d.Setting.Name()] = e.erased()
		}
	}
	return h
}
