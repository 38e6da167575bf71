package armcloud

import (
	"strings"
	"testing"
)

// Every code has a meaning and an advice. The codes that concern a single instance,
// that mean not found and that mean busy have the right class.
func TestCodesAreComplete(t *testing.T) {
	for text, known := range codes {
		if known.meaning == "" || !strings.HasSuffix(known.advice, ".") {
			t.Errorf("code %s has no meaning or advice", text)
		}
	}
	for _, list := range []map[string]bool{instanceCodes, rarelyRetried} {
		for text := range list {
			if _, ok := codes[text]; !ok {
				t.Errorf("code %s is not in codes", text)
			}
		}
	}
	for _, text := range []string{"2020", "110013", "110028", "110042", "120005"} {
		if codes[text].class != ClassNotFound || !(&Error{Code: text}).ConcernsInstance() {
			t.Errorf("code %s must mean that the instance is not found", text)
		}
	}
	for _, text := range []string{"110014", "110031", "100011", "110079", "111070", "111076", "111077", "111084", "220025"} {
		if codes[text].class != ClassBusy {
			t.Errorf("code %s must mean busy", text)
		}
	}
	for _, text := range []string{"100000", "500", "110014", ""} {
		if (&Error{Code: text}).ConcernsInstance() {
			t.Errorf("code %q must not concern a single instance", text)
		}
	}
}
