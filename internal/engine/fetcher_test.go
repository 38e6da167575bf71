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

// plan reads one instance like the plan of an instance does: details and infos.
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
			return fmt.Errorf("%s was not found", code)
		}
		return nil
	}
}

// Reads take at most this many requests, details and infos together.
func TestRequestsOfReads(t *testing.T) {
	for _, c := range []struct {
		name                         string
		account, instances, parallel int
		most                         int
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
				mine := a.instances[c.account-c.instances:]
				noErrors(t, atMost(c.parallel, mine, plan(t.Context(), e)))
				if n := a.requests(); n > c.most {
					t.Errorf("got %d requests, want at most %d: details %v, infos %v", n, c.most, a.details, a.infos)
				}
				before := a.requests()
				noErrors(t, atMost(c.parallel, mine, plan(t.Context(), e)))
				if n := a.requests() - before; n != 0 {
					t.Errorf("reading again: got %d requests, want none", n)
				}
			})
		})
	}
}

// Reading all instances of a large account reads the pages of the listing: 20,
// and one to see the end.
func TestBulkReadUsesTheListing(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(10_000)
		e := New(a, Options{})
		details, err := e.Details(t.Context(), a.instances)
		if err != nil || len(details) != 10_000 {
			t.Fatalf("got %d instances, %v, want 10000", len(details), err)
		}
		if n := a.requests(); n > 21 {
			t.Errorf("got %d requests, want at most 21", n)
		}
		// After a change of each, all are read from the listing again.
		for _, code := range a.instances {
			e.Forget(code)
		}
		before := a.requests()
		if details, err = e.Details(t.Context(), a.instances); err != nil || len(details) != 10_000 {
			t.Fatalf("got %d instances, %v, want 10000", len(details), err)
		}
		if n := a.requests() - before; n > 21 {
			t.Errorf("after the changes: got %d requests, want at most 21", n)
		}
	})
}

// Changed instances are read by pad code in one request; the others stay
// cached.
func TestChangedInstancesAreReadByCode(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(300)
		e := New(a, Options{})
		if _, err := e.AllDetails(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, code := range a.instances[:50] {
			e.Forget(code)
		}
		a.details = nil
		noErrors(t, together(a.instances, func(code string) error {
			_, err := e.Details(t.Context(), []string{code})
			return err
		}))
		if !slices.Equal(a.details, []string{"codes:50"}) {
			t.Errorf("got requests %v, want one for 50 codes", a.details)
		}
	})
}

// An instance that the listing omits is read by pad code before it counts as
// not found. Not found is cached too.
func TestMissingFromTheListingIsReadByCode(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(300)
		hidden := a.instances[7]
		a.onDetails = func(_ int, f armcloud.DetailFilter, page, rows int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
			if len(f.PadCodes) > 0 {
				return got, nil, false
			}
			for _, code := range a.instances {
				if code != hidden {
					got.Items = append(got.Items, armcloud.PadDetail{PadCode: code, Status: armcloud.PadRunning})
				}
			}
			got.Total = len(got.Items)
			return got, nil, true
		}
		e := New(a, Options{})
		seen, err := e.Details(t.Context(), append(slices.Clone(a.instances), "XX1"))
		if err != nil || len(seen) != 300 || seen[hidden].PadCode != hidden {
			t.Errorf("got %d instances, %v, want 300 with %s", len(seen), err, hidden)
		}
		before := a.requests()
		if seen, err = e.Details(t.Context(), []string{"XX1"}); err != nil || len(seen) != 0 || a.requests() != before {
			t.Errorf("got %v, %v, %d requests, want nothing and none", seen, err, a.requests()-before)
		}
	})
}

// A read by pad code that is refused because of an unknown instance is
// bisected: that one is not found, the others are. An instance that is refused
// for another reason is an error.
func TestReadRefusedBecauseOfAnInstance(t *testing.T) {
	for class, gone := range map[armcloud.Class]bool{armcloud.ClassNotFound: true, armcloud.ClassRejected: false} {
		bubble(t, func(t *testing.T) {
			a := newAccount(60)
			a.onDetails = func(_ int, f armcloud.DetailFilter, _, _ int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
				return got, &armcloud.Error{Class: class, Code: "110028"}, slices.Contains(f.PadCodes, "XX1")
			}
			e := New(a, Options{})
			seen, err := e.Details(t.Context(), append(slices.Clone(a.instances), "XX1"))
			if gone != (err == nil) || gone && len(seen) != 60 {
				t.Errorf("%v: got %d instances, %v, want not found %t", class, len(seen), err, gone)
			}
		})
	}
}

// If the API ignores the filter by pad code, the missing instances are an
// error, not "not found".
func TestIgnoredFilterIsAnError(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(200)
		a.onDetails = func(_ int, _ armcloud.DetailFilter, _, _ int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
			for _, code := range a.instances[:100] {
				got.Items = append(got.Items, armcloud.PadDetail{PadCode: code})
			}
			got.Total = 100
			return got, nil, true
		}
		if seen, err := New(a, Options{}).Details(t.Context(), a.instances[150:151]); !errors.Is(err, errFilterIgnored) {
			t.Errorf("got %v, %v, want %v", seen, err, errFilterIgnored)
		}
	})
}

// Whatever short pages, duplicates and totals the API returns for a query by pad
// code, all instances are found, and one that does not exist is not.
func TestUnreliableQueriesByCode(t *testing.T) {
	for name, c := range map[string]struct {
		rows  int // of a page, 0: as requested
		total func(n int) int
		twice bool
		most  int
	}{
		"as documented (control)": {0, func(n int) int { return n }, false, 1},
		"no total":                {0, func(int) int { return -1 }, false, 2},
		"total 0":                 {0, func(int) int { return 0 }, false, 2},
		"short pages":             {3, func(n int) int { return n }, false, 7},
		"short pages, no total":   {3, func(int) int { return -1 }, false, 8},
		"short pages, total 0":    {3, func(int) int { return 0 }, false, 8},
		"duplicates":              {6, func(n int) int { return n }, true, 7},
		"duplicates, no total":    {6, func(int) int { return -1 }, true, 8},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(20)
				a.onDetails = func(_ int, f armcloud.DetailFilter, page, rows int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
					codes := slices.DeleteFunc(slices.Clone(f.PadCodes), func(code string) bool { return code == "XX1" })
					got.Total = c.total(len(codes))
					if c.rows > 0 {
						rows = c.rows
					}
					if c.twice {
						rows /= 2
					}
					for _, code := range part(codes, page, rows) {
						got.Items = append(got.Items, armcloud.PadDetail{PadCode: code, Status: armcloud.PadRunning})
						if c.twice {
							got.Items = append(got.Items, armcloud.PadDetail{PadCode: code, Status: armcloud.PadRunning})
						}
					}
					return got, nil, true
				}
				seen, err := New(a, Options{}).Details(t.Context(), append(slices.Clone(a.instances), "XX1"))
				if err != nil || len(seen) != 20 {
					t.Errorf("got %d instances, %v, want 20", len(seen), err)
				}
				if n := a.requests(); n > c.most {
					t.Errorf("got %d requests, want at most %d", n, c.most)
				}
			})
		})
	}
}

// A caller that leaves while the listing is read does not switch it off for the
// others: they take as few requests as if it had stayed, the control.
func TestCanceledListingIsReadAgain(t *testing.T) {
	var requests [2]int
	for i, leave := range []bool{false, true} {
		bubble(t, func(t *testing.T) {
			a := newAccount(300)
			a.latency = time.Second
			e := New(a, Options{})
			read := func(ctx context.Context, code string) error {
				_, err := e.Details(ctx, []string{code})
				return err
			}
			if err := read(t.Context(), a.instances[0]); err != nil {
				t.Fatal(err)
			}
			// The second read begins with page 1 of the listing.
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if leave {
				time.AfterFunc(500*time.Millisecond, cancel)
			}
			if err := read(ctx, a.instances[1]); leave != errors.Is(err, context.Canceled) {
				t.Errorf("got %v, want a cancellation %t", err, leave)
			}
			noErrors(t, atMost(1, a.instances, func(code string) error { return read(t.Context(), code) }))
			requests[i] = a.requests()
		})
	}
	if requests[1] > requests[0]+1 {
		t.Errorf("got %d requests after a cancellation, want at most one more than %d", requests[1], requests[0])
	}
}

// A failed read is an error and is not cached.
func TestFailedRead(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		a.onDetails = func(nth int, _ armcloud.DetailFilter, _, _ int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
			return got, lost(), nth == 1
		}
		e := New(a, Options{})
		if seen, err := e.Details(t.Context(), a.instances); !armcloud.Is(err, armcloud.ClassTransport) {
			t.Errorf("got %v, %v, want %v", seen, err, armcloud.ClassTransport)
		}
		if seen, err := e.Details(t.Context(), a.instances); err != nil || len(seen) != 1 {
			t.Errorf("got %v, %v, want 1 instance", seen, err)
		}
	})
}

// A listing that cannot be read is tried once. Reads by pad code still work.
func TestFailedListing(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(5)
		a.onDetails = func(_ int, f armcloud.DetailFilter, _, _ int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
			return got, lost(), len(f.PadCodes) == 0
		}
		e := New(a, Options{})
		noErrors(t, atMost(1, a.instances, func(code string) error {
			_, err := e.Details(t.Context(), []string{code})
			return err
		}))
		if want := []string{"codes:1", "page:1", "codes:1", "codes:1", "codes:1", "codes:1"}; !slices.Equal(a.details, want) {
			t.Errorf("got requests %v, want %v", a.details, want)
		}
	})
}

// An instance without a result was not read: that is an error, not "not found".
func TestNoResultIsAnError(t *testing.T) {
	bubble(t, func(t *testing.T) {
		l := newLoader(Options{BatchSize: 1}, &changes{}, 1, func(context.Context, []string, bool) fetchResult[int] { return fetchResult[int]{} })
		if got, err := l.get(t.Context(), []string{"AC1"}); err == nil {
			t.Errorf("got %v, want an error", got)
		}
		if got, err := l.list(t.Context()); err == nil {
			t.Errorf("got %v, want an error", got)
		}
	})
}

// If padDetails does not exist, by class or by the code of a missing path,
// infos replace it, and it is not tried again.
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
			if err := e.AwaitRunning(t.Context(), a.instances[0]); err != nil {
				t.Error(err)
			}
			seen, err := e.Details(t.Context(), a.instances)
			if err != nil || len(seen) != 3 || seen["AC00001"].Status != armcloud.PadRunning || seen["AC00001"].DeviceLevel != "m2-3" {
				t.Errorf("got %v, %v, want 3 instances", seen, err)
			}
			if all, err := e.AllDetails(t.Context()); err != nil || len(all) != 3 {
				t.Errorf("got %v, %v, want 3 instances", all, err)
			}
			if len(a.details) != 1 {
				t.Errorf("got %d padDetails requests, want 1", len(a.details))
			}
		})
	}
}

// The listing is read once for all callers, in the API's order, and serves
// reads of single instances.
func TestListingIsReadOnce(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1200)
		slices.Reverse(a.instances)
		e := New(a, Options{})
		noErrors(t, together(padCodes(0, 20), func(string) error {
			all, err := e.AllDetails(t.Context())
			if err == nil && !slices.EqualFunc(all, a.instances, func(d armcloud.PadDetail, code string) bool { return d.PadCode == code }) {
				err = errors.New("another order")
			}
			return err
		}))
		if _, err := e.Details(t.Context(), a.instances); err != nil {
			t.Error(err)
		}
		if infos, err := e.AllInfos(t.Context()); err != nil || len(infos) != 1200 {
			t.Errorf("got %d infos, %v, want 1200", len(infos), err)
		}
		if len(a.details) != 3 || len(a.infos) != 3 {
			t.Errorf("got details %v, infos %v, want 3 requests each", a.details, a.infos)
		}
	})
}

// A changed instance is read again, and one that no longer exists is left out.
func TestListingAfterAChange(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(10)
		e := New(a, Options{})
		if all, err := e.AllDetails(t.Context()); err != nil || len(all) != 10 {
			t.Fatalf("got %d instances, %v, want 10", len(all), err)
		}
		a.set("AC00003", 18, false)
		delete(a.status, "AC00004")
		e.Forget("AC00003")
		e.Forget("AC00004")
		all, err := e.AllDetails(t.Context())
		if err != nil || len(all) != 9 || all[3].Status != 18 || all[4].PadCode != "AC00005" {
			t.Errorf("got %v, %v, want 9 instances", all, err)
		}
	})
}

// Canceled callers return at once. When all are canceled, the request is too,
// and the next read works.
func TestCancelRead(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(2)
		a.latency = time.Hour
		e := New(a, Options{})
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Minute, cancel)
		start := time.Now()
		errs := together(a.instances, func(code string) error {
			_, err := e.Details(ctx, []string{code})
			return err
		})
		for code, err := range errs {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s: got %v, want %v", code, err, context.Canceled)
			}
		}
		synctest.Wait()
		if e.details.running || time.Since(start) != time.Minute {
			t.Errorf("got the end of the read after %s, want it after %s", time.Since(start), time.Minute)
		}
		a.latency = 0
		if seen, err := e.Details(t.Context(), a.instances); err != nil || len(seen) != 2 {
			t.Errorf("got %v, %v, want 2 instances", seen, err)
		}
		if _, err := e.Details(ctx, []string{"XX1"}); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want %v", err, context.Canceled)
		}
	})
}

// Canceling one caller does not cancel the read of another.
func TestCancelReadOfOneCaller(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(2)
		a.latency = time.Minute
		e := New(a, Options{})
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		left := make(chan error)
		go func() {
			_, err := e.Details(ctx, a.instances[:1])
			left <- err
		}()
		synctest.Wait() // it is the first of the round
		seen, err := e.Details(t.Context(), a.instances[1:])
		if err != nil || len(seen) != 1 || len(a.details) != 1 {
			t.Errorf("got %v, %v, requests %v, want 1 instance by 1 request", seen, err, a.details)
		}
		if err := <-left; !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want %v", err, context.DeadlineExceeded)
		}
	})
}

// With a batch size of 1, each instance is read on its own and no listing is
// read.
func TestReadsOfBatchSizeOne(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(30)
		e := New(a, Options{BatchSize: 1})
		noErrors(t, together(a.instances, func(code string) error {
			_, err := e.Details(t.Context(), []string{code})
			return err
		}))
		if len(a.details) != 30 || slices.ContainsFunc(a.details, func(r string) bool { return r != "codes:1" }) {
			t.Errorf("got requests %v, want 30 for 1 code", a.details)
		}
	})
}
