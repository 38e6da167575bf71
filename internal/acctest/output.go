package acctest

import (
	"strings"
	"testing"
)

// Contains fails unless the output contains all texts. Line breaks and frames of
// diagnostics do not matter.
func Contains(t testing.TB, output string, texts ...string) {
	t.Helper()
	flat := flatten(output)
	for _, text := range texts {
		if !strings.Contains(flat, flatten(text)) {
			t.Errorf("got an output without %q, want it:\n%s", text, output)
		}
	}
}

// NotContains fails if the output contains any of the texts.
func NotContains(t testing.TB, output string, texts ...string) {
	t.Helper()
	flat := flatten(output)
	for _, text := range texts {
		if strings.Contains(flat, flatten(text)) {
			t.Errorf("got %q in the output, want it left out:\n%s", text, output)
		}
	}
}

// flatten removes the line breaks and frames of diagnostics and the alignment of
// plans.
func flatten(text string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("│", " ", "╷", " ", "╵", " ").Replace(text)), " ")
}

// Equal fails unless got equals want.
func Equal[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}
