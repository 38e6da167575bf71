package engine

import (
	"slices"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// If a page of a query by pad code repeats the page before and the total promises more
// instances, those on the pages behind it are not taken for missing. In the control,
// the total is right, and the missing one takes no further query.
func TestPromisedInstancesAreQueriedAgain(t *testing.T) {
	for name, c := range map[string]struct {
		repeats bool
		total   int
		most    int
	}{
		"a repeated page":            {true, 20, 8},
		"a total that is too large":  {false, 500, 3},
		"control: a missing one":     {false, 20, 1},
		"a repeated page, large one": {true, 500, 8},
	} {
		bubble(t, func(t *testing.T) {
			a := newAccount(20)
			a.onDetails = func(_ int, f armcloud.DetailFilter, page, rows int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
				codes := slices.DeleteFunc(slices.Clone(f.PadCodes), func(code string) bool { return code == "XX1" })
				got.Total = max(c.total, len(codes))
				if c.repeats {
					rows = 10
					page = max(1, page-1) // page 2 repeats page 1
				}
				if len(f.PadCodes) < 20 {
					got.Total = len(codes)
				}
				for _, code := range part(codes, page, rows) {
					got.Items = append(got.Items, armcloud.PadDetail{PadCode: code, Status: armcloud.PadRunning})
				}
				return got, nil, true
			}
			seen, err := New(a, Options{}).Details(t.Context(), append(slices.Clone(a.instances), "XX1"))
			if err != nil || len(seen) != 20 {
				t.Errorf("%s: got %d instances, %v, want 20", name, len(seen), err)
			}
			if n := a.requests(); n > c.most {
				t.Errorf("%s: got %d requests, want at most %d", name, n, c.most)
			}
		})
	}
}

// If the response to a query by pad code is empty, the query is sent once more, because a
// single one is no proof that the instance is gone. In the controls, all responses are
// empty, or none.
func TestEmptyResponseIsAskedForAgain(t *testing.T) {
	for name, c := range map[string]struct {
		empty    int // how many responses are empty
		total    int
		found    bool
		requests int
	}{
		"one without a total":          {1, -1, true, 2},
		"one with a total of zero":     {1, 0, true, 2},
		"control: all without a total": {9, -1, false, 2},
		"control: all with a total":    {9, 0, false, 2},
		"control: none":                {0, 0, true, 1},
	} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1)
			a.onDetails = func(call int, _ armcloud.DetailFilter, _, _ int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
				got.Total = c.total
				return got, nil, call <= c.empty
			}
			seen, err := New(a, Options{}).Details(t.Context(), a.instances)
			if err != nil || len(seen) == 1 != c.found {
				t.Errorf("%s: got %d instances, %v, want one: %v", name, len(seen), err, c.found)
			}
			if n := a.requests(); n != c.requests {
				t.Errorf("%s: got %d requests, want %d", name, n, c.requests)
			}
		})
	}
}

// A query for one instance that is refused as unknown is sent once more, so that a single
// refusal is no proof that the instance is gone. In the control, all are refused.
func TestRefusalAsUnknownIsAskedForAgain(t *testing.T) {
	for name, c := range map[string]struct {
		refused int // how many queries are refused
		found   int
	}{
		"once":            {1, 1},
		"control: always": {9, 0},
	} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1)
			a.onDetails = func(call int, _ armcloud.DetailFilter, _, _ int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
				return got, &armcloud.Error{Class: armcloud.ClassNotFound, Code: "110028"}, call <= c.refused
			}
			seen, err := New(a, Options{}).Details(t.Context(), a.instances)
			if err != nil || len(seen) != c.found {
				t.Errorf("%s: got %d instances, %v, want %d", name, len(seen), err, c.found)
			}
			if n := a.requests(); n != 2 {
				t.Errorf("%s: got %d requests, want 2", name, n)
			}
		})
	}
}
