package engine

import (
	"cmp"
	"container/heap"
	"context"
	"errors"
	"slices"
	"sync"
	"time"
)

// errWaitTimeout ends a wait whose timeout passed.
var errWaitTimeout = errors.New("the wait timed out")

// watch polls items until they reach a final state: tasks until they end,
// instances until they run. One goroutine schedules the polls for all waiters
// and exits when there are none. Items that are due at about the same time share
// a poll.
type watch[K cmp.Ordered, V any] struct {
	// delay comes before the first poll of an item; first is the pause after it.
	// Pauses grow by half up to longest.
	delay, first, longest time.Duration
	// tick rounds the times of first polls up, so that items added within a tick
	// share one. 0 does not round.
	tick time.Duration
	// chunk is the most items in one poll; slots limits the polls in flight.
	chunk int
	slots chan struct{}
	// query reads items once. An item missing from the result is unknown to the
	// API.
	query func(ctx context.Context, keys []K) (map[K]result[V], error)
	// outcome reports whether an item has reached its final state. An error ends
	// the wait too.
	outcome func(key K, value V) (done bool, err error)
	// missing returns the error that ends the wait for an item that has been
	// unknown to the API for a while, or nil to poll again.
	missing func(key K, since time.Duration) error
	// course returns when to poll an item that started in this process, nil if that is
	// not known, and learn records an item whose final state is no error. running is
	// when the latest query that did not return that state was sent, zero if there was
	// none; seen is when the query that did was answered. nil: items have no start.
	course  func(start taskStart) *course
	learn   func(start taskStart, value V, running, seen time.Time)
	outages outages

	mu    sync.Mutex
	items map[K]*item[K, V]
	due   schedule[K, V]
	run   *watchRun
	// epoch is the time from which ticks are counted. Counting them from the zero
	// time would use the wall clock, which may jump.
	epoch time.Time
}

// watchRun is one lifetime of the scheduling goroutine.
type watchRun struct {
	ctx    context.Context
	cancel context.CancelFunc
	wakeUp chan struct{}
}

// item is a polled item with its waiters.
type item[K cmp.Ordered, V any] struct {
	key K
	// at is when the next poll is due. From earliest on, the item may join the
	// poll of another one.
	at, earliest time.Time
	// notBefore is the end of a pause that the API has asked for, or zero.
	notBefore time.Time
	pause     time.Duration
	index     int // in the schedule, -1 while a poll is in flight
	// start is when the item started, and course its expected course, nil if that is
	// not known. running is when the latest query was sent that returned the item, but
	// not in its final state.
	start   taskStart
	course  *course
	running time.Time
	// alone is true if the API refuses polls because of this item.
	alone   bool
	waiters []*waiter[V]
	// failingSince and missingSince are the times of the first poll in a row that
	// failed, or in which the item was missing; zero if the last one did not.
	failingSince, missingSince time.Time
	// failure is the error of the last poll, last the value read last.
	failure error
	last    V
}

type waiter[V any] struct {
	deadline time.Time // zero: none
	bounded  bool      // ends by a deadline, its own or that of its context
	until    time.Time // the earlier of these deadlines, zero: none
	late     bool      // added during a poll, whose result is too old for it
	// done receives the result, with index. It must not block.
	done  func(index int, r waitResult[V])
	index int
}

type waitResult[V any] struct {
	value V
	err   error
}

// wait returns when the item reaches its final state, when the timeout passes
// (errWaitTimeout; the item is polled at least once, and once more at that
// moment), or at once when ctx ends; the error then includes that of the last poll.
// The value is the one read last.
//
// Outages are tolerated until that timeout, or until the deadline of ctx, and for
// patience if there is neither. A refusal is tolerated for patience.
func (w *watch[K, V]) wait(ctx context.Context, key K, timeout time.Duration) (V, error) {
	return w.waitSince(ctx, key, taskStart{}, timeout)
}

// waitSince is wait for an item that has started in this process.
func (w *watch[K, V]) waitSince(ctx context.Context, key K, start taskStart, timeout time.Duration) (V, error) {
	done := make(chan waitResult[V], 1)
	me := &waiter[V]{done: func(_ int, r waitResult[V]) { done <- r }}
	w.begin(ctx, key, start, timeout, me)
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		return w.stop(ctx, key, me)
	}
}

// begin is waitSince that returns at once. The result goes to me.done.
func (w *watch[K, V]) begin(ctx context.Context, key K, start taskStart, timeout time.Duration, me *waiter[V]) {
	now := time.Now()
	me.until, me.bounded = ctx.Deadline()
	if timeout != NoDeadline {
		me.deadline = now.Add(timeout)
		if !me.bounded || me.deadline.Before(me.until) {
			me.until = me.deadline
		}
		me.bounded = true
	}
	w.add(ctx, key, start, me, now)
}

// stop ends a wait whose context has ended. me.done is not called any more.
func (w *watch[K, V]) stop(ctx context.Context, key K, me *waiter[V]) (V, error) {
	last, failure := w.remove(key, me)
	if failure != nil {
		return last, errors.Join(ctx.Err(), failure)
	}
	return last, ctx.Err()
}

// add adds a waiter, and starts or wakes the scheduling goroutine.
func (w *watch[K, V]) add(ctx context.Context, key K, start taskStart, me *waiter[V], now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.items == nil {
		w.items = map[K]*item[K, V]{}
	}
	it := w.items[key]
	if it == nil {
		it = &item[K, V]{key: key, pause: w.first, start: start}
		if w.course != nil {
			it.course = w.course(start)
		}
		if it.course != nil {
			it.pause = it.course.pause
		}
		at := w.firstPoll(it, now)
		if w.learn == nil { // not a task
			at = now.Add(requestOf(ctx).linger(w.delay))
		}
		it.setAt(at)
		w.items[key] = it
		heap.Push(&w.due, it)
	} else if at := w.firstPoll(it, now); it.course == nil && it.index >= 0 && at.Before(it.at) {
		it.setAt(at)
		it.pause = w.first
		heap.Fix(&w.due, it.index)
	}
	me.late = it.index < 0
	it.waiters = append(it.waiters, me)
	if w.run == nil {
		// Polls outlive any one waiter, but not all of them: drop cancels this
		// context.
		runCtx, cancel := context.WithCancel(context.WithoutCancel(ctx))
		w.run = &watchRun{ctx: runCtx, cancel: cancel, wakeUp: make(chan struct{}, 1)}
		go w.loop(w.run)
		return
	}
	w.run.wake()
}

// remove removes a waiter. It returns the value read last and the error of the
// last poll.
func (w *watch[K, V]) remove(key K, me *waiter[V]) (last V, failure error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	it := w.items[key]
	if it == nil {
		return last, nil
	}
	if i := slices.Index(it.waiters, me); i >= 0 {
		it.waiters = slices.Delete(it.waiters, i, i+1)
	}
	last, failure = it.last, it.failure
	if len(it.waiters) == 0 {
		w.drop(it)
	}
	return last, failure
}

// drop removes an item without waiters. Without items the run ends. mu must be
// held.
func (w *watch[K, V]) drop(it *item[K, V]) {
	if it.index >= 0 {
		heap.Remove(&w.due, it.index)
	}
	delete(w.items, it.key)
	if len(w.items) == 0 && w.run != nil {
		w.run.cancel()
		w.run = nil
	}
}

func (r *watchRun) wake() {
	select {
	case r.wakeUp <- struct{}{}:
	default:
	}
}
