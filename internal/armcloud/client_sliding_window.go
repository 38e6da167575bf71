package armcloud

import (
	"context"
	"sync"
	"time"
)

// slidingWindow allows at most a number of requests in any span of time. Unlike a
// token bucket, it does not allow a burst on top of the rate.
type slidingWindow struct {
	span time.Duration

	mu    sync.Mutex
	times []time.Time // of the last requests, a ring
	next  int         // the oldest time
}

// newSlidingWindow returns a window that allows perSecond requests per second, as a
// whole number of requests in a span of about a second.
func newSlidingWindow(perSecond float64) *slidingWindow {
	n := max(1, int(min(perSecond, maxWindow)))
	return &slidingWindow{
		span:  time.Duration(float64(n) / perSecond * float64(time.Second)),
		times: make([]time.Time, n),
	}
}

// maxWindow limits the memory of a window. Higher rates have a shorter span.
const maxWindow = 1000

// wait blocks until the next request may be sent. It returns an error at once if
// the deadline of ctx is before that, or if ctx ends first.
func (w *slidingWindow) wait(ctx context.Context) error {
	now := time.Now()
	w.mu.Lock()
	at := w.times[w.next].Add(w.span)
	if at.Before(now) {
		at = now
	}
	if deadline, ok := ctx.Deadline(); ok && deadline.Before(at) {
		w.mu.Unlock()
		return context.DeadlineExceeded
	}
	w.times[w.next] = at
	w.next = (w.next + 1) % len(w.times)
	w.mu.Unlock()
	if at.Equal(now) {
		return ctx.Err()
	}
	timer := time.NewTimer(time.Until(at))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
