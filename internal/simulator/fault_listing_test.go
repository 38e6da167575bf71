package simulator

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
)

// faultyPage requests one page of instances. Missing totals are -1.
func (s *Simulator) faultyPage(t *testing.T, path string, number, rows int) listing {
	t.Helper()
	a := s.mustCall(t, path, fmt.Sprintf(`{"page":%d,"rows":%d}`, number, rows))
	l := listing{Total: -1, TotalPage: -1}
	if err := json.Unmarshal(a.Data, &l); err != nil {
		t.Fatalf("data is not a page: %s", a.Data)
	}
	return l
}

// numbers returns the numbers of the instances on a page.
func (l listing) numbers() string {
	var numbers []string
	for _, code := range l.codes() {
		numbers = append(numbers, strings.TrimLeft(strings.TrimPrefix(code, "AC32010"), "0"))
	}
	return strings.Join(numbers, " ")
}

// Each fault of listings has its documented effect on an account of seven
// instances with three per page. Without a fault, the pages are correct.
func TestListingFaults(t *testing.T) {
	type shown struct {
		rows        string
		total, last int
	}
	honest := []shown{{"1 2 3", 7, 3}, {"4 5 6", 7, 3}, {"7", 7, 3}, {"", 7, 3}}
	cases := map[string]struct {
		fault Fault
		want  []shown
	}{
		"none":            {Fault{Kind: FaultSlow}, honest},
		"another path":    {Fault{Kind: FaultEndless, Path: "app/list"}, honest},
		"total too small": {Fault{Kind: FaultTotal, Count: 2}, []shown{{"1 2 3", 2, 1}, {"4 5 6", 2, 1}, {"7", 2, 1}}},
		"total too large": {Fault{Kind: FaultTotal, Count: 70}, []shown{{"1 2 3", 70, 24}, {"4 5 6", 70, 24}, {"7", 70, 24}, {"", 70, 24}}},
		"total of zero":   {Fault{Kind: FaultTotal}, []shown{{"1 2 3", 0, 0}}},
		"total missing":   {Fault{Kind: FaultTotal, Count: -1}, []shown{{"1 2 3", -1, -1}, {"4 5 6", -1, -1}, {"7", -1, -1}}},
		"a duplicate":     {Fault{Kind: FaultDuplicateRows}, []shown{{"1 1 2 3", 7, 3}, {"4 4 5 6", 7, 3}, {"7 7", 7, 3}, {"", 7, 3}}},
		"duplicates":      {Fault{Kind: FaultDuplicateRows, Count: 9}, []shown{{"1 1 2 2 3 3", 7, 3}}},
		"endless":         {Fault{Kind: FaultEndless}, []shown{{"1 2 3", 4, 2}, {"4 5 6", 7, 3}, {"7 1 2", 10, 4}, {"3 4 5", 13, 5}}},
		"half pages":      {Fault{Kind: FaultShortPages}, []shown{{"1", 7, 7}, {"2", 7, 7}}},
		"short pages":     {Fault{Kind: FaultShortPages, Count: 2}, []shown{{"1 2", 7, 4}, {"3 4", 7, 4}, {"5 6", 7, 4}, {"7", 7, 4}, {"", 7, 4}}},
		"one vanishes":    {Fault{Kind: FaultVanish}, []shown{{"1 2 3", 7, 3}, {"5 6 7", 6, 2}, {"", 6, 2}}},
		"two vanish":      {Fault{Kind: FaultVanish, Count: 2}, []shown{{"1 2 3", 7, 3}, {"6 7", 5, 2}}},
		"all vanish":      {Fault{Kind: FaultVanish, Count: 99}, []shown{{"1 2 3", 7, 3}, {"", 0, 0}}},
		"once":            {Fault{Kind: FaultTotal, Count: 2, Times: 1, After: 1}, []shown{{"1 2 3", 7, 3}, {"4 5 6", 2, 1}, {"7", 7, 3}}},
	}
	for name, c := range cases {
		for _, path := range []string{padPath + "padDetails", padPath + "infos"} {
			s := newSimulator(t, Options{Instances: 7})
			must(t, s.AddFault(c.fault))
			for i, want := range c.want {
				l := s.faultyPage(t, path, i+1, 3)
				if got := (shown{l.numbers(), l.Total, l.TotalPage}); got != want || l.Size != len(l.PageData) {
					t.Errorf("%s: page %d of %s: got %+v with %d rows, want %+v", name, i+1, path, got, l.Size, want)
				}
			}
		}
	}
}

// Faults of listings apply to every paged endpoint.
func TestListingFaultsApplyToEveryListing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for path, level := range map[string]string{
			"/file-center/open/app/list":         LevelCurrent,
			"/file-center/open/file/list":        Level2024,
			"/openapi/open/image/queryImageList": LevelCurrent,
			taskPath + "list":                    Level2024,
			padPath + "padDetails":               Level2024,
			padPath + "infos":                    LevelCurrent,
		} {
			o := calm()
			o.Level = level
			s := newSimulator(t, o)
			s.mustCall(t, padPath+"asyncCmd", script("echo", one))
			must(t, s.AddFault(Fault{Kind: FaultEndless, Path: path}))
			must(t, s.AddFault(Fault{Kind: FaultTotal, Path: path, Count: -1}))
			for number := 1; number <= 30; number += 29 {
				a := s.mustCall(t, path, fmt.Sprintf(`{"page":%d,"rows":4,"type":1002}`, number))
				var shown struct {
					PageData, Records []json.RawMessage
					Total             *int
				}
				must(t, json.Unmarshal(a.Data, &shown))
				if len(shown.PageData)+len(shown.Records) != 4 || shown.Total != nil {
					t.Errorf("%s page %d: got %s, want 4 rows and no total", path, number, a.Data)
				}
			}
		}
	})
}

// An endless listing without rows stays empty. Instances requested by code are
// not affected by vanish.
func TestListingFaultsHaveLimits(t *testing.T) {
	s := newSimulator(t, Options{Instances: 1})
	must(t, s.AddFault(Fault{Kind: FaultEndless}))
	must(t, s.Remove([]string{one}))
	if l := s.faultyPage(t, padPath+"infos", 1, 3); len(l.PageData) != 0 || l.Total != 0 {
		t.Errorf("endless and empty: got %+v, want no rows", l)
	}
	s = newSimulator(t, Options{})
	must(t, s.AddFault(Fault{Kind: FaultVanish, Count: 5}))
	if l := s.mustCall(t, padPath+"padDetails", "{"+pads(one, two)+"}").listing(t); !slices.Equal(l.codes(), []string{one, two}) {
		t.Errorf("by code: got %v, want both instances", l.codes())
	}
	for _, wrong := range []Fault{{Kind: FaultVanish, Count: -1}, {Kind: FaultShortPages, Count: -1}, {Kind: "lie"}} {
		if err := s.AddFault(wrong); err == nil {
			t.Errorf("AddFault(%+v) succeeded, want an error", wrong)
		}
	}
}
