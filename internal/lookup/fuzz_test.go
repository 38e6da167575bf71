package lookup

import (
	"net/netip"
	"strings"
	"testing"
)

// Any result of a command has no exit address, or a valid one.
func FuzzExitIP(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `{"ip":"203.0.113.7"}`, `{"data":[{"public_ip":"2001:db8::1"}]}`, `203.0.113.7`, `{"ip":7}`, `{`, `::::`, `1.2.3.4.5`, `"fe80::1%eth0"`,
		strings.Repeat(`{"ip":`, 9_000), strings.Repeat("[", 20_000), strings.Repeat("1.", 5_000),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, result string) {
		if got := exitIP(result); got != "" {
			if _, err := netip.ParseAddr(got); err != nil {
				t.Fatalf("%q: got %q, want an address", result, got)
			}
		}
	})
}
