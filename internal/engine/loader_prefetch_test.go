package engine

import (
	"context"
	"slices"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// view reads one instance like the refresh of an instance with properties does.
func view(ctx context.Context, e *Engine) func(string) error {
	return func(code string) error {
		if _, err := e.Details(ctx, []string{code}); err != nil {
			return err
		}
		_, err := e.Properties(ctx, []string{code}, ReachPerInstance)
		return err
	}
}

func sum(numbers []int) (total int) {
	for _, n := range numbers {
		total += n
	}
	return total
}

// Callers that come a few at a time find their instances prefetched in the
// spare capacity of earlier requests. For a few instances of a large account
// nothing is prefetched, and the number of unused instances is limited.
func TestPrefetchFillsSpareCapacity(t *testing.T) {
	for _, c := range []struct {
		name                         string
		account, instances, parallel int
		requests, seen               int
	}{
		{"500 of 500, ten at a time", 500, 500, 10, prefetchAfter + 5, 500},
		{"500 of 500, one at a time", 500, 500, 1, prefetchAfter + 5, 500},
		{"500 of 10,000, ten at a time", 10_000, 500, 10, prefetchAfter + 2*5, 500 + 500},
		{"3 of 10,000, one at a time", 10_000, 3, 1, 3, 3},
		{"3 of 10, one at a time", 10, 3, 1, 3, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(c.account)
				e := New(a, Options{})
				noErrors(t, atMost(c.parallel, a.instances[:c.instances], view(t.Context(), e)))
				if len(a.batch) > c.requests || sum(a.batch) > c.seen || sum(a.batch) < c.instances {
					t.Errorf("got %d requests for %d instances, want at most %d for %d to %d: %v after %v", len(a.batch), sum(a.batch), c.requests, c.instances, c.seen, a.batch, a.details)
				}
			})
		})
	}
}

// For instances scattered over a large account, prefetching reads no more than
// a few full requests in vain.
func TestPrefetchOfScatteredInstances(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(10_000)
		e := New(a, Options{})
		var mine []string
		for i := 0; i < len(a.instances); i += 50 {
			mine = append(mine, a.instances[i])
		}
		noErrors(t, atMost(1, mine, view(t.Context(), e)))
		if seen, most := sum(a.batch), len(mine)+(maxUnusedBatches+1)*100; seen > most {
			t.Errorf("got %d instances read, want at most %d", seen, most)
		}
	})
}

// A prefetched instance that cannot be read affects no other and is not
// prefetched again; a request for it is still sent. A changed instance is not
// prefetched.
func TestPrefetchThatFails(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(200)
		bad, changed := a.instances[50], a.instances[60]
		with := map[string]int{}
		a.onBatch = func(_ int, codes []string) ([]armcloud.PadProperties, error, bool) {
			for _, code := range []string{bad, changed} {
				if slices.Contains(codes, code) {
					with[code]++
				}
			}
			if slices.Contains(codes, bad) {
				return nil, &armcloud.Error{Class: armcloud.ClassBusy, Code: "110031"}, true
			}
			return nil, nil, false
		}
		e := New(a, Options{})
		e.Forget(changed)
		var mine []string
		for _, code := range a.instances {
			if code != bad && code != changed {
				mine = append(mine, code)
			}
		}
		for _, code := range mine {
			if err := view(t.Context(), e)(code); err != nil {
				t.Fatal(err)
			}
			if got, err := e.Properties(t.Context(), []string{code}, ReachPerInstance); err != nil || got[code].PadCode != code {
				t.Fatalf("%s: got %v, %v", code, got, err)
			}
		}
		tried := with[bad]
		if tried == 0 || tried > 8 {
			t.Errorf("got the bad instance in %d requests, want it in those of one bisection", tried)
		}
		if with[changed] != 0 {
			t.Errorf("got the changed instance in %d requests, want none", with[changed])
		}
		for _, code := range []string{bad, changed} {
			if _, err := e.Properties(t.Context(), []string{code}, ReachPerInstance); err != nil {
				t.Fatal(err)
			}
		}
		if with[bad] != tried+1 || with[changed] != 1 {
			t.Errorf("requested: got the instances in %d and %d requests, want 1 each", with[bad]-tried, with[changed])
		}
	})
}
