package engine

import (
	"container/heap"
	"slices"
	"time"
)

// maxPollFailures is how many failed looks in a row a waiter bears.
const maxPollFailures = 10

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

// next takes what is due from the schedule, or tells how long nothing is due.
// What is due within a quarter of its pause goes along, but no first look is
// made before its time: it would find the thing just short of its end.
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
	for len(batch) < w.chunk && len(w.due) > 0 && w.due[0].at.Sub(now) <= w.due[0].early() {
		t, _ := heap.Pop(&w.due).(*watched[K, V])
		t.looked = true
		batch = append(batch, t)
	}
	return batch, 0, false
}

// early is how long before its time a thing may be looked at.
func (t *watched[K, V]) early() time.Duration {
	if !t.looked {
		return 0
	}
	return t.pause / 4
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
		if failureOf(a.err) == permanent || t.failures > maxPollFailures {
			w.finish(t, a.err, now)
			return
		}
	case !a.found:
		t.failures = 0
		if t.missedSince.IsZero() {
			t.missedSince = now
		}
		if err := w.missing(t.key, now.Sub(t.missedSince)); err != nil {
			w.finish(t, err, now)
			return
		}
	default:
		t.failures, t.missedSince, t.last = 0, time.Time{}, a.value
		if done, err := w.judge(t.key, a.value); done || err != nil {
			w.finish(t, err, now)
			return
		}
	}
	w.again(t, a.err, now)
}

// again sends away those whose patience is over and schedules the next look
// for the others.
func (w *watch[K, V]) again(t *watched[K, V], err error, now time.Time) {
	t.at = now.Add(max(t.pause, retryAfter(err)))
	if slices.ContainsFunc(t.waiters, (*waiter[V]).isLate) && retryAfter(err) == 0 {
		t.at = now
	}
	t.pause = min(t.pause+t.pause/2, w.longest)
	if err == nil {
		err = errPatience
	}
	t.waiters = slices.DeleteFunc(t.waiters, func(me *waiter[V]) bool {
		if me.late || me.until.IsZero() {
			me.late = false
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

// finish tells those who wait for the thing. Who came too late for this look
// gets the next, at once.
func (w *watch[K, V]) finish(t *watched[K, V], err error, now time.Time) {
	t.waiters = slices.DeleteFunc(t.waiters, func(me *waiter[V]) bool {
		if me.late {
			me.late = false
			return false
		}
		me.done <- verdict[V]{t.last, err}
		return true
	})
	if len(t.waiters) == 0 {
		w.drop(t)
		return
	}
	t.at, t.pause, t.failures, t.missedSince = now, w.first, 0, time.Time{}
	heap.Push(&w.due, t)
}

func (me *waiter[V]) isLate() bool { return me.late }
