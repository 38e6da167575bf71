package engine

import (
	"context"
	"errors"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Poll looks until what is waited for has happened, with the pauses of the
// engine's own looks: for changes that have no task to ask for. The first look
// is made at once. Several failures of the way to the service in a row are
// borne. Errors: that of ctx when it ends the wait, and any other of look.
func (e *Engine) Poll(ctx context.Context, look func(context.Context) (happened bool, err error)) error {
	pause := e.opts.PollInterval
	for failures := 0; ; {
		happened, err := look(armcloud.WithoutRetry(ctx))
		failures++
		switch {
		case err == nil && happened:
			return nil
		case err == nil:
			failures = 0
		case failures > bearable || !passing(err):
			return err
		}
		if ended := sleep(ctx, max(pause, retryAfter(err))); ended != nil {
			return errors.Join(ended, err)
		}
		pause = min(pause+pause/2, e.opts.MaxPollInterval)
	}
}

// passing tells whether a look may succeed when it is made again.
func passing(err error) bool {
	class, known := armcloud.ClassOf(err)
	return known && (class == armcloud.ClassTransport || class == armcloud.ClassBusy || class == armcloud.ClassRateLimited)
}
