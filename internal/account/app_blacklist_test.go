package account

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// The first twenty failures are listed with task and trace ID, the others counted
// by reason. Each advice appears once.
func TestListFailures(t *testing.T) {
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
	text := listFailures(failed)
	for _, line := range []string{
		"AC00: offline for 1m0s\n", "AC03: code 110052: no luck (trace ID trace-3)\n", "AC05: task failed (status -1): full (task 705)\n",
		"AC19: ", "\nand 40 more:\n", "    20 × offline for 1m0s", "    20 × task failed (status -1): full", "- Try that.", "- Nothing was submitted.",
	} {
		if strings.Count(text, line) != 1 {
			t.Errorf("got %d times %q, want once:\n%s", strings.Count(text, line), line, text)
		}
	}
	if strings.Contains(text, "AC20") {
		t.Errorf("more than twenty are listed:\n%s", text)
	}
	// A single failure is listed without a count of others.
	if few := listFailures(map[string]error{"AC1": &engine.NotFoundError{PadCode: "AC1"}}); !strings.HasPrefix(few, "AC1: not in the account\n") || strings.Contains(few, "more") {
		t.Errorf("got for one instance:\n%s", few)
	}
}

// The record knows which instances enforce which list.
func TestBlacklistRecord(t *testing.T) {
	t.Parallel()
	record := blacklistRecord{Applied: []string{"A", "B"}, Earlier: []string{"B", "C"}, Pending: map[string]int64{"D": 7, "A": 8}}
	if got := strings.Join(record.everApplied(), " "); got != "A B C D" {
		t.Errorf("got instances %s, want A B C D", got)
	}
	if got := strings.Join(record.outdated([]string{"E", "C", "A", "C"}), " "); got != "C E" {
		t.Errorf("got outdated %s, want C E", got)
	}
	for want, codes := range map[string][]string{
		"complete": nil, "incomplete: A": {"A"}, "incomplete: A, B, C, D, E and 2 more": {"A", "B", "C", "D", "E", "F", "G"},
	} {
		if got := enforcementWithout(codes); got != want {
			t.Errorf("%v: got %q, want %q", codes, got, want)
		}
	}
	one := listFingerprint(map[string]string{"a": "1", "b": "2"})
	if one != listFingerprint(map[string]string{"b": "2", "a": "1"}) || one == listFingerprint(map[string]string{"a": "1", "b": "3"}) || one == "" {
		t.Error("want equal fingerprints for equal lists only")
	}
}
