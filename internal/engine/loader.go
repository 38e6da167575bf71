package engine

import (
	"context"
	"sync"
	"time"
)

// loader combines the reads of many callers into rounds, and caches what they
// return until the instance changes. One goroutine fetches round after round
// and exits when no caller waits. Callers that arrive during a round are served
// by the next one.
type loader[T any] struct {
	// linger is how long the first caller of a round waits for others. A round
	// of full instances starts at once.
	linger time.Duration
	full   int
	fetch  fetchFunc[T]
	// changes are shared by the loaders of an engine.
	changes *changes
	// prefetch is nil if only requested instances are read.
	prefetch *prefetch

	mu    sync.Mutex
	cache map[string]cacheEntry[T]
	// listed holds the pad codes of the whole listing in the API's order, nil
	// until it has been read to its end.
	listed []string
	// queue holds the requests of the next round, queued the number of their
	// instances.
	queue   []*loadRequest[T]
	queued  int
	filled  chan struct{} // closed when the queue is full; nil when no round waits
	hurried bool          // the queue need not wait
	running bool
}

// fetchFunc reads instances by pad code, and the whole listing if all is set.
type fetchFunc[T any] func(ctx context.Context, codes []string, all bool) fetchResult[T]

// fetchResult is the outcome of one fetch. results may hold more instances than
// requested. listed is the order of the whole listing, nil if it was not read
// to its end. err applies to every instance without a result.
type fetchResult[T any] struct {
	results map[string]result[T]
	listed  []string
	err     error
}

// result is the outcome of reading one instance or task: its value, not found,
// or an error.
type result[T any] struct {
	value T
	found bool
	err   error
}

// newLoader returns a loader over requests that take at most limit instances.
func newLoader[T any](opts Options, shared *changes, limit int, fetch fetchFunc[T]) *loader[T] {
	l := &loader[T]{linger: opts.Linger, full: min(opts.BatchSize, limit), fetch: fetch, changes: shared}
	if l.full == 1 {
		l.linger = 0
	}
	return l
}

// loadRequest is one caller's read.
type loadRequest[T any] struct {
	ctx      context.Context // of the caller, for its values
	codes    []string
	all      bool
	queuedAt time.Time
	canceled bool
	round    *round // nil while queued
	done     chan struct{}
	results  map[string]result[T]
	err      error
}

// round is a fetch in flight. It is canceled when all of its callers have
// canceled.
type round struct {
	waiting int
	cancel  context.CancelFunc
}

// get returns the values of the instances. An instance that is missing from the
// result does not exist.
func (l *loader[T]) get(ctx context.Context, codes []string) (map[string]T, error) {
	results, err := l.load(ctx, codes, false)
	if err != nil {
		return nil, err
	}
	values := make(map[string]T, len(results))
	for code, r := range results {
		if r.err != nil {
			return nil, r.err
		}
		if r.found {
			values[code] = r.value
		}
	}
	return values, nil
}

// list returns the whole listing in its order. The listing is read once;
// instances changed since are read again.
func (l *loader[T]) list(ctx context.Context) ([]T, error) {
	l.mu.Lock()
	listed := l.listed
	l.mu.Unlock()
	if listed == nil {
		if _, err := l.load(ctx, nil, true); err != nil {
			return nil, err
		}
		l.mu.Lock()
		listed = l.listed
		l.mu.Unlock()
	}
	values, err := l.get(ctx, listed)
	if err != nil {
		return nil, err
	}
	items := make([]T, 0, len(listed))
	for _, code := range listed {
		if v, ok := values[code]; ok {
			items = append(items, v)
		}
	}
	return items, nil
}

// load returns a result for each code, from the cache or from the next round.
func (l *loader[T]) load(ctx context.Context, codes []string, all bool) (map[string]result[T], error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	results := make(map[string]result[T], len(codes))
	req := &loadRequest[T]{ctx: ctx, all: all, queuedAt: time.Now(), done: make(chan struct{})}

	l.mu.Lock()
	for _, code := range codes {
		if l.prefetch != nil {
			delete(l.prefetch.unused, code)
		}
		if entry, ok := l.cache[code]; ok {
			results[code] = entry.result
		} else {
			req.codes = append(req.codes, code)
		}
	}
	if len(req.codes) == 0 && (!all || l.listed != nil) {
		l.mu.Unlock()
		return results, nil
	}
	l.queue = append(l.queue, req)
	l.queued += len(req.codes)
	if all {
		l.queued += l.full
	}
	l.signalFilled()
	if !l.running {
		l.running = true
		go l.run() //nolint:contextcheck // each round uses the context of its first caller
	}
	l.mu.Unlock()

	defer requestOf(ctx).read()()
	select {
	case <-req.done:
	case <-ctx.Done():
		l.cancel(req)
		return nil, ctx.Err()
	}
	if req.err != nil {
		return nil, req.err
	}
	for code, r := range req.results {
		results[code] = r
	}
	return results, nil
}

// cancel takes a request out of the queue or out of its round.
func (l *loader[T]) cancel(req *loadRequest[T]) {
	l.mu.Lock()
	defer l.mu.Unlock()
	req.canceled = true
	if req.round != nil {
		req.round.waiting--
		if req.round.waiting == 0 {
			req.round.cancel()
		}
	}
}

// signalFilled ends the wait for further callers if the queue fills a request.
// mu must be held.
func (l *loader[T]) signalFilled() {
	if l.filled != nil && l.queued >= l.full {
		close(l.filled)
		l.filled = nil
	}
}

// hurry ends the wait for further callers.
func (l *loader[T]) hurry() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.queue) == 0 {
		return
	}
	l.hurried = true
	if l.filled != nil {
		close(l.filled)
		l.filled = nil
	}
}
