package engine

import (
	"sync"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// experience remembers how long the latest tasks of each operation took in this
// process. Its memory is bounded by the number of operations.
type experience struct {
	// shortest is the shortest pause between two polls of a task.
	shortest time.Duration
	// base is the time from which times are counted, so that they are monotonic.
	base time.Time

	mu      sync.Mutex
	lengths map[*armcloud.Operation]*lengths
	clock   serviceClock
}

// taskStart is the start of a task that this process has submitted. The zero value is
// that of any other task, whose start is unknown: nothing is learned from it.
type taskStart struct {
	op *armcloud.Operation
	// at is the time of the response that accepted the task.
	at time.Time
}

func newExperience(opts Options) *experience {
	return &experience{shortest: opts.PollInterval / 8, base: time.Now(), lengths: map[*armcloud.Operation]*lengths{}}
}

// learn records a task that has succeeded. The query that returned it was answered at
// seen. An earlier query, sent at running, returned it as running; running is zero if
// there was none.
func (x *experience) learn(start taskStart, task armcloud.Task, running, seen time.Time) {
	if start.op == nil {
		return
	}
	s := sample{start: start.at.Sub(x.base), after: start.at.Sub(x.base), until: seen.Sub(x.base), end: time.Duration(task.EndTime) * time.Millisecond}
	if !running.IsZero() {
		s.after = max(s.after, running.Sub(x.base))
	}
	s.until = max(s.until, s.after)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.clock.observe(s)
	known := x.lengths[start.op]
	if known == nil {
		known = &lengths{}
		x.lengths[start.op] = known
	}
	known.add(s)
}

// course returns when to poll a task that has started, or nil if too little is known
// of its operation.
func (x *experience) course(op *armcloud.Operation) *course {
	if op == nil {
		return nil
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	known := x.lengths[op]
	if known == nil || len(known.samples) < minSamples {
		return nil
	}
	if known.course == nil {
		known.course = newCourse(known.samples, x.clock, x.shortest)
	}
	return known.course
}

const (
	// minSamples is how many tasks of an operation must have ended before the next
	// ones are polled by experience.
	minSamples = 8
	// maxSamples is how many tasks of an operation are remembered.
	maxSamples = 64
)

// lengths holds the latest tasks of one operation.
type lengths struct {
	samples []sample // a ring once it is full
	oldest  int
	course  *course // nil after a change
}

func (l *lengths) add(s sample) {
	l.course = nil
	if len(l.samples) < maxSamples {
		l.samples = append(l.samples, s)
		return
	}
	l.samples[l.oldest] = s
	l.oldest = (l.oldest + 1) % maxSamples
}

// sample is a task that has succeeded. Its end was seen between two polls.
type sample struct {
	// start is when the task was accepted, and its end is between after and until.
	start, after, until time.Duration // since experience.base
	// end is the end by the clock of the service, since 1970; 0 if the service did not
	// return it.
	end time.Duration
}

// length returns the bounds of how long a task took.
func (s sample) length(clock serviceClock) (shortest, longest time.Duration) {
	after, until := s.after, s.until
	if from, to, ok := clock.local(s); ok && max(from, after) <= min(to, until) {
		after, until = max(from, after), min(to, until)
	}
	return after - s.start, until - s.start
}

// serviceClock is how far the clock of the service is ahead of experience.base, as far
// as the ends of tasks show it. The clocks are never compared otherwise.
type serviceClock struct {
	known       bool
	least, most time.Duration
}

// observe narrows the bounds. If the sample contradicts them, a clock has changed, or
// the end is not the moment at which queries show it, and the sample alone counts.
func (c *serviceClock) observe(s sample) {
	if s.end == 0 {
		return
	}
	least, most := s.end-s.until, s.end+s.resolution()-s.after
	if c.known && max(c.least, least) <= min(c.most, most) {
		least, most = max(c.least, least), min(c.most, most)
	}
	*c = serviceClock{known: true, least: least, most: most}
}

// local returns the bounds of when a task ended.
func (c *serviceClock) local(s sample) (from, to time.Duration, ok bool) {
	return s.end - c.most, s.end + s.resolution() - c.least, c.known && s.end != 0
}

// resolution returns how much later than end the task may have ended.
func (s sample) resolution() time.Duration {
	if s.end%time.Second == 0 {
		return time.Second
	}
	return time.Millisecond
}
