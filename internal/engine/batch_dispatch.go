package engine

import (
	"slices"
	"time"
)

// If equal changes arrive close together, more are likely to follow: the batch
// then waits idleFactor lingers longer after the latest change, but never longer
// than maxWaitFactor lingers after its first. Changes less than maxWaitFactor
// lingers apart are close together.
//
// A batch of registered callers also waits for those whose tasks are polled within
// soonFactor lingers, but not for that reason alone if its first change has waited
// longer than tasksFactor lingers. See requests.
const (
	idleFactor    = 8
	maxWaitFactor = 50
	soonFactor    = 12
	tasksFactor   = 18
)

// dispatch starts the batches that are ready: full ones at once, the rest when
// no change has arrived for a while and the batch before has returned. Waiting
// is worthwhile because on a busy machine, callers that start together arrive
// one by one. mu must be held.
func (b *batcher) dispatch(q *queue) {
	for len(q.changes)-q.fullBatches*q.limit >= q.limit {
		q.fullBatches++
		b.start(readyBatch{q, true})
	}
	rest := len(q.changes) - q.fullBatches*q.limit
	if rest <= 0 {
		if len(q.changes) == 0 && q.fullBatches == 0 && q.inFlight == 0 && b.queues[q.key] == q {
			delete(b.queues, q.key)
		}
		return
	}
	if q.inFlight > 0 || q.timer != nil {
		return // the end of the batch, or the timer, calls dispatch again
	}
	waiting := q.changes[q.fullBatches*q.limit:]
	due := waiting[len(waiting)-1].queuedAt.Add(b.linger)
	expected := waiting[0].request != nil && b.requests.expected()
	several := len(waiting) > 1 || waiting[0].follows || expected
	if several {
		due = due.Add(idleFactor * b.linger)
		if latest := waiting[0].queuedAt.Add(maxWaitFactor * b.linger); latest.Before(due) {
			due = latest
		}
	}
	if expected && b.endsWithin(soonFactor*b.linger) {
		again := time.Now().Add(b.linger)
		if latest := waiting[0].queuedAt.Add(tasksFactor * b.linger); again.Before(latest) && due.Before(again) {
			due = again
		}
	}
	if wait := time.Until(due); wait > 0 {
		b.setTimer(q, wait)
		return
	}
	if several {
		b.requests.noneCame()
	}
	q.inFlight++
	b.start(readyBatch{q, false})
}

// setTimer calls dispatch later. mu must be held.
func (b *batcher) setTimer(q *queue, wait time.Duration) {
	var timer *time.Timer
	timer = time.AfterFunc(wait, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if q.timer == timer {
			q.timer = nil
			b.dispatch(q)
		}
	})
	q.timer = timer
}

// sendComplete starts the batches of registered callers. It is called when all callers
// in flight wait and no others are expected. It starts none if tasks may end soon,
// because then the same callers, or the next ones, submit changes.
func (b *batcher) sendComplete() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.endsWithin(soonFactor * b.linger) {
		return
	}
	for _, q := range b.queues {
		if q.timer == nil || slices.ContainsFunc(q.changes, func(c *change) bool { return c.request == nil }) {
			continue
		}
		q.timer.Stop()
		q.timer = nil
		q.inFlight++
		b.start(readyBatch{q, false})
	}
}
