package armcloud

import (
	"context"
	"fmt"
)

// First returns the first n items, or all if there are fewer, each once and in
// the order of the service. It reads no more pages than necessary. It fails if
// Page fails, or after MaxPages pages.
func (l Listing[T, K]) First(ctx context.Context, n int) ([]T, error) {
	rows := min(n, ListingRows)
	known := make(map[K]bool, min(n, maxExpected))
	items := make([]T, 0, min(n, maxExpected))
	for at := 1; len(items) < n; at++ {
		if at > MaxPages {
			return nil, fmt.Errorf("the list does not end: gave up after %d pages", MaxPages)
		}
		page, err := l.Page(ctx, at, rows)
		if err != nil {
			return nil, err
		}
		added := 0
		for _, item := range page.Items {
			key := l.Key(item)
			if known[key] {
				continue
			}
			known[key] = true
			added++
			if len(items) < n {
				items = append(items, item)
			}
		}
		// The listing ends under the same conditions as in Read.
		if added == 0 || len(known) == page.Total && (at > 1 || len(page.Items) < rows) {
			break
		}
	}
	return items, nil
}
