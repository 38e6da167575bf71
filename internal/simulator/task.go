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

// operation is what a task does to its phone.
type operation struct {
	name      string
	change    bool // alters the phone (asking for the exit address does not)
	once      bool // must not be repeated: every repeat does the work again
	disrupts  bool // takes the phone away for a while: restarts, wipes or re-flashes it
	anyStatus bool // runs also when padStatus is not 10
	groups    bool // takes groupIds beside padCodes
	instant   bool // at the current level: acts at once, without a task

	// check reads the fields of a request besides the phones and returns what
	// the task needs to remember.
	check func(*Simulator, *fields) any
	// orders reads the whole request where phones are not named by padCodes
	// alone; check is not asked then.
	orders func(*Simulator, *request) []order
	// shape makes the answer to a submission where it is not a list of
	// taskItem.
	shape func(*request, []outcome) any
	// begin changes the length of a task that starts, and plans changes of
	// status. Nil: the task takes the usual time and shows no status.
	begin func(s *Simulator, t *task, start time.Time, usual time.Duration) time.Duration
	// apply is the effect when the task has finished; it returns taskResult.
	apply func(s *Simulator, p *phone, args json.RawMessage) (string, error)
}

// task is one operation on one phone.
type task struct {
	id        int64
	batch     int64 // id of the first task of the same submission
	phone     *phone
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

// shown is the status that a query sees at a time.
func (t *task) shown() int {
	if t.unfinished() && !t.start.IsZero() {
		return taskRunning
	}
	return t.status
}

// duration is how long the task runs: always the same for the same id.
func (s *Simulator) duration(id int64) time.Duration {
	d, jitter := s.options.TaskTime, int64(s.options.TaskJitter)
	if jitter == 0 {
		return d
	}
	swing := int64(noise(s.account.seed, noiseTask, uint64(id))%uint64(2*jitter+1)) - jitter //nolint:gosec // within twice the jitter
	return d + time.Duration(swing)
}

// pickUp is how long a task stays pending on an idle phone.
func (s *Simulator) pickUp() time.Duration { return s.options.TaskTime / 8 }

// advance brings a phone to a time: tasks start and end one after another,
// their effects happen, its status changes.
func (s *Simulator) advance(p *phone, at time.Time) {
	s.account.visits++
	for len(p.queue) > 0 {
		t := p.queue[0]
		if t.start.IsZero() && !s.startTask(p, t, at) {
			if deadline := t.created.Add(s.options.TaskTimeout); t.start.IsZero() && !at.Before(deadline) {
				s.finishTask(t, deadline, taskTimeout, "task timed out", "")
				continue
			}
			break
		}
		if t.end.After(at) {
			break
		}
		s.settle(p, t.end)
		s.endTask(p, t)
	}
	s.settle(p, at)
}

// startTask starts the first task of the queue if it could start by a time.
func (s *Simulator) startTask(p *phone, t *task, by time.Time) bool {
	start, status := s.earliest(p, t)
	ready := p.online && (t.operation.anyStatus || status == statusRunning)
	if !ready || start.After(by) || start.After(t.created.Add(s.options.TaskTimeout)) {
		return false
	}
	s.settle(p, start)
	usual := s.duration(t.id)
	if t.operation.begin != nil {
		usual = t.operation.begin(s, t, start, usual)
		s.settle(p, start)
	}
	t.start, t.end = start, start.Add(usual)
	return true
}

// earliest is when a task could start, and the status of its phone then.
func (s *Simulator) earliest(p *phone, t *task) (time.Time, int) {
	start, status := later(t.created.Add(s.pickUp()), p.free), p.status
	if n := len(p.phases); n > 0 && !t.operation.anyStatus {
		start, status = later(start, p.phases[n-1].At), p.phases[n-1].Status
	}
	return start, status
}

func (s *Simulator) endTask(p *phone, t *task) {
	if t.failure != nil {
		s.finishTask(t, t.end, t.failure.Status, t.failure.Message, "")
		return
	}
	result, err := t.operation.apply(s, p, t.args)
	if err != nil {
		s.finishTask(t, t.end, taskFailed, err.Error(), "")
		return
	}
	s.finishTask(t, t.end, taskDone, "", result)
}

// finishTask takes a task out of its phone's queue with its outcome.
func (s *Simulator) finishTask(t *task, at time.Time, status int, message, result string) {
	t.status, t.end, t.errorMsg, t.result = status, at, message, result
	t.failure = nil
	p := t.phone
	for i, queued := range p.queue {
		if queued == t {
			p.queue = append(p.queue[:i], p.queue[i+1:]...)
			break
		}
	}
	p.free = later(p.free, at)
	s.tellEnd(t)
	s.remember(t.id)
}

// settle makes the changes of status that are due by a time.
func (s *Simulator) settle(p *phone, at time.Time) {
	for len(p.phases) > 0 && !p.phases[0].At.After(at) {
		s.account.setStatus(p, p.phases[0].Status)
		p.phases = p.phases[1:]
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
