package ledger

import "testing"

// Each owner learns once of what actions did to an instance.
func TestActionsAreTakenOncePerOwner(t *testing.T) {
	var l Ledger
	expect := func(padCode, owner string, wantErased, wantRestarted bool) {
		t.Helper()
		if erased, restarted := l.TakeActions(padCode, owner); erased != wantErased || restarted != wantRestarted {
			t.Errorf("%s of %s: got erased %v and restarted %v, want %v and %v", owner, padCode, erased, restarted, wantErased, wantRestarted)
		}
	}
	expect("AC1", "a", false, false)
	l.RecordAction("AC1", true)
	expect("AC1", "a", true, true)
	expect("AC1", "a", false, false)
	expect("AC1", "b", true, true)
	expect("AC2", "a", false, false)
	l.RecordAction("AC1", false)
	expect("AC1", "a", false, true)
	expect("AC1", "a", false, false)
}
