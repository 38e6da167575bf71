package ledger

import "testing"

// An owner that suspects an erasure takes care of those whose refresh has ended; the
// others wait for its plan and then find the loss. The control is another instance.
func TestSuspect(t *testing.T) {
	var l Ledger
	has := func() []Held { return []Held{{Setting: "proxy"}} }
	for _, owner := range []string{"a", "b", "c"} {
		l.Hold("AC1", owner, Holding{})
	}
	l.EndRefresh("AC1", "a", has)
	l.EndRefresh("AC1", "b", has)
	if got := l.Suspect("AC1", "b"); len(got) != 1 || got[0].Owner != "a" || len(got[0].Has) != 1 {
		t.Errorf("got %+v, want a with what it has", got)
	}
	l.EndRefresh("AC1", "c", has)
	for owner, want := range map[string]int{"a": 0, "b": 0, "c": 1} {
		if got := l.Suspecting("AC1", owner); len(got) != want {
			t.Errorf("%s: got %v to wait for, want %d", owner, got, want)
		}
	}
	if got := l.Suspecting("AC2", "c"); len(got) != 0 {
		t.Errorf("control: got %v to wait for, want none", got)
	}
	l.PlanErasure("AC1", "b", 7)
	if loss, found := l.LossesOf("AC1", "c"); !found || loss.Erased != 7 {
		t.Errorf("got loss %+v, %v, want the erasure", loss, found)
	}
	l.EndSuspicions([]string{"b"})
	if got := l.Suspecting("AC1", "c"); len(got) != 0 {
		t.Errorf("got %v to wait for afterwards, want none", got)
	}
}
