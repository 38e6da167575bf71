package fleet

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
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

// What a phone has follows from its profile, or from its note where it has one.
func TestHoldings(t *testing.T) {
	record := &privateRecord{Identity: ownership.Identity{Salt: "salt"}, Notes: map[string]instanceNote{
		"noted": {Profile: "kiosk", Has: map[string]string{"bandwidth": ""}},
		"bare":  {Profile: "kiosk", Has: map[string]string{}},
	}}
	kiosk := profile{"bandwidth": setting.Bandwidth{UploadMbps: 1, DownloadMbps: 2}, "time_zone": setting.TimeZone{Name: "UTC"}}
	h := newHoldings(record, "key", model{
		phones:   map[string]string{"plain": "kiosk", "noted": "failed: x", "bare": "failed: y", "imported": "", "idle": "idle"},
		profiles: map[string]profile{"kiosk": kiosk, "idle": {}},
	})
	for code, want := range map[string]map[string]string{
		"plain": h.of(kiosk), "noted": {"bandwidth": ""}, "bare": {}, "imported": {}, "idle": {}, "stranger": {},
	} {
		if diff := cmp.Diff(want, h.current(code)); diff != "" {
			t.Errorf("%s (- expected, + found):\n%s", code, diff)
		}
	}
	h.current("plain")["bandwidth"] = "spoiled"
	h.current("noted")["bandwidth"] = "spoiled"
	if h.current("plain")["bandwidth"] == "spoiled" || h.current("noted")["bandwidth"] == "spoiled" {
		t.Error("the answer is not the caller's own")
	}
	other := newHoldings(&privateRecord{Identity: ownership.Identity{Salt: "other"}}, "key", model{})
	if maps.Equal(h.of(kiosk), other.of(kiosk)) {
		t.Error("fingerprints do not depend on the salt")
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
		record.Notes[padCode(n)] = instanceNote{Profile: "kiosk", Has: map[string]string{"time_zone": "", "bandwidth": "0123456789abcdef0123456789abcdef"}}
	}
	record.Confirmed["time_zone"] = newPadSet(codes, in)
	if some := size(); some > 3000 {
		t.Errorf("the record with ten that differ has %d bytes", some)
	}
}
