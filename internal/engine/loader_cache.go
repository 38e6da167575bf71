package engine

import (
	"context"
	"sync"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// cacheEntry is a result with the time at which its fetch began.
type cacheEntry[T any] struct {
	result[T]
	at time.Time
}

// mark is the beginning of a fetch. Later invalidations make its results stale.
type mark struct {
	generation uint64
	at         time.Time
}

// mark returns the mark of a fetch that begins now.
func (l *loader[T]) mark() mark { return mark{l.changes.generation(), time.Now()} }

// changes counts the invalidations of instances. It is safe for concurrent use.
type changes struct {
	mu    sync.Mutex
	count uint64
	last  map[string]uint64 // the count at each instance's last one
}

// record records an invalidation.
func (c *changes) record(padCode string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last == nil {
		c.last = map[string]uint64{}
	}
	c.count++
	c.last[padCode] = c.count
}

func (c *changes) generation() uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.count
}

// of returns the generation of the instance's last invalidation, 0 if there was none.
func (c *changes) of(padCode string) uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.last[padCode]
}

// forgetter is a loader of any type.
type forgetter interface {
	// forget removes an instance from the cache. Record the change before, so that
	// a fetch in flight does not store it again.
	forget(padCode string)
	// hurry ends the wait for further callers.
	hurry()
}

func (l *loader[T]) forget(code string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.cache, code)
}

// store caches the results of instances that were not invalidated since the
// fetch began. mu must be held.
func (l *loader[T]) store(results map[string]result[T], began mark) {
	if l.cache == nil {
		l.cache = map[string]cacheEntry[T]{}
	}
	for code, r := range results {
		if r.err == nil && l.changes.of(code) <= began.generation {
			l.cache[code] = cacheEntry[T]{r, began.at}
		}
	}
}

// recent returns the instance's value if it was read within age.
func (l *loader[T]) recent(code string, age time.Duration) (value T, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	entry, ok := l.cache[code]
	if !ok || !entry.found || time.Since(entry.at) > age {
		return value, false
	}
	return entry.value, true
}

// stale returns the instances that were not read within age. Those that did not
// change in this process come first, because the others were requested before.
func (l *loader[T]) stale(codes []string, age time.Duration) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var first, rest []string
	for _, code := range codes {
		if entry, ok := l.cache[code]; ok && time.Since(entry.at) <= age {
			continue
		}
		if l.changes.of(code) == 0 {
			first = append(first, code)
		} else {
			rest = append(rest, code)
		}
	}
	return append(first, rest...)
}

// notCached returns the instances that are not cached as existing.
func (l *loader[T]) notCached(codes []string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var missing []string
	for _, code := range codes {
		if entry, ok := l.cache[code]; !ok || !entry.found {
			missing = append(missing, code)
		}
	}
	return missing
}

// fetchNow calls fetch outside of the rounds, for what must be current, and
// caches its results.
func (l *loader[T]) fetchNow(fetch func() map[string]result[T]) map[string]result[T] {
	began := l.mark()
	results := fetch()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.store(results, began)
	return results
}

// readAll reads a listing to its end, outside of the rounds, and caches its
// items.
func (l *loader[T]) readAll(ctx context.Context, listing armcloud.Listing[T, string]) (items []T, err error) {
	l.fetchNow(func() map[string]result[T] {
		items, err = listing.All(ctx)
		results := make(map[string]result[T], len(items))
		for _, item := range items {
			results[listing.Key(item)] = result[T]{value: item, found: true}
		}
		return results
	})
	return items, err
}
