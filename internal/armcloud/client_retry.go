package armcloud

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"
)

const (
	backoffBase = 500 * time.Millisecond
	backoffCap  = 30 * time.Second
	// MaxRetryAfter is the longest wait that the service may ask for. The client
	// gives up at once if it asks for more.
	MaxRetryAfter = 5 * time.Minute
)

// LostTaskPause is how long the task of a repeatable change, of which the response was
// lost, may run before the change is sent again. Most tasks take seconds. It is not
// shortened if the service restarts: a task that was accepted before goes on afterwards.
// An apply that such an outage hits takes this much longer.
const LostTaskPause = 15 * time.Second

type withoutRetry struct{}

// WithoutRetry returns a context whose calls are attempted only once. It is for
// callers that have a backoff of their own.
func WithoutRetry(ctx context.Context) context.Context {
	return context.WithValue(ctx, withoutRetry{}, true)
}

type withoutBusyRetry struct{}

// WithoutBusyRetry returns a context whose calls are not retried after the service
// refused them as busy and did nothing. It is for callers that try again themselves.
func WithoutBusyRetry(ctx context.Context) context.Context {
	return context.WithValue(ctx, withoutBusyRetry{}, true)
}

type retryWhile struct{}

// RetryWhile returns a context whose calls begin no further attempt once waiting
// has ended. An attempt in flight is not canceled.
func RetryWhile(ctx, waiting context.Context) context.Context {
	return context.WithValue(ctx, retryWhile{}, waiting.Done())
}

// withRetry sends a message until it succeeds or must not be retried.
func (c *Client) withRetry(next signFunc) sendFunc {
	return func(ctx context.Context, msg *message) (*Response, error) {
		maxRetries := c.config.MaxRetries
		if ctx.Value(withoutRetry{}) != nil {
			maxRetries = 0
		}
		notProcessed, missing := true, 0
		for attempt := 0; ; attempt++ {
			response, fail := next(ctx, msg)
			if fail == nil {
				return response, nil
			}
			// Callers that wait for one signature probe share its failure.
			fail = fail.clone()
			notProcessed = notProcessed && fail.retry.notProcessed
			fail.NotProcessed = notProcessed
			busy := fail.Class == ClassBusy && fail.NotProcessed && ctx.Value(withoutBusyRetry{}) != nil
			again := !busy && fail.retry.allows(msg.op, attempt, maxRetries)
			if fail.retry.missing {
				missing++
				again = missing < missingAnswers
			}
			if !again {
				return nil, fail.afterAttempt(attempt)
			}
			if !fail.wait(ctx, attempt) {
				if fail.Class == ClassUnavailable {
					fail.Class = ClassTransport // too few responses say so
				}
				return nil, fail.afterAttempt(attempt)
			}
		}
	}
}

// wait sleeps before the next attempt. It returns false if there must be none: the
// service asks for too long a wait, or ctx ends before the wait does, which it adds
// to the message of f.
func (f *failure) wait(ctx context.Context, attempt int) bool {
	pause := backoff(attempt, f.RetryAfter)
	if f.retry.lost && f.Operation.startsTask() {
		pause += LostTaskPause
	}
	if f.RetryAfter > MaxRetryAfter {
		return false
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= pause {
		f.Message += "; not retried, because the deadline of the operation is before the next attempt"
		f.Cause = errors.Join(f.Cause, context.DeadlineExceeded)
		return false
	}
	abandoned, _ := ctx.Value(retryWhile{}).(<-chan struct{})
	timer := time.NewTimer(pause)
	defer timer.Stop()
	var ended error
	select {
	case <-timer.C:
		return true
	case <-abandoned:
		ended = context.Canceled
	case <-ctx.Done():
		ended = ctx.Err()
	}
	f.Message += "; canceled before the next attempt"
	f.Class = ClassCanceled
	f.Cause = errors.Join(f.Cause, ended)
	return false
}

// backoff returns the pause after an attempt: a random part of an exponentially
// growing limit, or at least retryAfter if the service asks for that.
func backoff(attempt int, retryAfter time.Duration) time.Duration {
	limit := backoffCap
	if attempt < 6 {
		limit = backoffBase << attempt
	}
	if retryAfter > 0 {
		// Requests that were refused together must not all come back together.
		return retryAfter + rand.N(backoffBase) //nolint:gosec // spreads load, guards nothing
	}
	return rand.N(limit) //nolint:gosec // spreads load, guards nothing
}
