package engine

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// With TransientOnly, Poll checks at once and then with growing pauses,
// tolerates transient failures as long as its context lasts, and ends at any
// other error.
func TestPollTransientOnly(t *testing.T) {
	lost := &armcloud.Error{Class: armcloud.ClassTransport, Message: "lost"}
	refused := &armcloud.Error{Class: armcloud.ClassRejected, Message: "refused"}
	for name, c := range map[string]struct {
		check  func(nth int) (bool, error)
		limit  time.Duration
		checks int
		took   time.Duration
		err    error
	}{
		"at once":            {func(int) (bool, error) { return true, nil }, time.Hour, 1, 0, nil},
		"later":              {func(nth int) (bool, error) { return nth == 4, nil }, time.Hour, 4, time.Second + 1500*time.Millisecond + 2250*time.Millisecond, nil},
		"transient failures": {func(nth int) (bool, error) { return nth == 4, map[bool]error{true: lost}[nth < 4] }, time.Hour, 4, time.Second + 1500*time.Millisecond + 2250*time.Millisecond, nil},
		"a long outage":      {func(nth int) (bool, error) { return nth == 100, map[bool]error{true: lost}[nth < 100] }, time.Hour, 100, 0, nil},
		"an endless outage":  {func(int) (bool, error) { return false, lost }, 10 * time.Second, 5, 10 * time.Second, lost},
		"refused":            {func(int) (bool, error) { return false, refused }, time.Hour, 1, 0, refused},
		"never":              {func(int) (bool, error) { return false, nil }, 2 * time.Second, 2, 2 * time.Second, context.DeadlineExceeded},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), c.limit)
				defer cancel()
				checks, began := 0, time.Now()
				_, err := New(&account{}, Options{}).Poll(ctx, PollOptions{Timeout: NoDeadline, WithoutRetry: true, TransientOnly: true}, func(context.Context) (bool, error) {
					checks++
					return c.check(checks)
				})
				if checks != c.checks || !errors.Is(err, c.err) || (c.took > 0 && time.Since(began) != c.took) {
					t.Errorf("got %d checks in %s, then %v, want %d, then %v", checks, time.Since(began), err, c.checks, c.err)
				}
			})
		})
	}
}

// Poll checks until the condition is true, tolerates outages until its timeout,
// and ends at a permanent error, at its timeout and with its context. Without a
// timeout, and for refusals, patience limits the failures.
func TestPollTimeout(t *testing.T) {
	lost, refused := &armcloud.Error{Class: armcloud.ClassTransport}, &armcloud.Error{Class: armcloud.ClassRejected}
	for name, c := range map[string]struct {
		timeout time.Duration
		check   func(n int) (bool, error)
		seen    bool
		class   armcloud.Class
		fails   bool
		checks  int
	}{
		"at once":           {-1, func(int) (bool, error) { return true, nil }, true, 0, false, 1},
		"at last":           {-1, func(n int) (bool, error) { return n == 5, nil }, true, 0, false, 5},
		"after failures":    {-1, func(n int) (bool, error) { return n == 11, map[bool]error{true: lost}[n < 11] }, true, 0, false, 11},
		"an endless outage": {-1, func(int) (bool, error) { return false, lost }, false, armcloud.ClassTransport, true, 18},
		"a long outage":     {time.Hour, func(n int) (bool, error) { return n == 100, map[bool]error{true: lost}[n < 100] }, true, 0, false, 100},
		"refused":           {time.Hour, func(int) (bool, error) { return false, refused }, false, armcloud.ClassRejected, true, 18},
		"permanent":         {-1, func(int) (bool, error) { return false, &armcloud.Error{Class: armcloud.ClassUnavailable} }, false, armcloud.ClassUnavailable, true, 1},
		"no timeout":        {0, func(int) (bool, error) { return false, nil }, false, 0, false, 1},
		"some timeout":      {4 * time.Second, func(int) (bool, error) { return false, nil }, false, 0, false, 4},
	} {
		synctest.Test(t, func(t *testing.T) {
			e, checks := New(newAccount(1), Options{}), 0
			seen, err := e.Poll(t.Context(), PollOptions{Timeout: c.timeout}, func(context.Context) (bool, error) {
				checks++
				return c.check(checks)
			})
			if seen != c.seen || (err != nil) != c.fails || c.fails && !armcloud.Is(err, c.class) || checks != c.checks {
				t.Errorf("%s: got %v, %v after %d checks, want %v after %d", name, seen, err, checks, c.seen, c.checks)
			}
		})
	}
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		began := time.Now()
		_, err := New(newAccount(1), Options{}).Poll(ctx, PollOptions{Timeout: NoDeadline}, func(context.Context) (bool, error) { return false, nil })
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != time.Minute {
			t.Errorf("got %v after %s, want %v after %s", err, time.Since(began), context.DeadlineExceeded, time.Minute)
		}
	})
}
