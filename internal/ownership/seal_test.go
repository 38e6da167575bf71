package ownership

import (
	"strings"
	"testing"
)

// A sealed text is readable with the same secret key only, and doesn't change.
func TestSeal(t *testing.T) {
	const text = `{"enabled":true,"password":"s3cret"}`
	sealed := Seal("key", text)
	if again := Seal("key", text); again != sealed {
		t.Errorf("got %q the second time, want %q", again, sealed)
	}
	if strings.Contains(sealed, "s3cret") {
		t.Errorf("got %q, want no password", sealed)
	}
	if got, ok := Unseal("key", sealed); !ok || got != text {
		t.Errorf("got %q, %v, want %q", got, ok, text)
	}
	for name, c := range map[string]struct{ key, sealed string }{
		"another key": {"other", sealed},
		"another end": {"key", sealed[:len(sealed)-4] + "AAAA"},
		"too short":   {"key", "AAAA"},
		"no base64":   {"key", "?"},
	} {
		if got, ok := Unseal(c.key, c.sealed); ok {
			t.Errorf("%s: got %q, want nothing", name, got)
		}
	}
}
