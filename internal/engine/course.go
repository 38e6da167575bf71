package engine

import (
	"cmp"
	"slices"
	"time"
)

const (
	// points is how many points stand for a task whose length is not known exactly.
	points = 4
	// shareOfLength is the shortest pause between polls, as a part of the median
	// length: shorter ones would cost requests and gain little.
	shareOfLength = 25
)

// course is when tasks of an operation are polled, after their start.
type course struct {
	// polls are the times at which parts of the remembered tasks had ended. The one
	// that took longest is left out, because it may be an outlier. A task that has not
	// ended at the last of these times is overdue.
	polls []time.Duration
	// tick rounds the times of first polls up, so that tasks share one.
	tick time.Duration
	// pause is the longest pause after the first poll. It grows by half with each poll
	// that is not one of polls.
	pause time.Duration
}

// newCourse returns the course of tasks like those of the samples.
func newCourse(samples []sample, clock serviceClock, shortest time.Duration) *course {
	type length struct{ least, most time.Duration }
	lengths := make([]length, len(samples))
	for i, s := range samples {
		lengths[i].least, lengths[i].most = s.length(clock)
	}
	slices.SortFunc(lengths, func(a, b length) int { return cmp.Compare(a.most, b.most) })
	lengths = lengths[:len(lengths)-1]
	early := 2 * lengths[len(lengths)/10].most
	all := make([]time.Duration, 0, points*len(lengths))
	for _, l := range lengths {
		for i := range points {
			all = append(all, l.least+(l.most-l.least)*time.Duration(2*i+1)/(2*points))
		}
	}
	slices.Sort(all)
	quantile := func(part float64) time.Duration { return all[max(int(part*float64(len(all))), 1)-1] }

	step := max(shortest, quantile(0.5)/shareOfLength)
	c := &course{tick: step / 4}
	// Most have ended at the median. Its neighbors make it more certain.
	most, nearly, last := (quantile(0.25)+2*quantile(0.5)+quantile(0.75))/4, quantile(0.85), quantile(1)
	most = min(max(most, quantile(0.35)), quantile(0.65))
	half := (nearly - most) / 2
	polls := []time.Duration{most, most + half, nearly, last}
	if last > nearly+4*half {
		polls = []time.Duration{most, most + half, nearly, nearly + half, last}
	}
	slices.SortFunc(lengths, func(a, b length) int { return cmp.Compare(a.most-a.least, b.most-b.least) })
	if middle := lengths[len(lengths)/2]; middle.most-middle.least > (last-most)/2 {
		// More is to be learned: the spread is that of the polls.
		step /= 4
	}
	for _, at := range slices.Backward(polls) {
		at += c.tick
		if len(c.polls) == 0 || c.polls[0]-at >= step {
			c.polls = slices.Insert(c.polls, 0, at)
		}
	}
	// If a part of the tasks take far less time than most, they need not wait.
	if early < c.polls[0] {
		c.polls = slices.Insert(c.polls, 0, early)
	}
	c.pause = max(step, min(last-most, c.polls[0]/4))
	return c
}

// next returns the time of the next poll of a task that is still running, and the pause
// after it. longest is the longest pause if the task is overdue. Until then, pauses may
// be longer, but no longer than a quarter of the task's time or the next of polls.
func (c *course) next(elapsed, pause, longest time.Duration) (at, following time.Duration) {
	pause = min(pause, max(longest, elapsed/4))
	for _, poll := range c.polls {
		if poll > elapsed+c.tick {
			if poll <= elapsed+pause {
				return poll, pause
			}
			return elapsed + pause, pause + pause/2
		}
	}
	pause = min(pause, longest)
	return elapsed + pause, pause + pause/2
}
