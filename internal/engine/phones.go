package engine

import (
	"context"
	"errors"
	"slices"
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
			return &NotFoundError{PadCode: code}
		},
	}
}

// recently is how long a phone that was seen running counts as running, unless
// it was changed in this process: the resources of a large configuration come
// one after another, each a moment after the listing was read.
const recently = 5 * time.Second

// AwaitRunning returns when the phone reports running and is not reported as
// offline; it looks afresh, joined with others who wait, unless it was seen a
// few seconds ago and not changed since. It gives up after OnlineTimeout with
// an *OfflineError; a phone that the account does not have is a *NotFoundError.
func (e *Engine) AwaitRunning(ctx context.Context, padCode string) error {
	if seen, ok := e.details.recent(padCode, recently); ok && seen.Running() {
		return ctx.Err()
	}
	seen, err := e.phones.wait(ctx, padCode, e.opts.OnlineTimeout)
	if errors.Is(err, errPatience) {
		return &OfflineError{PadCode: padCode, Waited: e.opts.OnlineTimeout, Status: seen.Status}
	}
	return err
}

// Prefetch looks at all of the phones that were not seen lately, in one go:
// AwaitRunning then need not wait for those that run, and they set out
// together. It is no error when a look fails: AwaitRunning looks again.
func (e *Engine) Prefetch(ctx context.Context, padCodes []string) {
	if stale := e.details.stale(padCodes, recently); len(stale) > 0 {
		e.details.aside(func() map[string]answer[armcloud.PadDetail] { return e.freshDetails(ctx, stale) })
	}
}

// lookAround looks at phones now. Once there were a few such looks it takes
// others along that cost nothing more, since they are likely to be asked for
// next: as many as the request has seats for, or, where the listing is short,
// all of them.
func (e *Engine) lookAround(ctx context.Context, codes []string) map[string]answer[armcloud.PadDetail] {
	if e.looks.Add(1) > roundsAlone && len(codes) > 0 {
		codes = append(codes, e.others(codes)...)
	}
	return e.details.aside(func() map[string]answer[armcloud.PadDetail] { return e.freshDetails(ctx, codes) })
}

// others gives phones of the account that were not seen lately, beginning
// behind the first of codes in the listing.
func (e *Engine) others(codes []string) []string {
	if e.opts.BatchSize == 1 {
		return nil
	}
	listing := e.seen()
	at := max(slices.Index(listing, codes[0]), 0)
	taken := make(map[string]bool, len(codes))
	for _, code := range codes {
		taken[code] = true
	}
	behind := slices.Concat(listing[at:], listing[:at])
	stale := e.details.stale(slices.DeleteFunc(behind, func(code string) bool { return taken[code] }), recently)
	if size := int(e.size.Load()); size >= 0 && ceil(size, armcloud.ListingRows) <= shortListing {
		return stale
	}
	chunk := min(e.opts.BatchSize, maxCodes)
	seats := ceil(len(codes), chunk)*chunk - len(codes)
	return stale[:min(len(stale), seats)]
}

// shortListing is the most pages of a listing that is read for phones that
// are likely to be asked for.
const shortListing = 2
