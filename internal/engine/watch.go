package engine

import (
	"cmp"
	"container/heap"
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// bearable is how many failed looks in a row a waiter bears.
const bearable = 10

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
	waiters     []*waiter[V]
	failures    int
	missedSince time.Time
	last        V
}

type waiter[V any] struct {
	until time.Time // zero: no limit
	done  chan verdict[V]
}

type verdict[V any] struct {
	value V
	err   error
}

// forever is a patience without end.
const forever time.Duration = -1

// wait returns when the thing has come to its end, when patience is over
// (errPatience, after a look right at that moment, and after one look at
// least), or at once when ctx ends. The value is what was seen last.
func (w *watch[K, V]) wait(ctx context.Context, key K, patience time.Duration) (V, error) {
	me := &waiter[V]{done: make(chan verdict[V], 1)}
	now := time.Now()
	if patience != forever {
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
		t = &watched[K, V]{key: key, pause: w.first, at: now.Add(w.delay)}
		w.watched[key] = t
		heap.Push(&w.due, t)
	} else if at := now.Add(w.delay); t.place >= 0 && at.Before(t.at) {
		t.at, t.pause = at, w.first
		heap.Fix(&w.due, t.place)
	}
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

// loop sends looks when they are due, until its run is over.
func (w *watch[K, V]) loop(run *watchRun) {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		batch, pause, over := w.next(run)
		if over {
			return
		}
		if len(batch) > 0 {
			select {
			case w.slots <- struct{}{}:
				go w.look(run, batch)
			case <-run.ctx.Done():
				return
			}
			continue
		}
		timer.Reset(pause)
		select {
		case <-timer.C:
		case <-run.wake:
		case <-run.ctx.Done():
			return
		}
	}
}

// next takes what is due from the schedule, with what is due within a quarter
// of its pause as company, or tells how long nothing is due.
func (w *watch[K, V]) next(run *watchRun) (batch []*watched[K, V], pause time.Duration, over bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.run != run {
		return nil, 0, true
	}
	now := time.Now()
	if len(w.due) == 0 {
		return nil, time.Hour, false
	}
	if first := w.due[0].at.Sub(now); first > 0 {
		return nil, first, false
	}
	for len(batch) < w.chunk && len(w.due) > 0 && w.due[0].at.Sub(now) <= w.due[0].pause/4 {
		t, _ := heap.Pop(&w.due).(*watched[K, V])
		batch = append(batch, t)
	}
	return batch, 0, false
}

// look asks once for a batch and gives the outcome to those who wait.
func (w *watch[K, V]) look(run *watchRun, batch []*watched[K, V]) {
	keys := make([]K, len(batch))
	for i, t := range batch {
		keys[i] = t.key
	}
	got, err := w.ask(run.ctx, keys)
	<-w.slots

	w.mu.Lock()
	defer w.mu.Unlock()
	now := time.Now()
	for _, t := range batch {
		if w.watched[t.key] != t { // everybody left
			continue
		}
		a := got[t.key]
		if err != nil {
			a.err = err
		}
		w.settle(t, a, now)
	}
	run.nudge()
}

// settle draws the conclusion from one look at one thing.
func (w *watch[K, V]) settle(t *watched[K, V], a answer[V], now time.Time) {
	switch {
	case a.err != nil:
		t.failures++
		if hopeless(a.err) || t.failures > bearable {
			w.finish(t, a.err)
			return
		}
	case !a.found:
		t.failures = 0
		if t.missedSince.IsZero() {
			t.missedSince = now
		}
		if err := w.missing(t.key, now.Sub(t.missedSince)); err != nil {
			w.finish(t, err)
			return
		}
	default:
		t.failures, t.missedSince, t.last = 0, time.Time{}, a.value
		if done, err := w.judge(t.key, a.value); done || err != nil {
			w.finish(t, err)
			return
		}
	}
	w.again(t, a.err, now)
}

// again sends away those whose patience is over and schedules the next look
// for the others.
func (w *watch[K, V]) again(t *watched[K, V], err error, now time.Time) {
	t.at = now.Add(max(t.pause, retryAfter(err)))
	t.pause = min(t.pause+t.pause/2, w.longest)
	if err == nil {
		err = errPatience
	}
	t.waiters = slices.DeleteFunc(t.waiters, func(me *waiter[V]) bool {
		if me.until.IsZero() {
			return false
		}
		if !now.Before(me.until) {
			me.done <- verdict[V]{t.last, err}
			return true
		}
		if me.until.Before(t.at) {
			t.at = me.until
		}
		return false
	})
	if len(t.waiters) == 0 {
		w.drop(t)
		return
	}
	heap.Push(&w.due, t)
}

// finish tells everybody who waits for the thing.
func (w *watch[K, V]) finish(t *watched[K, V], err error) {
	for _, me := range t.waiters {
		me.done <- verdict[V]{t.last, err}
	}
	t.waiters = nil
	w.drop(t)
}

// hopeless tells whether looking again cannot help.
func hopeless(err error) bool {
	class, ok := armcloud.ClassOf(err)
	return ok && (class == armcloud.ClassAuth || class == armcloud.ClassUnavailable || class == armcloud.ClassReadOnly)
}

// retryAfter is how long the service asks to wait.
func retryAfter(err error) time.Duration {
	var apiErr *armcloud.Error
	if errors.As(err, &apiErr) {
		return apiErr.RetryAfter
	}
	return 0
}

// schedule is a heap of things by the time of their next look.
type schedule[K cmp.Ordered, V any] []*watched[K, V]

// Len, Less, Swap, Push and Pop are container/heap's.
func (s schedule[K, V]) Len() int           { return len(s) }
func (s schedule[K, V]) Less(i, j int) bool { return s[i].at.Before(s[j].at) }
func (s schedule[K, V]) Swap(i, j int) {
	s[i], s[j] = s[j], s[i]
	s[i].place, s[j].place = i, j
}

// Push adds at the end.
func (s *schedule[K, V]) Push(x any) {
	t, _ := x.(*watched[K, V])
	t.place = len(*s)
	*s = append(*s, t)
}

// Pop takes from the end.
func (s *schedule[K, V]) Pop() any {
	last := len(*s) - 1
	t := (*s)[last]
	(*s)[last] = nil
	*s = (*s)[:last]
	t.place = -1
	return t
}
