package engine

import (
	"context"
	"errors"
	"sync"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Catalog is one of the account's lists: apps, files or images. It is read as a
// whole, shared by all callers, and cached until Forget. It is safe for
// concurrent use.
type Catalog[T any] struct {
	listing armcloud.Listing[T, string]

	mu     sync.Mutex
	cached *reading[T]
	// current is in flight, next begins when it ends. Either may be nil.
	current, next *reading[T]
	// generation counts calls of Forget, readings those of the listing.
	generation uint64
	readings   uint64
	claimed    map[string]bool
}

// reading is one read of the whole list.
type reading[T any] struct {
	generation uint64 // of the catalog when the reading began
	number     uint64 // in order of beginning, from 1; 0: it never began
	done       chan struct{}
	items      []T
	err        error
}

func newCatalog[T any](page func(ctx context.Context, page, rows int) (armcloud.Page[T], error), key func(T) string) *Catalog[T] {
	return &Catalog[T]{listing: armcloud.Listing[T, string]{Page: page, Key: key}}
}

// Key returns the id of the item: that of an app as text, of a file, or of an
// image.
func (c *Catalog[T]) Key(item T) string { return c.listing.Key(item) }

// All returns every item once, in the API's order. It reads the list on the
// first call and after Forget; concurrent callers share the reading. The caller
// must not change the items. Errors: those of the listing, which are not cached,
// and that of ctx.
func (c *Catalog[T]) All(ctx context.Context) ([]T, error) {
	c.mu.Lock()
	usable, current := c.cached, c.current
	if usable == nil && current != nil && current.generation == c.generation {
		usable = current
	}
	c.mu.Unlock()
	if usable != nil {
		return c.await(ctx, usable)
	}
	return c.Refresh(ctx)
}

// Refresh is All from a reading that begins after the call.
func (c *Catalog[T]) Refresh(ctx context.Context) ([]T, error) {
	c.mu.Lock()
	r, before := c.next, c.current
	leads := r == nil
	if leads {
		r = &reading[T]{done: make(chan struct{})}
		c.next = r
	}
	c.mu.Unlock()
	if leads {
		c.lead(ctx, r, before)
		return r.items, r.err
	}
	return c.await(ctx, r)
}

// lead reads the list for all who wait for r.
func (c *Catalog[T]) lead(ctx context.Context, r, before *reading[T]) {
	defer close(r.done)
	if before != nil {
		select {
		case <-before.done:
		case <-ctx.Done():
			r.err = ctx.Err()
		}
	}
	c.mu.Lock()
	c.next = nil
	if r.err != nil {
		c.mu.Unlock()
		return
	}
	c.readings++
	c.current, r.generation, r.number = r, c.generation, c.readings
	c.mu.Unlock()

	r.items, r.err = c.listing.All(ctx)

	c.mu.Lock()
	defer c.mu.Unlock()
	if c.current == r {
		c.current = nil
	}
	if r.err == nil && r.generation == c.generation {
		c.cached = r
	}
}

// await waits for a reading. If the caller that led it was canceled, it uses a
// later reading or starts one.
func (c *Catalog[T]) await(ctx context.Context, r *reading[T]) ([]T, error) {
	for {
		select {
		case <-r.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if !canceled(r.err) || ctx.Err() != nil {
			return r.items, r.err
		}
		later := c.after(r)
		if later == nil {
			return c.Refresh(ctx)
		}
		r = later
	}
}

// after returns a valid reading that began after r ended, or nil.
func (c *Catalog[T]) after(r *reading[T]) *reading[T] {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, later := range []*reading[T]{c.cached, c.current} {
		if later != nil && r.number > 0 && later.number > r.number && later.generation == c.generation {
			return later
		}
	}
	return nil
}

// canceled reports whether err is the end of a caller's context rather than a
// failure of the API.
func canceled(err error) bool {
	return armcloud.Is(err, armcloud.ClassCanceled) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// Forget invalidates what was read. Call it after an upload or a deletion.
func (c *Catalog[T]) Forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.generation++
	c.cached = nil
}

// Claim marks an item as the result of the caller's upload. It returns false if
// another upload of this process has claimed it.
func (c *Catalog[T]) Claim(key string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.claimed[key] {
		return false
	}
	if c.claimed == nil {
		c.claimed = map[string]bool{}
	}
	c.claimed[key] = true
	return true
}
