package ledger

import (
	"slices"
	"testing"
)

// The ledger returns the changes of other owners, and reports a change of the owner
// as a conflict.
func TestSet(t *testing.T) {
	var l Ledger
	if got := l.SetByOthers("AC1", "fleet.a"); len(got) != 0 {
		t.Errorf("got %v from an empty ledger, want nothing", got)
	}
	if before, conflict := l.Set("AC1", "proxy", "fleet.a", 1); before != "" || conflict {
		t.Errorf("first set: got %q, %v, want no owner and no conflict", before, conflict)
	}
	if before, conflict := l.Set("AC1", "proxy", "fleet.a", 2); before != "fleet.a" || conflict {
		t.Errorf("set again: got %q, %v, want fleet.a and no conflict", before, conflict)
	}
	if before, conflict := l.Set("AC1", "proxy", "fleet.b", 3); before != "fleet.a" || !conflict {
		t.Errorf("set by another: got %q, %v, want fleet.a and a conflict", before, conflict)
	}
	if got, want := l.SetByOthers("AC1", "fleet.a"), (Change{"proxy", "fleet.b", 3}); len(got) != 1 || got[0] != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := l.SetByOthers("AC1", "fleet.b"); len(got) != 0 {
		t.Errorf("got %v, want nothing but its own", got)
	}
	if got := l.SetByOthers("AC2", "fleet.a"); len(got) != 0 {
		t.Errorf("got %v of another instance, want nothing", got)
	}
}

// Claims and holds are found by setting, and by any setting; an owner's own are not.
func TestClaimants(t *testing.T) {
	var l Ledger
	l.Claim("AC1", "instance/1", []string{"proxy", "bandwidth"})
	l.Claim("AC1", "fleet/1", []string{"proxy"})
	l.Hold("AC1", "fleet/2", Holding{Settings: []string{"image"}})
	for _, c := range []struct {
		setting, owner string
		want           []string
	}{
		{"proxy", "instance/1", []string{"fleet/1"}},
		{"proxy", "fleet/9", []string{"instance/1", "fleet/1"}},
		{"bandwidth", "instance/1", nil},
		{"image", "instance/1", nil},
		{"", "fleet/1", []string{"instance/1"}},
	} {
		if got := l.Claimants("AC1", c.setting, c.owner); !slices.Equal(got, c.want) {
			t.Errorf("claimants of %q besides %s: got %v, want %v", c.setting, c.owner, got, c.want)
		}
	}
	l.Claim("AC1", "fleet/1", nil)
	if got := l.Claimants("AC1", "proxy", "instance/1"); len(got) != 0 {
		t.Errorf("after a new claim: got %v, want none", got)
	}
	if got := l.Holders("AC1", "image", "instance/1"); !slices.Equal(got, []string{"fleet/2"}) {
		t.Errorf("got holders %v, want fleet/2", got)
	}
}

// The last owner to leave a setting undoes it.
func TestLeave(t *testing.T) {
	var l Ledger
	leave := func(owner string, held []string, want string, certain bool) {
		t.Helper()
		keeper, kept := l.Leave("AC1", "proxy", owner, held)
		if kept != (want != "") || keeper.Owner != want || keeper.Certain != certain {
			t.Errorf("%s leaves: got %+v, %v, want %q, certain %v", owner, keeper, kept, want, certain)
		}
	}
	leave("a", []string{"b", "c"}, "b", false)
	l.BeginLeaving("c")
	leave("b", []string{"a", "c"}, "c", true)
	leave("c", []string{"a", "b"}, "", false)
	leave("d", nil, "", false)
	l.Claim("AC1", "e", []string{"proxy"})
	leave("d", nil, "e", true)
	leave("e", []string{"d"}, "", false)
	l.Set("AC1", "proxy", "f", nil)
	leave("d", nil, "f", true)
	leave("f", []string{"d"}, "", false)
	if _, kept := l.Leave("AC2", "proxy", "g", []string{"a"}); !kept {
		t.Error("another instance: got nothing kept, want it kept for a")
	}
}

// A setting counts as undone until it is set again, for owners other than the one that
// undoes it. An owner that leaves it as it is undoes nothing.
func TestUndone(t *testing.T) {
	var l Ledger
	want := func(what, owner string, want bool) {
		t.Helper()
		if got := l.Undone("AC1", "proxy", owner); got != want {
			t.Errorf("%s, for %s: got undone %v, want %v", what, owner, got, want)
		}
	}
	l.LeaveAsIs("AC1", "proxy", "a")
	want("left as it is", "b", false)
	l.Leave("AC1", "proxy", "c", []string{"d"})
	want("left to another owner", "b", false)
	l.Leave("AC1", "proxy", "c", nil)
	want("undone", "b", true)
	want("undone", "c", false)
	l.Set("AC1", "proxy", "b", nil)
	want("set again", "d", false)
}

// Tasks of several resources of one instance are merged.
func TestPendingOfTwoOwnersMerged(t *testing.T) {
	var l Ledger
	l.SetPending("AC1", []int64{3, 1})
	l.SetPending("AC1", []int64{2, 3})
	l.SetPending("AC1", nil)
	l.SetPending("AC2", []int64{9})
	if got := l.Pending("AC1"); !slices.Equal(got, []int64{1, 2, 3}) {
		t.Errorf("got %v, want 1, 2 and 3", got)
	}
	if got := l.Pending("AC3"); len(got) != 0 {
		t.Errorf("another instance: got %v, want none", got)
	}
}

// A handover is found by its key.
func TestHandover(t *testing.T) {
	var l Ledger
	if _, ok := l.Handover("r"); ok {
		t.Error("got a handover from an empty ledger, want none")
	}
	l.SetHandover("r", []byte("pending"))
	if value, ok := l.Handover("r"); !ok || string(value) != "pending" {
		t.Errorf("got %q, %v, want pending", value, ok)
	}
}
