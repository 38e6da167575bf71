package engine

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

const (
	// recently is how long an instance that was seen running counts as running,
	// unless it changed in this process. The resources of a large configuration
	// come one after another, a moment after the listing was read.
	recently = 5 * time.Second
	// maxListingPages is the longest listing that is read for a prefetch.
	maxListingPages = 2
)

// newRunningWatch returns the watch that waits for instances to run. All
// instances that are due share one poll, which uses pad codes or the listing,
// whichever takes fewer requests. An instance that is missing is not found, but one
// for which down returns true only if it is missing for UnknownGrace.
func newRunningWatch(opts Options, poll func(context.Context, []string) map[string]result[armcloud.PadDetail], down func(string) bool) *watch[string, armcloud.PadDetail] {
	return &watch[string, armcloud.PadDetail]{
		delay:   opts.Linger,
		first:   opts.PollInterval,
		longest: opts.MaxPollInterval,
		chunk:   maxBulk,
		slots:   make(chan struct{}, opts.InFlight),
		outages: outages{report: opts.ReportOutage},
		query: func(ctx context.Context, codes []string) (map[string]result[armcloud.PadDetail], error) {
			return poll(armcloud.WithoutRetry(ctx), codes), nil
		},
		outcome: func(_ string, d armcloud.PadDetail) (bool, error) { return d.Running(), nil },
		missing: func(code string, since time.Duration) error {
			if since < opts.UnknownGrace && down(code) {
				return nil
			}
			return &NotFoundError{PadCode: code}
		},
	}
}

// AwaitRunning returns when the instance is reported as running and online. It
// polls the API, together with other callers, unless the instance was seen
// running in the last few seconds and did not change since. After OnlineTimeout
// it returns an *OfflineError; if the account does not have the instance, a
// *NotFoundError; if ctx ends while it waits, an *AwaitRunningError.
func (e *Engine) AwaitRunning(ctx context.Context, padCode string) error {
	if seen, ok := e.Recent(padCode); ok && seen.Running() {
		return ctx.Err()
	}
	resume := requestOf(ctx).read()
	seen, err := e.running.wait(ctx, padCode, e.opts.OnlineTimeout)
	resume()
	if errors.Is(err, errWaitTimeout) {
		return &OfflineError{PadCode: padCode, Waited: e.opts.OnlineTimeout, Status: seen.Status}
	}
	if err != nil && ctx.Err() != nil {
		return &AwaitRunningError{PadCode: padCode, Status: seen.Status, Err: ctx.Err()}
	}
	return err
}

// Recent returns what was read of the instance in the last few seconds, unless it has
// changed since in this process.
func (e *Engine) Recent(padCode string) (detail armcloud.PadDetail, ok bool) {
	return e.details.recent(padCode, recently)
}

// Prefetch reads the instances that were not read recently, in as few requests
// as possible. AwaitRunning then returns at once for those that run, so that
// their changes start together. Errors are dropped: AwaitRunning polls again.
func (e *Engine) Prefetch(ctx context.Context, padCodes []string) {
	if stale := e.details.stale(padCodes, recently); len(stale) > 0 {
		e.details.fetchNow(func() map[string]result[armcloud.PadDetail] { return e.freshDetails(ctx, stale) })
	}
}

// pollRunning reads instances from the API. After the first few polls it adds
// instances that are likely to be needed next and take no further request.
func (e *Engine) pollRunning(ctx context.Context, codes []string) map[string]result[armcloud.PadDetail] {
	if e.runningPolls.Add(1) > prefetchAfter && len(codes) > 0 {
		codes = append(codes, e.likelyNext(codes)...)
	}
	return e.details.fetchNow(func() map[string]result[armcloud.PadDetail] { return e.freshDetails(ctx, codes) })
}

// likelyNext returns instances of the account that were not read recently,
// starting after the first of codes in the listing: as many as the request has
// spare capacity for, or all of them if the listing is short.
func (e *Engine) likelyNext(codes []string) []string {
	if e.opts.BatchSize == 1 {
		return nil
	}
	listing := e.known()
	start := max(slices.Index(listing, codes[0]), 0)
	requested := make(map[string]bool, len(codes))
	for _, code := range codes {
		requested[code] = true
	}
	following := slices.Concat(listing[start:], listing[:start])
	stale := e.details.stale(slices.DeleteFunc(following, func(code string) bool { return requested[code] }), recently)
	if size := int(e.size.Load()); size >= 0 && ceil(size, armcloud.ListingRows) <= maxListingPages {
		return stale
	}
	chunk := min(e.opts.BatchSize, maxCodes)
	spare := ceil(len(codes), chunk)*chunk - len(codes)
	return stale[:min(len(stale), spare)]
}
