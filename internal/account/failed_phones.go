package account

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// describeFailed lists phones that failed with their reasons, and what to do.
func describeFailed(errs map[string]error) string {
	failed := make([]tfkit.Failure, 0, len(errs))
	for _, code := range slices.Sorted(maps.Keys(errs)) {
		err := errs[code]
		reason := phoneReason(code, err)
		line := code + ": " + reason + tfkit.Task(err)
		var api *armcloud.Error
		if errors.As(err, &api) && api.TraceID != "" {
			line += fmt.Sprintf(" (trace id %s)", api.TraceID)
		}
		failed = append(failed, tfkit.Failure{Line: line, Reason: reason, Advice: []string{tfkit.Advice(err)}})
	}
	return tfkit.ListFailures(failed)
}

// phoneReason is why a phone failed, in one line that is the same for all that
// failed so.
func phoneReason(code string, err error) string {
	cause := err
	var phone *engine.PhoneError
	if errors.As(err, &phone) {
		cause = phone.Err
	}
	text := strings.Join(strings.Fields(tfkit.Reason(cause)), " ")
	text = strings.ReplaceAll(strings.ReplaceAll(text, "phone "+code, "the phone"), code, "the phone")
	if phone != nil && phone.TaskID != 0 {
		text = strings.ReplaceAll(text, fmt.Sprintf("task %d", phone.TaskID), "task")
	}
	return text
}
