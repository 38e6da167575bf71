package engine

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// reports collects what an engine says of its progress, with the time.
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

// Work that takes long is reported on every ten seconds, with what is done,
// what has failed, what is running and how long that may take, and at its end.
// Work that is over sooner is not.
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
			t.Errorf("got %q\nexpected %q", got, want)
		}

		// What comes later is counted anew; it is short.
		ended = e.Track(t.Context(), 3)
		<-time.After(9 * time.Second)
		for range 3 {
			ended(false)
		}
		<-time.After(time.Minute)
		if got := said(); len(got) != len(want) {
			t.Errorf("short work was reported on: %q", got[len(want):])
		}
	})
}

// Phones of several resources count together, also those that come later.
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
			t.Errorf("got %q, expected %q", got, want)
		}
		for range 3 {
			two(false)
		}
		two(false)
		two(false)
	})
}

// Where nobody wants to know, nothing runs for it.
func TestProgressUnreported(t *testing.T) {
	bubble(t, func(t *testing.T) {
		e := New(newAccount(1), Options{})
		e.Track(t.Context(), 5) // never ended: a goroutine would outlive the bubble
		<-time.After(time.Minute)
	})
}

// A glance looks at all phones in few requests, and they need no look of their
// own then; those that do not run still wait for themselves.
func TestGlanceSetsOutTogether(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1_000)
		a.set(a.phones[7], 18, false)
		e := New(a, Options{OnlineTimeout: -1})
		e.Prefetch(t.Context(), a.phones)
		glanced := a.requests()
		if glanced > 10 {
			t.Errorf("the glance took %d requests", glanced)
		}
		errs := together(a.phones, func(code string) error { return e.AwaitRunning(t.Context(), code) })
		for code, err := range errs {
			if (err != nil) != (code == a.phones[7]) {
				t.Errorf("%s: %v", code, err)
			}
		}
		if looks := a.requests() - glanced; looks != 1 {
			t.Errorf("%d looks after the glance, expected one, at the phone that does not run", looks)
		}
	})
}

// A glance at most phones of a large account reads the listing, also where its
// size is not known yet; one at a few hundred of them asks by code.
func TestGlanceTakesTheShorterWay(t *testing.T) {
	for phones, most := range map[int]int{10_000: 20, 6_000: 20, 500: 1 + 5, 200: 2} {
		bubble(t, func(t *testing.T) {
			a := newAccount(10_000)
			e := New(a, Options{})
			e.Prefetch(t.Context(), a.phones[:phones])
			if n := a.requests(); n > most {
				t.Errorf("a glance at %d of 10,000 phones took %d requests, expected at most %d", phones, n, most)
			}
			for _, code := range []string{a.phones[0], a.phones[phones-1]} {
				if seen, ok := e.details.recent(code, recently); !ok || !seen.Running() {
					t.Errorf("%d phones: %s was not seen running", phones, code)
				}
			}
		})
	}
}
