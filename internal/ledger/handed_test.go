package ledger

import "testing"

// Each object that replaces one of several with the same key takes what fits it, once.
func TestTakeHandedOver(t *testing.T) {
	var l Ledger
	l.HandOver("AC1", "proxy", []byte("of proxy"))
	l.HandOver("AC1", "", []byte("of any"))
	l.HandOver("AC1", "bandwidth", []byte("of bandwidth"))
	for _, c := range []struct{ fit, want string }{
		{"bandwidth", "of bandwidth"}, {"bandwidth", "of any"}, {"bandwidth", "of proxy"}, {"bandwidth", ""},
	} {
		shown, _ := l.HandedOver("AC1", c.fit)
		taken, ok := l.TakeHandedOver("AC1", c.fit)
		if string(taken) != c.want || string(shown) != c.want || ok != (c.want != "") {
			t.Errorf("got %q (%q without taking it), %v, want %q", taken, shown, ok, c.want)
		}
	}
	if value, ok := l.HandedOver("AC2", ""); ok {
		t.Errorf("got %q of another key, want nothing", value)
	}
}

// Only one object continues an owner.
func TestContinue(t *testing.T) {
	var l Ledger
	for i, want := range []bool{true, false} {
		if got := l.Continue("fleet/a"); got != want {
			t.Errorf("call %d: got %v, want %v", i+1, got, want)
		}
	}
	if !l.Continue("fleet/b") {
		t.Error("got false for another owner, want true")
	}
}
