package armcloud

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

// First reads only the necessary pages. It finds the end of the list for any page
// size and total, and returns an item that moves between pages once.
func TestListingFirst(t *testing.T) {
	numbers := func(from, n int) []int {
		all := make([]int, n)
		for i := range all {
			all[i] = from + i
		}
		return all
	}
	plain := func(total, told int) func(page, rows int) ([]int, int) {
		return func(page, rows int) ([]int, int) {
			from := min((page-1)*rows, total)
			return numbers(from, min(rows, total-from)), told
		}
	}
	for name, c := range map[string]struct {
		page  func(page, rows int) ([]int, int)
		n     int
		want  []int
		pages int
	}{
		"fewer than a page": {plain(3000, 3000), 10, numbers(0, 10), 1},
		"several pages":     {plain(3000, 3000), 1100, numbers(0, 1100), 3},
		"all there are":     {plain(700, 700), 1000, numbers(0, 700), 2},
		"no total":          {plain(700, -1), 1000, numbers(0, 700), 3},
		"total of one page": {plain(700, 500), 1000, numbers(0, 700), 3},
		"total too large":   {plain(700, 9000), 1000, numbers(0, 700), 3},
		"none":              {plain(0, 0), 1000, []int{}, 1},
		"short pages":       {func(page, _ int) ([]int, int) { return numbers((page-1)*100, 100), 1000 }, 250, numbers(0, 250), 3},
		"short, no total":   {func(page, _ int) ([]int, int) { return numbers((page-1)*100, min(100, max(0, 1050-page*100))), -1 }, 1000, numbers(0, 950), 11},
		"short, total of 0": {func(page, _ int) ([]int, int) { return numbers((page-1)*100, min(100, max(0, 1050-page*100))), 0 }, 1000, numbers(0, 950), 11},
		"duplicate rows": {func(page, _ int) ([]int, int) {
			return append(numbers((page-1)*10, 10), numbers((page-1)*10, 10)...), 40
		}, 100, numbers(0, 40), 4},
		"always the same": {func(int, int) ([]int, int) { return numbers(0, 500), 9000 }, 1000, numbers(0, 500), 2},
		"one item added":  {func(page, rows int) ([]int, int) { return numbers((page-1)*(rows-1), rows), 9000 }, 900, numbers(0, 900), 2},
	} {
		pages := 0
		got, err := Listing[int, int]{
			Page: func(_ context.Context, page, rows int) (Page[int], error) {
				pages++
				items, total := c.page(page, rows)
				return Page[int]{Items: items, Page: page, Rows: rows, Total: total}, nil
			},
			Key: func(n int) int { return n },
		}.First(t.Context(), c.n)
		if err != nil || !slices.Equal(got, c.want) || pages != c.pages {
			t.Errorf("%s: got %d items from %d pages, %v, want %d from %d", name, len(got), pages, err, len(c.want), c.pages)
		}
	}
}

// First fails for a list that never ends and if a page fails.
func TestListingFirstFails(t *testing.T) {
	endless := Listing[int, int]{
		Page: func(_ context.Context, page, rows int) (Page[int], error) {
			return Page[int]{Items: []int{page}, Page: page, Rows: rows, Total: 1 << 30}, nil
		},
		Key: func(n int) int { return n },
	}
	if _, err := endless.First(t.Context(), 1_000_000); err == nil || !strings.Contains(err.Error(), "does not end") {
		t.Errorf("got %v", err)
	}
	wrong := errors.New("wrong")
	failing := Listing[int, int]{
		Page: func(context.Context, int, int) (Page[int], error) { return Page[int]{}, wrong },
		Key:  func(n int) int { return n },
	}
	if _, err := failing.First(t.Context(), 1); !errors.Is(err, wrong) {
		t.Errorf("got %v", err)
	}
}
