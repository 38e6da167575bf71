package tfkit

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A list of failures has at most maxRows rows, and lists or counts each failure,
// however many there are and however long their texts.
func TestListFailuresFitsAScreen(t *testing.T) {
	for name, c := range map[string]struct{ line, reason, advice func(n int) string }{
		"one short reason": {
			line: func(n int) string { return fmt.Sprintf("AC%08d: unable to set the bandwidth: offline", n) },
		},
		"long lines": {
			line: func(n int) string { return fmt.Sprintf("AC%08d: %s", n, strings.Repeat("because of that ", 20)) },
		},
		"a reason and advice for each": {
			line:   func(n int) string { return fmt.Sprintf("AC%08d: reason %d", n, n) },
			reason: func(n int) string { return fmt.Sprintf("reason %d %s", n, strings.Repeat("and so on ", 12)) },
			advice: func(n int) string { return fmt.Sprintf("do %d %s", n, strings.Repeat("and so on ", 12)) },
		},
	} {
		var failed []Failure
		for n := range 10_000 {
			f := Failure{Line: c.line(n), Reason: "offline"}
			if c.reason != nil {
				f.Reason, f.Advice = c.reason(n), []string{c.advice(n), ""}
			}
			failed = append(failed, f)
		}
		text := ListFailures(failed)
		total, counted := 0, 0
		for line := range strings.Lines(text) {
			total += rows(line)
			var times int
			if n, _ := fmt.Sscanf(line, "%d × ", &times); n == 1 {
				counted += times
			}
		}
		if total > maxRows {
			t.Errorf("%s: got %d rows, want at most %d:\n%s", name, total, maxRows, text)
		}
		listed := strings.Count(text, "AC00000")
		if listed == 0 || listed > maxListed || listed+counted != len(failed) {
			t.Errorf("%s: got %d listed and %d counted, want %d in total and at most %d listed", name, listed, counted, len(failed), maxListed)
		}
	}
}

// The most frequent keys come first, at least one and at most as many as fit. The
// sum of the others is returned.
func TestMostFrequent(t *testing.T) {
	counts := map[string]int{"a": 1, "b": 3, "c": 3, "d": 2}
	for room, want := range map[int][]string{0: {"b"}, 2: {"b", "c"}, 4: {"b", "c", "d", "a"}, 9: {"b", "c", "d", "a"}} {
		lines, rest := mostFrequent(counts, room, func(key string) string { return key })
		sum := rest
		for _, key := range lines {
			sum += counts[key]
		}
		if !slices.Equal(lines, want) || sum != 9 {
			t.Errorf("room for %d rows: got %v and %d others, want %v", room, lines, rest, want)
		}
	}
}

// rows counts the rows after word wrapping.
func TestRows(t *testing.T) {
	for line, want := range map[string]int{
		"": 1, "short": 1, strings.Repeat("x", 76): 1, strings.Repeat("x", 76) + " y": 2,
		strings.Repeat("seven77 ", 9): 1, strings.Repeat("seven77 ", 10): 2,
	} {
		if got := rows(line); got != want {
			t.Errorf("%q: got %d rows, want %d", line, got, want)
		}
	}
}
