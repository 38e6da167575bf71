package armcloud

import (
	"context"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"
)

const (
	// ListingRows is how many items one page of a listing holds. Newer
	// documents: rows up to 1,000, not above 500 recommended.
	ListingRows = 500
	// MaxPages ends a listing that never ends.
	MaxPages = 2000
	// PagesAtOnce is how many pages of a listing are read side by side.
	PagesAtOnce = 4
	// maxExpected bounds what a total can make a listing prepare for.
	maxExpected = 10_000
)

// Listing reads a paged list to its end, whatever the service makes of page
// size and total. API document: the requests with page and rows.
type Listing[T any, K comparable] struct {
	// Page reads one page; pages count from 1.
	Page func(ctx context.Context, page, rows int) (Page[T], error)
	// Key tells the items apart.
	Key func(T) K
}

// All gives every item once, in the order of the service. A list that changed
// while it was read is read once more, so that what slipped from page to page
// is not lost. Errors: those of Page, and a list that has no end.
func (l Listing[T, K]) All(ctx context.Context) ([]T, error) {
	order, items, complete, err := l.Read(ctx, nil)
	if err != nil {
		return nil, err
	}
	if !complete {
		again, more, _, err := l.Read(ctx, nil)
		if err != nil {
			return nil, err
		}
		// The later sight of an item counts: what comes first is kept.
		order, items = Once(order, again), append(more, items...)
	}
	byKey := make(map[K]T, len(items))
	for _, item := range items {
		if _, known := byKey[l.Key(item)]; !known {
			byKey[l.Key(item)] = item
		}
	}
	all := make([]T, 0, len(order))
	for _, key := range order {
		all = append(all, byKey[key])
	}
	return all, nil
}

// Read reads to the end, from page 2 where the first page is given. order has
// the keys of all pages, each once; items are those read now. complete tells
// that there are as many as the service says, and that it said the same all
// the time; otherwise items may have slipped from page to page meanwhile.
func (l Listing[T, K]) Read(ctx context.Context, first *Page[T]) (order []K, items []T, complete bool, err error) {
	if first == nil {
		page, err := l.Page(ctx, 1, ListingRows)
		if err != nil {
			return nil, nil, false, err
		}
		first, items = &page, slices.Clip(page.Items) // the page stays the caller's
	}
	order = l.Keys(first.Items)
	known := make(map[K]bool, max(len(order), min(first.Total, maxExpected)))
	for _, key := range order {
		known[key] = true
	}
	total, rows, moved := first.Total, ListingRows, false
	if n := len(first.Items); n > 0 && n < rows {
		rows = n // the service makes smaller pages than it was asked for
	}
	seen, over := len(first.Items), first.Last()
	for next := 2; !over; {
		if next > MaxPages {
			return nil, nil, false, fmt.Errorf("the list has no end: gave up after %d pages", MaxPages)
		}
		wave := min(max((total+rows-1)/rows-next+1, 1), PagesAtOnce)
		pages, err := l.side(ctx, next, wave, rows)
		if err != nil {
			return nil, nil, false, err
		}
		next += wave
		for _, page := range pages {
			seen += len(page.Items)
			if page.Total >= 0 && len(page.Items) > 0 {
				moved = moved || page.Total != total
				total = page.Total
			}
			fresh := 0
			for _, item := range page.Items {
				if key := l.Key(item); !known[key] {
					known[key] = true
					order = append(order, key)
					fresh++
				}
			}
			items = append(items, page.Items...)
			// A page without anything new is the end, or the service
			// repeats itself. As many as the total says is the end too, but
			// not after the first page, whose length some totals are.
			if fresh == 0 || seen == total || (len(page.Items) < rows && seen >= total) {
				over = true
				break
			}
		}
	}
	return order, items, len(order) >= total && !moved, nil
}

// side reads pages side by side.
func (l Listing[T, K]) side(ctx context.Context, from, n, rows int) ([]Page[T], error) {
	pages := make([]Page[T], n)
	group, ctx := errgroup.WithContext(ctx)
	for i := range pages {
		group.Go(func() error {
			page, err := l.Page(ctx, from+i, rows)
			pages[i] = page
			return err
		})
	}
	return pages, group.Wait()
}

// Keys gives the keys of the items, each once.
func (l Listing[T, K]) Keys(items []T) []K {
	keys := make([]K, 0, len(items))
	for _, item := range items {
		keys = append(keys, l.Key(item))
	}
	return Once(keys)
}

// Once gives what the lists hold, each once, in their order.
func Once[K comparable](lists ...[]K) []K {
	known := make(map[K]bool, len(lists[0]))
	order := make([]K, 0, len(lists[0]))
	for _, list := range lists {
		for _, key := range list {
			if !known[key] {
				known[key] = true
				order = append(order, key)
			}
		}
	}
	return order
}
