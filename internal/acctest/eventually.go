package acctest

import (
	"testing"
	"time"
)

// Eventually waits until a condition holds in another process or goroutine,
// and fails the test when it has not within a minute.
func Eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	late := time.NewTimer(time.Minute)
	defer late.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-late.C:
			t.Fatalf("waited a minute in vain: %s", what)
		}
	}
}
