package account

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// Phones are listed with task and trace id, those beyond twenty counted
// by reasons, which do not differ by phone or task; advice comes once.
func TestFailedPhonesAreDescribed(t *testing.T) {
	t.Parallel()
	failed := map[string]error{}
	for i := range 60 {
		code := fmt.Sprintf("AC%02d", i)
		switch {
		case i == 3:
			failed[code] = &engine.InstanceError{PadCode: code, Operation: armcloud.ApplyBlacklist, Err: &armcloud.Error{
				Class: armcloud.ClassRejected, Operation: armcloud.ApplyBlacklist, Code: "110052", Message: "no luck", TraceID: "trace-3", Advice: "Try that."}}
		case i%2 == 0:
			failed[code] = &engine.OfflineError{PadCode: code, Waited: time.Minute, Status: armcloud.PadOff}
		default:
			failed[code] = &engine.InstanceError{PadCode: code, Operation: armcloud.ApplyBlacklist, TaskID: int64(700 + i),
				Err: &engine.TaskFailedError{TaskID: int64(700 + i), Status: armcloud.TaskFailed, Message: "full"}}
		}
	}
	text := describeFailed(failed)
	for _, line := range []string{
		"AC00: offline for 1m0s\n", "AC03: code 110052: no luck (trace id trace-3)\n", "AC05: task failed (status -1): full (task 705)\n",
		"AC19: ", "\nand 40 more:\n", "    20 × offline for 1m0s", "    20 × task failed (status -1): full", "- Try that.", "- Nothing was submitted.",
	} {
		if strings.Count(text, line) != 1 {
			t.Errorf("%q is not there once:\n%s", line, text)
		}
	}
	if strings.Contains(text, "AC20") {
		t.Errorf("more than twenty are listed:\n%s", text)
	}
	// A few reasons are all told, without a word on others.
	if few := describeFailed(map[string]error{"AC1": &engine.NotFoundError{PadCode: "AC1"}}); !strings.HasPrefix(few, "AC1: not in the account\n") || strings.Contains(few, "more") {
		t.Errorf("one phone is described so:\n%s", few)
	}
}

// The record tells who was told what, and what the attribute says of it.
func TestBlacklistRecord(t *testing.T) {
	t.Parallel()
	record := blacklistRecord{Phones: []string{"A", "B"}, Before: []string{"B", "C"}, Pending: map[string]int64{"D": 7, "A": 8}}
	if got := strings.Join(record.touched(), " "); got != "A B C D" {
		t.Errorf("touched are %s", got)
	}
	if got := strings.Join(record.untold([]string{"E", "C", "A", "C"}), " "); got != "C E" {
		t.Errorf("not told are %s", got)
	}
	for want, codes := range map[string][]string{
		"complete": nil, "incomplete: A": {"A"}, "incomplete: A, B, C, D, E and 2 more": {"A", "B", "C", "D", "E", "F", "G"},
	} {
		if got := enforcement(codes); got != want {
			t.Errorf("%v is %q, expected %q", codes, got, want)
		}
	}
	one := listPrint(map[string]string{"a": "1", "b": "2"})
	if one != listPrint(map[string]string{"b": "2", "a": "1"}) || one == listPrint(map[string]string{"a": "1", "b": "3"}) || one == "" {
		t.Error("lists that are equal must have equal fingerprints, and no others")
	}
}
