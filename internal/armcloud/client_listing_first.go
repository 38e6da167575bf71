package armcloud

import (
	"context"
	"fmt"
)

// First gives the first n items, or fewer where there are no more, each once
// and in the order of the service. It reads no page that it can do without.
// Errors: those of Page, and a list that goes on without anything new.
func (l Listing[T, K]) First(ctx context.Context, n int) ([]T, error) {
	rows := min(n, ListingRows)
	known := make(map[K]bool, min(n, maxExpected))
	items := make([]T, 0, min(n, maxExpected))
	seen := 0
	for at := 1; len(items) < n; at++ {
		if at > MaxPages {
			return nil, fmt.Errorf("the list has no end: gave up after %d pages", MaxPages)
		}
		page, err := l.Page(ctx, at, rows)
		if err != nil {
			return nil, err
		}
		fresh := 0
		for _, item := range page.Items {
			key := l.Key(item)
			if known[key] {
				continue
			}
			known[key] = true
			fresh++
			if len(items) < n {
				items = append(items, item)
			}
		}
		seen += len(page.Items)
		// The end, as for a listing that is read to it: nothing new, as many as
		// there are, or a short page where the service does not say how many.
		if fresh == 0 || seen == page.Total && at > 1 || len(page.Items) < rows && seen >= page.Total {
			break
		}
	}
	return items, nil
}
