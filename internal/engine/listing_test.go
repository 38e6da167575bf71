package engine

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// pages makes the padDetails listing of the account return these pages and
// totals.
func pages(a *account, page func(page, rows int) (codes []string, total int)) {
	a.onDetails = func(_ int, f armcloud.DetailFilter, n, rows int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
		if len(f.PadCodes) > 0 {
			return got, nil, false
		}
		var codes []string
		codes, got.Total = page(n, rows)
		for _, code := range codes {
			got.Items = append(got.Items, armcloud.PadDetail{PadCode: code, Status: armcloud.PadRunning})
		}
		return got, nil, true
	}
}

// part returns a page of codes.
func part(codes []string, page, rows int) []string {
	from := min((page-1)*rows, len(codes))
	return codes[from:min(from+rows, len(codes))]
}

// Whatever totals and pages the API returns, all instances are read, each once,
// in order, in a limited number of requests.
func TestUnreliableListings(t *testing.T) {
	codes := padCodes(0, 1300)
	for _, c := range []struct {
		name string
		page func(page, rows int) ([]string, int)
		want []string
		most int
	}{
		{"as documented", func(p, r int) ([]string, int) { return part(codes, p, r), 1300 }, codes, 3},
		{"full last page", func(p, r int) ([]string, int) { return part(codes[:1000], p, r), 1000 }, codes[:1000], 3},
		{"no total", func(p, r int) ([]string, int) { return part(codes, p, r), -1 }, codes, 4},
		{"no total, one page", func(p, r int) ([]string, int) { return part(codes[:7], p, r), -1 }, codes[:7], 2},
		{"total 0", func(p, r int) ([]string, int) { return part(codes, p, r), 0 }, codes, 4},
		{"total is the page's", func(p, r int) ([]string, int) { x := part(codes, p, r); return x, len(x) }, codes, 8},
		{"total too large", func(p, r int) ([]string, int) { return part(codes, p, r), 5000 }, codes, 12},
		{"total absurd", func(p, r int) ([]string, int) { return part(codes, p, r), 1 << 60 }, codes, 12},
		{"empty", func(int, int) ([]string, int) { return nil, 0 }, nil, 2},
		{"smaller pages", func(p, r int) ([]string, int) { return part(codes, p, min(r, 100)), 1300 }, codes, 14},
		{"smaller pages, no total", func(p, r int) ([]string, int) { return part(codes, p, min(r, 100)), -1 }, codes, 14},
		{"smaller pages, total 0", func(p, r int) ([]string, int) { return part(codes, p, min(r, 100)), 0 }, codes, 14},
		{"page number ignored", func(_, r int) ([]string, int) { return part(codes, 1, r), 1300 }, codes[:500], 12},
		{"duplicates", func(p, r int) ([]string, int) {
			x := part(codes, p, r)
			if p == 2 {
				x = append([]string{codes[498], codes[499]}, x...)
			}
			return x, 1300
		}, codes, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(1300)
				pages(a, c.page)
				all, err := New(a, Options{}).AllDetails(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if !slices.EqualFunc(all, c.want, func(d armcloud.PadDetail, code string) bool { return d.PadCode == code }) {
					t.Errorf("got %d instances, want %d in order", len(all), len(c.want))
				}
				if n := a.requests(); n > c.most {
					t.Errorf("got %d requests, want at most %d", n, c.most)
				}
			})
		})
	}
}

// Instances that move to the page before, because others were deleted during
// the reading, are found by a second reading.
func TestInstancesThatMoveBetweenPages(t *testing.T) {
	for _, total := range []int{1297, 1300} { // after the deletion of three, with a current or an old total
		bubble(t, func(t *testing.T) {
			codes := padCodes(0, 1300)
			a := newAccount(1300)
			reads := 0
			pages(a, func(p, r int) ([]string, int) {
				if p == 1 {
					reads++
				}
				if p == 1 && reads == 1 {
					return part(codes, p, r), 1300
				}
				return part(codes[3:], p, r), total
			})
			all, err := New(a, Options{}).AllDetails(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{}
			for _, d := range all {
				seen[d.PadCode] = true
			}
			for _, code := range codes[3:] {
				if !seen[code] {
					t.Errorf("%s is missing", code)
				}
			}
			if reads != 2 {
				t.Errorf("got %d readings, want 2", reads)
			}
		})
	}
}

// A listing without end is an error. Reads by pad code still work.
func TestListingWithoutEnd(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(300)
		pages(a, func(p, _ int) ([]string, int) { return padCodes(p*3, 3), 1 << 40 })
		e := New(a, Options{})
		if all, err := e.AllDetails(t.Context()); err == nil {
			t.Errorf("got %d instances, want an error", len(all))
		}
		if n := a.requests(); n < armcloud.MaxPages || n > armcloud.MaxPages+armcloud.PagesAtOnce {
			t.Errorf("got %d requests, want %d to %d", n, armcloud.MaxPages, armcloud.MaxPages+armcloud.PagesAtOnce)
		}
		if seen, err := e.Details(t.Context(), a.instances[:2]); err != nil || len(seen) != 2 {
			t.Errorf("got %v, %v, want 2 instances", seen, err)
		}
	})
}

// A listing is not continued from a page 1 of long before: an instance that left it
// moved another one from page 2 to page 1, and one that joined kept the total. The
// control is a page 1 of just before, which is not read again.
func TestListingIsNotContinuedFromAnOldPage(t *testing.T) {
	for _, c := range []struct {
		pause time.Duration
		pages []string
	}{
		{time.Minute, []string{"page:1", "page:1", "page:2", "page:3"}},
		{0, []string{"page:1", "page:2", "page:3"}},
	} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1300)
			e := New(a, Options{})
			for _, code := range a.instances[1298:] { // the second one reads page 1
				if _, err := e.Details(t.Context(), []string{code}); err != nil {
					t.Fatal(err)
				}
			}
			if c.pause > 0 {
				if err := Sleep(t.Context(), c.pause); err != nil {
					t.Fatal(err)
				}
				a.mu.Lock()
				a.instances = append(a.instances[1:], "AC99999")
				a.status["AC99999"] = armcloud.PadRunning
				a.mu.Unlock()
			}
			all, err := e.AllDetails(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{}
			for _, d := range all {
				seen[d.PadCode] = true
			}
			for _, code := range a.instances {
				if !seen[code] {
					t.Errorf("after %s: %s is missing", c.pause, code)
				}
			}
			var read []string
			for _, request := range a.details {
				if strings.HasPrefix(request, "page:") {
					read = append(read, request)
				}
			}
			slices.Sort(read)
			if !slices.Equal(read, c.pages) {
				t.Errorf("after %s: got requests %v, want %v", c.pause, read, c.pages)
			}
		})
	}
}
