package engine

import (
	"context"
	"errors"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// NoDeadline is a timeout that never passes.
const NoDeadline time.Duration = -1

// PollOptions tune Poll.
type PollOptions struct {
	// Timeout is how long to poll. The condition is checked at least once, and
	// once more when the timeout passes. NoDeadline polls until ctx ends.
	Timeout time.Duration
	// WithoutRetry turns off the client's retries in the checks: the pauses of
	// the poll are the backoff.
	WithoutRetry bool
	// TransientOnly ends the poll at the first error that is not known to be
	// transient. Otherwise only permanent errors end it at once.
	TransientOnly bool
}

// Poll calls check until it returns true, at the intervals of task queries and
// beginning at once. It is for changes that have no task. It tolerates outages
// until its timeout or the deadline of ctx, and for patience if there is neither;
// other failures, for patience.
//
// done is false without an error if the timeout passed. Errors: the last one of
// check, and that of ctx when it ends the poll.
//
// The two flags of opts exist because the callers differ. An upload is polled
// by listing the catalog, where a refusal can be temporary. The binding of a
// public IP is polled by one short query, where a refusal is final.
func (e *Engine) Poll(ctx context.Context, opts PollOptions, check func(context.Context) (bool, error)) (done bool, err error) {
	checkCtx := ctx
	if opts.WithoutRetry {
		checkCtx = armcloud.WithoutRetry(ctx)
	}
	started, pause := time.Now(), e.opts.PollInterval
	until, bounded := ctx.Deadline()
	if end := started.Add(opts.Timeout); opts.Timeout >= 0 && (!bounded || end.Before(until)) {
		until, bounded = end, true
	}
	failures := outages{report: e.opts.ReportOutage}
	var failingSince time.Time
	for {
		done, err := check(checkCtx)
		kind := failureOf(err)
		failures.observe(ctx, err, until)
		switch {
		case done && err == nil:
			return true, nil
		case ctx.Err() != nil:
			return false, errors.Join(ctx.Err(), err)
		case err == nil:
			failingSince = time.Time{}
		case kind == permanent, opts.TransientOnly && kind != transient:
			return false, err
		case failingSince.IsZero():
			failingSince = time.Now()
		case time.Since(failingSince) >= patience && (kind != transient || !bounded):
			return false, err
		}
		wait := max(pause, retryAfter(err))
		if opts.Timeout >= 0 {
			left := opts.Timeout - time.Since(started)
			if left <= 0 {
				return false, err
			}
			wait = min(wait, left)
		}
		if ended := Sleep(ctx, wait); ended != nil {
			return false, errors.Join(ended, err)
		}
		pause = min(pause+pause/2, e.opts.MaxPollInterval)
	}
}

// Grace is how long the API may take to show something it has just created.
func (e *Engine) Grace() time.Duration { return e.opts.UnknownGrace }
