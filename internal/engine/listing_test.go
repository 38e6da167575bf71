package engine

import (
	"slices"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// pages makes the account's padDetails listing answer with these pages,
// whatever their totals.
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

// part gives a page of codes.
func part(codes []string, page, rows int) []string {
	from := min((page-1)*rows, len(codes))
	return codes[from:min(from+rows, len(codes))]
}

// Whatever the service makes of totals and pages, all phones are read, each
// once, in their order, in a bounded number of requests.
func TestListingsThatMisbehave(t *testing.T) {
	codes := phoneCodes(0, 1300)
	for _, c := range []struct {
		name string
		page func(page, rows int) ([]string, int)
		want []string
		most int
	}{
		{"as documented", func(p, r int) ([]string, int) { return part(codes, p, r), 1300 }, codes, 3},
		{"full last page", func(p, r int) ([]string, int) { return part(codes[:1000], p, r), 1000 }, codes[:1000], 3},
		{"no total", func(p, r int) ([]string, int) { return part(codes, p, r), -1 }, codes, 3},
		{"no total, one page", func(p, r int) ([]string, int) { return part(codes[:7], p, r), -1 }, codes[:7], 2},
		{"total 0", func(p, r int) ([]string, int) { return part(codes, p, r), 0 }, codes, 3},
		{"total is the page's", func(p, r int) ([]string, int) { x := part(codes, p, r); return x, len(x) }, codes, 6},
		{"total too large", func(p, r int) ([]string, int) { return part(codes, p, r), 5000 }, codes, 12},
		{"total absurd", func(p, r int) ([]string, int) { return part(codes, p, r), 1 << 60 }, codes, 12},
		{"empty", func(int, int) ([]string, int) { return nil, 0 }, nil, 2},
		{"smaller pages", func(p, r int) ([]string, int) { return part(codes, p, min(r, 100)), 1300 }, codes, 14},
		{"smaller pages, no total", func(p, r int) ([]string, int) { return part(codes, p, min(r, 100)), -1 }, codes, 14},
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
					t.Errorf("%d phones instead of %d", len(all), len(c.want))
				}
				if n := a.requests(); n > c.most {
					t.Errorf("%d requests", n)
				}
			})
		})
	}
}

// Phones that slip from a page to the one before, because others have gone
// while the listing was read, are found by reading it once more.
func TestPhonesThatSlipBetweenPages(t *testing.T) {
	for _, total := range []int{1297, 1300} { // after three have gone: told, or not
		bubble(t, func(t *testing.T) {
			codes := phoneCodes(0, 1300)
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
				t.Errorf("read %d times", reads)
			}
		})
	}
}

// A listing without end is an error, and the looks at phones by code work all
// the same.
func TestListingWithoutEnd(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(300)
		pages(a, func(p, _ int) ([]string, int) { return phoneCodes(p*3, 3), 1 << 40 })
		e := New(a, Options{})
		if all, err := e.AllDetails(t.Context()); err == nil {
			t.Errorf("%d phones", len(all))
		}
		if n := a.requests(); n < armcloud.MaxPages || n > armcloud.MaxPages+armcloud.PagesAtOnce {
			t.Errorf("%d requests", n)
		}
		if seen, err := e.Details(t.Context(), a.phones[:2]); err != nil || len(seen) != 2 {
			t.Errorf("%v, %v", seen, err)
		}
	})
}
