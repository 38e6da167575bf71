package fleet

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
)

// A set and its complement are kept in as few codes as either has, and read
// back alike.
func TestPadSet(t *testing.T) {
	codes := []string{"a", "b", "c", "d", "e"}
	all := map[string]string{}
	for _, code := range codes {
		all[code] = "kiosk"
	}
	for _, c := range []struct {
		in     []string
		rest   bool
		except []string
	}{
		{nil, false, nil},
		{codes, true, nil},
		{[]string{"b"}, false, []string{"b"}},
		{[]string{"a", "b"}, false, []string{"a", "b"}},
		{[]string{"a", "c", "e"}, true, []string{"b", "d"}},
		{[]string{"a", "b", "c", "e"}, true, []string{"d"}},
	} {
		in := map[string]bool{}
		for _, code := range c.in {
			in[code] = true
		}
		set := newPadSet(codes, in)
		if diff := cmp.Diff(padSet{c.rest, c.except}, set); diff != "" {
			t.Errorf("the set of %v (- expected, + found):\n%s", c.in, diff)
		}
		if diff := cmp.Diff(in, set.members(all)); diff != "" {
			t.Errorf("the members of the set of %v (- expected, + found):\n%s", c.in, diff)
		}
		// Phones that have left are members no more; nobody else becomes one.
		fewer := maps.Clone(all)
		delete(fewer, "a")
		left := maps.Clone(in)
		delete(left, "a")
		if diff := cmp.Diff(left, set.members(fewer)); diff != "" {
			t.Errorf("the members of the set of %v without a (- expected, + found):\n%s", c.in, diff)
		}
	}
	// A code that is a member and not of the fleet is not kept.
	if set := newPadSet(codes, map[string]bool{"x": true}); len(set.Except) > 0 || set.Rest {
		t.Errorf("a stranger is in the set: %+v", set)
	}
}

// What an instance has follows from its profile, or from its note if it has one.
func TestHoldings(t *testing.T) {
	noted := has(map[string]converge.Value{"bandwidth": nil})
	record := privateRecord{Notes: map[string]instanceNote{"noted": {Profile: "kiosk", Holding: noted}}, Confirmed: map[string]padSet{"time_zone": {Except: []string{"plain"}}}}
	values := map[string]converge.Value{"bandwidth": bandwidthOf(1), "time_zone": zoneOf("UTC")}
	h := newHoldings(record, model{
		phones:   map[string]string{"plain": "kiosk", "other": "kiosk", "noted": "failed: x", "imported": "", "idle": "idle"},
		profiles: map[string]profile{"kiosk": settings(values), "idle": {}},
	})
	confirmed := has(values)
	e := confirmed.Settings["time_zone"]
	e.Confirmed = true
	confirmed.Settings["time_zone"] = e
	for code, want := range map[string]converge.Holding{
		"plain": confirmed, "other": has(values), "noted": noted, "imported": {}, "idle": {}, "stranger": {},
	} {
		if got := h.of(code); !got.Equal(want) {
			t.Errorf("%s: got %+v, want %+v", code, got, want)
		}
	}
}

// The private state of ten thousand converged phones is a few hundred bytes,
// and a few that differ cost a few more.
func TestFleetRecordIsSmall(t *testing.T) {
	codes := make([]string, 10_000)
	in := map[string]bool{}
	for n := range codes {
		codes[n] = padCode(n)
		in[codes[n]] = true
	}
	slices.Sort(codes)
	record := &privateRecord{Identity: ownership.Identity{Owner: "OWNER", Salt: "SALT"}, Notes: map[string]instanceNote{}, Confirmed: map[string]padSet{"time_zone": newPadSet(codes, in)}}
	size := func() int {
		text, err := json.Marshal(record)
		if err != nil {
			t.Fatal(err)
		}
		return len(text)
	}
	if converged := size(); converged > 300 {
		t.Errorf("the record of converged phones has %d bytes", converged)
	}
	for n := range 10 {
		delete(in, padCode(n))
		record.Notes[padCode(n)] = instanceNote{Profile: "kiosk", Holding: has(map[string]converge.Value{"time_zone": nil})}
	}
	record.Confirmed["time_zone"] = newPadSet(codes, in)
	if some := size(); some > 3000 {
		t.Errorf("the record with ten that differ has %d bytes", some)
	}
}
