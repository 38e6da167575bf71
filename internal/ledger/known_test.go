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
// exceptional. An instance of which two objects have a setting is.
func TestExceptional(t *testing.T) {
	var l Ledger
	for _, key := range []string{"fleet/AC3", "fleet/AC1", "fleet/AC2", "instance/AC4"} {
		l.SetKnown(key, Known{Owner: "one", Exceptional: true})
	}
	l.SetKnown("fleet/AC2", Known{Owner: "one"})
	l.SetKnown("fleet/AC3", Known{Owner: "two"})
	for _, code := range []string{"AC5", "AC6"} {
		l.SetKnown("fleet/"+code, Known{Owner: "one", PadCode: code})
		l.Hold(code, "one", Holding{Settings: []string{"proxy"}})
	}
	l.Hold("AC5", "other", Holding{Settings: []string{"proxy"}})
	l.Hold("AC6", "other", Holding{Settings: []string{"bandwidth"}})
	if got, want := l.Exceptional("fleet/"), []string{"fleet/AC1", "fleet/AC3", "fleet/AC5"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
