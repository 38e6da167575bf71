package ledger

import "testing"

// The ledger returns the owner that set a setting last, and reports a change of
// the owner as a conflict.
func TestSet(t *testing.T) {
	var l Ledger
	if _, ok := l.SetBy("AC1", "proxy"); ok {
		t.Error("got an owner from an empty ledger, want none")
	}
	if before, conflict := l.Set("AC1", "proxy", "fleet.a"); before != "" || conflict {
		t.Errorf("first set: got %q, %v, want no owner and no conflict", before, conflict)
	}
	if before, conflict := l.Set("AC1", "proxy", "fleet.a"); before != "fleet.a" || conflict {
		t.Errorf("set again: got %q, %v, want fleet.a and no conflict", before, conflict)
	}
	if before, conflict := l.Set("AC1", "proxy", "fleet.b"); before != "fleet.a" || !conflict {
		t.Errorf("set by another: got %q, %v, want fleet.a and a conflict", before, conflict)
	}
	if owner, ok := l.SetBy("AC1", "proxy"); owner != "fleet.b" || !ok {
		t.Errorf("got owner %q, %v, want fleet.b", owner, ok)
	}
	for _, other := range [][2]string{{"AC2", "proxy"}, {"AC1", "time_zone"}} {
		if _, ok := l.SetBy(other[0], other[1]); ok {
			t.Errorf("got an owner of %v, want none", other)
		}
	}
}

// The first claim is kept. A claim of another resource on the same setting of
// the same instance is a conflict, even if both are of one type.
func TestClaim(t *testing.T) {
	var l Ledger
	if other, conflict := l.Claim("AC1", "proxy", "armcloud_instance", "AC1"); conflict {
		t.Errorf("first claim: got a conflict with %q, want none", other)
	}
	if other, conflict := l.Claim("AC1", "proxy", "armcloud_instance", "AC1"); conflict {
		t.Errorf("same claim: got a conflict with %q, want none", other)
	}
	if other, conflict := l.Claim("AC1", "proxy", "armcloud_fleet", "f1"); !conflict || other != "armcloud_instance" {
		t.Errorf("got %q, %v, want a conflict with armcloud_instance", other, conflict)
	}
	if _, conflict := l.Claim("AC1", "bandwidth", "armcloud_fleet", "f1"); conflict {
		t.Error("another setting: got a conflict, want none")
	}
	if _, conflict := l.Claim("AC1", "bandwidth", "armcloud_fleet", "f2"); !conflict {
		t.Error("two fleets: got no conflict, want one")
	}
}

// An upload is found by its request.
func TestUpload(t *testing.T) {
	var l Ledger
	if _, ok := l.Upload("r"); ok {
		t.Error("got an upload from an empty ledger, want none")
	}
	l.SetUpload("r", "left")
	if left, ok := l.Upload("r"); !ok || left != "left" {
		t.Errorf("got %q, %v, want left", left, ok)
	}
}
