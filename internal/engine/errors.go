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
// code, the API's message, the trace ID and what to do.
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

// OfflineError is an instance that was not reported as running and online in
// time.
type OfflineError struct {
	// PadCode is the instance.
	PadCode string
	// Waited is how long the engine waited.
	Waited time.Duration
	// Status is the status reported last. It may be running, if the API also
	// reports the instance as offline.
	Status armcloud.PadStatus
}

// Error includes the instance, its status and the time.
func (e *OfflineError) Error() string {
	status := fmt.Sprintf("status %v", e.Status)
	if e.Status == armcloud.PadRunning {
		status = "running, but not reported as connected"
	}
	return fmt.Sprintf("instance %s is offline: waited %s, last reported %s; nothing was sent to it. "+
		"Start the instance, or raise online_timeout", e.PadCode, e.Waited, status)
}

// AwaitRunningError is a wait for an instance to run that ended with its
// context. Nothing was sent meanwhile.
type AwaitRunningError struct {
	// PadCode is the instance.
	PadCode string
	// Status is the status reported last, 0 if none was.
	Status armcloud.PadStatus
	// Err is the error of the context.
	Err error
}

// Error includes the instance and its status.
func (e *AwaitRunningError) Error() string {
	status := ""
	if e.Status != 0 {
		status = fmt.Sprintf(" (last reported %s)", e.Status)
	}
	return fmt.Sprintf("stopped waiting for instance %s to run%s: %v", e.PadCode, status, e.Err)
}

// Unwrap returns the error of the context.
func (e *AwaitRunningError) Unwrap() error { return e.Err }

// NotFoundError is an instance that the account does not have.
type NotFoundError struct {
	// PadCode is the instance.
	PadCode string
}

// Error includes the instance.
func (e *NotFoundError) Error() string {
	return fmt.Sprintf("instance %s does not exist in this account. %s", e.PadCode, strings.TrimSuffix(armcloud.AdviceNotFound, "."))
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
