package engine

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// queryFunc reads the instances of one request. On an error it may return
// results for some of them.
type queryFunc[T any] func(ctx context.Context, codes []string) (map[string]result[T], error)

// fetchInChunks returns a fetch that queries at most limit instances per
// request. key returns the pad code of an item and reports whether the item has
// data. Instances that the response omits are not found.
func fetchInChunks[T any](opts Options, limit int, query func(context.Context, []string) ([]T, error), key func(T) (padCode string, found bool)) fetchFunc[T] {
	size := min(opts.BatchSize, limit)
	return func(ctx context.Context, codes []string, _ bool) fetchResult[T] {
		got := fetchResult[T]{results: make(map[string]result[T], len(codes))}
		inChunks(ctx, codes, size, opts.InFlight, got.results, func(ctx context.Context, codes []string) (map[string]result[T], error) {
			items, err := query(ctx, codes)
			if err != nil {
				return nil, err
			}
			results := make(map[string]result[T], len(codes))
			for _, code := range codes {
				results[code] = result[T]{}
			}
			for _, item := range items {
				code, found := key(item)
				results[code] = result[T]{value: item, found: found}
			}
			return results, nil
		})
		return got
	}
}

// fetchAtOnce returns a fetch that passes all instances of a round to one call
// of query. An error applies to every instance.
func fetchAtOnce[T any](query func(context.Context, []string) (map[string]T, error)) fetchFunc[T] {
	return func(ctx context.Context, codes []string, _ bool) fetchResult[T] {
		got := fetchResult[T]{results: make(map[string]result[T], len(codes))}
		values, err := query(ctx, codes)
		for _, code := range codes {
			value, found := values[code]
			got.results[code] = result[T]{value: value, found: found, err: err}
		}
		return got
	}
}

// inChunks calls query for chunks of codes, at most parallel at once, and
// collects the results. If the API refuses a chunk because of an instance in
// it, the chunk is bisected; an instance that is refused as unknown on its own
// is not found. Any other error is the result of each instance of its chunk.
func inChunks[T any](ctx context.Context, codes []string, size, parallel int, results map[string]result[T], query queryFunc[T]) {
	var group errgroup.Group
	group.SetLimit(parallel)
	chunks := make([]map[string]result[T], ceil(len(codes), size))
	for i := range chunks {
		chunk := codes[i*size : min((i+1)*size, len(codes))]
		group.Go(func() error {
			chunks[i] = queryChunk(ctx, chunk, query)
			return nil
		})
	}
	_ = group.Wait() // errors are in the results
	for _, chunk := range chunks {
		for code, r := range chunk {
			results[code] = r
		}
	}
}

func queryChunk[T any](ctx context.Context, codes []string, query queryFunc[T]) map[string]result[T] {
	got, err := query(ctx, codes)
	if err == nil {
		return got
	}
	var apiErr *armcloud.Error
	refused := errors.As(err, &apiErr) && (apiErr.ConcernsInstance() || apiErr.Class == armcloud.ClassNotFound)
	if refused && len(codes) == 1 && apiErr.Class == armcloud.ClassNotFound {
		return map[string]result[T]{codes[0]: {}}
	}
	if refused && len(codes) > 1 {
		half := len(codes) / 2
		all := queryChunk(ctx, codes[:half], query)
		for code, r := range queryChunk(ctx, codes[half:], query) {
			all[code] = r
		}
		return all
	}
	all := make(map[string]result[T], len(codes))
	for _, code := range codes {
		if r, ok := got[code]; ok {
			all[code] = r
		} else {
			all[code] = result[T]{err: fmt.Errorf("unable to read instance %s: %w", code, err)}
		}
	}
	return all
}

func ceil(n, d int) int { return (n + d - 1) / d }
