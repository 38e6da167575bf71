package ownership

import "testing"

// Fingerprints are equal for equal texts under one key and salt, and differ
// otherwise. Without a key there are none.
func TestFingerprints(t *testing.T) {
	one := NewFingerprints("access", "key", "salt")
	if one.Of("a") != NewFingerprints("access", "key", "salt").Of("a") {
		t.Error("got different fingerprints of equal texts, want equal ones")
	}
	all := map[string]bool{}
	for _, f := range []string{one.Of("a"), one.Of("b"), NewFingerprints("access", "key", "other").Of("a"), NewFingerprints("access", "other", "salt").Of("a")} {
		all[f] = true
		if len(f) != 32 {
			t.Errorf("got fingerprint %q, want 32 characters", f)
		}
	}
	if len(all) != 4 {
		t.Errorf("got fingerprints %v, want 4 different ones", all)
	}
	if !one.Known() || NewFingerprints("access", "", "salt").Known() {
		t.Error("got the wrong Known, want true only with a key")
	}
	if salt := NewSalt(); salt == NewSalt() {
		t.Error("got equal salts, want different ones")
	}
}
