package armcloud

import (
	"context"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"
)

const (
	// ListingRows is the page size of a listing. Newer API documents: at most
	// 1,000 rows, not more than 500 recommended.
	ListingRows = 500
	// MaxPages is the number of pages after which a listing fails.
	MaxPages = 2000
	// PagesAtOnce is how many pages of a listing are read concurrently.
	PagesAtOnce = 4
	// maxExpected limits how much memory is reserved for a total that the service
	// returns.
	maxExpected = 10_000
)

// Listing reads a paged list. It works with any page size and total that the
// service returns. API document: the requests with page and rows.
type Listing[T any, K comparable] struct {
	// Page reads one page. Page numbers start at 1.
	Page func(ctx context.Context, page, rows int) (Page[T], error)
	// Key returns the key that identifies an item.
	Key func(T) K
}

// All returns every item once, in the order of the service. If the list changed
// while it was read, it is read once more, because items may have moved between
// pages. All fails if Page fails, or after MaxPages pages.
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
		// Items of the second reading win, so they come first.
		order, items = Unique(order, again), append(more, items...)
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

// Read reads all pages, or all after the first if first is given. order holds
// the keys of all pages, each once; items holds only the items read by this
// call. complete reports that there are as many items as the total says and that
// the total never changed; otherwise, items may have moved between pages.
func (l Listing[T, K]) Read(ctx context.Context, first *Page[T]) (order []K, items []T, complete bool, err error) {
	if first == nil {
		page, err := l.Page(ctx, 1, ListingRows)
		if err != nil {
			return nil, nil, false, err
		}
		first, items = &page, slices.Clip(page.Items) // appending must not change the page
	}
	order = l.Keys(first.Items)
	known := make(map[K]bool, max(len(order), min(first.Total, maxExpected)))
	for _, key := range order {
		known[key] = true
	}
	total, rows, moved := first.Total, ListingRows, false
	if n := len(first.Items); n > 0 && n < rows {
		rows = n // the service's pages are smaller than requested
	}
	over := first.Last()
	for next := 2; !over; {
		if next > MaxPages {
			return nil, nil, false, fmt.Errorf("the list does not end: gave up after %d pages", MaxPages)
		}
		count := min(max((total+rows-1)/rows-next+1, 1), PagesAtOnce)
		pages, err := l.readConcurrently(ctx, next, count, rows)
		if err != nil {
			return nil, nil, false, err
		}
		next += count
		for _, page := range pages {
			if page.Total >= 0 && len(page.Items) > 0 {
				moved = moved || page.Total != total
				total = page.Total
			}
			added := 0
			for _, item := range page.Items {
				if key := l.Key(item); !known[key] {
					known[key] = true
					order = append(order, key)
					added++
				}
			}
			items = append(items, page.Items...)
			// The listing ends with a page without new items, or with as many
			// items as the total. A short page is not the end. The first page is
			// never compared with the total, because some services return its
			// length as the total.
			if added == 0 || len(order) == total {
				over = true
				break
			}
		}
	}
	return order, items, len(order) >= total && !moved, nil
}

// readConcurrently reads n pages concurrently.
func (l Listing[T, K]) readConcurrently(ctx context.Context, from, n, rows int) ([]Page[T], error) {
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

// Keys returns the keys of the items, each once.
func (l Listing[T, K]) Keys(items []T) []K {
	keys := make([]K, 0, len(items))
	for _, item := range items {
		keys = append(keys, l.Key(item))
	}
	return Unique(keys)
}

// Unique returns the elements of the lists in order, without duplicates.
func Unique[K comparable](lists ...[]K) []K {
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
