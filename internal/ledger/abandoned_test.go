package ledger

import "testing"

// Abandoned keys are returned once, only those of the type, and not those that the
// new object has. From then on, their holding is the given one.
func TestTakeAbandoned(t *testing.T) {
	var l Ledger
	for _, key := range []string{"fleet/AC1", "fleet/AC2", "instance/AC3"} {
		l.HandOver(key, "", []byte(key))
		l.Abandon(key)
	}
	taken := l.TakeAbandoned("fleet/", []string{"fleet/AC2"}, []byte("after"))
	if len(taken) != 1 || len(taken["fleet/AC1"]) != 1 || string(taken["fleet/AC1"][0]) != "fleet/AC1" {
		t.Errorf("got %v, want only fleet/AC1", taken)
	}
	for key, want := range map[string]string{"fleet/AC1": "after", "fleet/AC2": "fleet/AC2", "instance/AC3": "instance/AC3"} {
		if got, _ := l.HandedOver(key, ""); string(got) != want {
			t.Errorf("holding of %s: got %q, want %q", key, got, want)
		}
	}
	if again := l.TakeAbandoned("fleet/", nil, nil); len(again) != 0 {
		t.Errorf("got %v the second time, want nothing", again)
	}
}
