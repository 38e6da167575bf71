package engine

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// set changes the status of an instance.
func (a *account) set(code string, status armcloud.PadStatus, offline bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.status[code], a.offline[code] = status, offline
}

// A running instance is ready after one poll, and a hundred of them after one
// shared poll.
func TestAwaitRunningIsBatched(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(100)
		e := New(a, Options{})
		noErrors(t, together(a.instances, func(code string) error { return e.AwaitRunning(t.Context(), code) }))
		if a.requests() != 1 {
			t.Errorf("got %d polls, want 1", a.requests())
		}
	})
}

// AwaitRunning waits for an instance that is not running, or is running without
// a connection.
func TestAwaitRunningWaits(t *testing.T) {
	for name, c := range map[string]struct {
		status  armcloud.PadStatus
		offline bool
	}{"restarting": {11, false}, "abnormal": {14, false}, "no connection": {armcloud.PadRunning, true}} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(1)
				a.set("AC00000", c.status, c.offline)
				e := New(a, Options{})
				start := time.Now()
				time.AfterFunc(time.Minute, func() { a.set("AC00000", armcloud.PadRunning, false) })
				if err := e.AwaitRunning(t.Context(), "AC00000"); err != nil {
					t.Error(err)
				}
				if took := time.Since(start); took < time.Minute || took > time.Minute+16*time.Second {
					t.Errorf("got %s, want %s to %s", took, time.Minute, time.Minute+16*time.Second)
				}
				// 1, 1.5, 2.25 … 15 s: far fewer polls than one a second.
				if n := a.requests(); n > 12 {
					t.Errorf("got %d polls, want at most 12", n)
				}
			})
		})
	}
}

// An instance that does not run within OnlineTimeout is offline: the error has
// the instance, its status and the time. With a negative timeout it is polled
// once.
func TestAwaitRunningTimeout(t *testing.T) {
	for timeout, waited := range map[time.Duration]time.Duration{time.Minute: time.Minute, -1: 0} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1)
			a.latency = 0
			a.set("AC00000", 18, true)
			e := New(a, Options{OnlineTimeout: timeout, Linger: -1})
			err := e.AwaitRunning(t.Context(), "AC00000")
			var offline *OfflineError
			if !errors.As(err, &offline) || offline.PadCode != "AC00000" || offline.Status != 18 || offline.Waited != waited {
				t.Errorf("got %v, want an OfflineError of AC00000 with status 18 after %s", err, waited)
			}
			if waited == 0 && a.requests() != 1 {
				t.Errorf("got %d polls, want 1", a.requests())
			}
		})
	}
}

// An instance that runs just before OnlineTimeout passes is found running.
func TestAwaitRunningPollsAtTheDeadline(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		a.set("AC00000", 11, false)
		e := New(a, Options{OnlineTimeout: time.Minute})
		time.AfterFunc(time.Minute-time.Millisecond, func() { a.set("AC00000", armcloud.PadRunning, false) })
		if err := e.AwaitRunning(t.Context(), "AC00000"); err != nil {
			t.Error(err)
		}
	})
}

// An instance that the account does not have is not found at once, without
// affecting the others.
func TestAwaitRunningOfAMissingInstance(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		e := New(a, Options{})
		errs := together([]string{"AC00000", "XX1"}, func(code string) error { return e.AwaitRunning(t.Context(), code) })
		var gone *NotFoundError
		if errs["AC00000"] != nil || !errors.As(errs["XX1"], &gone) || gone.PadCode != "XX1" {
			t.Errorf("got %v, want only XX1 not found", errs)
		}
	})
}

// An instance that was seen running recently is not polled, unless it has
// changed.
func TestAwaitRunningUsesRecentReads(t *testing.T) {
	for name, c := range map[string]struct {
		since   func(e *Engine)
		looks   int
		offline bool
	}{
		"a moment ago": {func(*Engine) { <-time.After(recently - time.Second) }, 0, false},
		"long ago":     {func(*Engine) { <-time.After(recently + time.Second) }, 1, true},
		"changed":      {func(e *Engine) { e.Forget("AC00000") }, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(1)
				e := New(a, Options{OnlineTimeout: -1})
				if _, err := e.Details(t.Context(), a.instances); err != nil {
					t.Fatal(err)
				}
				before := a.requests()
				a.set("AC00000", 18, false)
				c.since(e)
				var offline *OfflineError
				if err := e.AwaitRunning(t.Context(), "AC00000"); errors.As(err, &offline) != c.offline {
					t.Errorf("got %v, want offline %t", err, c.offline)
				}
				if looks := a.requests() - before; looks != c.looks {
					t.Errorf("got %d polls, want %d", looks, c.looks)
				}
			})
		})
	}
}

// Callers that come one after another, each of which changes its instance,
// share polls: a short listing is read once every few seconds, and in a long
// one the spare capacity of requests is used. For a few instances nothing is
// prefetched.
func TestAwaitRunningPrefetches(t *testing.T) {
	for _, c := range []struct {
		name               string
		account, instances int
		requests           int
	}{
		// One instance each 50 ms: 25 seconds.
		{"500 of 1,000", 1_000, 500, prefetchAfter + 2*6},
		{"500 of 10,000", 10_000, 500, prefetchAfter + 8},
		{"3 of 1,000", 1_000, 3, 3},
		{"3 of 10,000", 10_000, 3, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(c.account)
				e := New(a, Options{})
				if _, err := e.AllDetails(t.Context()); err != nil {
					t.Fatal(err)
				}
				<-time.After(time.Minute)
				before := a.requests()
				for _, code := range a.instances[:c.instances] {
					if err := e.AwaitRunning(t.Context(), code); err != nil {
						t.Fatal(err)
					}
					e.Forget(code)
					<-time.After(50 * time.Millisecond)
				}
				if n := a.requests() - before; n > c.requests {
					t.Errorf("got %d requests, want at most %d", n, c.requests)
				}
			})
		})
	}
}

// With a batch size of 1 nothing is prefetched.
func TestAwaitRunningOfBatchSizeOne(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(100)
		e := New(a, Options{BatchSize: 1})
		for _, code := range a.instances[:10] {
			if err := e.AwaitRunning(t.Context(), code); err != nil {
				t.Fatal(err)
			}
		}
		if n := a.requests(); n != 10 {
			t.Errorf("%d requests for 10 instances", n)
		}
	})
}

// Failed polls are tolerated. An instance that could not be polled by the
// deadline is not reported as offline.
func TestAwaitRunningToleratesFailures(t *testing.T) {
	for failures, ends := range map[int]bool{10: false, 1000: true} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1)
			a.onDetails = func(nth int, _ armcloud.DetailFilter, _, _ int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
				return got, lost(), nth <= failures
			}
			err := New(a, Options{}).AwaitRunning(t.Context(), "AC00000")
			var offline *OfflineError
			if ends != (err != nil) || errors.As(err, &offline) || ends && !strings.Contains(err.Error(), "AC00000") {
				t.Errorf("after %d failures: got %v, want an error %t, not an OfflineError", failures, err, ends)
			}
		})
	}
}

// A canceled wait returns at once.
func TestAwaitRunningCanceled(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		a.set("AC00000", 11, false)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		start := time.Now()
		if err := New(a, Options{}).AwaitRunning(ctx, "AC00000"); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != 10*time.Second {
			t.Errorf("got %v after %s, want %v after 10s", err, time.Since(start), context.DeadlineExceeded)
		}
	})
}

// Waiting for many instances of a large account reads the listing if that takes
// fewer requests than queries by pad code.
func TestAwaitRunningOfManyReadsTheListing(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(2000)
		e := New(a, Options{})
		if _, err := e.AllDetails(t.Context()); err != nil {
			t.Fatal(err)
		}
		before := a.requests()
		noErrors(t, together(a.instances, func(code string) error { return e.AwaitRunning(t.Context(), code) }))
		if n := a.requests() - before; n > 5 {
			t.Errorf("got %d requests, want at most 5", n)
		}
	})
}

// A poll that was in flight before AwaitRunning was called is too old for it.
func TestAwaitRunningIgnoresPollInFlight(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		a.latency = 10 * time.Second
		a.onDetails = func(nth int, _ armcloud.DetailFilter, _, _ int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
			if nth > 1 {
				return got, nil, false
			}
			got.Items = []armcloud.PadDetail{{PadCode: "AC00000", Status: armcloud.PadRunning}}
			return got, nil, true
		}
		a.set("AC00000", 18, false) // seen by the second poll
		e := New(a, Options{OnlineTimeout: -1})
		first := make(chan error)
		go func() { first <- e.AwaitRunning(t.Context(), "AC00000") }()
		_ = Sleep(t.Context(), time.Second)
		second := make(chan error, 1)
		go func() { second <- e.AwaitRunning(t.Context(), "AC00000") }()
		if err := <-first; err != nil {
			t.Error(err)
		}
		var offline *OfflineError
		if err := <-second; !errors.As(err, &offline) || a.requests() != 2 {
			t.Errorf("got %v after %d polls, want an OfflineError after 2", err, a.requests())
		}
	})
}

// A late waiter does not wait for the long pause of an earlier one.
func TestAwaitRunningOfALateWaiter(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		a.latency = 0
		var looks []time.Duration
		begin := time.Now()
		a.onDetails = func(int, armcloud.DetailFilter, int, int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
			looks = append(looks, time.Since(begin))
			return got, nil, false
		}
		a.set("AC00000", 11, false)
		e := New(a, Options{})
		first := make(chan error)
		go func() { first <- e.AwaitRunning(t.Context(), "AC00000") }()
		_ = Sleep(t.Context(), 2*time.Minute)
		a.set("AC00000", armcloud.PadRunning, false)
		_ = Sleep(t.Context(), time.Second)
		start := time.Now()
		if err := e.AwaitRunning(t.Context(), "AC00000"); err != nil {
			t.Error(err)
		}
		if took := time.Since(start); took > 100*time.Millisecond {
			t.Errorf("got %s, want at most 100ms; polls %v", took, looks)
		}
		if err := <-first; err != nil {
			t.Error(err)
		}
	})
}

// An instance in any list that was read exists and is not queried. The others
// are queried, and those that do not exist are returned.
func TestMissing(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(300)
		e := New(a, Options{})
		if _, err := e.ListInfos(t.Context(), armcloud.InfoFilter{GroupIDs: []int64{1}}); err != nil {
			t.Fatal(err)
		}
		listed := a.requests()
		missing, err := e.Missing(t.Context(), a.instances)
		if err != nil || len(missing) != 0 || a.requests() != listed {
			t.Errorf("got %v, %v, after %d requests, want none after none", missing, err, a.requests()-listed)
		}
		missing, err = e.Missing(t.Context(), append(a.instances[:3:3], "XX1", "XX2"))
		if err != nil || len(missing) != 2 || missing[0] != "XX1" || missing[1] != "XX2" {
			t.Errorf("got %v, %v, want XX1 and XX2", missing, err)
		}
		if a.requests() == listed {
			t.Error("got no request for unknown instances, want some")
		}
	})
}
