package engine

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// InstanceError is a change on one phone that failed, from Run. Err says why:
// an *armcloud.Error, a *TaskFailedError, a *NotFoundError, a *StillRunningError
// or what ended the context.
type InstanceError struct {
	// PadCode is the phone.
	PadCode string
	// Operation is the change.
	Operation *armcloud.Operation
	// TaskID is the task of the change, 0 when there is none.
	TaskID int64
	// Err is the reason.
	Err error
}

// Error names the phone, the operation, the task, and the reason with its
// code, the API's words, the trace id and what to do.
func (e *InstanceError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "phone %s: unable to %s", e.PadCode, e.Operation.Name)
	if e.TaskID != 0 {
		fmt.Fprintf(&b, " (task %d)", e.TaskID)
	}
	b.WriteString(": ")
	b.WriteString(e.Reason())
	return b.String()
}

// Reason is Error without phone and operation.
func (e *InstanceError) Reason() string {
	var apiErr *armcloud.Error
	if errors.As(e.Err, &apiErr) && apiErr.Error() == e.Err.Error() {
		return apiErr.Detail() // the operation has been named
	}
	return e.Err.Error()
}

// Unwrap gives the reason.
func (e *InstanceError) Unwrap() error { return e.Err }

// TaskFailedError is a task that ended badly. API document: task status -1
// failed, -2 partly failed, -3 cancelled, -4 timed out; newer: -5 abnormal.
type TaskFailedError struct {
	// TaskID is the task, Status its end.
	TaskID int64
	Status armcloud.TaskStatus
	// Message is the service's remark (errorMsg), empty where it gave none.
	Message string
}

// Error tells how the task ended, in the API's words where it gave any.
func (e *TaskFailedError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "task %d %s (status %d)", e.TaskID, ending(e.Status), int(e.Status))
	if e.Message != "" {
		fmt.Fprintf(&b, ": %s", e.Message)
	}
	return b.String()
}

func ending(s armcloud.TaskStatus) string {
	switch s {
	case armcloud.TaskPartlyFailed:
		return "failed in part"
	case armcloud.TaskCanceled:
		return "was cancelled"
	case armcloud.TaskTimedOut:
		return "timed out; the phone may have been offline"
	case armcloud.TaskAbnormal:
		return "ended abnormally"
	default:
		return "failed"
	}
}

// UnknownTaskError is a task that the service named and then did not know for
// the whole grace period. The change may have been carried out.
type UnknownTaskError struct {
	// TaskID is the task, Waited the time since it was first missed.
	TaskID int64
	Waited time.Duration
}

// Error names the task.
func (e *UnknownTaskError) Error() string {
	return fmt.Sprintf("the service has not known task %d for %s; whether the change was carried out is not known. Apply again to see", e.TaskID, e.Waited.Round(time.Second))
}

// OfflineError is a phone that did not report running in time.
type OfflineError struct {
	// PadCode is the phone.
	PadCode string
	// Waited is how long it was waited for.
	Waited time.Duration
	// Status is what the phone reported last. It may be running, where the
	// service at the same time reports the phone as offline.
	Status armcloud.PadStatus
}

// Error names the phone, its status and the time.
func (e *OfflineError) Error() string {
	status := fmt.Sprintf("status %v", e.Status)
	if e.Status == armcloud.PadRunning {
		status = "running, but without a connection"
	}
	return fmt.Sprintf("phone %s is offline: waited %s, last report %s; nothing was sent to it. "+
		"Start the phone, or raise online_timeout", e.PadCode, e.Waited, status)
}

// NotFoundError is a phone that the account does not have.
type NotFoundError struct {
	// PadCode is the phone.
	PadCode string
}

// Error names the phone.
func (e *NotFoundError) Error() string {
	return fmt.Sprintf("phone %s does not exist in this account. Check the pad code and the access key", e.PadCode)
}

// MissingAnswerError is a change that the service accepted as a whole without
// a word on this phone.
type MissingAnswerError struct {
	// PadCode is the phone.
	PadCode string
}

// Error names the phone.
func (e *MissingAnswerError) Error() string {
	return fmt.Sprintf("the service's answer does not mention phone %s; whether the change reached it is not known. Apply again to see", e.PadCode)
}

// DuplicateError is a change that was not submitted because the service says
// that an equal task exists already.
type DuplicateError struct {
	// TaskID is the older task, 0 where the service did not tell it.
	TaskID int64
}

// Error names the older task where it is known.
func (e *DuplicateError) Error() string {
	if e.TaskID == 0 {
		return "the service says that an equal task is under way and does not tell which; nothing was submitted. Apply again when it has ended"
	}
	return fmt.Sprintf("the service says that an equal task (%d) is under way; nothing was submitted. Apply again when it has ended", e.TaskID)
}

// StillRunningError is a wait that ended before its tasks did. A task cannot
// be cancelled, so it still takes effect.
type StillRunningError struct {
	// Tasks are the ids of the tasks still running. It is empty when the
	// tasks are done and the phone has yet to report running.
	Tasks []int64
	// Err is what ended the wait: the context's error, or why the tasks could
	// not be asked for.
	Err error
}

// Error names the tasks.
func (e *StillRunningError) Error() string {
	if len(e.Tasks) == 0 {
		return fmt.Sprintf("stopped waiting before the phone reported running again: %v", e.Err)
	}
	noun := "task"
	if len(e.Tasks) > 1 {
		noun = "tasks"
	}
	ids := strings.Trim(fmt.Sprint(e.Tasks), "[]")
	return fmt.Sprintf("stopped waiting (%v); %s %s may still be running at ARMCloud and cannot be cancelled", e.Err, noun, ids)
}

// Unwrap gives what ended the wait.
func (e *StillRunningError) Unwrap() error { return e.Err }
