package engine

import (
	"fmt"
	"strings"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

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

// StillRunningError is a wait that ended before its tasks did. A task cannot be
// canceled, so it still takes effect.
type StillRunningError struct {
	// Tasks are the ids of the tasks still running. It is empty if the tasks are
	// done and the instance is not yet reported as running.
	Tasks []int64
	// Err is what ended the wait: the error of the context, or of the task query.
	Err error
}

// Error includes the tasks.
func (e *StillRunningError) Error() string {
	if len(e.Tasks) == 0 {
		return fmt.Sprintf("stopped waiting before the instance was running again: %v", e.Err)
	}
	noun := "task"
	if len(e.Tasks) > 1 {
		noun = "tasks"
	}
	ids := strings.Trim(fmt.Sprint(e.Tasks), "[]")
	return fmt.Sprintf("stopped waiting (%v); %s %s may still be running at ARMCloud and cannot be canceled", e.Err, noun, ids)
}

// Unwrap returns what ended the wait.
func (e *StillRunningError) Unwrap() error { return e.Err }
