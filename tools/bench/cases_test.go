package main

import (
	"regexp"
	"slices"
	"testing"
)

// Names of cases, and so their directories, are unique. If a case has a floor, each
// of its steps has one.
func TestCases(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range cases() {
		for _, of := range []*benchCase{c, c.floor} {
			if of == nil || of == c.floor && seen[fileName(of.name)] {
				continue // two cases may share a floor
			}
			if seen[fileName(of.name)] {
				t.Errorf("got two cases named %q, want one", of.name)
			}
			seen[fileName(of.name)] = true
		}
		if c.floor == nil {
			continue
		}
		below := map[string]sample{}
		for _, s := range c.floor.steps {
			below[s.name] = sample{wall: 1}
		}
		got := map[string]sample{}
		for _, s := range c.steps {
			got[s.name] = sample{wall: 2}
		}
		for _, r := range c.rows(got, below) {
			if r.floor == nil {
				t.Errorf("%s has no floor", r.name)
			}
		}
	}
}

// A pattern selects the cases whose names match. growth selects the fleets that it
// compares. A full run has all cases except those that are opt-in.
func TestChoose(t *testing.T) {
	for pick, want := range map[string][]string{
		"^data source.*only": {"data source of 10,000, pad codes only"},
		"growth":             {"fleet of 100", "fleet of 1,000", "fleet of 10,000", "fleet of 40,000"},
		"fleet of 100,":      {"fleet of 100,000"},
		"no such case":       nil,
	} {
		var got []string
		for _, c := range choose(cases(), regexp.MustCompile(pick)) {
			got = append(got, c.name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", pick, got, want)
		}
	}
	left := slices.DeleteFunc(cases(), func(c *benchCase) bool { return !c.optIn })
	if got, want := len(choose(cases(), regexp.MustCompile("."))), len(cases())-len(left); got != want || len(left) == 0 {
		t.Errorf("got %d cases for . and %d that are opt-in, want %d and at least 1", got, len(left), want)
	}
}

// Every target belongs to a step. A step that is renamed would lose its targets.
func TestTargetsAreUsed(t *testing.T) {
	got := map[string]int{}
	for _, c := range cases() {
		for _, s := range c.steps {
			for _, of := range s.targets {
				got[of.String()]++
			}
		}
	}
	for _, want := range []string{
		"5 s", "10 submits", "10 task queries per s", "2 s", "10 requests", "30 s", "100 submits", "12 s", "25 requests",
		"provider 300 MB", "CLI 250 MB", "3 s", "15 s", "1.6 × floor", "2 × floor", "1.5 × floor", "1.2 × floor", "4 s", "1.5 s", "8 s", "CLI 300 MB", "50 requests", "200 requests",
		"provider 100 MB", "provider 150 MB", "provider CPU 1 s",
	} {
		if got[want] == 0 {
			t.Errorf("got no step with the target %q, want one", want)
		}
	}
}
