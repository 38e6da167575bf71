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

// errPatience ends a waiter whose own time is over; its value is what was
// seen last.
var errPatience = errors.New("waited long enough")

// watch looks at things again and again until they have come to an end: tasks
// until they are done, phones until they run. One goroutine schedules the
// looks of all waiters, and lives only while there are any. Things that are
// due at about the same time share a request.
type watch[K cmp.Ordered, V any] struct {
	// delay comes before the first look; first is the pause after it, growing
	// by half each time up to longest.
	delay, first, longest time.Duration
	// tick is how far apart first looks are at least: what joins within a tick
	// is looked at together. 0: no wait for company.
	tick time.Duration
	// chunk is the most keys in one look; slots bounds the looks under way.
	chunk int
	slots chan struct{}
	// ask looks once. What is not in the answer is unknown to the service.
	ask func(ctx context.Context, keys []K) (map[K]answer[V], error)
	// judge tells whether a thing has come to its end, and how.
	judge func(key K, seen V) (done bool, err error)
	// missing tells what to make of a thing that has been unknown for a
	// while; nil is to look again.
	missing func(key K, since time.Duration) error

	mu      sync.Mutex
	watched map[K]*watched[K, V]
	due     schedule[K, V]
	run     *watchRun
}

// watchRun is one life of the scheduling goroutine.
type watchRun struct {
	ctx    context.Context
	cancel context.CancelFunc
	wake   chan struct{}
}

// watched is one thing with those who wait for it.
type watched[K cmp.Ordered, V any] struct {
	key         K
	at          time.Time // of the next look
	pause       time.Duration
	place       int // in the schedule, -1 while a look is under way
	looked      bool
	waiters     []*waiter[V]
	failures    int
	missedSince time.Time
	last        V
}

type waiter[V any] struct {
	until time.Time // zero: no limit
	late  bool      // came while a look was under way, which is too old for it
	done  chan verdict[V]
}

type verdict[V any] struct {
	value V
	err   error
}

// wait returns when the thing has come to its end, when patience is over
// (errPatience, after a look right at that moment, and after one look at
// least), or at once when ctx ends. The value is what was seen last.
func (w *watch[K, V]) wait(ctx context.Context, key K, patience time.Duration) (V, error) {
	me := &waiter[V]{done: make(chan verdict[V], 1)}
	now := time.Now()
	if patience != NoDeadline {
		me.until = now.Add(patience)
	}
	w.join(ctx, key, me, now)
	select {
	case v := <-me.done:
		return v.value, v.err
	case <-ctx.Done():
		return w.leave(key, me), ctx.Err()
	}
}

// join adds a waiter and sees to it that the scheduling goroutine lives and
// knows.
func (w *watch[K, V]) join(ctx context.Context, key K, me *waiter[V], now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.watched == nil {
		w.watched = map[K]*watched[K, V]{}
	}
	t := w.watched[key]
	if t == nil {
		t = &watched[K, V]{key: key, pause: w.first, at: w.firstLook(now)}
		w.watched[key] = t
		heap.Push(&w.due, t)
	} else if at := w.firstLook(now); t.place >= 0 && at.Before(t.at) {
		t.at, t.pause = at, w.first
		heap.Fix(&w.due, t.place)
	}
	me.late = t.place < 0
	t.waiters = append(t.waiters, me)
	if w.run == nil {
		// The looks outlive each single waiter, but not all of them: stop
		// cancels this context.
		runCtx, cancel := context.WithCancel(context.WithoutCancel(ctx))
		w.run = &watchRun{ctx: runCtx, cancel: cancel, wake: make(chan struct{}, 1)}
		go w.loop(w.run)
		return
	}
	w.run.nudge()
}

// firstLook is when a thing is looked at that joins now.
func (w *watch[K, V]) firstLook(now time.Time) time.Time {
	at := now.Add(w.delay)
	if w.tick <= 0 {
		return at
	}
	if tick := at.Truncate(w.tick); tick.Before(at) {
		at = tick.Add(w.tick)
	}
	return at
}

// leave takes a waiter out and gives what was seen last.
func (w *watch[K, V]) leave(key K, me *waiter[V]) (last V) {
	w.mu.Lock()
	defer w.mu.Unlock()
	t := w.watched[key]
	if t == nil {
		return last
	}
	if i := slices.Index(t.waiters, me); i >= 0 {
		t.waiters = slices.Delete(t.waiters, i, i+1)
	}
	last = t.last
	if len(t.waiters) == 0 {
		w.drop(t)
	}
	return last
}

// drop forgets a thing that nobody waits for; the last one ends the run.
func (w *watch[K, V]) drop(t *watched[K, V]) {
	if t.place >= 0 {
		heap.Remove(&w.due, t.place)
	}
	delete(w.watched, t.key)
	if len(w.watched) == 0 && w.run != nil {
		w.run.cancel()
		w.run = nil
	}
}

func (r *watchRun) nudge() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}
