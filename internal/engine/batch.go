package engine

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// batcher combines equal changes to different instances into one request.
type batcher struct {
	linger time.Duration
	size   int
	// senders is the most goroutines that send batches.
	senders int
	// send submits one batch, bisects it if it is refused, and delivers the outcome
	// of each instance. It must return within bounded time.
	send func(f *flight, op *armcloud.Operation, codes []string, params json.RawMessage)
	// requests are the callers in flight. endsWithin reports whether a task may be seen
	// to end within a time, so that its caller, or the next one, submits a change.
	requests   *requests
	endsWithin func(time.Duration) bool

	mu     sync.Mutex
	queues map[queueKey]*queue
	// The queue and the time of the latest change.
	lastKey queueKey
	lastAt  time.Time
	// running counts the goroutines that send. ready holds the batches that wait for
	// one, the first one first: instances of which each has a value of its own make
	// thousands.
	running int
	ready   []readyBatch
}

// readyBatch is a batch that is to be sent. Until then, its queue may grow.
type readyBatch struct {
	queue *queue
	full  bool
}

// queueKey is the same for equal changes.
type queueKey struct {
	op     *armcloud.Operation
	params string
}

// queue holds equal changes that are not sent yet.
type queue struct {
	key     queueKey
	limit   int // of changes in one batch
	changes []*change
	// fullBatches counts full batches that are ready; inFlight counts batches being
	// sent, and the one that is ready and not full.
	fullBatches, inFlight int
	timer                 *time.Timer
}

// change is a change to one instance.
type change struct {
	ctx      context.Context // of the caller
	padCode  string
	request  *request // nil if the caller is not registered
	queuedAt time.Time
	follows  bool    // queued soon after an equal change
	flight   *flight // nil while queued
	// The flight's mu guards inFlight, left and refusal: a request with the change is
	// in flight; the caller's context has ended; the last refusal, nil if there is none.
	inFlight, left bool
	refusal        error
	// done receives the outcome, with index. It must not block.
	done  func(index int, o outcome)
	index int
}

// outcome is the outcome of a submit for one instance.
type outcome struct {
	submission armcloud.Submission
	// at is when the API accepted the change.
	at  time.Time
	err error
}

// submit sends a change to one instance in a batch and returns its outcome. If
// ctx ends before a request with the change is in flight, the change is not sent
// and the error is the last refusal or that of ctx. If it ends later, submit waits a moment for the
// outcome, so that the task id is known; then the error is an *UnansweredError.
func (b *batcher) submit(ctx context.Context, op *armcloud.Operation, padCode string, params json.RawMessage) outcome {
	if err := ctx.Err(); err != nil {
		return outcome{err: err}
	}
	done := make(chan outcome, 1)
	c := &change{ctx: ctx, padCode: padCode, request: requestOf(ctx), done: func(_ int, o outcome) { done <- o }}
	q := b.enqueue(queueKey{op, string(params)}, c)
	defer c.request.wait()()
	select {
	case o := <-done:
		return o
	case <-ctx.Done():
	}
	if !b.sending(q, c) {
		return outcome{err: c.unsent()}
	}
	timer := time.NewTimer(responseGraceAfter(ctx.Err()))
	defer timer.Stop()
	select {
	case o := <-done:
		return o
	case <-timer.C:
		return outcome{err: c.unanswered()}
	}
}

// enqueue adds a change to its queue.
func (b *batcher) enqueue(key queueKey, c *change) *queue {
	c.queuedAt = time.Now()
	b.mu.Lock()
	defer b.mu.Unlock()
	q := b.queues[key]
	if q == nil {
		if b.queues == nil {
			b.queues = map[queueKey]*queue{}
		}
		q = &queue{key: key, limit: b.size}
		if key.op.MaxTargets > 0 {
			q.limit = min(q.limit, key.op.MaxTargets)
		}
		b.queues[key] = q
	}
	c.follows = key == b.lastKey && c.queuedAt.Sub(b.lastAt) < maxWaitFactor*b.linger
	b.lastKey, b.lastAt = key, c.queuedAt
	q.changes = append(q.changes, c)
	b.dispatch(q)
	return q
}

// sending reports whether a request with a change is in flight. If it returns
// false, the change will not be sent.
func (b *batcher) sending(q *queue, c *change) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if c.flight != nil {
		return c.flight.leave(c)
	}
	if i := slices.Index(q.changes, c); i >= 0 {
		q.changes = slices.Delete(q.changes, i, i+1)
	}
	b.dispatch(q)
	return false
}

// start has a batch sent as soon as a goroutine is free. mu must be held.
func (b *batcher) start(next readyBatch) {
	if b.running >= b.senders {
		b.ready = append(b.ready, next)
		return
	}
	b.running++
	go func() {
		for again := true; again; {
			b.sendNext(next.queue, next.full)
			next, again = b.takeReady()
		}
	}()
}

// takeReady returns the next batch for a goroutine that has sent one. If there is none,
// it reports false, and the goroutine ends.
func (b *batcher) takeReady() (next readyBatch, again bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.ready) == 0 {
		b.ready = nil
		b.running--
		return readyBatch{}, false
	}
	next = b.ready[0]
	b.ready = b.ready[1:]
	return next, true
}

// sendNext sends what the queue holds by now.
func (b *batcher) sendNext(q *queue, full bool) {
	b.mu.Lock()
	if full {
		q.fullBatches--
		q.inFlight++
	}
	batch := q.takeBatch()
	b.mu.Unlock()

	if len(batch) > 0 {
		codes := make([]string, len(batch))
		for i, c := range batch {
			codes[i] = c.padCode
		}
		b.send(batch[0].flight, q.key.op, codes, json.RawMessage(q.key.params))
		batch[0].flight.end()
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	q.inFlight--
	b.dispatch(q)
}
