package armcloud

import "strconv"

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
