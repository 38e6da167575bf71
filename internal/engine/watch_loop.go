package engine

import (
	"container/heap"
	"slices"
	"time"
)

// maxPollFailures is how many failed polls in a row are tolerated.
const maxPollFailures = 10

// loop sends polls when they are due, until its run ends.
func (w *watch[K, V]) loop(run *watchRun) {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		batch, pause, ended := w.next(run)
		if ended {
			return
		}
		if len(batch) > 0 {
			select {
			case w.slots <- struct{}{}:
				go w.poll(run, batch)
			case <-run.ctx.Done():
				return
			}
			continue
		}
		timer.Reset(pause)
		select {
		case <-timer.C:
		case <-run.wakeUp:
		case <-run.ctx.Done():
			return
		}
	}
}

// next takes the items that are due from the schedule, or returns the pause
// until the next one is. Items that are due within a quarter of their pause go
// along. A first poll is never early: it would just miss the end.
func (w *watch[K, V]) next(run *watchRun) (batch []*item[K, V], pause time.Duration, ended bool) {
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
	for len(batch) < w.chunk && len(w.due) > 0 && w.due[0].at.Sub(now) <= w.due[0].slack() {
		it, _ := heap.Pop(&w.due).(*item[K, V])
		it.polled = true
		batch = append(batch, it)
	}
	return batch, 0, false
}

// slack is how long before its time an item may be polled.
func (it *item[K, V]) slack() time.Duration {
	if !it.polled {
		return 0
	}
	return it.pause / 4
}

// poll queries a batch once and handles the results.
func (w *watch[K, V]) poll(run *watchRun, batch []*item[K, V]) {
	keys := make([]K, len(batch))
	for i, it := range batch {
		keys[i] = it.key
	}
	results, err := w.query(run.ctx, keys)
	<-w.slots

	w.mu.Lock()
	defer w.mu.Unlock()
	now := time.Now()
	for _, it := range batch {
		if w.items[it.key] != it { // dropped meanwhile
			continue
		}
		r := results[it.key]
		if err != nil {
			r.err = err
		}
		w.handleResult(it, r, now)
	}
	run.wake()
}

// handleResult ends the wait for an item or schedules its next poll. mu must be
// held.
func (w *watch[K, V]) handleResult(it *item[K, V], r result[V], now time.Time) {
	switch {
	case r.err != nil:
		it.failures++
		if failureOf(r.err) == permanent || it.failures > maxPollFailures {
			w.finish(it, r.err, now)
			return
		}
	case !r.found:
		it.failures = 0
		if it.missingSince.IsZero() {
			it.missingSince = now
		}
		if err := w.missing(it.key, now.Sub(it.missingSince)); err != nil {
			w.finish(it, err, now)
			return
		}
	default:
		it.failures, it.missingSince, it.last = 0, time.Time{}, r.value
		if done, err := w.outcome(it.key, r.value); done || err != nil {
			w.finish(it, err, now)
			return
		}
	}
	w.reschedule(it, r.err, now)
}

// reschedule ends the waits whose timeout has passed and schedules the next
// poll for the others. mu must be held.
func (w *watch[K, V]) reschedule(it *item[K, V], err error, now time.Time) {
	it.at = now.Add(max(it.pause, retryAfter(err)))
	if slices.ContainsFunc(it.waiters, (*waiter[V]).isLate) && retryAfter(err) == 0 {
		it.at = now
	}
	it.pause = min(it.pause+it.pause/2, w.longest)
	if err == nil {
		err = errWaitTimeout
	}
	it.waiters = slices.DeleteFunc(it.waiters, func(me *waiter[V]) bool {
		if me.late || me.deadline.IsZero() {
			me.late = false
			return false
		}
		if !now.Before(me.deadline) {
			me.done <- waitResult[V]{it.last, err}
			return true
		}
		if me.deadline.Before(it.at) {
			it.at = me.deadline
		}
		return false
	})
	if len(it.waiters) == 0 {
		w.drop(it)
		return
	}
	heap.Push(&w.due, it)
}

// finish ends the wait for an item. Late waiters get the result of another
// poll, which is due at once. mu must be held.
func (w *watch[K, V]) finish(it *item[K, V], err error, now time.Time) {
	it.waiters = slices.DeleteFunc(it.waiters, func(me *waiter[V]) bool {
		if me.late {
			me.late = false
			return false
		}
		me.done <- waitResult[V]{it.last, err}
		return true
	})
	if len(it.waiters) == 0 {
		w.drop(it)
		return
	}
	it.at, it.pause, it.failures, it.missingSince = now, w.first, 0, time.Time{}
	heap.Push(&w.due, it)
}

func (me *waiter[V]) isLate() bool { return me.late }
