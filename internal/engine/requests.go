package engine

import (
	"context"
	"sync"
	"time"
)

// requests are the callers in flight that each make one change after another, as
// Terraform's creates, updates and deletes of single instances do. Terraform limits their
// number and begins the next one only when one has ended. So once as many as before wait,
// a batch that waits for more changes wastes time.
//
// A caller that waits for its batch, its task, a lock or a restart can't submit another
// change before that ends. A caller that waits for a read can.
type requests struct {
	// allWait is called when all callers in flight wait, nil: never.
	allWait func()

	mu       sync.Mutex
	inFlight int
	// busy is how many of them don't wait in the engine, and may submit a change soon.
	busy int
	// reading is how many wait for a read.
	reading int
	// width is how many were in flight when all of them waited and no further one came
	// for a while. 0: not known, or more have come since.
	width int
}

// readFactor is how many lingers a read waits for those of other callers that are
// expected.
const readFactor = 4

// request is one caller in flight.
type request struct{ all *requests }

// requestKey is the key of the request in a context.
type requestKey struct{}

// Begin registers a caller that makes one change after another, until it calls end. It
// passes the returned context to the methods of the engine, from one goroutine. If all
// registered callers wait, and as many as before, batches and reads are sent at once.
// Callers that are not registered wait as if more were to come.
func (e *Engine) Begin(ctx context.Context) (registered context.Context, end func()) {
	return e.requests.begin(ctx)
}

func (r *requests) begin(ctx context.Context) (registered context.Context, end func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.inFlight++
	r.busy++
	if r.inFlight > r.width {
		r.width = 0
	}
	return context.WithValue(ctx, requestKey{}, &request{r}), r.ended
}

func (r *requests) ended() {
	r.mu.Lock()
	r.inFlight--
	r.mu.Unlock()
	r.idle(0)
}

// requestOf returns the caller with the context, nil if it is not registered.
func requestOf(ctx context.Context) *request {
	me, _ := ctx.Value(requestKey{}).(*request)
	return me
}

// wait records that the caller waits, until it calls the returned function. Nothing is
// recorded for a caller that is not registered.
func (me *request) wait() (resume func()) { return me.pause(0) }

// read is wait for a caller that reads. It may submit a change soon.
func (me *request) read() (resume func()) { return me.pause(1) }

func (me *request) pause(reading int) (resume func()) {
	if me == nil {
		return func() {}
	}
	me.all.idle(reading)
	return func() {
		me.all.mu.Lock()
		defer me.all.mu.Unlock()
		me.all.busy++
		me.all.reading -= reading
	}
}

// idle records that a caller is not busy any more.
func (r *requests) idle(reading int) {
	r.mu.Lock()
	r.busy--
	r.reading += reading
	all := r.busy == 0
	r.mu.Unlock()
	if all && r.allWait != nil {
		r.allWait()
	}
}

// complete reports whether all callers in flight wait, and no further ones are
// expected. reading is true if some of them read.
func (r *requests) complete() (complete, reading bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.busy == 0 && r.inFlight == r.width, r.reading > 0
}

// expected reports whether further callers are expected: no more are in flight than the
// last time that all of them waited, so those that have ended are followed by others.
func (r *requests) expected() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.width > 0 && r.inFlight <= r.width
}

// linger returns how long a read of the caller waits for those of others. If others are
// expected, its change waits for theirs anyway.
func (me *request) linger(usual time.Duration) time.Duration {
	if me != nil && me.all.expected() {
		return readFactor * usual
	}
	return usual
}

// noneCame records that no further caller has come for a while. If all wait, that is how
// many there are at a time.
func (r *requests) noneCame() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.busy == 0 && r.reading == 0 {
		r.width = r.inFlight
	}
}

// hurry is called when all callers in flight wait. If no further ones are expected, it
// ends the pauses in which batches and reads wait for them.
func (e *Engine) hurry() {
	complete, reading := e.requests.complete()
	if !complete || e.opts.Linger == 0 {
		return
	}
	if !reading {
		e.batches.sendComplete()
		return
	}
	e.running.hurry(readFactor * e.opts.Linger)
	for _, l := range e.loaders {
		l.hurry()
	}
}
