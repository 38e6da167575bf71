package armcloud

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

const (
	backoffBase = 500 * time.Millisecond
	backoffCap  = 30 * time.Second
	// longestWait is how long a service may ask to wait before the client
	// gives up at once.
	longestWait = 5 * time.Minute
)

type withoutRetry struct{}

// WithoutRetry marks a context so that calls made with it are tried once only,
// for callers with a back-off of their own.
func WithoutRetry(ctx context.Context) context.Context {
	return context.WithValue(ctx, withoutRetry{}, true)
}

// retry sends a message until it is answered, or may not or cannot be sent
// again.
func (c *Client) retry(ctx context.Context, msg *message) (*Response, error) {
	most := c.config.MaxRetries
	if ctx.Value(withoutRetry{}) != nil {
		most = 0
	}
	for attempt := 0; ; attempt++ {
		response, fail := c.sign(ctx, msg)
		if fail == nil {
			return response, nil
		}
		if !fail.repeat.allows(msg.op, attempt, most) {
			return nil, fail.after(attempt)
		}
		pause := backoff(attempt, fail.RetryAfter)
		if fail.RetryAfter > longestWait {
			fail.Advice = joinSentences(fail.Advice, fmt.Sprintf("The service asks to wait %s.", fail.RetryAfter.Round(time.Second)))
			return nil, fail.after(attempt)
		}
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= pause {
			fail.Message += "; not tried again, because the deadline of the operation comes before the next try"
			fail.Cause = errors.Join(fail.Cause, context.DeadlineExceeded)
			return nil, fail.after(attempt)
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			fail.Message += "; the caller gave up before the next try"
			fail.Class = ClassCanceled
			fail.Cause = errors.Join(fail.Cause, ctx.Err())
			return nil, fail.after(attempt)
		}
	}
}

// backoff gives the pause after an attempt: anything up to an exponentially
// growing bound, and what the service asks for on top.
func backoff(attempt int, asked time.Duration) time.Duration {
	bound := backoffCap
	if attempt < 6 {
		bound = backoffBase << attempt
	}
	if asked > 0 {
		// All who were refused together must not come back together.
		return asked + rand.N(backoffBase) //nolint:gosec // spreads load, guards nothing
	}
	return rand.N(bound) //nolint:gosec // spreads load, guards nothing
}
