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

// operation is what a task does to its instance.
type operation struct {
	name          string
	changes       bool // alters the instance (asking for the exit address does not)
	nonIdempotent bool // must not be repeated: every repeat does the work again
	disrupts      bool // takes the instance away for a while: restarts, wipes or re-flashes it
	anyStatus     bool // runs also when padStatus is not 10
	acceptsGroups bool // takes groupIds beside padCodes
	immediate     bool // at the current level: acts at once, without a task

	// parseArgs reads the fields of a request besides the instances and returns what
	// the task needs to remember.
	parseArgs func(*Simulator, *fields) any
	// parseJobs reads the whole request where instances are not named by padCodes
	// alone; check is not asked then.
	parseJobs func(*Simulator, *request) []job
	// buildResponse makes the answer to a submission where it is not a list of
	// taskItem.
	buildResponse func(*request, []outcome) any
	// onStart changes the length of a task that starts, and plans changes of
	// status. Nil: the task takes the usual time and shows no status.
	onStart func(s *Simulator, t *task, start time.Time, usual time.Duration) time.Duration
	// apply is the effect when the task has finished; it returns taskResult.
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
	start     time.Time // zero: waits for its turn
	end       time.Time // of a running task: when it will end
	status    int       // taskPending until finished; see shown
	result    string
	errorMsg  string
	failure   *failure // the end that a fault has prepared for it
}

// failure is how a task ends that does not do its work.
type failure struct {
	Status  int    `json:"status"`
	Message string `json:"message,omitempty"`
}

func (t *task) unfinished() bool { return t.status == taskPending }

// shownStatusStatus is the status that a query sees at a time.
func (t *task) shownStatus() int {
	if t.unfinished() && !t.start.IsZero() {
		return taskRunning
	}
	return t.status
}

// taskDuration is how long the task runs: always the same for the same id.
func (s *Simulator) taskDuration(id int64) time.Duration {
	d, jitter := s.options.TaskTime, int64(s.options.TaskJitter)
	if jitter == 0 {
		return d
	}
	swing := int64(noise(s.account.seed, noiseTask, uint64(id))%uint64(2*jitter+1)) - jitter //nolint:gosec // within twice the jitter
	return d + time.Duration(swing)
}

// startDelay is how long a task stays pending on an idle instance.
func (s *Simulator) startDelay() time.Duration { return s.options.TaskTime / 8 }
