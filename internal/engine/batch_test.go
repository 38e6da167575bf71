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

// A thousand equal changes in one go are exactly ten requests of a hundred,
// each phone in one of them.
func TestThousandPhonesAreTenSubmits(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1000)
		e := New(a, Options{})
		noErrors(t, together(a.phones, run(t.Context(), e, setIt, `{"x":1}`)))
		if len(a.batches) != 10 {
			t.Errorf("%d submits", len(a.batches))
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
			t.Errorf("%d phones sent", len(seen))
		}
	})
}

// Two hundred callers who come within 50 ms of each other, with tasks of two
// seconds, are at most 6 submits and 25 task queries.
func TestTwoHundredCallersInFiftyMilliseconds(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(200)
		e := New(a, Options{})
		var wg sync.WaitGroup
		for i, code := range a.phones {
			wg.Go(func() {
				_ = sleep(t.Context(), time.Duration(i)*250*time.Microsecond)
				if err := run(t.Context(), e, setIt, `{}`)(code); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if len(a.batches) > 6 || len(a.queries) > 25 {
			t.Errorf("%d submits, %d task queries", len(a.batches), len(a.queries))
		}
	})
}

// Different parameters, or different operations, never share a request; equal
// ones do.
func TestOnlyEqualChangesAreJoined(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(40)
		e := New(a, Options{})
		i := 0
		var mu sync.Mutex
		noErrors(t, together(a.phones, func(code string) error {
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
			t.Errorf("%d submits for four kinds of change", len(a.batches))
		}
	})
}

// A batch size of 1 sends each phone on its own, and so does an operation that
// takes one phone, whatever the batch size.
func TestNoJoining(t *testing.T) {
	for name, c := range map[string]struct {
		size int
		op   *armcloud.Operation
	}{"batch size 1": {1, setIt}, "one phone a request": {100, oneByOne}} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(20)
				e := New(a, Options{BatchSize: c.size})
				noErrors(t, together(a.phones, run(t.Context(), e, c.op, `{}`)))
				if len(a.batches) != 20 {
					t.Errorf("%d submits", len(a.batches))
				}
			})
		})
	}
}

// While a request is under way, equal changes wait for its return and then go
// together; a full batch does not wait.
func TestGroupCommit(t *testing.T) {
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
		start(a.phones[:1])
		_ = sleep(t.Context(), 100*time.Millisecond) // sent
		start(a.phones[1:11])
		_ = sleep(t.Context(), 100*time.Millisecond)
		start(a.phones[11:21])
		_ = sleep(t.Context(), 100*time.Millisecond)
		if n := len(a.sent()); n != 1 {
			t.Errorf("%d submits while the first is under way", n)
		}
		start(a.phones[21:121])
		if sent := a.sent(); len(sent) != 2 || len(sent[1]) != 100 {
			t.Errorf("a full batch waited: %d submits", len(sent))
		}
		wg.Wait()
		if sent := a.sent(); len(sent) != 3 || len(sent[2]) != 20 {
			t.Errorf("the rest went in %d submits", len(sent)-2)
		}
	})
}

// No more requests are under way than InFlight.
func TestSubmitsInFlightAreBounded(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1000)
		var mu sync.Mutex
		now, most := 0, 0
		a.onSubmit = func(ctx context.Context, _ int, _ *armcloud.Operation, _ []string) ([]armcloud.Submission, error, bool) {
			mu.Lock()
			now++
			most = max(most, now)
			mu.Unlock()
			_ = sleep(ctx, time.Second)
			mu.Lock()
			now--
			mu.Unlock()
			return nil, nil, false
		}
		e := New(a, Options{InFlight: 3})
		noErrors(t, together(a.phones, run(t.Context(), e, setIt, `{}`)))
		if most != 3 || len(a.batches) != 10 {
			t.Errorf("%d at once in %d submits", most, len(a.batches))
		}
	})
}

// A phone never stands twice in one request, though two callers make the same
// change on it at once.
func TestPhoneTwiceInTwoRequests(t *testing.T) {
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
			t.Errorf("batches %v", a.batches)
		}
	})
}

// Who leaves before the request is sent is not in it; the others are.
func TestLeavingBeforeSending(t *testing.T) {
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
			t.Errorf("got %v", err)
		}
		if err := <-stay; err != nil {
			t.Error(err)
		}
		if len(a.batches) != 1 || len(a.batches[0]) != 1 || a.batches[0][0] != "AC00001" {
			t.Errorf("batches %v", a.batches)
		}
		// When everybody leaves, nothing is sent.
		if err := run(ctx, e, setIt, `{}`)("AC00002"); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if sent := a.sent(); len(sent) != 1 || len(e.batches.queues) != 0 {
			t.Errorf("batches %v, %d lines left", sent, len(e.batches.queues))
		}
	})
}

// A request once begun is finished though its caller leaves: the error names
// the task, and the request was not cancelled.
func TestSubmitIsFinishedAfterCancel(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		a.latency = 10 * time.Second
		e := New(a, Options{})
		ctx, cancel := context.WithCancel(t.Context())
		result := make(chan error)
		go func() { result <- run(ctx, e, restartIt, `{}`)("AC00000") }()
		_ = sleep(t.Context(), time.Second) // sent
		cancel()
		err := <-result
		var still *StillRunningError
		if !errors.As(err, &still) || len(still.Tasks) != 1 || still.Tasks[0] != a.lastID || !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if len(a.queries) != 0 {
			t.Error("a task was asked for after the caller had left")
		}
	})
}

// A request that never returns is given up after SubmitTimeout, also for
// callers who left.
func TestSubmitTimeout(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(2)
		a.latency = time.Hour
		e := New(a, Options{SubmitTimeout: time.Minute})
		start := time.Now()
		errs := together(a.phones, run(t.Context(), e, setIt, `{}`))
		for code, err := range errs {
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%s: %v", code, err)
			}
		}
		if took := time.Since(start); took > time.Minute+time.Second {
			t.Errorf("gave up after %s", took)
		}
	})
}
