package engine

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// ask looks at phones by code, in as few requests as there can be.
func (s *snapshot[T]) ask(ctx context.Context, codes []string, answers map[string]answer[T]) {
	inChunks(ctx, codes, s.chunk, s.parallel, answers, s.askChunk)
}

// askChunk looks at the phones of one request. A phone that the service does
// not show, or refuses to speak of, is not there.
func (s *snapshot[T]) askChunk(ctx context.Context, codes []string) (map[string]answer[T], error) {
	answers := make(map[string]answer[T], len(codes))
	asked := map[string]bool{}
	for _, code := range codes {
		asked[code] = true
	}
	foreign, seen := false, 0
	for page := 1; len(answers) < len(codes) && page <= len(codes); page++ {
		got, err := s.byCode(ctx, codes, page, maxCodes)
		if err != nil {
			return nil, err
		}
		for _, item := range got.Items {
			if code := s.listing.Key(item); asked[code] {
				answers[code] = answer[T]{value: item, found: true}
			} else {
				foreign = true
			}
		}
		seen += len(got.Items)
		if len(got.Items) == 0 || seen >= got.Total {
			break
		}
	}
	if foreign && len(answers) < len(codes) {
		return answers, errFilterIgnored
	}
	for _, code := range codes {
		if _, ok := answers[code]; !ok {
			answers[code] = answer[T]{}
		}
	}
	return answers, nil
}

var errFilterIgnored = errors.New("the service answered with phones that were not asked for and left out others that were")

// inChunks runs ask on pieces of codes, several at once, and collects the
// answers. Where the service refuses a piece because of a phone in it, the
// piece is halved; a phone not found on its own is not there. Another error
// is the answer for each phone of its piece.
func inChunks[T any](ctx context.Context, codes []string, size, parallel int, answers map[string]answer[T],
	ask func(context.Context, []string) (map[string]answer[T], error)) {
	var group errgroup.Group
	group.SetLimit(parallel)
	results := make([]map[string]answer[T], ceil(len(codes), size))
	for i := range results {
		piece := codes[i*size : min((i+1)*size, len(codes))]
		group.Go(func() error {
			results[i] = askPiece(ctx, piece, ask)
			return nil
		})
	}
	_ = group.Wait() // the pieces keep their errors
	for _, r := range results {
		for code, a := range r {
			answers[code] = a
		}
	}
}

func askPiece[T any](ctx context.Context, codes []string, ask func(context.Context, []string) (map[string]answer[T], error)) map[string]answer[T] {
	got, err := ask(ctx, codes)
	if err == nil {
		return got
	}
	var apiErr *armcloud.Error
	concerns := errors.As(err, &apiErr) && (apiErr.ConcernsInstance() || apiErr.Class == armcloud.ClassNotFound)
	if concerns && len(codes) == 1 && apiErr.Class == armcloud.ClassNotFound {
		return map[string]answer[T]{codes[0]: {}}
	}
	if concerns && len(codes) > 1 {
		half := len(codes) / 2
		all := askPiece(ctx, codes[:half], ask)
		for code, a := range askPiece(ctx, codes[half:], ask) {
			all[code] = a
		}
		return all
	}
	all := make(map[string]answer[T], len(codes))
	for _, code := range codes {
		if a, ok := got[code]; ok {
			all[code] = a
		} else {
			all[code] = answer[T]{err: fmt.Errorf("unable to look at phone %s: %w", code, err)}
		}
	}
	return all
}
