package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

func run(ctx context.Context, e *Engine, op *armcloud.Operation, params string) func(string) error {
	return func(code string) error {
		_, err := e.Run(ctx, code, op, json.RawMessage(params))
		return err
	}
}

// A thousand equal changes at once are exactly ten requests of a hundred, with
// each instance in one of them.
func TestThousandInstancesAreTenSubmits(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1000)
		e := New(a, Options{})
		noErrors(t, together(a.instances, run(t.Context(), e, setIt, `{"x":1}`)))
		if len(a.batches) != 10 {
			t.Errorf("got %d submits, want 10", len(a.batches))
		}
		seen := map[string]bool{}
		for _, batch := range a.batches {
			for _, code := range batch {
				if seen[code] {
					t.Errorf("%s was sent twice", code)
				}
				seen[code] = true
			}
		}
		if len(seen) != 1000 {
			t.Errorf("got %d instances, want 1000", len(seen))
		}
	})
}

// Two hundred callers within 50 ms, with tasks of two seconds, take at most 6
// submits and 25 task queries.
func TestTwoHundredCallersInFiftyMilliseconds(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(200)
		e := New(a, Options{})
		var wg sync.WaitGroup
		for i, code := range a.instances {
			wg.Go(func() {
				_ = Sleep(t.Context(), time.Duration(i)*250*time.Microsecond)
				if err := run(t.Context(), e, setIt, `{}`)(code); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if len(a.batches) > 6 || len(a.queries) > 25 {
			t.Errorf("got %d submits and %d task queries, want at most 6 and 25", len(a.batches), len(a.queries))
		}
	})
}

// Changes with different parameters or operations never share a request; equal
// ones do.
func TestOnlyEqualChangesAreBatched(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(40)
		e := New(a, Options{})
		i := 0
		var mu sync.Mutex
		noErrors(t, together(a.instances, func(code string) error {
			mu.Lock()
			i++
			op, params := setIt, fmt.Sprintf(`{"x":%d}`, i%2)
			if i%4 > 1 {
				op = setOther
			}
			mu.Unlock()
			_, err := e.Run(t.Context(), code, op, json.RawMessage(params))
			return err
		}))
		if len(a.batches) != 4 {
			t.Errorf("got %d submits, want 4", len(a.batches))
		}
	})
}

// With a batch size of 1, or for an operation that takes one instance, each
// change is a request of its own.
func TestNoBatching(t *testing.T) {
	for name, c := range map[string]struct {
		size int
		op   *armcloud.Operation
	}{"batch size 1": {1, setIt}, "one instance a request": {100, oneByOne}} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(20)
				e := New(a, Options{BatchSize: c.size})
				noErrors(t, together(a.instances, run(t.Context(), e, c.op, `{}`)))
				if len(a.batches) != 20 {
					t.Errorf("got %d submits, want 20", len(a.batches))
				}
			})
		})
	}
}

// While a request is in flight, equal changes wait for its return and then
// share a request. A full batch does not wait.
func TestChangesWaitForTheRequestInFlight(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(300)
		a.latency = time.Second
		e := New(a, Options{})
		var wg sync.WaitGroup
		start := func(codes []string) {
			for _, code := range codes {
				wg.Go(func() {
					if err := run(t.Context(), e, setIt, `{}`)(code); err != nil {
						t.Error(err)
					}
				})
			}
		}
		start(a.instances[:1])
		_ = Sleep(t.Context(), 100*time.Millisecond) // sent
		start(a.instances[1:11])
		_ = Sleep(t.Context(), 100*time.Millisecond)
		start(a.instances[11:21])
		_ = Sleep(t.Context(), 100*time.Millisecond)
		if n := len(a.sent()); n != 1 {
			t.Errorf("got %d submits while the first is in flight, want 1", n)
		}
		start(a.instances[21:121])
		if sent := a.sent(); len(sent) != 2 || len(sent[1]) != 100 {
			t.Errorf("got %d submits, want a second one of 100", len(sent))
		}
		wg.Wait()
		if sent := a.sent(); len(sent) != 3 || len(sent[2]) != 20 {
			t.Errorf("got %d submits for the rest, want one of 20", len(sent)-2)
		}
	})
}

// No more than SubmitsInFlight submits are in flight.
func TestSubmitsInFlightAreLimited(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1000)
		var mu sync.Mutex
		now, most := 0, 0
		a.onSubmit = func(ctx context.Context, _ int, _ *armcloud.Operation, _ []string) ([]armcloud.Submission, error, bool) {
			mu.Lock()
			now++
			most = max(most, now)
			mu.Unlock()
			_ = Sleep(ctx, time.Second)
			mu.Lock()
			now--
			mu.Unlock()
			return nil, nil, false
		}
		e := New(a, Options{SubmitsInFlight: 3})
		noErrors(t, together(a.instances, run(t.Context(), e, setIt, `{}`)))
		if most != 3 || len(a.batches) != 10 {
			t.Errorf("got %d at once in %d submits, want 3 in 10", most, len(a.batches))
		}
	})
}

// An instance is never twice in a request, even if two callers make the same
// change to it.
func TestInstanceIsOncePerRequest(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		e := New(a, Options{})
		var wg sync.WaitGroup
		for range 2 {
			wg.Go(func() {
				if err := run(t.Context(), e, setIt, `{}`)("AC00000"); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if len(a.batches) != 2 {
			t.Errorf("got batches %v, want 2", a.batches)
		}
	})
}

// A change that is canceled before its batch is sent is not in it; the others
// are.
func TestCancelBeforeSending(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(3)
		e := New(a, Options{})
		ctx, cancel := context.WithCancel(t.Context())
		gone := make(chan error)
		go func() { gone <- run(ctx, e, setIt, `{}`)("AC00000") }()
		stay := make(chan error)
		go func() { stay <- run(t.Context(), e, setIt, `{}`)("AC00001") }()
		synctest.Wait()
		cancel()
		err := <-gone
		var still *StillRunningError
		if !errors.Is(err, context.Canceled) || errors.As(err, &still) {
			t.Errorf("got %v, want only %v", err, context.Canceled)
		}
		if err := <-stay; err != nil {
			t.Error(err)
		}
		if len(a.batches) != 1 || len(a.batches[0]) != 1 || a.batches[0][0] != "AC00001" {
			t.Errorf("got batches %v, want one of AC00001", a.batches)
		}
		// Without callers nothing is sent.
		if err := run(ctx, e, setIt, `{}`)("AC00002"); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want %v", err, context.Canceled)
		}
		if sent := a.sent(); len(sent) != 1 || len(e.batches.queues) != 0 {
			t.Errorf("got batches %v and %d queues, want 1 and none", sent, len(e.batches.queues))
		}
	})
}

// A request in flight is finished although its caller is canceled: the error
// names the task, and the request was not canceled.
func TestSubmitIsFinishedAfterCancel(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		a.latency = 10 * time.Second
		e := New(a, Options{})
		ctx, cancel := context.WithCancel(t.Context())
		result := make(chan error)
		go func() { result <- run(ctx, e, restartIt, `{}`)("AC00000") }()
		_ = Sleep(t.Context(), time.Second) // sent
		cancel()
		err := <-result
		var still *StillRunningError
		if !errors.As(err, &still) || len(still.Tasks) != 1 || still.Tasks[0] != a.lastID || !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want a StillRunningError for task %d", err, a.lastID)
		}
		if len(a.queries) != 0 {
			t.Error("got a task query after the cancellation, want none")
		}
	})
}

// A request that never returns ends after SubmitTimeout.
func TestSubmitTimeout(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(2)
		a.latency = time.Hour
		e := New(a, Options{SubmitTimeout: time.Minute})
		start := time.Now()
		errs := together(a.instances, run(t.Context(), e, setIt, `{}`))
		for code, err := range errs {
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%s: got %v, want %v", code, err, context.DeadlineExceeded)
			}
		}
		if took := time.Since(start); took > time.Minute+time.Second {
			t.Errorf("got a timeout after %s, want %s", took, time.Minute)
		}
	})
}
