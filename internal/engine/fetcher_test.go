package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// plan looks at one phone as the plan of an instance does: its details and
// its infos.
func plan(ctx context.Context, e *Engine) func(string) error {
	return func(code string) error {
		details, err := e.Details(ctx, []string{code})
		if err != nil {
			return err
		}
		infos, err := e.Infos(ctx, []string{code})
		if err != nil {
			return err
		}
		if details[code].PadCode != code || infos[code].PadCode != code {
			return fmt.Errorf("%s was not seen", code)
		}
		return nil
	}
}

// Looks cost at most these requests, details and infos together.
func TestRequestsOfLooks(t *testing.T) {
	for _, c := range []struct {
		name                      string
		account, phones, parallel int
		most                      int
	}{
		{"200 of 300 at once", 300, 200, 200, 8},
		{"200 of 300, ten at a time", 300, 200, 10, 25},
		{"200 of 300, one at a time", 300, 200, 1, 25},
		{"1 of 10,000", 10_000, 1, 1, 2},
		{"3 of 10,000 one after another", 10_000, 3, 1, 8},
		{"3 of 10,000 at once", 10_000, 3, 3, 8},
		{"1,000 of 10,000, ten at a time", 10_000, 1000, 10, 2 * (2*20 + 2)},
		{"1 of 1", 1, 1, 1, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(c.account)
				e := New(a, Options{})
				mine := a.phones[c.account-c.phones:]
				noErrors(t, atMost(c.parallel, mine, plan(t.Context(), e)))
				if n := a.requests(); n > c.most {
					t.Errorf("%d requests: details %v, infos %v", n, a.details, a.infos)
				}
				before := a.requests()
				noErrors(t, atMost(c.parallel, mine, plan(t.Context(), e)))
				if n := a.requests() - before; n != 0 {
					t.Errorf("looking again took %d requests", n)
				}
			})
		})
	}
}

// One look at all phones of a large account reads its pages: 20 and one to
// know that there is no more.
func TestBulkLookReadsTheListing(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(10_000)
		e := New(a, Options{})
		details, err := e.Details(t.Context(), a.phones)
		if err != nil || len(details) != 10_000 {
			t.Fatalf("%d, %v", len(details), err)
		}
		if n := a.requests(); n > 21 {
			t.Errorf("%d requests", n)
		}
		// All of them again after a change on each: by the listing too.
		for _, code := range a.phones {
			e.Forget(code)
		}
		before := a.requests()
		if details, err = e.Details(t.Context(), a.phones); err != nil || len(details) != 10_000 {
			t.Fatalf("%d, %v", len(details), err)
		}
		if n := a.requests() - before; n > 21 {
			t.Errorf("%d requests after the changes", n)
		}
	})
}

// Changed phones are asked for by code, joined; the rest stays known.
func TestChangedPhonesAreAskedByCode(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(300)
		e := New(a, Options{})
		if _, err := e.AllDetails(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, code := range a.phones[:50] {
			e.Forget(code)
		}
		a.details = nil
		noErrors(t, together(a.phones, func(code string) error {
			_, err := e.Details(t.Context(), []string{code})
			return err
		}))
		if !slices.Equal(a.details, []string{"codes:50"}) {
			t.Errorf("requests %v", a.details)
		}
	})
}

// A phone that the listing lacks is asked for by its code before it counts as
// gone; one that is gone is missing from the answer, and remembered.
func TestGoneIsAskedByCode(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(300)
		hidden := a.phones[7]
		a.onDetails = func(_ int, f armcloud.DetailFilter, page, rows int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
			if len(f.PadCodes) > 0 {
				return got, nil, false
			}
			for _, code := range a.phones {
				if code != hidden {
					got.Items = append(got.Items, armcloud.PadDetail{PadCode: code, Status: armcloud.PadRunning})
				}
			}
			got.Total = len(got.Items)
			return got, nil, true
		}
		e := New(a, Options{})
		seen, err := e.Details(t.Context(), append(slices.Clone(a.phones), "XX1"))
		if err != nil || len(seen) != 300 || seen[hidden].PadCode != hidden {
			t.Errorf("%d seen, %v", len(seen), err)
		}
		before := a.requests()
		if seen, err = e.Details(t.Context(), []string{"XX1"}); err != nil || len(seen) != 0 || a.requests() != before {
			t.Errorf("%v, %v, %d requests", seen, err, a.requests()-before)
		}
	})
}

// A request by code that is refused because of an unknown phone is halved:
// the unknown is gone, its neighbours are seen. A phone refused for another
// reason is not gone: that is an error.
func TestLookRefusedBecauseOfAPhone(t *testing.T) {
	for class, gone := range map[armcloud.Class]bool{armcloud.ClassNotFound: true, armcloud.ClassRejected: false} {
		bubble(t, func(t *testing.T) {
			a := newAccount(60)
			a.onDetails = func(_ int, f armcloud.DetailFilter, _, _ int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
				return got, &armcloud.Error{Class: class, Code: "110028"}, slices.Contains(f.PadCodes, "XX1")
			}
			e := New(a, Options{})
			seen, err := e.Details(t.Context(), append(slices.Clone(a.phones), "XX1"))
			if gone != (err == nil) || gone && len(seen) != 60 {
				t.Errorf("%v: %d seen, %v", class, len(seen), err)
			}
		})
	}
}

// A service that ignores the filter by code does not make phones gone.
func TestIgnoredFilterIsNoEvidence(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(200)
		a.onDetails = func(_ int, _ armcloud.DetailFilter, _, _ int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
			for _, code := range a.phones[:100] {
				got.Items = append(got.Items, armcloud.PadDetail{PadCode: code})
			}
			got.Total = 100
			return got, nil, true
		}
		if seen, err := New(a, Options{}).Details(t.Context(), a.phones[150:151]); !errors.Is(err, errFilterIgnored) {
			t.Errorf("%v, %v", seen, err)
		}
	})
}

// Failed looks are errors, not evidence, and are not remembered.
func TestFailedLook(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		a.onDetails = func(nth int, _ armcloud.DetailFilter, _, _ int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
			return got, lost(), nth == 1
		}
		e := New(a, Options{})
		if seen, err := e.Details(t.Context(), a.phones); !armcloud.Is(err, armcloud.ClassTransport) {
			t.Errorf("%v, %v", seen, err)
		}
		if seen, err := e.Details(t.Context(), a.phones); err != nil || len(seen) != 1 {
			t.Errorf("%v, %v", seen, err)
		}
	})
}

// A listing that cannot be read is tried once; phones are seen by code all
// the same.
func TestFailedListing(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(5)
		a.onDetails = func(_ int, f armcloud.DetailFilter, _, _ int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
			return got, lost(), len(f.PadCodes) == 0
		}
		e := New(a, Options{})
		noErrors(t, atMost(1, a.phones, func(code string) error {
			_, err := e.Details(t.Context(), []string{code})
			return err
		}))
		if want := []string{"codes:1", "page:1", "codes:1", "codes:1", "codes:1", "codes:1"}; !slices.Equal(a.details, want) {
			t.Errorf("requests %v", a.details)
		}
	})
}

// A phone that no answer speaks of was not looked at: an error, not a gone
// phone.
func TestNoAnswerIsNoEvidence(t *testing.T) {
	bubble(t, func(t *testing.T) {
		l := &loader[int]{full: 1, fetch: func(context.Context, []string, bool) fetchResult[int] { return fetchResult[int]{} }}
		if got, err := l.get(t.Context(), []string{"AC1"}); err == nil {
			t.Errorf("got %v", got)
		}
		if got, err := l.list(t.Context()); err == nil {
			t.Errorf("got %v", got)
		}
	})
}

// Where padDetails is missing, by class or by the code that a missing path
// has, infos are used instead, and padDetails is not asked again.
func TestWithoutPadDetails(t *testing.T) {
	for _, missing := range []*armcloud.Error{
		{Class: armcloud.ClassUnavailable},
		{Class: armcloud.ClassRejected, HTTPStatus: 404},
		{Class: armcloud.ClassRejected, Code: "1104"},
	} {
		bubble(t, func(t *testing.T) {
			a := newAccount(3)
			a.onDetails = func(int, armcloud.DetailFilter, int, int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
				return got, missing, true
			}
			e := New(a, Options{})
			if err := e.AwaitRunning(t.Context(), a.phones[0]); err != nil {
				t.Error(err)
			}
			seen, err := e.Details(t.Context(), a.phones)
			if err != nil || len(seen) != 3 || seen["AC00001"].Status != armcloud.PadRunning || seen["AC00001"].DeviceLevel != "m2-3" {
				t.Errorf("%v, %v", seen, err)
			}
			if all, err := e.AllDetails(t.Context()); err != nil || len(all) != 3 {
				t.Errorf("%v, %v", all, err)
			}
			if len(a.details) != 1 {
				t.Errorf("padDetails was asked %d times", len(a.details))
			}
		})
	}
}

// The whole listing is read once for all who ask at once and later, in the
// service's order, and serves the looks at single phones.
func TestAllIsReadOnce(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1200)
		slices.Reverse(a.phones)
		e := New(a, Options{})
		noErrors(t, together(phoneCodes(0, 20), func(string) error {
			all, err := e.AllDetails(t.Context())
			if err == nil && !slices.EqualFunc(all, a.phones, func(d armcloud.PadDetail, code string) bool { return d.PadCode == code }) {
				err = errors.New("another order")
			}
			return err
		}))
		if _, err := e.Details(t.Context(), a.phones); err != nil {
			t.Error(err)
		}
		if infos, err := e.AllInfos(t.Context()); err != nil || len(infos) != 1200 {
			t.Errorf("%d infos, %v", len(infos), err)
		}
		if len(a.details) != 3 || len(a.infos) != 3 {
			t.Errorf("details %v, infos %v", a.details, a.infos)
		}
	})
}

// A change between two readings of all phones is seen, a phone that has gone
// is left out.
func TestAllAfterAChange(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(10)
		e := New(a, Options{})
		if all, err := e.AllDetails(t.Context()); err != nil || len(all) != 10 {
			t.Fatalf("%d, %v", len(all), err)
		}
		a.set("AC00003", 18, false)
		delete(a.status, "AC00004")
		e.Forget("AC00003")
		e.Forget("AC00004")
		all, err := e.AllDetails(t.Context())
		if err != nil || len(all) != 9 || all[3].Status != 18 || all[4].PadCode != "AC00005" {
			t.Errorf("%v, %v", all, err)
		}
	})
}

// Callers who leave a look get their error at once; when all have left, the
// request is given up, and the next caller's look works.
func TestLeavingALook(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(2)
		a.latency = time.Hour
		e := New(a, Options{})
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Minute, cancel)
		start := time.Now()
		errs := together(a.phones, func(code string) error {
			_, err := e.Details(ctx, []string{code})
			return err
		})
		for code, err := range errs {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v", code, err)
			}
		}
		synctest.Wait()
		if e.details.running || time.Since(start) != time.Minute {
			t.Errorf("the look goes on after %s", time.Since(start))
		}
		a.latency = 0
		if seen, err := e.Details(t.Context(), a.phones); err != nil || len(seen) != 2 {
			t.Errorf("%v, %v", seen, err)
		}
		if _, err := e.Details(ctx, []string{"XX1"}); !errors.Is(err, context.Canceled) {
			t.Errorf("an ended context looked: %v", err)
		}
	})
}

// One caller's leaving does not cost another its look.
func TestLeavingOthersInALook(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(2)
		a.latency = time.Minute
		e := New(a, Options{})
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		left := make(chan error)
		go func() {
			_, err := e.Details(ctx, a.phones[:1])
			left <- err
		}()
		synctest.Wait() // it is the first of the round
		seen, err := e.Details(t.Context(), a.phones[1:])
		if err != nil || len(seen) != 1 || len(a.details) != 1 {
			t.Errorf("%v, %v, requests %v", seen, err, a.details)
		}
		if err := <-left; !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
}

// A batch size of 1 looks at each phone on its own and reads no listing.
func TestLooksOfBatchSizeOne(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(30)
		e := New(a, Options{BatchSize: 1})
		noErrors(t, together(a.phones, func(code string) error {
			_, err := e.Details(t.Context(), []string{code})
			return err
		}))
		if len(a.details) != 30 || slices.ContainsFunc(a.details, func(r string) bool { return r != "codes:1" }) {
			t.Errorf("requests %v", a.details)
		}
	})
}
