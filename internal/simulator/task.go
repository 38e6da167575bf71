package simulator

import (
	"encoding/json"
	"time"
)

// Values of taskStatus (API document: Details of instance operation tasks).
const (
	taskPending      = 1
	taskRunning      = 2
	taskDone         = 3
	taskFailed       = -1
	taskTimeout      = -4
	taskPartlyFailed = -2
)

// operation describes a kind of task: how it is submitted and what it does to its
// instance.
type operation struct {
	name          string
	changes       bool // changes the instance
	nonIdempotent bool // a repeat does the work again
	disrupts      bool // the instance is not running for a while
	anyStatus     bool // also runs if padStatus is not 10
	acceptsGroups bool // accepts groupIds in addition to padCodes
	immediate     bool // acts at once, without a task, at the current level

	// parseArgs reads all fields of a request but the instances, and returns the
	// arguments of the task.
	parseArgs func(*Simulator, *fields) any
	// parseJobs, if not nil, reads the whole request instead of parseArgs, for
	// requests that name instances in other fields than padCodes.
	parseJobs func(*Simulator, *request) []job
	// buildResponse, if not nil, returns the response of a submission. The default
	// is a list of taskItem.
	buildResponse func(*request, []outcome) any
	// onStart, if not nil, is called when a task starts. It returns the duration of
	// the task and may schedule status changes.
	onStart func(s *Simulator, t *task, start time.Time, usual time.Duration) time.Duration
	// apply applies the effect when the task ends, and returns taskResult.
	apply func(s *Simulator, inst *instance, args json.RawMessage) (string, error)
}

// task is one operation on one instance.
type task struct {
	id        int64
	batch     int64 // id of the first task of the same submission
	instance  *instance
	operation *operation
	args      json.RawMessage
	created   time.Time
	start     time.Time // zero: pending
	end       time.Time // in the future for a running task
	status    int       // taskPending until finished; see shownStatus
	result    string
	errorMsg  string
	failure   *failure // injected by a fault, or nil
	applied   bool     // it has taken effect
}

// failure is an injected failure of a task.
type failure struct {
	Status  int    `json:"status"`
	Message string `json:"message,omitempty"`
	Effect  bool   `json:"effect,omitempty"` // the task takes effect before it fails
}

func (t *task) unfinished() bool { return t.status == taskPending }

// shownStatus returns the status that queries show.
func (t *task) shownStatus() int {
	if t.unfinished() && !t.start.IsZero() {
		return taskRunning
	}
	return t.status
}

// taskDuration returns how long a task runs, which depends only on its id.
func (s *Simulator) taskDuration(id int64) time.Duration {
	d, jitter := s.options.TaskTime, int64(s.options.TaskJitter)
	if jitter == 0 {
		return d
	}
	swing := int64(noise(s.account.seed, noiseTask, uint64(id))%uint64(2*jitter+1)) - jitter //nolint:gosec // within twice the jitter
	return d + time.Duration(swing)
}

// startDelay returns how long a task stays pending on an idle instance.
func (s *Simulator) startDelay() time.Duration { return s.options.TaskTime / 8 }
