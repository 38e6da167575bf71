package account

import (
	"maps"
	"slices"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// describeFailed lists phones that failed with their reasons, and what to do.
func describeFailed(errs map[string]error) string {
	failed := make([]tfkit.Failure, 0, len(errs))
	for _, code := range slices.Sorted(maps.Keys(errs)) {
		failed = append(failed, tfkit.FailureOf(code, errs[code]))
	}
	return tfkit.ListFailures(failed)
}
