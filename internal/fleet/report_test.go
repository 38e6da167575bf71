package fleet

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

func failedInstance(n int, action string, err error) converge.Report {
	return converge.Report{PadCode: padCode(n), Outcome: converge.Outcome{PadCode: padCode(n), Errors: []*converge.Error{{PadCode: padCode(n), Action: action, Setting: "bandwidth", Err: err}}}}
}

// submitted is an error of a change that has a task.
func submitted(n int, err error) error {
	return &engine.InstanceError{PadCode: padCode(n), Operation: armcloud.SetBandwidth, TaskID: int64(n), Err: err}
}

// A few failures are listed in full, each with what is particular to it, and
// what to do about them once.
func TestDescribeInFull(t *testing.T) {
	refused := &armcloud.Error{Code: "110011", Message: "the command\nfailed on AC32010000003", TraceID: "t-3", Advice: "Try again."}
	text := describe([]converge.Report{
		failedInstance(1, "set the bandwidth", &engine.OfflineError{PadCode: "AC32010000001", Waited: 5 * time.Minute, Status: 14}),
		failedInstance(2, "set the bandwidth", submitted(2, &engine.TaskFailedError{TaskID: 2, Status: -1, Message: "no device"})),
		failedInstance(3, "set the bandwidth", refused),
		failedInstance(4, "restart the instance", submitted(4, &engine.StillRunningError{Tasks: []int64{4}, Err: context.Canceled})),
		failedInstance(5, "restart the instance", &engine.StillRunningError{Err: context.DeadlineExceeded}),
		failedInstance(6, "set the bandwidth", submitted(0, &engine.MissingAnswerError{PadCode: padCode(6)})),
		failedInstance(7, "set the bandwidth", &engine.NotFoundError{PadCode: "AC32010000007"}),
		failedInstance(8, "set the bandwidth", errors.New(strings.Repeat("long ", 100))),
	})
	for _, want := range []string{
		"AC32010000001: unable to set the bandwidth: offline for 5m0s\n",
		"AC32010000002: unable to set the bandwidth: task failed (status -1): no device (task 2)\n",
		"AC32010000003: unable to set the bandwidth: code 110011: the command failed on the instance (trace ID t-3)\n",
		"AC32010000004: unable to restart the instance: interrupted; its task may still be running", "may still be running (task 4)\n",
		"AC32010000005: unable to restart the instance: timed out; its task is done, but the instance was not reported as running again\n",
		"AC32010000006: unable to set the bandwidth: the API's response does not mention the instance;",
		"AC32010000007: unable to set the bandwidth: not in the account\n",
		"…", "\nWhat to do:\n", "- Try again.", "- Raise the timeout",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in:\n%s", want, text)
		}
	}
}

// Thousands of failures fill a screen and no more, whatever is particular to
// each: the first in full, the others counted by reason.
func TestDescribeThousands(t *testing.T) {
	var failed []converge.Report
	for n := range 9000 {
		switch {
		case n%3 == 0:
			failed = append(failed, failedInstance(n, "set the bandwidth", &engine.OfflineError{PadCode: padCode(n), Waited: time.Minute}))
		case n%3 == 1:
			failed = append(failed, failedInstance(n, "set the bandwidth", submitted(n, &engine.TaskFailedError{TaskID: int64(n), Status: -1})))
		default:
			failed = append(failed, failedInstance(n, "set the bandwidth", &armcloud.Error{
				Code: fmt.Sprint(110000 + n%90), Message: padCode(n) + " refused", TraceID: fmt.Sprint(n), Advice: fmt.Sprint("Advice ", n%30),
			}))
		}
	}
	text := describe(failed)
	lines := strings.Split(text, "\n")
	if len(lines) > 50 {
		t.Errorf("%d lines:\n%s", len(lines), text)
	}
	for _, want := range []string{" more:", "× offline for 1m0s", "× task failed (status -1)", "× other reasons"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in:\n%s", want, text)
		}
	}
	listed := slices.Index(lines, "")
	if listed < 15 || !strings.HasPrefix(lines[listed-1], padCode(listed-1)+":") {
		t.Errorf("got %d listed instances, the last %q, want at least the first 15", listed, lines[listed-1])
	}
	if strings.Contains(text[strings.Index(text, "What to do"):], "×") {
		t.Errorf("advice is counted:\n%s", text)
	}
}

func padCode(n int) string { return fmt.Sprintf("AC32010%06d", n) }

// A warning about thousands of phones names a few.
func TestAbbreviate(t *testing.T) {
	if diff := cmp.Diff("a, b, c, d, e and 2 more", abbreviate([]string{"g", "f", "e", "d", "c", "b", "a"})); diff != "" {
		t.Error(diff)
	}
	if got := abbreviate([]string{"b", "a"}); got != "a, b" {
		t.Error(got)
	}
}

// Instances that failed for the same reason share its text.
func TestReasonIsShared(t *testing.T) {
	texts := map[string]bool{}
	for n := 1; n <= 5; n++ {
		err := submitted(n, &engine.TaskFailedError{TaskID: int64(n), Status: -4})
		texts[reason(&converge.Error{PadCode: padCode(n), Err: err})] = true
		lost := submitted(n, &engine.UnknownTaskError{TaskID: int64(n), Waited: 30*time.Second + time.Duration(n)*time.Millisecond})
		texts[reason(&converge.Error{PadCode: padCode(n), Err: lost})] = true
	}
	if len(texts) != 2 {
		t.Errorf("got reasons %v, want two", texts)
	}
}
