package engine

import (
	"context"
	"sync/atomic"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

const (
	// maxCodes is the most pad codes or task ids in one query. API document:
	// not stated; newer documents: 100 for most calls.
	maxCodes = 100
	// maxBulk is the most phones in one look of many requests.
	maxBulk = 10_000
)

// snapshot decides how phones are looked at: by their codes, or, when so many
// were asked for that it is cheaper, by reading the whole listing. It is used
// by one round at a time, except for fresh.
type snapshot[T any] struct {
	listing armcloud.Listing[T, string]
	// byCode reads the phones with these codes, at most chunk of them.
	byCode func(ctx context.Context, codes []string, page, rows int) (armcloud.Page[T], error)
	chunk  int
	// parallel is the most requests under way in one round.
	parallel int
	// size is the number of phones of the account, -1 while it is not known;
	// details and infos share it.
	size *atomic.Int64

	requests int               // made by code so far
	listed   bool              // the listing was read, or cannot be
	first    *armcloud.Page[T] // page 1, where no more than that was read
}

// look is the looker's fetch.
func (s *snapshot[T]) look(ctx context.Context, codes []string, all bool) fetched[T] {
	got := fetched[T]{answers: make(map[string]answer[T], len(codes))}
	if all {
		got.listed, got.err = s.read(ctx, got.answers, true)
	} else if err := s.shortcut(ctx, codes, &got); err != nil {
		// Asking by code needs no listing; do not try again to read it.
		s.listed = true
	}
	rest := s.rest(codes, got.answers)
	s.requests += s.cost(rest)
	s.ask(ctx, rest, got.answers)
	return got
}

// shortcut reads the first page or all of the listing, where that costs less
// than asking for the phones by code.
func (s *snapshot[T]) shortcut(ctx context.Context, codes []string, got *fetched[T]) error {
	cost := s.cost(codes)
	bulk := cost > 1
	if s.chunk == 1 || (!bulk && (s.listed || s.requests == 0)) {
		return nil
	}
	if s.size.Load() < 0 && s.first == nil {
		page, err := s.readFirst(ctx, got.answers)
		if err != nil {
			return err
		}
		if page.Last() {
			s.listed = true
			got.listed = s.listing.Keys(page.Items)
			return nil
		}
		cost = s.cost(s.rest(codes, got.answers))
	}
	pages := s.pages()
	if (bulk && cost > pages) || (!s.listed && cost > 0 && s.requests+cost >= pages) {
		var err error
		got.listed, err = s.read(ctx, got.answers, false)
		return err
	}
	return nil
}

// fresh looks at the phones now, whatever was seen before, and keeps nothing.
func (s *snapshot[T]) fresh(ctx context.Context, codes []string) map[string]answer[T] {
	answers := make(map[string]answer[T], len(codes))
	var first *armcloud.Page[T]
	read := 0
	if s.chunk > 1 && s.size.Load() < 0 && s.cost(codes) > fewRequests {
		if page, err := s.listing.Page(ctx, 1, armcloud.ListingRows); err == nil {
			first, read = &page, 1
			s.learn(page, answers)
		}
	}
	if s.chunk > 1 && s.size.Load() >= 0 && s.cost(s.rest(codes, answers)) > s.pages()-read {
		if _, items, _, err := s.listing.Read(ctx, first); err == nil {
			s.keep(items, answers)
		}
	}
	s.ask(ctx, s.rest(codes, answers), answers)
	return answers
}

// fewRequests is how many requests by code are made without asking for the
// size of the account first.
const fewRequests = 3

// readFirst reads page 1 and learns the size of the account.
func (s *snapshot[T]) readFirst(ctx context.Context, answers map[string]answer[T]) (armcloud.Page[T], error) {
	page, err := s.listing.Page(ctx, 1, armcloud.ListingRows)
	if err != nil {
		return page, err
	}
	s.first = &page
	s.learn(page, answers)
	return page, nil
}

// learn keeps page 1 and the size of the account that it tells.
func (s *snapshot[T]) learn(page armcloud.Page[T], answers map[string]answer[T]) {
	s.keep(page.Items, answers)
	if page.Total >= 0 {
		s.size.Store(int64(max(page.Total, len(page.Items))))
	}
}

// read reads the listing to its end, going on from the first page where that
// is at hand. With all it makes sure that a listing which moved while it was
// read does not lack a phone.
func (s *snapshot[T]) read(ctx context.Context, answers map[string]answer[T], all bool) ([]string, error) {
	order, items, complete, err := s.listing.Read(ctx, s.first)
	if err != nil {
		return nil, err
	}
	s.keep(items, answers)
	if all && !complete {
		again, items, _, err := s.listing.Read(ctx, nil)
		if err != nil {
			return nil, err
		}
		s.keep(items, answers)
		order, complete = armcloud.Unique(order, again), true
	}
	s.first, s.listed = nil, true
	s.size.Store(int64(len(order)))
	if !complete {
		return nil, nil
	}
	return order, nil
}

func (s *snapshot[T]) keep(items []T, answers map[string]answer[T]) {
	for _, item := range items {
		answers[s.listing.Key(item)] = answer[T]{value: item, found: true}
	}
}

// pages is the number of requests that the whole listing takes, many while
// its size is not known.
func (s *snapshot[T]) pages() int {
	size := s.size.Load()
	if size < 0 {
		return armcloud.MaxPages
	}
	return max(1, ceil(int(size), armcloud.ListingRows))
}

func (s *snapshot[T]) cost(codes []string) int { return ceil(len(codes), s.chunk) }

func (s *snapshot[T]) rest(codes []string, answers map[string]answer[T]) []string {
	var rest []string
	for _, code := range codes {
		if _, ok := answers[code]; !ok {
			rest = append(rest, code)
		}
	}
	return rest
}

func ceil(n, d int) int { return (n + d - 1) / d }
