package armcloud

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	// minRate is the rate, in requests per second, that refusals never go below.
	minRate = 1
	// refusalWindow is how long after a refusal a request must have started for its
	// refusal to count as another one. The service counts the requests of the last
	// second, so requests that started before say nothing new.
	refusalWindow = time.Second
	// recoveryTime is how long the rate takes to grow from zero to its maximum.
	recoveryTime = 20 * time.Second
)

// withRateLimit waits for the limiter before each attempt and reports the
// outcome to it.
func (c *Client) withRateLimit(next attemptFunc) attemptFunc {
	return func(ctx context.Context, a *attempt) (*Response, *failure) {
		if err := c.limiter.wait(ctx); err != nil {
			return nil, c.unsentFailure(ctx, a.msg)
		}
		started := time.Now()
		response, fail := next(ctx, a)
		if a.response != nil {
			c.limiter.observe(started, fail != nil && fail.Class == ClassRateLimited)
		}
		return response, fail
	}
}

// adaptiveLimiter limits the requests of one client in any window of time. Others
// may use the same keys, so its rate is halved when the service refuses a request
// because there are too many, and grows back while the service accepts them.
type adaptiveLimiter struct {
	window *slidingWindow
	bucket *rate.Limiter // binding only after a refusal
	max    rate.Limit

	mu               sync.Mutex
	lowered, changed time.Time
}

func newAdaptiveLimiter(perSecond float64) *adaptiveLimiter {
	return &adaptiveLimiter{
		window: newSlidingWindow(perSecond),
		bucket: rate.NewLimiter(rate.Limit(perSecond), max(1, int(perSecond))), max: rate.Limit(perSecond),
	}
}

// wait blocks until the next request may be sent, or returns an error if ctx
// ends first.
func (l *adaptiveLimiter) wait(ctx context.Context) error {
	if err := l.bucket.Wait(ctx); err != nil {
		return err
	}
	return l.window.wait(ctx)
}

// observe adjusts the rate to the response to a request that was started at a time.
// tooMany means that the service refused it because there were too many.
func (l *adaptiveLimiter) observe(started time.Time, tooMany bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	switch {
	case tooMany && started.Sub(l.lowered) >= refusalWindow:
		l.lowered, l.changed = now, now
		// No burst: a burst would be refused first.
		l.set(max(min(l.bucket.Limit()/2, l.max), min(minRate, l.max)), 1)
	case !tooMany && l.bucket.Limit() < l.max:
		grown := l.bucket.Limit() + l.max*rate.Limit(now.Sub(l.changed).Seconds()/recoveryTime.Seconds())
		l.changed = now
		if grown >= l.max {
			l.set(l.max, max(1, int(l.max)))
			return
		}
		l.set(grown, 1)
	}
}

func (l *adaptiveLimiter) set(limit rate.Limit, burst int) {
	l.bucket.SetLimit(limit)
	l.bucket.SetBurst(burst)
}
