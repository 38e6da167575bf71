package engine

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"
)

// run fetches round after round until the queue is empty.
func (l *loader[T]) run() {
	for {
		l.waitForBatch()
		var listing []string
		if l.prefetch != nil {
			listing = l.prefetch.listing()
		}
		l.mu.Lock()
		if len(l.queue) == 0 {
			l.running = false
			l.mu.Unlock()
			return
		}
		requests := slices.DeleteFunc(l.queue, func(req *loadRequest[T]) bool { return req.canceled })
		l.queue, l.queued = nil, 0
		if len(requests) == 0 {
			l.mu.Unlock()
			continue
		}
		codes, all := l.needed(requests)
		codes = l.addPrefetch(codes, listing)
		began := l.mark()
		// The round outlives any one of its callers, but not all of them.
		ctx, cancel := context.WithCancel(context.WithoutCancel(requests[0].ctx))
		current := &round{waiting: len(requests), cancel: cancel}
		for _, req := range requests {
			req.round = current
		}
		l.mu.Unlock()

		var got fetchResult[T]
		if len(codes) > 0 || all {
			got = l.fetch(ctx, codes, all)
		}
		cancel()
		l.deliver(requests, got, began)
	}
}

// waitForBatch returns when the first request in the queue has waited for
// linger, or when the queue fills a request to the API.
func (l *loader[T]) waitForBatch() {
	l.mu.Lock()
	var wait time.Duration
	if len(l.queue) > 0 && !l.hurried {
		wait = requestOf(l.queue[0].ctx).linger(l.linger) - time.Since(l.queue[0].queuedAt)
	}
	filled := make(chan struct{})
	l.filled = filled
	l.signalFilled()
	l.mu.Unlock()

	if wait > 0 {
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-filled:
			timer.Stop()
		}
	}
	l.mu.Lock()
	l.filled, l.hurried = nil, false
	l.mu.Unlock()
}

// needed returns what the round must fetch: each instance once, in the order of
// the requests. It fills in what was cached while the requests were queued. mu
// must be held.
func (l *loader[T]) needed(requests []*loadRequest[T]) (codes []string, all bool) {
	added := map[string]bool{}
	for _, req := range requests {
		all = all || (req.all && l.listed == nil)
		req.results = make(map[string]result[T], len(req.codes))
		for _, code := range req.codes {
			if entry, ok := l.cache[code]; ok {
				req.results[code] = entry.result
			} else if !added[code] {
				added[code] = true
				codes = append(codes, code)
			}
		}
	}
	return codes, all
}

// deliver caches what was fetched and completes the requests.
func (l *loader[T]) deliver(requests []*loadRequest[T], got fetchResult[T], began mark) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.store(got.results, began)
	if got.listed != nil {
		l.listed = got.listed
	}
	for _, req := range requests {
		for _, code := range req.codes {
			if _, ok := req.results[code]; ok {
				continue
			}
			r, ok := got.results[code]
			if !ok {
				r.err = cmp.Or(got.err, errNotRead)
			}
			req.results[code] = r
		}
		if req.all && l.listed == nil {
			req.err = cmp.Or(got.err, errNotRead)
		}
		close(req.done)
	}
}

// errNotRead keeps an instance that no request included from being reported as
// not found.
var errNotRead = errors.New("the instance was not read")
