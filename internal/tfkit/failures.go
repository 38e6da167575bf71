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

// Failure is one phone of many with which something went wrong.
type Failure struct {
	// Line is the phone and what is to be said of it, in one line.
	Line string
	// Reason is what went wrong, in words that are the same for all phones
	// with which the same went wrong; see Reason.
	Reason string
	// Advice is what to do; see Advice.
	Advice []string
}

// FailureOf is one thing that went wrong with a phone.
func FailureOf(padCode string, err error) Failure {
	reason := PhoneReason(padCode, err)
	return Failure{Line: padCode + ": " + reason + Particulars(err), Reason: reason, Advice: []string{Advice(err)}}
}

// longestReason is the most characters of a reason in lists and in the state.
const longestReason = 200

// PhoneReason is why something failed with a phone, in one line that is the
// same for all phones that failed so.
func PhoneReason(padCode string, err error) string {
	cause := err
	var phone *engine.InstanceError
	if errors.As(cause, &phone) {
		cause = phone.Err
	}
	text := strings.Join(strings.Fields(Reason(cause)), " ")
	text = regexp.MustCompile(`\b(phone )?`+regexp.QuoteMeta(padCode)+`\b`).ReplaceAllString(text, "the phone")
	if phone != nil && phone.TaskID != 0 {
		text = strings.ReplaceAll(text, fmt.Sprintf("task %d", phone.TaskID), "task")
	}
	if runes := []rune(text); len(runes) > longestReason {
		text = string(runes[:longestReason]) + "…"
	}
	return text
}

// Particulars is what only this failure has: its task, and the request's trace
// id, as " (task 760000001) (trace id 5f1c)"; "" where it has neither.
func Particulars(err error) string {
	text := Task(err)
	var api *armcloud.Error
	if errors.As(err, &api) && api.TraceID != "" {
		text += fmt.Sprintf(" (trace id %s)", api.TraceID)
	}
	return text
}

// An error lists at most twenty phones in full, and counts the others in some
// rows of a narrow screen by reason. With the advice that is screenRows at most:
// whatever Terraform and the resource add, ten thousand failures stay within
// sixty.
const (
	listedPhones = 20
	reasonRows   = 9
	adviceRows   = 7
	screenRows   = 50
)

// ListFailures lists the first failures in full, counts the others by reason,
// and ends with what to do. Where lines are long, fewer are listed.
func ListFailures(failed []Failure) string {
	advice := adviceOf(failed)
	for listed := min(listedPhones, len(failed)); ; listed-- {
		lines := slices.Concat(inFull(failed[:listed]), counted(failed[listed:]), advice)
		total := 0
		for _, line := range lines {
			total += rows(line)
		}
		if total <= screenRows || listed <= 1 {
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

// counted tells of failures by reason.
func counted(failed []Failure) []string {
	if len(failed) == 0 {
		return nil
	}
	counts := map[string]int{}
	for _, f := range failed {
		counts[f.Reason]++
	}
	lines, rest := mostFrequent(counts, reasonRows, func(text string) string { return fmt.Sprintf("%6d × %s", counts[text], text) })
	if rest > 0 {
		lines = append(lines, fmt.Sprintf("%6d × other reasons", rest))
	}
	return append([]string{"", fmt.Sprintf("and %d more:", len(failed))}, lines...)
}

// adviceOf tells what to do about failures.
func adviceOf(failed []Failure) []string {
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
	lines, _ := mostFrequent(counts, adviceRows, func(text string) string { return "- " + text })
	return append([]string{"", "What to do:"}, lines...)
}

// rows is how many rows of a narrow screen Terraform takes for a line.
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

// mostFrequent gives lines for the keys with the highest counts, as many as
// there is room for and one at least, and the sum of the other counts.
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
