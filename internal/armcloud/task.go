package armcloud

import "strconv"

// Submission is what the service answers for one target of a change. API
// document: response of every asynchronous operation (taskId, padCode,
// vmStatus; newer: taskStatus).
type Submission struct {
	// PadCode names the phone (or the device IP, for powerReset).
	PadCode string
	// TaskID is the task to wait for; 0 when the operation answers without.
	TaskID int64
	// Duplicate is true when an equal task exists already and nothing was
	// submitted (taskStatus -1); TaskID may then be the older task's.
	Duplicate bool
	// Err is the service's refusal of this one target, nil when accepted.
	Err *Error
	// Result is the output that RunCommandNow answers with at once, and the
	// address that GeneratePreview answers with; empty otherwise.
	Result string
}

// TaskStatus is the state of a task. API document: task centre.
type TaskStatus int

// The documented states. Other positive numbers mean that the task is still
// under way, other negative ones that it failed.
const (
	TaskPending      TaskStatus = 1
	TaskRunning      TaskStatus = 2
	TaskDone         TaskStatus = 3
	TaskQueued       TaskStatus = 9
	TaskFailed       TaskStatus = -1
	TaskPartlyFailed TaskStatus = -2
	TaskCanceled     TaskStatus = -3
	TaskTimedOut     TaskStatus = -4
	TaskAbnormal     TaskStatus = -5
)

// Done tells whether the task has ended well.
func (s TaskStatus) Done() bool { return s == TaskDone }

// Failed tells whether the task has ended badly.
func (s TaskStatus) Failed() bool { return s < 0 }

// Task is one task of the task centre. API document: Instance operation task
// details.
type Task struct {
	ID      int64
	PadCode string
	Status  TaskStatus
	// Content and Result are the task's own texts; empty until it is done.
	Content string
	Result  string
	// Error is the service's remark; with status 3 it is no failure.
	Error string
	// EndTime is the end in unix milliseconds, 0 while it runs.
	EndTime int64
	// FileID and AppID are what an upload has become: the file's unique id and
	// the app's id; "" and 0 for tasks on phones.
	FileID string
	AppID  int64
}

// taskStatusNames are the names of the documented states.
var taskStatusNames = map[TaskStatus]string{
	TaskPending: "pending", TaskRunning: "running", TaskDone: "done", TaskQueued: "queued",
	TaskFailed: "failed", TaskPartlyFailed: "partly_failed", TaskCanceled: "canceled",
	TaskTimedOut: "timed_out", TaskAbnormal: "abnormal",
}

// String gives the name of the state, or its number where it has none.
func (s TaskStatus) String() string {
	if name, ok := taskStatusNames[s]; ok {
		return name
	}
	return strconv.Itoa(int(s))
}
