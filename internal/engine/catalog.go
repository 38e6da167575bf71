package engine

import (
	"context"
	"errors"
	"sync"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Catalog is one of the account's lists: apps, files or images. It is read
// as a whole, once for everybody, and kept until it is forgotten. It is safe for
// concurrent use.
type Catalog[T any] struct {
	listing armcloud.Listing[T, string]

	mu    sync.Mutex
	known *reading[T]
	// running has begun; next waits for it to end. nil where there is none.
	running, next *reading[T]
	// age counts what made the list old.
	age   uint64
	turn  uint64
	taken map[string]bool
}

// reading is one time that the list is read.
type reading[T any] struct {
	age   uint64 // of the list when it began
	turn  uint64 // counts readings; 0: it never began
	done  chan struct{}
	items []T
	err   error
}

func newCatalog[T any](page func(ctx context.Context, page, rows int) (armcloud.Page[T], error), key func(T) string) *Catalog[T] {
	return &Catalog[T]{listing: armcloud.Listing[T, string]{Page: page, Key: key}}
}

// Key tells the items apart: an app's id as text, a file's id, an image's id.
func (c *Catalog[T]) Key(item T) string { return c.listing.Key(item) }

// All gives every item once, in the order of the service. The list is read
// when it is first asked for, and after Forget; who comes meanwhile waits for the
// same reading. The caller leaves the items as they are. Errors: those of
// the listing, which are tried again by the next caller, and those of ctx.
func (c *Catalog[T]) All(ctx context.Context) ([]T, error) {
	c.mu.Lock()
	known, running := c.known, c.running
	if known == nil && running != nil && running.age == c.age {
		known = running
	}
	c.mu.Unlock()
	if known != nil {
		return c.await(ctx, known)
	}
	return c.Refresh(ctx)
}

// Refresh gives what All gives, from a reading that begins after the call.
func (c *Catalog[T]) Refresh(ctx context.Context) ([]T, error) {
	c.mu.Lock()
	r, before := c.next, c.running
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
	c.turn++
	c.running, r.age, r.turn = r, c.age, c.turn
	c.mu.Unlock()

	r.items, r.err = c.listing.All(ctx)

	c.mu.Lock()
	defer c.mu.Unlock()
	if c.running == r {
		c.running = nil
	}
	if r.err == nil && r.age == c.age {
		c.known = r
	}
}

// await waits for a reading. When its leader left, a later one will do, or is
// begun.
func (c *Catalog[T]) await(ctx context.Context, r *reading[T]) ([]T, error) {
	for {
		select {
		case <-r.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if !gaveUp(r.err) || ctx.Err() != nil {
			return r.items, r.err
		}
		later := c.after(r)
		if later == nil {
			return c.Refresh(ctx)
		}
		r = later
	}
}

// after gives a reading that began after r had ended, nil for none.
func (c *Catalog[T]) after(r *reading[T]) *reading[T] {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, later := range []*reading[T]{c.known, c.running} {
		if later != nil && r.turn > 0 && later.turn > r.turn && later.age == c.age {
			return later
		}
	}
	return nil
}

// gaveUp tells whether an error says that a caller left, not that the service
// failed.
func gaveUp(err error) bool {
	return armcloud.Is(err, armcloud.ClassCanceled) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// Forget makes what was read old, after an upload or a deletion.
func (c *Catalog[T]) Forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.age++
	c.known = nil
}

// Claim claims an item as one's own upload; false: another upload of this
// process has claimed it before.
func (c *Catalog[T]) Claim(key string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.taken[key] {
		return false
	}
	if c.taken == nil {
		c.taken = map[string]bool{}
	}
	c.taken[key] = true
	return true
}
