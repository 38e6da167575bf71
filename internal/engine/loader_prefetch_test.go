package engine

import (
	"context"
	"slices"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// view looks at one phone as the refresh of an instance with properties does.
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

// Callers who come a few at a time find their phones looked at already: seats
// that a request has left go to phones that were not asked for. Beside it, a
// few phones of a large account are looked at alone, and phones that nobody
// asks for are not looked at without end.
func TestNeighboursFillTheSeatsLeft(t *testing.T) {
	for _, c := range []struct {
		name                      string
		account, phones, parallel int
		requests, seen            int
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
				noErrors(t, atMost(c.parallel, a.phones[:c.phones], view(t.Context(), e)))
				if len(a.batch) > c.requests || sum(a.batch) > c.seen || sum(a.batch) < c.phones {
					t.Errorf("%d requests for %d phones: %v after %v", len(a.batch), sum(a.batch), a.batch, a.details)
				}
			})
		})
	}
}

// Phones spread over a large account waste no more looks than a few requests
// can hold.
func TestNeighboursOfScatteredPhones(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(10_000)
		e := New(a, Options{})
		var mine []string
		for i := 0; i < len(a.phones); i += 50 {
			mine = append(mine, a.phones[i])
		}
		noErrors(t, atMost(1, mine, view(t.Context(), e)))
		if seen, most := sum(a.batch), len(mine)+(maxUnusedBatches+1)*100; seen > most {
			t.Errorf("%d phones were looked at, expected at most %d", seen, most)
		}
	})
}

// A neighbour that cannot be looked at harms nobody and is not tried again;
// asked for, it is. A phone that has changed is nobody's neighbour.
func TestNeighboursThatCannotBeHad(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(200)
		bad, changed := a.phones[50], a.phones[60]
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
		for _, code := range a.phones {
			if code != bad && code != changed {
				mine = append(mine, code)
			}
		}
		for _, code := range mine {
			if err := view(t.Context(), e)(code); err != nil {
				t.Fatal(err)
			}
			if got, err := e.Properties(t.Context(), []string{code}, ReachPerInstance); err != nil || got[code].PadCode != code {
				t.Fatalf("%s: %v, %v", code, got, err)
			}
		}
		tried := with[bad]
		if tried == 0 || tried > 8 {
			t.Errorf("the bad neighbour was in %d requests, expected those of one halving", tried)
		}
		if with[changed] != 0 {
			t.Errorf("the changed phone was in %d requests, expected none", with[changed])
		}
		for _, code := range []string{bad, changed} {
			if _, err := e.Properties(t.Context(), []string{code}, ReachPerInstance); err != nil {
				t.Fatal(err)
			}
		}
		if with[bad] != tried+1 || with[changed] != 1 {
			t.Errorf("asked for, the phones were in %d and %d requests", with[bad]-tried, with[changed])
		}
	})
}
