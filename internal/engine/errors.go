package engine

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// InstanceError is a failed change to one instance, from Run, or a failed query
// of one. Err is an *armcloud.Error, a *TaskFailedError, a *NotFoundError, a
// *StillRunningError, an *UnansweredError or the error of the context.
type InstanceError struct {
	// PadCode is the instance.
	PadCode string
	// Operation is the change or query.
	Operation *armcloud.Operation
	// TaskID is its task, 0 if there is none.
	TaskID int64
	// Err is the reason.
	Err error
}

// Error includes the instance, the operation, the task, and the reason with its
// code, the API's message, the trace id and what to do.
func (e *InstanceError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "instance %s: unable to %s", e.PadCode, e.Operation.Name)
	if e.TaskID != 0 {
		fmt.Fprintf(&b, " (task %d)", e.TaskID)
	}
	b.WriteString(": ")
	b.WriteString(e.Reason())
	return b.String()
}

// Reason is Error without the instance and the operation.
func (e *InstanceError) Reason() string {
	var apiErr *armcloud.Error
	if errors.As(e.Err, &apiErr) && apiErr.Error() == e.Err.Error() {
		return apiErr.Detail() // which leaves out the operation
	}
	return e.Err.Error()
}

// Unwrap returns the reason.
func (e *InstanceError) Unwrap() error { return e.Err }

// TaskFailedError is a failed task. API document: task status -1 failed, -2
// partly failed, -3 cancelled, -4 timed out; newer: -5 abnormal.
type TaskFailedError struct {
	// TaskID is the task, Status its final status.
	TaskID int64
	Status armcloud.TaskStatus
	// Message is the API's message (errorMsg), which may be empty.
	Message string
}

// Error includes the task, its status and the API's message.
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
		return "partly failed"
	case armcloud.TaskCanceled:
		return "was canceled"
	case armcloud.TaskTimedOut:
		return "timed out; the instance may have been offline"
	case armcloud.TaskAbnormal:
		return "ended abnormally"
	default:
		return "failed"
	}
}

// UnknownTaskError is a task that the API accepted and then did not return for
// the whole grace period. The change may have been made.
type UnknownTaskError struct {
	// TaskID is the task, Waited the time since it was first missing.
	TaskID int64
	Waited time.Duration
}

// Error includes the task and the time.
func (e *UnknownTaskError) Error() string {
	return fmt.Sprintf("the API has not returned task %d for %s; whether the change was made is unknown", e.TaskID, e.Waited.Round(time.Second))
}

// MissingAnswerError is an instance that is missing from the response to an
// accepted request.
type MissingAnswerError struct {
	// PadCode is the instance.
	PadCode string
}

// Error includes the instance.
func (e *MissingAnswerError) Error() string {
	return fmt.Sprintf("the API's response does not mention instance %s; whether the change was made is unknown", e.PadCode)
}

// UnansweredError is a change whose request was sent and not answered in time. It
// may have been made.
type UnansweredError struct {
	// PadCode is the instance.
	PadCode string
	// Waited is the deadline of the request that has passed, 0 if the caller's own
	// context ended before.
	Waited time.Duration
	// Err is the error of the request, or that of the caller's context.
	Err error
}

// Error includes the instance and the time.
func (e *UnansweredError) Error() string {
	when := fmt.Sprintf("within %s", e.Waited)
	if e.Waited == 0 {
		when = "in time"
	}
	return fmt.Sprintf("the API did not answer the request for instance %s %s; whether the change was made is unknown", e.PadCode, when)
}

// Unwrap returns the error of the request or of the context.
func (e *UnansweredError) Unwrap() error { return e.Err }

// UnansweredBeforeError is a change that was not sent because the response to an
// earlier change of the instance was lost, which may still take effect.
type UnansweredBeforeError struct {
	// Until is when the earlier change must have ended.
	Until time.Time
	// Err is what ended the wait: the error of the context.
	Err error
}

// Error includes the time.
func (e *UnansweredBeforeError) Error() string {
	return fmt.Sprintf("the response to an earlier change was lost; it may take effect until %s, and until then nothing else is sent", e.Until.Format(time.RFC3339))
}

// Unwrap returns what ended the wait.
func (e *UnansweredBeforeError) Unwrap() error { return e.Err }

// DuplicateError is a change that was not submitted because the API reports an
// equal task.
type DuplicateError struct {
	// TaskID is the older task, 0 if the API does not return its id.
	TaskID int64
}

// Error includes the older task if it is known.
func (e *DuplicateError) Error() string {
	if e.TaskID == 0 {
		return "the API reports that an equal task is running, without its id; nothing was submitted. Apply again when that task has ended"
	}
	return fmt.Sprintf("the API reports that an equal task (%d) is running; nothing was submitted. Apply again when it has ended", e.TaskID)
}
