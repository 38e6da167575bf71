package engine

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// set changes a phone's status, as somebody else would.
func (a *account) set(code string, status armcloud.PadStatus, offline bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.status[code], a.offline[code] = status, offline
}

// A running phone is ready after one look, a hundred of them after one look
// together.
func TestAwaitRunningJoins(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(100)
		e := New(a, Options{})
		noErrors(t, together(a.phones, func(code string) error { return e.AwaitRunning(t.Context(), code) }))
		if a.requests() != 1 {
			t.Errorf("%d looks", a.requests())
		}
	})
}

// A phone that is not running, or is running without a connection, is waited
// for until it is ready.
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
					t.Errorf("took %s", took)
				}
				// 1, 1.5, 2.25 … 15 s: far fewer looks than one a second.
				if n := a.requests(); n > 12 {
					t.Errorf("%d looks", n)
				}
			})
		})
	}
}

// A phone that stays away for OnlineTimeout is offline: the error names it,
// its status and the time; with a negative timeout after one look.
func TestAwaitRunningGivesUp(t *testing.T) {
	for timeout, waited := range map[time.Duration]time.Duration{time.Minute: time.Minute, -1: 0} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1)
			a.latency = 0
			a.set("AC00000", 18, true)
			e := New(a, Options{OnlineTimeout: timeout, Linger: -1})
			err := e.AwaitRunning(t.Context(), "AC00000")
			var offline *OfflineError
			if !errors.As(err, &offline) || offline.PadCode != "AC00000" || offline.Status != 18 || offline.Waited != waited {
				t.Errorf("got %v", err)
			}
			if waited == 0 && a.requests() != 1 {
				t.Errorf("%d looks", a.requests())
			}
		})
	}
}

// A phone that comes back right at the end of OnlineTimeout is still seen.
func TestAwaitRunningLooksAtTheEnd(t *testing.T) {
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

// A phone that the account does not have is gone, at once, and does not keep
// its neighbours.
func TestAwaitRunningOfAMissingPhone(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		e := New(a, Options{})
		errs := together([]string{"AC00000", "XX1"}, func(code string) error { return e.AwaitRunning(t.Context(), code) })
		var gone *NotFoundError
		if errs["AC00000"] != nil || !errors.As(errs["XX1"], &gone) || gone.PadCode != "XX1" {
			t.Errorf("got %v", errs)
		}
	})
}

// A phone that was seen running a moment ago is not looked at again; it is
// when that was longer ago, and when it was changed meanwhile.
func TestAwaitRunningLooksAfresh(t *testing.T) {
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
				if _, err := e.Details(t.Context(), a.phones); err != nil {
					t.Fatal(err)
				}
				before := a.requests()
				a.set("AC00000", 18, false)
				c.since(e)
				var offline *OfflineError
				if err := e.AwaitRunning(t.Context(), "AC00000"); errors.As(err, &offline) != c.offline {
					t.Errorf("got %v", err)
				}
				if looks := a.requests() - before; looks != c.looks {
					t.Errorf("%d looks, expected %d", looks, c.looks)
				}
			})
		})
	}
}

// Callers who come one after another, each of whom changes its phone, share
// looks: a short listing is read once for several seconds of them, and in a
// long one a request's seats are filled. A few phones of a large account are
// looked at alone.
func TestAwaitRunningLooksAround(t *testing.T) {
	for _, c := range []struct {
		name            string
		account, phones int
		requests        int
	}{
		// One phone each 50 ms: 25 seconds.
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
				for _, code := range a.phones[:c.phones] {
					if err := e.AwaitRunning(t.Context(), code); err != nil {
						t.Fatal(err)
					}
					e.Forget(code)
					<-time.After(50 * time.Millisecond)
				}
				if n := a.requests() - before; n > c.requests {
					t.Errorf("%d requests, expected at most %d", n, c.requests)
				}
			})
		})
	}
}

// Where requests are not to be joined, nothing is looked at unasked.
func TestAwaitRunningAlone(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(100)
		e := New(a, Options{BatchSize: 1})
		for _, code := range a.phones[:10] {
			if err := e.AwaitRunning(t.Context(), code); err != nil {
				t.Fatal(err)
			}
		}
		if n := a.requests(); n != 10 {
			t.Errorf("%d requests for 10 phones", n)
		}
	})
}

// Failed looks are borne; a phone that could not be looked at by the end is
// not called offline.
func TestAwaitRunningBearsFailures(t *testing.T) {
	for failures, ends := range map[int]bool{10: false, 1000: true} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1)
			a.onDetails = func(nth int, _ armcloud.DetailFilter, _, _ int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
				return got, lost(), nth <= failures
			}
			err := New(a, Options{}).AwaitRunning(t.Context(), "AC00000")
			var offline *OfflineError
			if ends != (err != nil) || errors.As(err, &offline) || ends && !strings.Contains(err.Error(), "AC00000") {
				t.Errorf("after %d failures: %v", failures, err)
			}
		})
	}
}

// Cancel ends the wait at once.
func TestAwaitRunningCanceled(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		a.set("AC00000", 11, false)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		start := time.Now()
		if err := New(a, Options{}).AwaitRunning(ctx, "AC00000"); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != 10*time.Second {
			t.Errorf("after %s: %v", time.Since(start), err)
		}
	})
}

// Waiting for many phones in a large account reads the listing where that
// takes fewer requests than asking by code.
func TestAwaitRunningOfManyReadsTheListing(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(2000)
		e := New(a, Options{})
		if _, err := e.AllDetails(t.Context()); err != nil {
			t.Fatal(err)
		}
		before := a.requests()
		noErrors(t, together(a.phones, func(code string) error { return e.AwaitRunning(t.Context(), code) }))
		if n := a.requests() - before; n > 5 {
			t.Errorf("%d requests for 4 pages", n)
		}
	})
}

// A look that was under way before AwaitRunning was called is too old for it.
func TestAwaitRunningWantsItsOwnLook(t *testing.T) {
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
		a.set("AC00000", 18, false) // seen by the second look
		e := New(a, Options{OnlineTimeout: -1})
		first := make(chan error)
		go func() { first <- e.AwaitRunning(t.Context(), "AC00000") }()
		_ = sleep(t.Context(), time.Second)
		second := make(chan error, 1)
		go func() { second <- e.AwaitRunning(t.Context(), "AC00000") }()
		if err := <-first; err != nil {
			t.Error(err)
		}
		var offline *OfflineError
		if err := <-second; !errors.As(err, &offline) || a.requests() != 2 {
			t.Errorf("%v after %d looks", err, a.requests())
		}
	})
}

// Who comes later does not sit out the long pauses of who has waited long.
func TestAwaitRunningOfALatecomer(t *testing.T) {
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
		_ = sleep(t.Context(), 2*time.Minute)
		a.set("AC00000", armcloud.PadRunning, false)
		_ = sleep(t.Context(), time.Second)
		start := time.Now()
		if err := e.AwaitRunning(t.Context(), "AC00000"); err != nil {
			t.Error(err)
		}
		if took := time.Since(start); took > 100*time.Millisecond {
			t.Errorf("took %s, looks %v", took, looks)
		}
		if err := <-first; err != nil {
			t.Error(err)
		}
	})
}

// Whoever is in any list that was read is in the account, and not asked for
// again; the others are looked for, and those that are not there are named.
func TestMissing(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(300)
		e := New(a, Options{})
		if _, err := e.ListInfos(t.Context(), armcloud.InfoFilter{GroupIDs: []int64{1}}); err != nil {
			t.Fatal(err)
		}
		listed := a.requests()
		missing, err := e.Missing(t.Context(), a.phones)
		if err != nil || len(missing) != 0 || a.requests() != listed {
			t.Errorf("%v are missing, %v, after %d requests; expected none of a list that was read", missing, err, a.requests()-listed)
		}
		missing, err = e.Missing(t.Context(), append(a.phones[:3:3], "XX1", "XX2"))
		if err != nil || len(missing) != 2 || missing[0] != "XX1" || missing[1] != "XX2" {
			t.Errorf("%v are missing, %v; expected XX1 and XX2", missing, err)
		}
		if a.requests() == listed {
			t.Error("unknown phones were not asked for")
		}
	})
}
