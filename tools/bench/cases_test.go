package main

import (
	"regexp"
	"slices"
	"testing"
)

// No two cases share a name, and with it a folder; every step of a case that has
// a floor finds one there.
func TestCases(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range cases() {
		for _, of := range []*benchCase{c, c.floor} {
			if of == nil || of == c.floor && seen[fileName(of.name)] {
				continue // two cases may share a floor
			}
			if seen[fileName(of.name)] {
				t.Errorf("two cases are named %q", of.name)
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

// Names that are matched choose cases; growth chooses the fleets that it
// compares; what matches nothing chooses nothing.
func TestChoose(t *testing.T) {
	for pick, want := range map[string][]string{
		"^data source.*alone": {"data source of 10,000, codes alone"},
		"growth":              {"fleet of 100", "fleet of 1,000", "fleet of 10,000"},
		"no such case":        nil,
	} {
		var got []string
		for _, c := range choose(cases(), regexp.MustCompile(pick)) {
			got = append(got, c.name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q chooses %q, want %q", pick, got, want)
		}
	}
	if got := len(choose(cases(), regexp.MustCompile("."))); got != len(cases()) {
		t.Errorf(". chooses %d of %d cases", got, len(cases()))
	}
}

// Every promise is checked somewhere: a renamed step would lose its targets
// without a word.
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
		"provider 300 MB", "CLI 250 MB", "3 s", "15 s", "1.6 × floor", "2 × floor", "4 s", "50 requests", "200 requests",
	} {
		if got[want] == 0 {
			t.Errorf("no step has the target %q", want)
		}
	}
}
