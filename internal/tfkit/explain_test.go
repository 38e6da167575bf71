package tfkit_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Each kind of error is explained with its instance, operation, task, code, trace
// id and advice, as far as it has them, each once.
func TestExplain(t *testing.T) {
	t.Parallel()
	refused := &armcloud.Error{Class: armcloud.ClassRejected, Operation: armcloud.SetProxy, Code: "110038",
		Message: "wrong state", TraceID: "abc", Advice: "Check the instance."}
	slow := &armcloud.Error{Class: armcloud.ClassTransport, Message: "no complete answer within 30s",
		Advice: "Raise request_timeout if the service is slow.", Cause: context.DeadlineExceeded}
	run := func(err error, task int64) error {
		return fmt.Errorf("outer: %w", &engine.InstanceError{PadCode: "AC1", Operation: armcloud.SetBandwidth, TaskID: task, Err: err})
	}
	restart := func(err error) error {
		return &engine.InstanceError{PadCode: "AC1", Operation: armcloud.Restart, Err: err}
	}
	for name, c := range map[string]struct {
		err         error
		text        []string
		reason, not string
	}{
		"refused":            {run(refused, 0), []string{"Instance:   AC1", "setSpeed", "110038", "wrong state", "abc", "Check the instance."}, "code 110038: wrong state", "Task:"},
		"query":              {refused, []string{"network/proxy/set", "110038"}, "code 110038: wrong state", "Task:"},
		"slow service":       {slow, []string{"no complete answer", "Raise request_timeout"}, "no complete answer within 30s", "timeouts"},
		"gone":               {&engine.NotFoundError{PadCode: "AC1"}, []string{"does not have this instance", "Check the pad code"}, "not in the account", "Operation"},
		"offline":            {&engine.OfflineError{PadCode: "AC1", Waited: 5 * time.Minute, Status: armcloud.PadOff}, []string{"not running for 5m0s", "last status was off", "Nothing was submitted"}, "offline for 5m0s", "Code:"},
		"unconnected":        {&engine.OfflineError{PadCode: "AC1", Waited: time.Minute, Status: armcloud.PadRunning}, []string{"running but not reported as connected for 1m0s"}, "offline for 1m0s", "last status"},
		"interrupted":        {run(&engine.StillRunningError{Tasks: []int64{7}, Err: context.Canceled}, 7), []string{"Task:       7", "interrupted; its task may still be running", "Apply again"}, "interrupted; its task may still be running", "timeouts"},
		"timed out":          {run(&engine.StillRunningError{Tasks: []int64{7}, Err: context.DeadlineExceeded}, 7), []string{"timed out; its task", "Raise the timeout"}, "timed out; its task may still be running", "interrupted"},
		"service down":       {run(&engine.StillRunningError{Tasks: []int64{7}, Err: slow}, 7), []string{"no complete answer within 30s; its task may still"}, "no complete answer within 30s; its task may still be running", "interrupted"},
		"rate limited":       {run(&engine.StillRunningError{Tasks: []int64{7}, Err: &armcloud.Error{Class: armcloud.ClassRateLimited, Code: "429", Message: "too many"}}, 7), []string{"Code:       429"}, "code 429: too many; its task may still be running", "interrupted"},
		"refused to the end": {run(&armcloud.Error{Class: armcloud.ClassCanceled, Code: "429", Message: "too many; canceled before the next attempt", Cause: context.DeadlineExceeded}, 0), []string{"Code:       429", "too many", "Raise the timeout"}, "code 429: too many; canceled before the next attempt", "Task:"},
		"not ready":          {run(&engine.StillRunningError{Err: context.Canceled}, 0), []string{"its task is done, but"}, "interrupted; its task is done, but the instance was not reported as running again", "cannot be canceled"},
		"unanswered":         {run(&engine.UnansweredError{PadCode: "AC1", Waited: 2 * time.Minute, Err: context.DeadlineExceeded}, 0), []string{"did not answer within 2m0s; it is not known whether", "Apply again"}, "the API did not answer within 2m0s; it is not known whether the change was made", "timeouts"},
		"left":               {run(&engine.UnansweredError{PadCode: "AC1", Err: context.Canceled}, 0), []string{"interrupted before the API answered", "Apply again"}, "interrupted before the API answered; it is not known whether the change was made", "cannot be canceled"},
		"unanswered restart": {restart(&engine.UnansweredError{PadCode: "AC1", Waited: 2 * time.Minute, Err: context.DeadlineExceeded}), []string{"not safe to repeat", "Check the instance before"}, "the API did not answer within 2m0s; it is not known whether the change was made", "Apply again"},
		"missing":            {run(&engine.MissingAnswerError{PadCode: "AC1"}, 0), []string{"does not mention instance AC1", "Apply again: the provider first finds out"}, "the API's response does not mention instance AC1; whether the change was made is unknown", "not safe"},
		"missing restart":    {restart(&engine.MissingAnswerError{PadCode: "AC1"}), []string{"does not mention instance AC1", "not safe to repeat"}, "the API's response does not mention instance AC1; whether the change was made is unknown", "Apply again"},
		"unknown":            {run(&engine.UnknownTaskError{TaskID: 7, Waited: time.Minute}, 7), []string{"not returned task 7 for 1m0s", "Apply again: the provider first finds out"}, "the API has not returned task 7 for 1m0s; whether the change was made is unknown", "not safe"},
		"unknown restart":    {restart(&engine.UnknownTaskError{TaskID: 7, Waited: time.Minute}), []string{"not returned task 7 for 1m0s", "not safe to repeat"}, "the API has not returned task 7 for 1m0s; whether the change was made is unknown", "Apply again"},
		"lost answer":        {&armcloud.Error{Class: armcloud.ClassAmbiguous, Message: "lost"}, []string{"may have been carried out"}, "lost", "Code:"},
		"failed task":        {run(&engine.TaskFailedError{TaskID: 7, Status: armcloud.TaskFailed, Message: "no device"}, 7), []string{"task 7 failed (status -1): no device", "Apply again. If it fails again"}, "task 7 failed (status -1): no device", "not safe"},
		"unknown code":       {run(&armcloud.Error{Class: armcloud.ClassRejected, Code: "403", Message: "Forbidden"}, 0), []string{"403", "contact ARMCloud support"}, "code 403: Forbidden", "Task:"},
		"read only":          {run(&armcloud.Error{Class: armcloud.ClassReadOnly, Message: "nothing was sent"}, 0), []string{"nothing was sent"}, "nothing was sent", "support"},
		"canceled":           {&armcloud.Error{Class: armcloud.ClassCanceled, Message: "gave up", Advice: "no", Cause: context.Canceled}, []string{"Apply again to continue"}, "interrupted", "What to do: no"},
		"other":              {errors.New("odd"), []string{"Problem:    odd"}, "odd", "What to do"},
	} {
		text := tfkit.Explain("AC1", c.err)
		for _, words := range c.text {
			if strings.Count(text, words) != 1 {
				t.Errorf("%s: got %d of %q, want 1:\n%s", name, strings.Count(text, words), words, text)
			}
		}
		if strings.Contains(text, c.not) {
			t.Errorf("%s: got %q, want it left out:\n%s", name, c.not, text)
		}
		if got := tfkit.Reason(c.err); got != c.reason {
			t.Errorf("%s: got reason %q, want %q", name, got, c.reason)
		}
	}
	if got := tfkit.Task(run(refused, 9)) + tfkit.Task(run(refused, 0)) + tfkit.Task(refused); got != " (task 9)" {
		t.Errorf("got task %q, want \" (task 9)\"", got)
	}
}
