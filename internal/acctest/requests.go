package acctest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// CountRequests returns and logs the number of requests while f runs. It fails if
// changes of an instance overlapped or were repeated.
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
		t.Errorf("%s: got %d overlapping and %d repeated changes on %v, want none", what, counters.Overlaps, counters.Repeated, counters.Culprits)
	}
	return counters
}

// Writes reports whether the operation with a path changes something.
func Writes(path string) bool {
	return slices.ContainsFunc(armcloud.Operations(), func(op *armcloud.Operation) bool { return op.Path == path && op.Write })
}
