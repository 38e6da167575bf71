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

// listedPhones is how many failed phones an error lists in full; the others are
// counted by reason, the listedReasons most frequent ones.
const (
	listedPhones  = 20
	listedReasons = 12
)

// describeFailed lists phones that failed with their reasons, and what to do.
func describeFailed(failed map[string]error) string {
	var lines []string
	advice, counts := map[string]int{}, map[string]int{}
	for i, code := range slices.Sorted(maps.Keys(failed)) {
		err := failed[code]
		if text := tfkit.Advice(err); text != "" {
			advice[text]++
		}
		if i >= listedPhones {
			counts[phoneReason(code, err)]++
			continue
		}
		line := code + ": " + phoneReason(code, err) + tfkit.Task(err)
		var api *armcloud.Error
		if errors.As(err, &api) && api.TraceID != "" {
			line += fmt.Sprintf(" (trace id %s)", api.TraceID)
		}
		lines = append(lines, line)
	}
	if more := len(failed) - listedPhones; more > 0 {
		lines = append(lines, "", fmt.Sprintf("and %d more:", more))
		reasons := byCount(counts)
		for i, text := range reasons {
			if i == listedReasons {
				lines = append(lines, fmt.Sprintf("       and %d other reasons", len(reasons)-i))
				break
			}
			lines = append(lines, fmt.Sprintf("%6d × %s", counts[text], text))
		}
	}
	if len(advice) > 0 {
		lines = append(lines, "", "What to do:")
		for _, text := range byCount(advice) {
			lines = append(lines, "- "+text)
		}
	}
	return strings.Join(lines, "\n")
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

// byCount gives the keys, those with the highest counts first.
func byCount(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(x, y string) int {
		if counts[x] != counts[y] {
			return counts[y] - counts[x]
		}
		return strings.Compare(x, y)
	})
}
