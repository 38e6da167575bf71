package engine

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// An instance's error has the instance, the operation, the code, the API's
// message, the trace ID and the advice, each once.
func TestInstanceErrorIsComplete(t *testing.T) {
	err := &InstanceError{PadCode: "AC1", Operation: setIt, TaskID: 7, Err: &armcloud.Error{
		Operation: setIt, Code: "110064", Message: "unfit", TraceID: "tr-9", Advice: "Do this."}}
	for _, want := range []string{"AC1", "unable to set it", "7", "110064", "unfit", "tr-9", "Do this."} {
		if strings.Count(err.Error(), want) != 1 {
			t.Errorf("got %q, want %q in it once", err, want)
		}
	}
	if strings.Contains(err.Reason(), "AC1") || strings.Contains(err.Reason(), "set it") {
		t.Errorf("got reason %q, want it without the instance and the operation", err.Reason())
	}
}

// Each error has the task or instance that it is about.
func TestErrorsNameTheirSubject(t *testing.T) {
	for _, c := range []struct {
		err  error
		want []string
	}{
		{&TaskFailedError{TaskID: 8, Status: -4, Message: "slow"}, []string{"8", "timed out", "-4", "slow"}},
		{&TaskFailedError{TaskID: 8, Status: -1}, []string{"8", "failed", "-1"}},
		{&TaskFailedError{TaskID: 8, Status: -2}, []string{"partly failed"}},
		{&TaskFailedError{TaskID: 8, Status: -3}, []string{"canceled"}},
		{&TaskFailedError{TaskID: 8, Status: -5}, []string{"abnormally"}},
		{&UnknownTaskError{TaskID: 9, Waited: 31 * time.Second}, []string{"9", "31s"}},
		{&OfflineError{PadCode: "AC1", Waited: 5 * time.Minute, Status: 14}, []string{"AC1", "5m0s", armcloud.PadStatus(14).String()}},
		{&OfflineError{PadCode: "AC1", Waited: 5 * time.Minute, Status: 10}, []string{"not reported as connected"}},
		{&NotFoundError{PadCode: "AC1"}, []string{"AC1", "does not exist"}},
		{&MissingAnswerError{PadCode: "AC1"}, []string{"AC1"}},
		{&DuplicateError{TaskID: 12}, []string{"12"}},
		{&DuplicateError{}, []string{"nothing was submitted"}},
		{&StillRunningError{Tasks: []int64{4, 5}, Err: errors.New("why")}, []string{"tasks 4 5", "why"}},
		{&StillRunningError{Tasks: []int64{4}, Err: errors.New("why")}, []string{"task 4", "why"}},
		{&StillRunningError{Err: errors.New("why")}, []string{"running again", "why"}},
	} {
		for _, want := range c.want {
			if !strings.Contains(c.err.Error(), want) {
				t.Errorf("got %q, want %q in it", c.err, want)
			}
		}
	}
}
