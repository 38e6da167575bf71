package armcloud

import "strconv"

// TaskStatus is the state of a task. API document: Task management.
type TaskStatus int

// The documented states. Any other positive number means that the task is still
// running, any other negative number that it failed.
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

// Done reports whether the task succeeded.
func (s TaskStatus) Done() bool { return s == TaskDone }

// Failed reports whether the task failed or was canceled.
func (s TaskStatus) Failed() bool { return s < 0 }

// taskStatusNames are the names of the documented states.
var taskStatusNames = map[TaskStatus]string{
	TaskPending: "pending", TaskRunning: "running", TaskDone: "done", TaskQueued: "queued",
	TaskFailed: "failed", TaskPartlyFailed: "partly_failed", TaskCanceled: "canceled",
	TaskTimedOut: "timed_out", TaskAbnormal: "abnormal",
}

// String returns the name of the state, or its number if it has none.
func (s TaskStatus) String() string {
	if name, ok := taskStatusNames[s]; ok {
		return name
	}
	return strconv.Itoa(int(s))
}
