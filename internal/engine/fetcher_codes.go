package engine

import (
	"context"
	"errors"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// queryByCode reads instances by pad code, in as few requests as possible.
func (f *fetcher[T]) queryByCode(ctx context.Context, codes []string, results map[string]result[T]) {
	inChunks(ctx, codes, f.chunk, f.parallel, results, f.queryPages)
}

// queryPages reads the instances of one chunk, which the API may return on
// several pages. An instance that the API omits is not found. If the total promises
// more instances than the pages have, or the response is empty, those that are missing
// are queried once more, by themselves. So is an instance that was refused as unknown: a
// single empty response or refusal is no proof that an instance is gone.
func (f *fetcher[T]) queryPages(ctx context.Context, codes []string) (map[string]result[T], error) {
	results := make(map[string]result[T], len(codes))
	promised, err := f.readPages(ctx, codes, results)
	if len(codes) == 1 && armcloud.Is(err, armcloud.ClassNotFound) {
		promised, err = true, nil
	}
	if rest := remaining(codes, results); err == nil && promised && len(rest) > 0 {
		_, err = f.readPages(ctx, rest, results)
	}
	if errors.Is(err, errFilterIgnored) {
		return results, &armcloud.Error{
			Class: armcloud.ClassTransport, Operation: f.op, Message: err.Error(), Cause: err,
			Advice: "Try again. If it happens again, contact ARMCloud support.",
		}
	}
	if err != nil {
		return nil, err
	}
	for _, code := range remaining(codes, results) {
		results[code] = result[T]{}
	}
	return results, nil
}

// readPages adds the instances of the pages to results. The pages end with one that
// has nothing new, or with as many instances as the total: a short page proves
// nothing, and neither do duplicates or a total that is too small. promised reports
// that the total is larger than the number of instances, or that the response is empty.
func (f *fetcher[T]) readPages(ctx context.Context, codes []string, results map[string]result[T]) (promised bool, err error) {
	requested, seen := map[string]bool{}, map[string]bool{}
	for _, code := range codes {
		requested[code] = true
	}
	foreign, found := false, 0
	for page := 1; found < len(codes) && page <= len(codes)+1; page++ {
		got, err := f.byCode(ctx, codes, page, maxCodes)
		if err != nil {
			return false, err
		}
		before := len(seen)
		for _, item := range got.Items {
			code := f.listing.Key(item)
			if requested[code] && !seen[code] {
				results[code] = result[T]{value: item, found: true}
				found++
			}
			foreign = foreign || !requested[code]
			seen[code] = true
		}
		promised = promised || got.Total > len(seen)
		if len(seen) == before || len(seen) == got.Total {
			promised = len(seen) == 0 || promised && len(seen) != got.Total
			break
		}
	}
	if foreign && found < len(codes) {
		return false, errFilterIgnored
	}
	return promised, nil
}

var errFilterIgnored = errors.New("the API ignored the filter: it returned instances that were not requested and omitted requested ones")
