package engine

import (
	"cmp"
	"context"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// maxPollSplits limits how often one poll is split to find the item because of
// which the API refuses it. It is enough for one of a hundred.
const maxPollSplits = 8

// pollResults collects the results of one poll.
type pollResults[K cmp.Ordered, V any] struct {
	results map[K]result[V]
	// answered is true if a part of the poll was not refused; refused are the items
	// that were refused on their own.
	answered bool
	refused  []K
	// splits is how often the poll may still be split.
	splits int
}

// query queries keys at once. If the API refuses the query, it queries both
// halves, so that the refusal of one item does not affect the others.
func (p *pollResults[K, V]) query(ctx context.Context, keys []K, query func(context.Context, []K) (map[K]result[V], error)) {
	got, err := query(ctx, keys)
	if isRefusal(err) && len(keys) > 1 && p.splits > 0 {
		p.splits--
		middle := len(keys) / 2
		p.query(ctx, keys[:middle], query)
		p.query(ctx, keys[middle:], query)
		return
	}
	for _, key := range keys {
		r := got[key]
		if err != nil {
			r = result[V]{err: err}
		}
		p.results[key] = r
		p.answered = p.answered || r.err == nil
		if len(keys) == 1 && isRefusal(r.err) {
			p.refused = append(p.refused, key)
		}
	}
}

// culprits returns the items because of which the API refuses the poll. If it
// refuses every part of the poll, that is not because of single items.
func (p *pollResults[K, V]) culprits() []K {
	if !p.answered && len(p.results) > 1 {
		return nil
	}
	return p.refused
}

// outage returns the error of a poll that the API did not answer, not even a part of
// it, otherwise nil.
func (p *pollResults[K, V]) outage() error {
	var last error
	for _, r := range p.results {
		if !armcloud.Is(r.err, armcloud.ClassTransport) {
			return nil
		}
		last = r.err
	}
	return last
}

// isRefusal reports whether err is a definite refusal that may concern a part of
// the request only.
func isRefusal(err error) bool {
	return armcloud.Is(err, armcloud.ClassRejected) || armcloud.Is(err, armcloud.ClassNotFound)
}
