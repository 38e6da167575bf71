package engine

import (
	"cmp"
	"container/heap"
	"slices"
	"time"
)

// patience is how long refusals in a row are tolerated, and outages if nothing
// else limits the wait.
const patience = 3 * time.Minute

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
// until the next one is. An item of which the API refuses polls is taken alone.
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
	for len(batch) < w.chunk && len(w.due) > 0 && !w.due[0].earliest.After(now) {
		if w.due[0].alone && len(batch) > 0 {
			break
		}
		it, _ := heap.Pop(&w.due).(*item[K, V])
		batch = append(batch, it)
		if it.alone {
			break
		}
	}
	return batch, 0, false
}

// poll queries a batch and handles the results.
func (w *watch[K, V]) poll(run *watchRun, batch []*item[K, V]) {
	keys := make([]K, len(batch))
	for i, it := range batch {
		keys[i] = it.key
	}
	p := &pollResults[K, V]{results: make(map[K]result[V], len(keys)), splits: maxPollSplits}
	sent := time.Now()
	p.query(run.ctx, keys, w.query)
	<-w.slots

	w.mu.Lock()
	defer w.mu.Unlock()
	now, culprits := time.Now(), p.culprits()
	var until time.Time
	outage := p.outage()
	if outage != nil {
		until = w.waitedUntil()
	}
	w.outages.observe(run.ctx, outage, until)
	for _, it := range batch {
		if w.items[it.key] != it { // dropped meanwhile
			continue
		}
		it.alone = slices.Contains(culprits, it.key)
		w.handleResult(it, p.results[it.key], sent, now)
	}
	run.wake()
}

// waitedUntil returns when the last caller with a deadline stops waiting, zero if none
// has one. mu must be held.
func (w *watch[K, V]) waitedUntil() time.Time {
	var last time.Time
	for _, it := range w.items {
		for _, me := range it.waiters {
			if me.until.After(last) {
				last = me.until
			}
		}
	}
	return last
}

// handleResult ends the wait for an item or schedules its next poll. sent and now are
// the times of the query and of its response. mu must be held.
func (w *watch[K, V]) handleResult(it *item[K, V], r result[V], sent, now time.Time) {
	switch {
	case r.err != nil:
		if it.failingSince.IsZero() {
			it.failingSince = now
		}
		if failureOf(r.err) == permanent {
			w.finish(it, r.err, now)
			return
		}
	case !r.found:
		it.failingSince = time.Time{}
		if it.missingSince.IsZero() {
			it.missingSince = now
		}
		if err := w.missing(it.key, now.Sub(it.missingSince)); err != nil {
			w.finish(it, err, now)
			return
		}
	default:
		it.failingSince, it.missingSince, it.last = time.Time{}, time.Time{}, r.value
		if done, err := w.outcome(it.key, r.value); done || err != nil {
			if err == nil && w.learn != nil {
				w.learn(it.start, r.value, it.running, now)
			}
			w.finish(it, err, now)
			return
		}
		it.running = sent
	}
	it.failure = r.err
	w.reschedule(it, r.err, now)
}

// reschedule ends the waits whose time is over and schedules the next poll for
// the others. mu must be held.
func (w *watch[K, V]) reschedule(it *item[K, V], err error, now time.Time) {
	asked := retryAfter(err)
	it.notBefore = now.Add(asked)
	it.setAt(w.nextPoll(it, now))
	if asked == 0 {
		// Items that are due within a quarter of their pause share a poll.
		it.earliest = it.at.Add(-it.at.Sub(now) / 4)
	}
	if slices.ContainsFunc(it.waiters, (*waiter[V]).isLate) {
		it.setAt(now)
	}
	exhausted := err != nil && now.Sub(it.failingSince) >= patience
	outage := failureOf(err) == transient
	it.waiters = slices.DeleteFunc(it.waiters, func(me *waiter[V]) bool {
		switch {
		case me.late:
			me.late = false
			return false
		case exhausted && (!outage || !me.bounded):
			me.done(me.index, waitResult[V]{it.last, err})
			return true
		case me.deadline.IsZero():
			return false
		case !now.Before(me.deadline), asked > 0 && me.deadline.Before(it.notBefore):
			me.done(me.index, waitResult[V]{it.last, cmp.Or(err, errWaitTimeout)})
			return true
		case me.deadline.Before(it.at):
			it.setAt(me.deadline)
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
		me.done(me.index, waitResult[V]{it.last, err})
		return true
	})
	if len(it.waiters) == 0 {
		w.drop(it)
		return
	}
	it.notBefore, it.pause = time.Time{}, w.first
	it.failingSince, it.missingSince = time.Time{}, time.Time{}
	it.setAt(now)
	heap.Push(&w.due, it)
}

func (me *waiter[V]) isLate() bool { return me.late }
