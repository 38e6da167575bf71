package engine

import (
	"context"
	"time"
)

// Until looks again and again, at the intervals of task queries, until look
// says that it has seen what it looks for: true. False means that patience is
// over, which is after one look at least; forever is negative. Failures of the
// way to the service are borne like those of task queries. Errors: look's, and
// that of ctx.
func (e *Engine) Until(ctx context.Context, patience time.Duration, look func(ctx context.Context) (bool, error)) (bool, error) {
	started, pause, failures := time.Now(), e.opts.PollInterval, 0
	for {
		seen, err := look(ctx)
		switch {
		case seen && err == nil:
			return true, nil
		case ctx.Err() != nil:
			return false, ctx.Err()
		case err == nil:
			failures = 0
		case hopeless(err) || failures >= bearable:
			return false, err
		default:
			failures++
		}
		wait := max(pause, retryAfter(err))
		if left := patience - time.Since(started); patience >= 0 {
			if left <= 0 {
				return false, err
			}
			wait = min(wait, left)
		}
		if err := sleep(ctx, wait); err != nil {
			return false, err
		}
		pause = min(pause+pause/2, e.opts.MaxPollInterval)
	}
}

// Grace is how long the service may not show what it has just made.
func (e *Engine) Grace() time.Duration { return e.opts.UnknownGrace }
