package ledger

import (
	"slices"
	"testing"
)

// Each owner that knows an instance is kept apart, and replaces only what it recorded
// itself.
func TestKnown(t *testing.T) {
	var l Ledger
	l.SetKnown("AC1", Known{Owner: "one", State: "a"})
	l.SetKnown("AC1", Known{Owner: "two", State: "b"})
	l.SetKnown("AC1", Known{Owner: "one", State: "c"})
	var got []string
	for _, known := range l.Known("AC1") {
		got = append(got, known.Owner+" "+known.State)
	}
	if want := []string{"one c", "two b"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if other := l.Known("AC2"); len(other) != 0 {
		t.Errorf("got %v of another key, want nothing", other)
	}
}

// Exceptional returns the keys of a type in order, without those that are no longer
// exceptional.
func TestExceptional(t *testing.T) {
	var l Ledger
	for _, key := range []string{"fleet/AC3", "fleet/AC1", "fleet/AC2", "instance/AC4"} {
		l.SetKnown(key, Known{Owner: "one", Exceptional: true})
	}
	l.SetKnown("fleet/AC2", Known{Owner: "one"})
	l.SetKnown("fleet/AC3", Known{Owner: "two"})
	if got, want := l.Exceptional("fleet/"), []string{"fleet/AC1", "fleet/AC3"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
