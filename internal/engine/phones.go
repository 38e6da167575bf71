package engine

import (
	"context"
	"errors"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// newPhoneWatch makes what waits for phones to run. All phones that are due
// go into one look, which picks the cheaper of asking by code and reading the
// listing.
func newPhoneWatch(opts Options, look func(context.Context, []string) map[string]answer[armcloud.PadDetail]) *watch[string, armcloud.PadDetail] {
	return &watch[string, armcloud.PadDetail]{
		delay:   opts.Linger,
		first:   opts.PollInterval,
		longest: opts.MaxPollInterval,
		chunk:   maxBulk,
		slots:   make(chan struct{}, opts.InFlight),
		ask: func(ctx context.Context, codes []string) (map[string]answer[armcloud.PadDetail], error) {
			return look(armcloud.WithoutRetry(ctx), codes), nil
		},
		judge: func(_ string, d armcloud.PadDetail) (bool, error) { return d.Running(), nil },
		missing: func(code string, _ time.Duration) error {
			return &GoneError{PadCode: code}
		},
	}
}

// AwaitRunning returns when the phone reports running and is not reported as
// offline; it looks afresh, joined with others who wait. It gives up after
// OnlineTimeout with an *OfflineError; a phone that the account does not have
// is a *GoneError.
func (e *Engine) AwaitRunning(ctx context.Context, padCode string) error {
	seen, err := e.phones.wait(ctx, padCode, e.opts.OnlineTimeout)
	if errors.Is(err, errPatience) {
		return &OfflineError{PadCode: padCode, Waited: e.opts.OnlineTimeout, Status: seen.Status}
	}
	return err
}
