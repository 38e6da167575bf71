package acctest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// CountRequests counts what the account is asked while f runs, and notes it in the
// test's log. Whatever is done, no phone gets two changes at once.
func CountRequests(t testing.TB, account *Account, what string, f func()) simulator.Counters {
	t.Helper()
	account.ResetCounters()
	f()
	counters := account.Counters()
	var lines []string
	for _, path := range slices.Sorted(maps.Keys(counters.Requests)) {
		lines = append(lines, fmt.Sprintf("%d %s", counters.Requests[path], path))
	}
	t.Logf("%s: %d requests: %s", what, counters.Total(), strings.Join(lines, ", "))
	if counters.Overlaps != 0 || counters.Repeated != 0 {
		t.Errorf("%s: %d changes overlapped and %d were repeated, on %v", what, counters.Overlaps, counters.Repeated, counters.Culprits)
	}
	return counters
}
