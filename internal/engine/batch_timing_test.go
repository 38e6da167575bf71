package engine

import (
	"sync"
	"testing"
	"time"
)

// Two hundred callers that start together and arrive one by one, because the
// machine is busy, still share requests. A single caller does not wait for
// others.
func TestCallersThatArriveOneByOneShareRequests(t *testing.T) {
	for name, c := range map[string]struct {
		gap           time.Duration
		callers, most int
	}{
		"a busy machine":     {8 * time.Millisecond, 200, 6},
		"a very busy one":    {60 * time.Millisecond, 20, 4},
		"seconds in between": {3 * time.Second, 5, 5},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(c.callers)
				e := New(a, Options{})
				var longest time.Duration
				var mu sync.Mutex
				var wg sync.WaitGroup
				for i, code := range a.instances {
					wg.Go(func() {
						_ = Sleep(t.Context(), time.Duration(i)*c.gap)
						start := time.Now()
						if err := run(t.Context(), e, setIt, `{}`)(code); err != nil {
							t.Error(err)
						}
						mu.Lock()
						defer mu.Unlock()
						longest = max(longest, time.Since(start))
					})
				}
				wg.Wait()
				if len(a.batches) > c.most {
					t.Errorf("got %d submits, want at most %d", len(a.batches), c.most)
				}
				if alone := len(a.batches) == c.callers; alone != (c.most == c.callers) {
					t.Errorf("got %d submits for %d callers, want at most %d", len(a.batches), c.callers, c.most)
				}
				t.Logf("%d submits, the slowest change took %s", len(a.batches), longest)
			})
		})
	}
}
