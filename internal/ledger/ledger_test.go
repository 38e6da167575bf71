package ledger

import "testing"

// The ledger knows who set a setting last, and tells of a change of hands.
func TestLedgerTellsWhoSet(t *testing.T) {
	var l Ledger
	if _, ok := l.SetBy("AC1", "proxy"); ok {
		t.Error("an empty ledger knows an owner")
	}
	if before, conflict := l.Set("AC1", "proxy", "fleet.a"); before != "" || conflict {
		t.Errorf("first set: %q, %v", before, conflict)
	}
	if before, conflict := l.Set("AC1", "proxy", "fleet.a"); before != "fleet.a" || conflict {
		t.Errorf("set again by the same: %q, %v", before, conflict)
	}
	if before, conflict := l.Set("AC1", "proxy", "fleet.b"); before != "fleet.a" || !conflict {
		t.Errorf("set by another: %q, %v", before, conflict)
	}
	if owner, ok := l.SetBy("AC1", "proxy"); owner != "fleet.b" || !ok {
		t.Errorf("owner %q, %v", owner, ok)
	}
	for _, other := range [][2]string{{"AC2", "proxy"}, {"AC1", "time_zone"}} {
		if _, ok := l.SetBy(other[0], other[1]); ok {
			t.Errorf("%v has an owner", other)
		}
	}
}

// The first claim stands; another resource's claim on the same setting of the
// same phone is a conflict, also when both are of one type.
func TestLedgerTellsOfTwoOwners(t *testing.T) {
	var l Ledger
	if other, conflict := l.Claim("AC1", "proxy", "armcloud_instance", "AC1"); conflict {
		t.Errorf("the first claim conflicts with %q", other)
	}
	if other, conflict := l.Claim("AC1", "proxy", "armcloud_instance", "AC1"); conflict {
		t.Errorf("the same claim again conflicts with %q", other)
	}
	if other, conflict := l.Claim("AC1", "proxy", "armcloud_fleet", "f1"); !conflict || other != "armcloud_instance" {
		t.Errorf("got %q, %v", other, conflict)
	}
	if _, conflict := l.Claim("AC1", "bandwidth", "armcloud_fleet", "f1"); conflict {
		t.Error("another setting conflicts")
	}
	if _, conflict := l.Claim("AC1", "bandwidth", "armcloud_fleet", "f2"); !conflict {
		t.Error("two fleets do not conflict")
	}
}

// What is left of an upload is found by its request.
func TestLedgerOfUploads(t *testing.T) {
	var l Ledger
	if _, ok := l.Upload("r"); ok {
		t.Error("an empty ledger knows an upload")
	}
	l.SetUpload("r", "left")
	if left, ok := l.Upload("r"); !ok || left != "left" {
		t.Errorf("got %q, %v", left, ok)
	}
}
