package engine

import (
	"context"
	"errors"
)

// queryByCode reads instances by pad code, in as few requests as possible.
func (f *fetcher[T]) queryByCode(ctx context.Context, codes []string, results map[string]result[T]) {
	inChunks(ctx, codes, f.chunk, f.parallel, results, f.queryPages)
}

// queryPages reads the instances of one chunk, which the API may return on
// several pages. An instance that the API omits is not found. The pages end with
// one that has nothing new, or with as many instances as the total: a short page
// proves nothing, and neither do duplicates or a total that is too small.
func (f *fetcher[T]) queryPages(ctx context.Context, codes []string) (map[string]result[T], error) {
	results := make(map[string]result[T], len(codes))
	requested, seen := map[string]bool{}, map[string]bool{}
	for _, code := range codes {
		requested[code] = true
	}
	foreign := false
	for page := 1; len(results) < len(codes) && page <= len(codes)+1; page++ {
		got, err := f.byCode(ctx, codes, page, maxCodes)
		if err != nil {
			return nil, err
		}
		before := len(seen)
		for _, item := range got.Items {
			code := f.listing.Key(item)
			seen[code] = true
			if requested[code] {
				results[code] = result[T]{value: item, found: true}
			} else {
				foreign = true
			}
		}
		if len(seen) == before || len(seen) == got.Total {
			break
		}
	}
	if foreign && len(results) < len(codes) {
		return results, errFilterIgnored
	}
	for _, code := range codes {
		if _, ok := results[code]; !ok {
			results[code] = result[T]{}
		}
	}
	return results, nil
}

var errFilterIgnored = errors.New("the API ignored the filter: it returned instances that were not requested and omitted requested ones")
