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

// Once padDetails has succeeded, a refusal does not switch to infos, which returns
// less. In the control, padDetails has never succeeded.
func TestInfosDoNotReplaceWorkingDetails(t *testing.T) {
	for _, worked := range []bool{true, false} {
		for _, refusal := range []*armcloud.Error{{Class: armcloud.ClassRejected, Code: "1104"}, {Class: armcloud.ClassRejected, HTTPStatus: 404}} {
			bubble(t, func(t *testing.T) {
				a := newAccount(2)
				a.onDetails = func(nth int, _ armcloud.DetailFilter, _, _ int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
					return got, refusal, nth > 1 || !worked
				}
				e := New(a, Options{})
				if worked {
					if _, err := e.Details(t.Context(), a.instances[:1]); err != nil {
						t.Fatal(err)
					}
				}
				_, err := e.Details(t.Context(), a.instances[1:])
				if (err != nil) != worked || (len(a.infos) == 0) != worked {
					t.Errorf("worked before %v: got %v and %d requests of infos, want an error and none: %v", worked, err, len(a.infos), worked)
				}
			})
		}
	}
}

// Without padDetails, an instance that infos reports as offline does not count as
// running. The controls are instances that infos reports as online or not at all.
func TestOfflineInstancesOfInfosAreNotRunning(t *testing.T) {
	yes, no := true, false
	for _, c := range []struct {
		online  *bool
		running bool
	}{{&no, false}, {&yes, true}, {nil, true}} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1)
			a.onDetails = func(int, armcloud.DetailFilter, int, int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
				return got, &armcloud.Error{Class: armcloud.ClassUnavailable}, true
			}
			a.onInfos = func(int, armcloud.InfoFilter, int, int) (got armcloud.Page[armcloud.PadInfo], err error, handled bool) {
				got.Items, got.Total = []armcloud.PadInfo{{PadCode: a.instances[0], Status: armcloud.PadRunning, Online: c.online}}, 1
				return got, nil, true
			}
			if err := New(a, Options{}).AwaitRunning(t.Context(), a.instances[0]); (err == nil) != c.running {
				t.Errorf("got %v, want running %v", err, c.running)
			}
		})
	}
}
