package engine

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// reports returns an engine and a function that returns its progress reports,
// with the time of each.
func reports(t *testing.T) (e *Engine, said func() []string) {
	t.Helper()
	var mu sync.Mutex
	var lines []string
	start := time.Now()
	e = New(newAccount(1), Options{Report: func(_ context.Context, p Progress) {
		mu.Lock()
		defer mu.Unlock()
		lines = append(lines, time.Since(start).String()+": "+p.String())
	}})
	return e, func() []string {
		synctest.Wait()
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(lines)
	}
}

// Work that takes long is reported every ten seconds and at its end. Shorter
// work is not.
func TestProgressIsReported(t *testing.T) {
	bubble(t, func(t *testing.T) {
		e, said := reports(t)
		ended := e.Track(t.Context(), 100)
		<-time.After(10*time.Second + time.Millisecond)
		for i := range 50 {
			ended(i < 5)
		}
		<-time.After(15 * time.Second)
		for range 50 {
			ended(false)
		}
		want := []string{
			"10s: 0 of 100 instances done, 0 failed, 100 running, after 10s; too early for an estimate",
			"20s: 45 of 100 instances done, 5 failed, 50 running, after 20s; about 20s left",
			"25.001s: 95 of 100 instances done, 5 failed, 0 running, after 25s",
		}
		if got := said(); !slices.Equal(got, want) {
			t.Errorf("got %q\nwant %q", got, want)
		}

		// What comes later is counted anew; it is short.
		ended = e.Track(t.Context(), 3)
		<-time.After(9 * time.Second)
		for range 3 {
			ended(false)
		}
		<-time.After(time.Minute)
		if got := said(); len(got) != len(want) {
			t.Errorf("got reports %q of short work, want none", got[len(want):])
		}
	})
}

// The instances of several resources count together, also those that are added
// later.
func TestProgressOfSeveral(t *testing.T) {
	bubble(t, func(t *testing.T) {
		e, said := reports(t)
		one, two := e.Track(t.Context(), 1), e.Track(t.Context(), 2)
		<-time.After(5 * time.Second)
		one(false)
		e.Track(t.Context(), 4)(true)
		<-time.After(5*time.Second + time.Millisecond)
		want := "10s: 1 of 7 instances done, 1 failed, 5 running, after 10s; about 25s left"
		if got := said(); len(got) != 1 || got[0] != want {
			t.Errorf("got %q, want %q", got, want)
		}
		for range 3 {
			two(false)
		}
		two(false)
		two(false)
	})
}

// Without Report no goroutine runs.
func TestProgressUnreported(t *testing.T) {
	bubble(t, func(t *testing.T) {
		e := New(newAccount(1), Options{})
		e.Track(t.Context(), 5) // never ended: a goroutine would outlive the bubble
		<-time.After(time.Minute)
	})
}

// Prefetch reads all instances in few requests, and AwaitRunning then needs
// none. It still polls those that do not run.
func TestPrefetchBeforeAwaitRunning(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1_000)
		a.set(a.instances[7], 18, false)
		e := New(a, Options{OnlineTimeout: -1})
		e.Prefetch(t.Context(), a.instances)
		glanced := a.requests()
		if glanced > 10 {
			t.Errorf("got %d requests, want at most 10", glanced)
		}
		errs := together(a.instances, func(code string) error { return e.AwaitRunning(t.Context(), code) })
		for code, err := range errs {
			if (err != nil) != (code == a.instances[7]) {
				t.Errorf("%s: got %v", code, err)
			}
		}
		if looks := a.requests() - glanced; looks != 1 {
			t.Errorf("got %d polls after Prefetch, want 1, of the instance that does not run", looks)
		}
	})
}

// Prefetch of most instances of a large account reads the listing, even if its
// size is unknown; a few hundred are read by pad code.
func TestPrefetchTakesFewRequests(t *testing.T) {
	for instances, most := range map[int]int{10_000: 20, 6_000: 20, 500: 1 + 5, 200: 2} {
		bubble(t, func(t *testing.T) {
			a := newAccount(10_000)
			e := New(a, Options{})
			e.Prefetch(t.Context(), a.instances[:instances])
			if n := a.requests(); n > most {
				t.Errorf("%d of 10,000 instances: got %d requests, want at most %d", instances, n, most)
			}
			for _, code := range []string{a.instances[0], a.instances[instances-1]} {
				if seen, ok := e.details.recent(code, recently); !ok || !seen.Running() {
					t.Errorf("%d instances: got %s not running, want it running", instances, code)
				}
			}
		})
	}
}
