package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// stopTimeout is how long after a power cycle of its device an instance may be
// reported as running before that counts as no power cycle.
const stopTimeout = 5 * time.Minute

// errNotListed ends the wait for an instance that the API omits.
var errNotListed = errors.New("the API does not list the instance")

// NotStoppedError is an instance that was not reported as stopped after a power cycle
// of its device.
type NotStoppedError struct {
	// PadCode is the instance, Waited the time since the power cycle.
	PadCode string
	Waited  time.Duration
}

// Error includes the instance and the time.
func (e *NotStoppedError) Error() string {
	return fmt.Sprintf("instance %s was reported as running for %s after the request; whether its device was restarted is unknown", e.PadCode, e.Waited)
}

// newStoppedWatch returns the watch that waits until instances do not run. The time
// in which they do not may be short, so the pauses between polls do not grow.
func newStoppedWatch(opts Options, poll func(context.Context, []string) map[string]result[armcloud.PadDetail]) *watch[string, armcloud.PadDetail] {
	return &watch[string, armcloud.PadDetail]{
		delay: opts.Linger,
		first: opts.PollInterval, longest: opts.PollInterval,
		chunk: maxBulk,
		slots: make(chan struct{}, opts.InFlight),
		query: func(ctx context.Context, codes []string) (map[string]result[armcloud.PadDetail], error) {
			return poll(armcloud.WithoutRetry(ctx), codes), nil
		},
		outcome: func(_ string, d armcloud.PadDetail) (bool, error) { return d.Stopped(), nil },
		missing: func(string, time.Duration) error { return errNotListed },
	}
}

func (e *Engine) pollStopped(ctx context.Context, codes []string) map[string]result[armcloud.PadDetail] {
	return e.details.fetchNow(func() map[string]result[armcloud.PadDetail] { return e.freshDetails(ctx, codes) })
}

// AwaitPowerCycle waits until an instance is reported as not running, or is omitted,
// and then as running again. Call it when PowerReset of its device was accepted: no
// query returns that task. If the instance is not seen to stop, the error is a
// *NotStoppedError; if ctx ends, a *StillRunningError. The caller must hold the
// instance's Lock.
func (e *Engine) AwaitPowerCycle(ctx context.Context, padCode string) error {
	e.Forget(padCode)
	defer e.Forget(padCode)
	defer e.down.begin(padCode, time.Now())()
	_, err := e.stopped.wait(ctx, padCode, stopTimeout)
	switch {
	case errors.Is(err, errWaitTimeout):
		return &NotStoppedError{PadCode: padCode, Waited: stopTimeout}
	case err != nil && ctx.Err() != nil:
		return &StillRunningError{Err: err}
	case err != nil && !errors.Is(err, errNotListed):
		return err
	}
	return e.awaitReady(ctx, padCode)
}
