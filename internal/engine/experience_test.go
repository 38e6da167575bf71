package engine

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// learnFrom runs n tasks of an operation, one after another.
func learnFrom(t *testing.T, e *Engine, n int, op *armcloud.Operation) map[string]error {
	t.Helper()
	return atMost(1, padCodes(0, n), run(t.Context(), e, op, `{}`))
}

// noticed runs a change and returns how long after its task's end it returned, and how
// often the task was queried.
func noticed(t *testing.T, a *account, e *Engine, op *armcloud.Operation) (after time.Duration, queries int) {
	t.Helper()
	before := len(a.queries)
	task, err := e.Run(t.Context(), a.instances[0], op, nil)
	if err != nil {
		t.Fatal(err)
	}
	return time.Since(a.tasks[task.ID].done), len(a.queries) - before
}

// The first tasks of an operation are polled as without experience, and so are those of
// other operations. Later ones are polled when they end.
func TestWaitingIsLearnedPerOperation(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(minSamples)
		a.taskTime, a.ahead = 10*time.Second, time.Hour
		e := New(a, Options{})
		noErrors(t, learnFrom(t, e, minSamples-1, setIt))
		unlearned, queries := noticed(t, a, e, setIt)
		if unlearned < 3*time.Second || queries != 6 {
			t.Errorf("got the task %s after its end with %d queries, want as without experience", unlearned, queries)
		}
		// Each task narrows the time in which the next one may end.
		noErrors(t, learnFrom(t, e, 5, setIt))
		if after, queries := noticed(t, a, e, setIt); after > 500*time.Millisecond || queries > 2 {
			t.Errorf("got the task %s after its end with %d queries, want at most 500ms and 2", after, queries)
		}
		if after, n := noticed(t, a, e, setOther); (after-unlearned).Abs() > time.Second/8 || n != queries {
			t.Errorf("got a task of another operation %s after its end with %d queries, want %s and %d", after, n, unlearned, queries)
		}
	})
}

// Failed tasks and tasks that this process has not started teach nothing.
func TestOnlyOwnTasksThatSucceedTeach(t *testing.T) {
	for name, c := range map[string]struct {
		run     func(t *testing.T, a *account, e *Engine)
		learned int
	}{
		"tasks that succeed": {func(t *testing.T, _ *account, e *Engine) { noErrors(t, learnFrom(t, e, 10, setIt)) }, 10},
		"failed tasks": {func(t *testing.T, a *account, e *Engine) {
			a.onTasks = func(_ context.Context, _ int, ids []int64) ([]armcloud.Task, error, bool) {
				return []armcloud.Task{{ID: ids[0], Status: armcloud.TaskFailed}}, nil, true
			}
			for code, err := range learnFrom(t, e, 10, setIt) {
				if err == nil {
					t.Errorf("%s: got no error, want one", code)
				}
			}
		}, 0},
		"tasks of an earlier process": {func(t *testing.T, a *account, e *Engine) {
			for _, sub := range a.accept(setIt, a.instances) {
				if _, err := e.AwaitTask(t.Context(), armcloud.WaitTask, sub.TaskID); err != nil {
					t.Error(err)
				}
			}
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(10)
				e := New(a, Options{})
				c.run(t, a, e)
				got := 0
				if known := e.experience.lengths[setIt]; known != nil {
					got = len(known.samples)
				}
				if got != c.learned {
					t.Errorf("got %d tasks learned from, want %d", got, c.learned)
				}
			})
		})
	}
}

// lengthsOf returns samples of tasks of exactly these lengths.
func lengthsOf(lengths ...time.Duration) []sample {
	samples := make([]sample, len(lengths))
	for i, length := range lengths {
		samples[i] = sample{after: length, until: length}
	}
	return samples
}

// pollsUntil returns the times at which a task is polled until it has ended.
func (c *course) pollsUntil(end, longest time.Duration) []time.Duration {
	all, pause := []time.Duration{c.polls[0]}, c.pause
	for all[len(all)-1] < end {
		var at time.Duration
		at, pause = c.next(all[len(all)-1], pause, longest)
		all = append(all, at)
	}
	return all
}

// One task that took far longer than the others does not delay the polls of the next
// ones, nor do two that took far less time or far longer.
func TestOutliersAreBorne(t *testing.T) {
	var usual []time.Duration
	for _, seconds := range []float64{9, 9, 10, 10, 10, 10, 10, 11, 11, 11} {
		usual = append(usual, time.Duration(seconds*float64(time.Second)))
	}
	for name, outliers := range map[string][]time.Duration{
		"none": nil, "one long": {time.Hour}, "two long": {time.Hour, time.Hour}, "two short": {time.Millisecond, time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCourse(lengthsOf(append(slices.Clone(usual), outliers...)...), serviceClock{}, time.Second/8)
			for _, end := range []time.Duration{9 * time.Second, 10 * time.Second, 11 * time.Second} {
				polls := c.pollsUntil(end, 15*time.Second)
				if late := polls[len(polls)-1] - end; late > 3*time.Second || len(polls) > 10 {
					t.Errorf("got the end at %s %s late, after polls at %v, want at most 3s and 10 polls", end, late, polls)
				}
			}
		})
	}
}

// If tasks are either short or long, the short ones do not wait for the long ones, and
// a task of a new length is noticed about as soon as without experience.
func TestShortTasksDoNotWaitForLongOnes(t *testing.T) {
	for _, short := range []int{4, 8, 12} {
		var lengths []time.Duration
		for i := range 16 {
			length := time.Minute
			if i < short {
				length = time.Second
			}
			lengths = append(lengths, length+time.Duration(i)*10*time.Millisecond)
		}
		c := newCourse(lengthsOf(lengths...), serviceClock{}, time.Second/8)
		for _, end := range []time.Duration{time.Second, 3 * time.Second, 20 * time.Second, time.Minute} {
			polls := c.pollsUntil(end, 15*time.Second)
			if late := polls[len(polls)-1] - end; late > max(1500*time.Millisecond, end/2) || len(polls) > 14 {
				t.Errorf("%d short: got the end at %s %s late, after polls at %v, want at most 1.5s or half, and 14 polls", short, end, late, polls)
			}
		}
	}
}

// The ends of tasks are taken from the API, whatever its clock shows. If it returns
// seconds only, or its clock is set, the bounds of the polls hold all the same.
func TestServiceClock(t *testing.T) {
	for name, c := range map[string]struct {
		// end returns what the API returns for a task that ended at a time.
		end     func(n int, at time.Duration) time.Duration
		atMost  time.Duration // between the bounds
		correct bool
	}{
		"exact":           {func(_ int, at time.Duration) time.Duration { return at + 1_000*time.Hour }, 300 * time.Millisecond, true},
		"behind":          {func(_ int, at time.Duration) time.Duration { return at - 1_000*time.Hour }, 300 * time.Millisecond, true},
		"seconds":         {func(_ int, at time.Duration) time.Duration { return (at + 1_000*time.Hour).Truncate(time.Second) }, 2 * time.Second, true},
		"set":             {func(n int, at time.Duration) time.Duration { return at + time.Duration(n/20)*time.Hour + time.Hour }, 2 * time.Second, true},
		"no end times":    {func(int, time.Duration) time.Duration { return 0 }, 2 * time.Second, true},
		"a constant time": {func(int, time.Duration) time.Duration { return time.Hour }, 2 * time.Second, true},
	} {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(1, 2))
			var clock serviceClock
			for n := range 40 {
				start := time.Duration(n) * 20 * time.Second
				length := 4*time.Second + time.Duration(random.IntN(2_000))*time.Millisecond
				end := start + length
				// Polls come every two seconds.
				s := sample{start: start, after: end.Truncate(2 * time.Second), until: end.Truncate(2*time.Second) + 2*time.Second, end: c.end(n, end)}
				clock.observe(s)
				least, most := s.length(clock)
				if length < least || length > most {
					t.Errorf("task %d: got a length from %s to %s, want one that includes %s", n, least, most, length)
				}
				if n >= 15 && n < 20 && most-least > c.atMost {
					t.Errorf("task %d: got a length from %s to %s, want at most %s between them", n, least, most, c.atMost)
				}
			}
		})
	}
}

// Only the latest tasks are remembered.
func TestExperienceIsBounded(t *testing.T) {
	x := newExperience(Options{}.withDefaults())
	at := x.base
	for i := range 10 * maxSamples {
		length := time.Second
		if i >= 9*maxSamples {
			length = time.Minute
		}
		x.learn(taskStart{op: setIt, at: at}, armcloud.Task{}, at.Add(length), at.Add(length))
	}
	if known := x.lengths[setIt]; len(known.samples) != maxSamples {
		t.Errorf("got %d tasks, want %d", len(known.samples), maxSamples)
	}
	if got := x.course(setIt).polls[0]; got < time.Minute {
		t.Errorf("got the first poll after %s, want it after a minute, as the latest tasks took", got)
	}
}
