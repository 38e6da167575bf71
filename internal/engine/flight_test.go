package engine

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// hangingLookup makes lookups wait for their context.
type hangingLookup struct{ *account }

func (a hangingLookup) PadDetails(ctx context.Context, _ armcloud.DetailFilter, _, _ int) (armcloud.Page[armcloud.PadDetail], error) {
	<-ctx.Done()
	return armcloud.Page[armcloud.PadDetail]{}, &armcloud.Error{Class: armcloud.ClassCanceled, Message: "canceled", Cause: ctx.Err()}
}

// If all callers leave while refused instances are looked up, they return at once
// and nothing more is sent. If they stay, the control, the lookup ends with the
// deadline of the batch.
func TestLookupEndsWithItsCallers(t *testing.T) {
	for name, leave := range map[string]bool{"all leave": true, "all stay": false} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(100)
				refuse(a, "instance does not exist", a.instances[3])
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				if leave {
					time.AfterFunc(5*time.Second, cancel)
				}
				start := time.Now()
				errs := together(a.instances, run(ctx, New(hangingLookup{a}, Options{}), setIt, `{}`))
				took := time.Since(start)
				if !leave {
					if took < 2*time.Minute || took > 3*time.Minute {
						t.Errorf("got the end after %s, want it 2m0s to 3m0s after the beginning", took)
					}
					return
				}
				for code, err := range errs {
					if !errors.Is(err, context.Canceled) {
						t.Errorf("%s: got %v, want %v", code, err, context.Canceled)
					}
				}
				if n := len(a.sent()); took != 5*time.Second || n != 1 {
					t.Errorf("got the end after %s and %d submits, want 5s and 1", took, n)
				}
			})
		})
	}
}

// A refused batch is no longer bisected for callers that have left: those of the
// half that is not sent yet return at once, and it is never sent. Callers of the
// half in flight learn its outcome.
func TestBisectionStopsWithItsCallers(t *testing.T) {
	for name, all := range map[string]bool{"all leave": true, "one half leaves": false} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(8)
				a.latency = 10 * time.Second
				a.taskTime = 0
				a.onSubmit = func(_ context.Context, nth int, _ *armcloud.Operation, _ []string) ([]armcloud.Submission, error, bool) {
					return nil, &armcloud.Error{Class: armcloud.ClassBusy, Code: "110031"}, nth == 1
				}
				var mu sync.Mutex
				leave, ended := map[string]func(){}, map[string]time.Duration{}
				// The second request, with the first half, is in flight.
				time.AfterFunc(12*time.Second, func() {
					a.mu.Lock()
					inFlight := a.batches[1]
					a.mu.Unlock()
					mu.Lock()
					defer mu.Unlock()
					for code, cancel := range leave {
						if all || !slices.Contains(inFlight, code) {
							cancel()
						}
					}
				})
				start := time.Now()
				e := New(a, Options{})
				errs := together(a.instances, func(code string) error {
					ctx, cancel := context.WithCancel(t.Context())
					defer cancel()
					mu.Lock()
					leave[code] = cancel
					mu.Unlock()
					err := run(ctx, e, setIt, `{}`)(code)
					mu.Lock()
					defer mu.Unlock()
					ended[code] = time.Since(start)
					return err
				})
				sent := a.sent()
				if len(sent) != 2 || len(sent[1]) != 4 {
					t.Fatalf("got submits %v, want one of all and one of half of them", sent)
				}
				for code, err := range errs {
					var still *StillRunningError
					switch {
					case !slices.Contains(sent[1], code):
						if errors.As(err, &still) || !errors.Is(err, context.Canceled) || ended[code] != 12*time.Second {
							t.Errorf("%s: got %v after %s, want %v after 12s", code, err, ended[code], context.Canceled)
						}
					case all != errors.As(err, &still) || all != (err != nil):
						t.Errorf("%s: got %v, want a StillRunningError %t", code, err, all)
					}
				}
			})
		})
	}
}

// A caller whose deadline passes while the API does not answer gets an
// UnansweredError a moment later. A caller with more time gets the outcome of the
// same request, which is not canceled.
func TestDeadlineOfACallerEndsAnUnansweredSubmit(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(2)
		a.latency = time.Minute
		a.taskTime = 0
		e := New(a, Options{})
		short, cancel := context.WithTimeout(t.Context(), 4*time.Second)
		defer cancel()
		start := time.Now()
		var all sync.WaitGroup
		all.Go(func() {
			err := run(short, e, setIt, `{}`)("AC00000")
			var unanswered *UnansweredError
			if !errors.As(err, &unanswered) || unanswered.PadCode != "AC00000" || !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got %v, want an UnansweredError", err)
			}
			if took := time.Since(start); took > 4*time.Second+responseGrace {
				t.Errorf("got the end after %s, want it after 4s and at most %s", took, responseGrace)
			}
		})
		all.Go(func() {
			if err := run(t.Context(), e, setIt, `{}`)("AC00001"); err != nil {
				t.Errorf("got %v, want success", err)
			}
		})
		all.Wait()
		if n := len(a.sent()); n != 1 {
			t.Errorf("got %d submits, want 1", n)
		}
	})
}

// An interrupted caller of a request that is not answered returns within seconds.
func TestInterruptEndsAnUnansweredSubmit(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		a.latency = time.Minute
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		start := time.Now()
		err := run(ctx, New(a, Options{}), restartIt, `{}`)("AC00000")
		var unanswered *UnansweredError
		if took := time.Since(start); !errors.As(err, &unanswered) || took > time.Second+responseGraceCanceled {
			t.Errorf("got %v after %s, want an UnansweredError within %s of the interrupt", err, took, responseGraceCanceled)
		}
		time.Sleep(time.Minute) // the request is finished
	})
}

// A request that is not answered within SubmitTimeout has an unknown outcome,
// whatever class the client gives its error. A request that was refused until then,
// the control, has not.
func TestSubmitTimeoutIsIndeterminate(t *testing.T) {
	for name, c := range map[string]struct {
		class      armcloud.Class
		unanswered bool
	}{
		"canceled": {armcloud.ClassCanceled, true}, "ambiguous": {armcloud.ClassAmbiguous, true}, "rate limited": {armcloud.ClassRateLimited, false},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(1)
				a.onSubmit = func(ctx context.Context, _ int, op *armcloud.Operation, _ []string) ([]armcloud.Submission, error, bool) {
					<-ctx.Done()
					return nil, &armcloud.Error{Class: c.class, Operation: op, Message: "ended", Cause: ctx.Err(), NotProcessed: !c.unanswered}, true
				}
				start := time.Now()
				err := run(t.Context(), New(a, Options{}), restartIt, `{}`)("AC00000")
				var unanswered *UnansweredError
				if errors.As(err, &unanswered) != c.unanswered || err == nil || !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("got %v, want an UnansweredError %t", err, c.unanswered)
				}
				if took := time.Since(start); took > 2*time.Minute+time.Second {
					t.Errorf("got the end after %s, want it after 2m0s", took)
				}
			})
		})
	}
}

// Pauses of up to five minutes that the API asks for are waited for, once or
// several times, as long as a caller waits. Longer ones fail at once, and after a
// caller has left in a pause, nothing more is sent.
func TestPausesBeforeASubmit(t *testing.T) {
	for name, c := range map[string]struct {
		pauses   []time.Duration
		deadline time.Duration
		submits  int
		fails    bool
	}{
		"none (control)":         {nil, time.Hour, 1, false},
		"150 seconds":            {[]time.Duration{150 * time.Second}, time.Hour, 2, false},
		"one minute, twice":      {[]time.Duration{time.Minute, time.Minute}, time.Hour, 3, false},
		"six minutes":            {[]time.Duration{6 * time.Minute}, time.Hour, 1, true},
		"longer than the caller": {[]time.Duration{4 * time.Minute}, 3 * time.Minute, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(3)
				a.onSubmit = func(_ context.Context, nth int, op *armcloud.Operation, _ []string) ([]armcloud.Submission, error, bool) {
					if nth > len(c.pauses) {
						return nil, nil, false
					}
					return nil, &armcloud.Error{Class: armcloud.ClassRateLimited, Operation: op, NotProcessed: true, RetryAfter: c.pauses[nth-1]}, true
				}
				ctx, cancel := context.WithTimeout(t.Context(), c.deadline)
				defer cancel()
				start := time.Now()
				var want time.Duration
				for _, pause := range c.pauses {
					want += pause
				}
				errs := together(a.instances, run(ctx, New(a, Options{}), setIt, `{}`))
				took := time.Since(start)
				for code, err := range errs {
					var unanswered *UnansweredError
					if c.fails != (err != nil) || errors.As(err, &unanswered) {
						t.Errorf("%s: got %v, want failure %t", code, err, c.fails)
					}
				}
				if !c.fails && (took < want || took > want+10*time.Second) || took > c.deadline {
					t.Errorf("got the end after %s, want it within 10s of %s", took, want)
				}
				synctest.Wait()
				time.Sleep(10 * time.Minute)
				if n := len(a.sent()); n != c.submits {
					t.Errorf("got %d submits, want %d", n, c.submits)
				}
			})
		})
	}
}

// If the API refuses a change as one request too many until the caller's deadline, the
// error is that refusal, and also that the deadline has passed. Control: without a
// refusal, it is only the latter.
func TestRefusalIsNamedAfterTheDeadline(t *testing.T) {
	for name, refuses := range map[string]bool{"refused": true, "not refused (control)": false} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(2)
				a.onSubmit = func(_ context.Context, _ int, op *armcloud.Operation, _ []string) ([]armcloud.Submission, error, bool) {
					return nil, &armcloud.Error{Class: armcloud.ClassRateLimited, Code: "429", Operation: op, NotProcessed: true, RetryAfter: time.Minute}, true
				}
				deadline := 150 * time.Second
				if !refuses {
					deadline = time.Nanosecond // before the batch is sent
				}
				ctx, cancel := context.WithTimeout(t.Context(), deadline)
				defer cancel()
				e := New(a, Options{})
				errs := together(a.instances[:1], run(ctx, e, setIt, `{}`))
				again, cancelAgain := context.WithTimeout(t.Context(), deadline)
				defer cancelAgain()
				e.RunEach(again, a.instances[1:], EachChange{Operation: setIt, Params: json.RawMessage(`{"each":1}`),
					Accepted: func(string, int64) {}, Ended: func(code string, _ armcloud.Task, err error) { errs[code] = err }})
				for _, code := range a.instances {
					var apiErr *armcloud.Error
					refusal := errors.As(errs[code], &apiErr) && apiErr.Code == "429"
					if refusal != refuses || !errors.Is(errs[code], context.DeadlineExceeded) {
						t.Errorf("%s: got %v, want the end of the deadline, and the refusal: %t", code, errs[code], refuses)
					}
				}
			})
		})
	}
}
