package engine

import (
	"fmt"
	"strings"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// TaskFailedError is a failed task. API document: task status -1 failed, -2
// partly failed, -3 canceled, -4 timed out; newer: -5 abnormal.
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

// DuplicateError is a change that was not submitted because the API reports an
// equal task.
type DuplicateError struct {
	// TaskID is the older task, 0 if the API does not return its id.
	TaskID int64
}

// Error includes the older task if it is known.
func (e *DuplicateError) Error() string {
	if e.TaskID == 0 {
		return "the API reports that an equal task is running, without its ID; nothing was submitted. Apply again when that task has ended"
	}
	return fmt.Sprintf("the API reports that an equal task (%d) is running; nothing was submitted. Apply again when it has ended", e.TaskID)
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
