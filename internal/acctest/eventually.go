package acctest

import (
	"testing"
	"time"
)

// Eventually waits until a condition holds, and ends the test if it does not hold
// within a minute.
func Eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	late := time.NewTimer(time.Minute)
	defer late.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-late.C:
			t.Fatalf("got no success within a minute, want: %s", what)
		}
	}
}
