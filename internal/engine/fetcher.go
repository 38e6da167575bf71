package engine

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

const (
	// maxCodes is the most pad codes or task ids in one query. The API documents
	// do not state it; the newer ones say 100 for most calls.
	maxCodes = 100
	// maxBulk is the most instances in one poll, which may take many requests.
	maxBulk = 10_000
	// maxPageAge is how old page 1 of a listing may be when the listing is read from
	// page 2. If an instance leaves page 1 meanwhile and another one joins, the
	// total stays the same and the first instance of page 2 is missed.
	maxPageAge = 2 * time.Second
	// fewRequests is how many requests by pad code are sent without reading the
	// size of the account first.
	fewRequests = 3
)

// fetcher reads instances by pad code or from the account's listing, whichever
// takes fewer requests. It serves one round at a time, except for fresh.
type fetcher[T any] struct {
	// op is the operation of both, for errors.
	op      *armcloud.Operation
	listing armcloud.Listing[T, string]
	// byCode reads the instances with these codes, at most chunk of them.
	byCode func(ctx context.Context, codes []string, page, rows int) (armcloud.Page[T], error)
	chunk  int
	// parallel is the most requests in flight in one round.
	parallel int
	// size is the number of instances of the account, -1 while unknown. The
	// fetchers of details and infos share it.
	size *atomic.Int64

	requests int               // sent by pad code so far
	listed   bool              // the listing was read, or cannot be read
	first    *armcloud.Page[T] // page 1 of the listing, if only that was read
	firstAt  time.Time         // when first was read
}

// fetch is the loader's fetchFunc.
func (f *fetcher[T]) fetch(ctx context.Context, codes []string, all bool) fetchResult[T] {
	got := fetchResult[T]{results: make(map[string]result[T], len(codes))}
	if all {
		got.listed, got.err = f.readListing(ctx, got.results, true)
	} else if err := f.tryListing(ctx, codes, &got); err != nil {
		if ctx.Err() != nil {
			got.err = err // all callers have left, which says nothing about the listing
			return got
		}
		// Queries by pad code work without the listing; do not read it again.
		f.listed = true
	}
	rest := remaining(codes, got.results)
	f.requests += f.cost(rest)
	f.queryByCode(ctx, rest, got.results)
	return got
}

// tryListing reads the first page or all of the listing if that takes fewer
// requests than queries by pad code.
func (f *fetcher[T]) tryListing(ctx context.Context, codes []string, got *fetchResult[T]) error {
	cost := f.cost(codes)
	bulk := cost > 1
	if f.chunk == 1 || (!bulk && (f.listed || f.requests == 0)) {
		return nil
	}
	if f.size.Load() < 0 && f.first == nil {
		page, err := f.readFirst(ctx, got.results)
		if err != nil {
			return err
		}
		if page.Last() {
			f.listed = true
			got.listed = f.listing.Keys(page.Items)
			return nil
		}
		cost = f.cost(remaining(codes, got.results))
	}
	pages := f.pages()
	if (bulk && cost > pages) || (!f.listed && cost > 0 && f.requests+cost >= pages) {
		var err error
		got.listed, err = f.readListing(ctx, got.results, false)
		return err
	}
	return nil
}

// fresh reads the instances from the API. It uses and changes none of the state
// that fetch keeps except for size, so that both may run at the same time.
func (f *fetcher[T]) fresh(ctx context.Context, codes []string) map[string]result[T] {
	results := make(map[string]result[T], len(codes))
	var first *armcloud.Page[T]
	read := 0
	if f.chunk > 1 && f.size.Load() < 0 && f.cost(codes) > fewRequests {
		if page, err := f.listing.Page(ctx, 1, armcloud.ListingRows); err == nil {
			first, read = &page, 1
			f.learnSize(page, results)
		}
	}
	if f.chunk > 1 && f.size.Load() >= 0 && f.cost(remaining(codes, results)) > f.pages()-read {
		if _, items, _, err := f.listing.Read(ctx, first); err == nil {
			f.collect(items, results)
		}
	}
	f.queryByCode(ctx, remaining(codes, results), results)
	return results
}

// readFirst reads page 1 and the size of the account.
func (f *fetcher[T]) readFirst(ctx context.Context, results map[string]result[T]) (armcloud.Page[T], error) {
	asked := time.Now()
	page, err := f.listing.Page(ctx, 1, armcloud.ListingRows)
	if err != nil {
		return page, err
	}
	f.first, f.firstAt = &page, asked
	f.learnSize(page, results)
	return page, nil
}

// learnSize collects page 1 and stores the size of the account that it states.
func (f *fetcher[T]) learnSize(page armcloud.Page[T], results map[string]result[T]) {
	f.collect(page.Items, results)
	if page.Total >= 0 {
		f.size.Store(int64(max(page.Total, len(page.Items))))
	}
}

// readListing reads the listing to its end, from page 2 if page 1 was read
// just before, and returns its order. If complete is required, it reads a listing
// that changed meanwhile a second time, so that no instance is missing.
// Otherwise it returns a nil order for such a listing.
func (f *fetcher[T]) readListing(ctx context.Context, results map[string]result[T], complete bool) ([]string, error) {
	if time.Since(f.firstAt) > maxPageAge {
		f.first = nil
	}
	order, items, whole, err := f.listing.Read(ctx, f.first)
	if err != nil {
		return nil, err
	}
	f.collect(items, results)
	if complete && !whole {
		again, items, _, err := f.listing.Read(ctx, nil)
		if err != nil {
			return nil, err
		}
		f.collect(items, results)
		order, whole = armcloud.Unique(order, again), true
	}
	f.first, f.listed = nil, true
	f.size.Store(int64(len(order)))
	if !whole {
		return nil, nil
	}
	return order, nil
}

func (f *fetcher[T]) collect(items []T, results map[string]result[T]) {
	for _, item := range items {
		results[f.listing.Key(item)] = result[T]{value: item, found: true}
	}
}

// pages is the number of requests that the whole listing takes, MaxPages while
// the size is unknown.
func (f *fetcher[T]) pages() int {
	size := f.size.Load()
	if size < 0 {
		return armcloud.MaxPages
	}
	return max(1, ceil(int(size), armcloud.ListingRows))
}

// cost is the number of requests that queries by pad code take.
func (f *fetcher[T]) cost(codes []string) int { return ceil(len(codes), f.chunk) }

func remaining[V any](codes []string, done map[string]V) []string {
	var rest []string
	for _, code := range codes {
		if _, ok := done[code]; !ok {
			rest = append(rest, code)
		}
	}
	return rest
}
