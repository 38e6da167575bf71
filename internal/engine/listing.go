package engine

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

const (
	// listingRows is how many phones one page of a listing holds. Newer
	// documents: rows up to 1,000, not above 500 recommended.
	listingRows = 500
	// maxPages ends a listing that never ends.
	maxPages = 2000
	// pagesAtOnce is how many pages are read side by side.
	pagesAtOnce = 4
)

// listing reads all pages of a listing, whatever the service makes of page
// size and total.
type listing[T any] struct {
	page func(ctx context.Context, page, rows int) (armcloud.Page[T], error)
	code func(T) string
}

// read reads to the end, from page 2 where the first page is given. order has
// the codes of all pages, each once; items are those read now. complete tells
// that there are as many as the service says, and that it said the same all
// the time; otherwise phones may have slipped from page to page meanwhile.
func (l *listing[T]) read(ctx context.Context, first *armcloud.Page[T]) (order []string, items []T, complete bool, err error) {
	if first == nil {
		page, err := l.page(ctx, 1, listingRows)
		if err != nil {
			return nil, nil, false, err
		}
		first, items = &page, page.Items
	}
	order = l.codes(first.Items)
	known := make(map[string]bool, max(len(order), min(first.Total, maxBulk)))
	for _, code := range order {
		known[code] = true
	}
	total, rows, moved := first.Total, listingRows, false
	if n := len(first.Items); n > 0 && n < rows {
		rows = n // the service makes smaller pages than it was asked for
	}
	seen, over := len(first.Items), l.isLast(*first, len(first.Items))
	for next := 2; !over; {
		if next > maxPages {
			return nil, nil, false, fmt.Errorf("the listing of phones has no end: gave up after %d pages", maxPages)
		}
		wave := min(max(ceil(total, rows)-next+1, 1), pagesAtOnce)
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
				if code := l.code(item); !known[code] {
					known[code] = true
					order = append(order, code)
					fresh++
				}
			}
			items = append(items, page.Items...)
			// A page without anything new is the end, or the service
			// repeats itself.
			if fresh == 0 || (len(page.Items) < rows && seen >= total) {
				over = true
				break
			}
		}
	}
	return order, items, len(order) >= total && !moved, nil
}

// isLast tells whether there is nothing after the first page, which has seen
// phones.
func (l *listing[T]) isLast(first armcloud.Page[T], seen int) bool {
	if seen == 0 {
		return true
	}
	return seen < listingRows && first.Total >= 0 && seen >= first.Total
}

// side reads pages side by side.
func (l *listing[T]) side(ctx context.Context, from, n, rows int) ([]armcloud.Page[T], error) {
	pages := make([]armcloud.Page[T], n)
	group, ctx := errgroup.WithContext(ctx)
	for i := range pages {
		group.Go(func() error {
			page, err := l.page(ctx, from+i, rows)
			pages[i] = page
			return err
		})
	}
	return pages, group.Wait()
}

// codes gives the codes of the items, each once.
func (l *listing[T]) codes(items []T) []string {
	codes := make([]string, 0, len(items))
	for _, item := range items {
		codes = append(codes, l.code(item))
	}
	return merge(codes, nil)
}

// merge gives the codes of both, each once, in their order.
func merge(a, b []string) []string {
	known := make(map[string]bool, len(a))
	order := make([]string, 0, len(a))
	for _, list := range [][]string{a, b} {
		for _, code := range list {
			if !known[code] {
				known[code] = true
				order = append(order, code)
			}
		}
	}
	return order
}
