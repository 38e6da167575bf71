package tfkit

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// Failure is one failed instance in a list.
type Failure struct {
	// Line is the pad code and all that failed, in one line.
	Line string
	// Reason is the reason by which failures are counted. It is the same for equal
	// failures of different instances; see InstanceReason.
	Reason string
	// Advice is what the user can do; see the function Advice. Empty texts are
	// ignored.
	Advice []string
}

// FailureOf returns the Failure of an instance with one error.
func FailureOf(padCode string, err error) Failure {
	reason := InstanceReason(padCode, err)
	return Failure{Line: padCode + ": " + reason + Particulars(err), Reason: reason, Advice: []string{Advice(err)}}
}

// maxReasonLength is the maximum number of characters of a reason in lists and
// in the state.
const maxReasonLength = 200

// InstanceReason returns why something failed on an instance, in one line without
// the pad code and the task, so that equal failures have equal reasons.
func InstanceReason(padCode string, err error) string {
	cause := err
	var failed *engine.InstanceError
	if errors.As(cause, &failed) {
		cause = failed.Err
	}
	text := strings.Join(strings.Fields(Reason(cause)), " ")
	text = regexp.MustCompile(`\b(instance )?`+regexp.QuoteMeta(padCode)+`\b`).ReplaceAllString(text, "the instance")
	if failed != nil && failed.TaskID != 0 {
		text = strings.ReplaceAll(text, fmt.Sprintf("task %d", failed.TaskID), "task")
	}
	if runes := []rune(text); len(runes) > maxReasonLength {
		text = string(runes[:maxReasonLength]) + "…"
	}
	return text
}

// Particulars returns the task and the trace ID of a failure as
// " (task 760000001) (trace ID 5f1c)", or "" if it has neither.
func Particulars(err error) string {
	text := Task(err)
	var api *armcloud.Error
	if errors.As(err, &api) && api.TraceID != "" {
		text += fmt.Sprintf(" (trace ID %s)", api.TraceID)
	}
	return text
}

// An error lists at most maxListed instances in full and counts the others by
// reason. It takes at most maxRows rows of a narrow terminal. With the lines that
// Terraform and the resource add, an error about 10,000 instances stays below 60
// rows.
const (
	maxListed     = 20
	maxReasonRows = 9
	maxAdviceRows = 10
	maxRows       = 50
)

// ListFailures returns the first failures in full, the number of the others by
// reason, and the advice. If lines are long, fewer failures are listed in full.
func ListFailures(failed []Failure) string {
	advice := allAdvice(failed)
	for listed := min(maxListed, len(failed)); ; listed-- {
		lines := slices.Concat(inFull(failed[:listed]), counted(failed[listed:]), advice)
		total := 0
		for _, line := range lines {
			total += rows(line)
		}
		if total <= maxRows || listed <= 1 {
			return strings.Join(lines, "\n")
		}
	}
}

func inFull(failed []Failure) []string {
	lines := make([]string, len(failed))
	for i, f := range failed {
		lines[i] = f.Line
	}
	return lines
}

// counted returns the number of failures for each reason, most frequent first.
func counted(failed []Failure) []string {
	if len(failed) == 0 {
		return nil
	}
	counts := map[string]int{}
	for _, f := range failed {
		counts[f.Reason]++
	}
	lines, rest := mostFrequent(counts, maxReasonRows, func(text string) string { return fmt.Sprintf("%6d × %s", counts[text], text) })
	if rest > 0 {
		lines = append(lines, fmt.Sprintf("%6d × other reasons", rest))
	}
	return append([]string{"", fmt.Sprintf("and %d more:", len(failed))}, lines...)
}

// allAdvice returns the advice of all failures, most frequent first.
func allAdvice(failed []Failure) []string {
	counts := map[string]int{}
	for _, f := range failed {
		for _, text := range f.Advice {
			if text != "" {
				counts[text]++
			}
		}
	}
	if len(counts) == 0 {
		return nil
	}
	lines, _ := mostFrequent(counts, maxAdviceRows, func(text string) string { return "- " + text })
	return append([]string{"", "What to do:"}, lines...)
}

// rows returns how many rows Terraform needs for a line in a narrow terminal.
func rows(line string) int {
	const width = 76
	count, used := 1, 0
	for _, word := range strings.Fields(line) {
		length := len([]rune(word))
		if used > 0 && used+1+length > width {
			count, used = count+1, 0
		}
		if used > 0 {
			used++
		}
		used += length
	}
	return count
}

// mostFrequent returns lines for the keys with the highest counts, at least one
// and at most as many as fit into room rows, and the sum of the other counts.
func mostFrequent(counts map[string]int, room int, line func(key string) string) (lines []string, rest int) {
	keys := slices.SortedFunc(maps.Keys(counts), func(x, y string) int {
		if counts[x] != counts[y] {
			return counts[y] - counts[x]
		}
		return strings.Compare(x, y)
	})
	for _, key := range keys {
		text := line(key)
		if room -= rows(text); rest > 0 || room < 0 && len(lines) > 0 {
			rest += counts[key]
			continue
		}
		lines = append(lines, text)
	}
	return lines, rest
}
