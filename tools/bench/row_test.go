package main

import (
	"strings"
	"testing"
	"time"
)

// The median is one whole run: memory and requests are those of the run with the
// median time.
func TestMedianIsOneRun(t *testing.T) {
	of := func(seconds, requests int) sample {
		return sample{wall: time.Duration(seconds) * time.Second, counts: counts{total: requests}}
	}
	for name, test := range map[string]struct {
		samples []sample
		want    int
	}{
		"three": {[]sample{of(9, 1), of(1, 2), of(4, 3)}, 3},
		"one":   {[]sample{of(9, 1)}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			if got := median(test.samples).counts.total; got != test.want {
				t.Errorf("got the run with %d requests, want the one with %d", got, test.want)
			}
		})
	}
}

// A target is met up to its limit and missed above it. A quantity that was not
// measured is neither.
func TestMet(t *testing.T) {
	measured := func() *row {
		return &row{
			got: sample{
				wall: 4 * time.Second, tasks: 2 * time.Second, memory: peaks{cli: 100e6, provider: 200e6},
				counts: counts{total: 30, submits: 10, queries: 16},
			},
			floor: &sample{wall: 2 * time.Second},
		}
	}
	for _, test := range []struct {
		of    quantity
		value float64
	}{{wall, 4}, {ratio, 2}, {requests, 30}, {submits, 10}, {queries, 8}, {provider, 200}, {cli, 100}} {
		r := measured()
		r.targets = []target{{test.of, test.value}}
		if got := r.met(); got != "yes" {
			t.Errorf("%s: got %q, want yes", r.targets[0], got)
		}
		r.targets = []target{{test.of, test.value - 0.1}}
		if got := r.met(); got != "no: "+r.targets[0].String() {
			t.Errorf("%s: got %q, want no", r.targets[0], got)
		}
	}

	bare := &row{got: sample{wall: time.Second}}
	for _, of := range []quantity{ratio, queries, provider, cli} {
		bare.targets = []target{{of, 1}}
		if got := bare.met(); !strings.HasPrefix(got, "not measured: ") {
			t.Errorf("%s: got %q, want not measured", bare.targets[0], got)
		}
	}
	bare.targets = nil
	if got := bare.met(); got != "–" {
		t.Errorf("without targets: got %q, want –", got)
	}
}

// Fleets are compared with fleets a tenth of their size, if both were measured.
// Each factor has its own limit.
func TestGrowth(t *testing.T) {
	of := func(n int, step string, seconds, requests int, bytes int64) *row {
		return &row{name: fleetName(n) + ": " + step, got: sample{
			wall: time.Duration(seconds) * time.Second, counts: counts{total: requests}, memory: peaks{cli: bytes, provider: bytes},
		}}
	}
	got := growth([]*row{
		of(100, create, 1, 5, 10), of(1_000, create, 15, 50, 20), of(10_000, create, 201, 501, 30),
		of(100, noopPlan, 1, 1, 10), of(10_000, noopPlan, 1, 1, 10),
	})
	if len(got) != 2 {
		t.Fatalf("got %d rows, want 2: plan was not measured at 1,000", len(got))
	}
	if f := got[0].growth; f.wall != 15 || f.requests != 10 || f.provider != 2 || f.met() != "yes" {
		t.Errorf("100 to 1,000: got %+v, %s, want all at the limit", f, f.met())
	}
	if f := got[1].growth; f.met() != "no: time, requests" {
		t.Errorf("1,000 to 10,000: got %+v, %s, want time and requests above the limit", f, f.met())
	}
}

// A row is listed if the rate limit accounts for at least half of its time. The first
// requests are a burst, so they don't count.
func TestLimited(t *testing.T) {
	of := func(requests int, wall time.Duration) *row {
		return &row{name: "case", got: sample{wall: wall, counts: counts{total: requests}}}
	}
	got := limited([]*row{of(60, time.Second), of(660, 21*time.Second), of(660, 20*time.Second)})
	unlimited := of(660, 20*time.Second)
	unlimited.unlimited = true
	if got := limited([]*row{unlimited}); len(got) != 0 {
		t.Errorf("without a limit: got %q, want nothing", got)
	}
	if len(got) != 1 || got[0] != "case: 660 requests at 60 a second take 10.00 s of its 20.00 s" {
		t.Errorf("got %q, want one line for the third", got)
	}
}
