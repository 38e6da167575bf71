package engine

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"
)

// After its context has ended, a caller waits this long for the response to a
// request in flight, so that the task is known: longer after an interrupt than
// after its own deadline, which the user has chosen.
const (
	responseGrace         = 2 * time.Second
	responseGraceCanceled = 10 * time.Second
)

// flight is a batch being sent, perhaps in several requests.
type flight struct {
	// waiting ends when no caller waits any more. It has the values of the context
	// of one of them.
	waiting context.Context //nolint:containedctx // it belongs to the callers together
	end     context.CancelFunc

	mu sync.Mutex
	// changes are those without an outcome, by pad code.
	changes map[string]*change
	callers int // that wait
}

// newFlight returns the flight of a batch.
func newFlight(ctx context.Context, batch []*change) *flight {
	f := &flight{changes: make(map[string]*change, len(batch)), callers: len(batch)}
	f.waiting, f.end = context.WithCancel(context.WithoutCancel(ctx))
	for _, c := range batch {
		f.changes[c.padCode] = c
	}
	return f
}

// takeBatch removes and returns the next batch, each instance at most once. The
// batcher's mu must be held.
func (q *queue) takeBatch() (batch []*change) {
	most := min(q.limit, len(q.changes))
	batch = make([]*change, 0, most)
	inBatch := make(map[string]bool, most)
	var again []*change
	n := 0
	for ; n < len(q.changes) && len(batch) < q.limit; n++ {
		c := q.changes[n]
		if inBatch[c.padCode] {
			again = append(again, c)
			continue
		}
		inBatch[c.padCode] = true
		batch = append(batch, c)
	}
	clear(q.changes[:n]) // for the garbage collector
	q.changes = q.changes[n:]
	if len(again) > 0 {
		q.changes = slices.Concat(again, q.changes)
	}
	if len(batch) > 0 {
		f := newFlight(batch[0].ctx, batch)
		for _, c := range batch {
			c.flight = f
		}
	}
	return batch
}

// begin returns the changes of codes whose callers still wait. They are in flight
// from now on.
func (f *flight) begin(codes []string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var waiting []string
	for _, code := range codes {
		if c := f.changes[code]; c != nil {
			c.inFlight = true
			waiting = append(waiting, code)
		}
	}
	return waiting
}

// refused records that the API refused the request with codes, so that nothing was
// done. Callers that have left meanwhile are done.
func (f *flight) refused(codes []string, refusal error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, code := range codes {
		c := f.changes[code]
		if c == nil {
			continue
		}
		c.inFlight, c.refusal = false, refusal
		if c.left {
			delete(f.changes, code)
			c.done(c.index, outcome{err: c.unsent()})
		}
	}
}

// deliver passes a change's outcome to its caller.
func (f *flight) deliver(code string, o outcome) {
	f.mu.Lock()
	defer f.mu.Unlock()
	c := f.changes[code]
	if c == nil {
		return
	}
	delete(f.changes, code)
	if !c.left {
		f.callers--
	}
	c.done(c.index, o)
}

// leave ends the wait of a caller. It returns false if the change was not sent, or
// was refused, and will not be sent. Otherwise a request with it is in flight.
func (f *flight) leave(c *change) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.changes[c.padCode] != c {
		return true // the outcome is known
	}
	c.left = true
	if f.callers--; f.callers == 0 {
		f.end()
	}
	if !c.inFlight {
		delete(f.changes, c.padCode)
	}
	return c.inFlight
}

// responseGraceAfter returns how long a caller waits for a response after the end of
// its context.
func responseGraceAfter(ended error) time.Duration {
	if errors.Is(ended, context.Canceled) {
		return responseGraceCanceled
	}
	return responseGrace
}

// unsent returns the error of a change that will not be sent, because its context has
// ended: the last refusal if it was refused before.
func (c *change) unsent() error { return notResubmitted(c.refusal, c.ctx.Err()) }

// unanswered returns the error of a change whose caller has waited long enough for the
// response.
func (c *change) unanswered() error { return &UnansweredError{PadCode: c.padCode, Err: c.ctx.Err()} }
