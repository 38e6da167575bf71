package armcloud_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// served returns a list of codes with a page size and a total that may be wrong,
// and the number of pages that were read.
func served(codes []string, size, total int) (list armcloud.Listing[string, string], asked *atomic.Int64) {
	asked = new(atomic.Int64)
	return listOf(func(page int) (armcloud.Page[string], error) {
		asked.Add(1)
		from := min((page-1)*size, len(codes))
		return armcloud.Page[string]{Items: codes[from:min(from+size, len(codes))], Page: page, Total: total}, nil
	}), asked
}

func listOf(read func(page int) (armcloud.Page[string], error)) armcloud.Listing[string, string] {
	return armcloud.Listing[string, string]{
		Page: func(_ context.Context, page, _ int) (armcloud.Page[string], error) { return read(page) },
		Key:  func(code string) string { return code },
	}
}

// All reads the whole list for any page size and total. It returns each item once
// and in order, and reads the list a second time only if the total is wrong.
func TestListingAll(t *testing.T) {
	t.Parallel()
	var codes []string
	for n := range 1_200 {
		codes = append(codes, fmt.Sprintf("AC%06d", n))
	}
	for _, c := range []struct {
		name        string
		codes       []string
		size, total int
		asks        int64
	}{
		{"as asked", codes, 500, 1_200, 3},
		{"one page", codes[:10], 500, 10, 1},
		{"empty", nil, 500, 0, 1},
		{"exactly one page", codes[:500], 500, 500, 2},
		{"smaller pages", codes, 100, 1_200, 12},
		{"total too high", codes, 500, 5_000, 10},
		{"total too low", codes, 500, 3, 4},
		{"no total", codes, 500, -1, 4},
		{"short pages without a total", codes, 100, -1, 13},
		{"short pages and a total of 0", codes, 100, 0, 13},
		{"a short page without a total", codes[:3], 500, -1, 2},
	} {
		list, asked := served(c.codes, c.size, c.total)
		got, err := list.All(t.Context())
		if err != nil || !slices.Equal(got, c.codes) {
			t.Errorf("%s: got %d items, %v, want %d", c.name, len(got), err, len(c.codes))
		}
		if asked.Load() != c.asks {
			t.Errorf("%s: got %d page requests, want %d", c.name, asked.Load(), c.asks)
		}
	}
	t.Run("a row that comes again on the next page", func(t *testing.T) {
		moved := slices.Insert(slices.Clone(codes), 500, codes[499])
		list, _ := served(moved, 500, len(moved))
		if got, err := list.All(t.Context()); err != nil || !slices.Equal(got, codes) {
			t.Errorf("got %d items, %v, want %d", len(got), err, len(codes))
		}
	})
	t.Run("rows that occur twice on their page", func(t *testing.T) {
		got, err := listOf(func(page int) (armcloud.Page[string], error) {
			from := codes[min((page-1)*10, 40):min(page*10, 40)]
			return armcloud.Page[string]{Items: slices.Concat(from, from), Page: page, Total: 40}, nil
		}).All(t.Context())
		if err != nil || !slices.Equal(got, codes[:40]) {
			t.Errorf("got %d items, %v, want 40", len(got), err)
		}
	})
	t.Run("an item that vanishes between pages takes none with it", func(t *testing.T) {
		// Without the first item, the first item of page 2 moves to page 1.
		gone := codes[1:]
		var reads atomic.Int64
		got, err := listOf(func(page int) (armcloud.Page[string], error) {
			from := gone
			if reads.Add(1) == 1 {
				from = codes
			}
			at := min((page-1)*500, len(from))
			return armcloud.Page[string]{Items: from[at:min(at+500, len(from))], Page: page, Total: len(from)}, nil
		}).All(t.Context())
		slices.Sort(got)
		if err != nil || !slices.Equal(got, codes) {
			t.Errorf("got %d items, %v, want %d", len(got), err, len(codes))
		}
	})
	t.Run("the same page for ever", func(t *testing.T) {
		got, err := listOf(func(int) (armcloud.Page[string], error) {
			return armcloud.Page[string]{Items: codes[:500], Total: 1_200}, nil
		}).All(t.Context())
		if err != nil || len(got) != 500 {
			t.Errorf("got %d items, %v, want 500", len(got), err)
		}
	})
	t.Run("new items for ever", func(t *testing.T) {
		n := 0
		_, err := listOf(func(int) (armcloud.Page[string], error) {
			n++
			return armcloud.Page[string]{Items: []string{fmt.Sprint(n)}, Total: -1}, nil
		}).All(t.Context())
		if err == nil || n != armcloud.MaxPages {
			t.Errorf("got error %v after %d pages, want one after %d", err, n, armcloud.MaxPages)
		}
	})
	t.Run("an error", func(t *testing.T) {
		broken := errors.New("broken")
		if _, err := listOf(func(int) (armcloud.Page[string], error) { return armcloud.Page[string]{}, broken }).All(t.Context()); !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
	})
}
