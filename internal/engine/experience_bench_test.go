package engine

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// waitingCase is a way in which tasks of one operation are waited for.
type waitingCase struct {
	length   time.Duration // of tasks, ±20%
	together bool          // the measured tasks start together, not one after another
	endTimes bool          // the API returns them
	// known is true if the tasks that were learned from had stragglers too.
	known bool
}

const (
	learned    = 20  // tasks learned from
	measured   = 100 // tasks, two of them stragglers, which take three times as long
	stragglers = 2
	// processes is how often each case is repeated, with other lengths.
	processes = 6
)

func (c waitingCase) String() string {
	name := c.length.String()
	for _, part := range []struct {
		of   bool
		text string
	}{{c.together, "together"}, {!c.together, "one by one"}, {!c.endTimes, "no end times"}, {c.known, "known stragglers"}} {
		if part.of {
			name += ", " + part.text
		}
	}
	return name
}

// waitingCases returns the cases of the benchmark.
func waitingCases() []waitingCase {
	var all []waitingCase
	for _, length := range []time.Duration{time.Second, 5 * time.Second, 30 * time.Second, 3 * time.Minute} {
		all = append(all,
			waitingCase{length: length, endTimes: true},
			waitingCase{length: length},
			waitingCase{length: length, endTimes: true, together: true},
			waitingCase{length: length, endTimes: true, together: true, known: true},
			waitingCase{length: length, together: true, known: true},
		)
	}
	return all
}

// waitingResult is what waiting for tasks has cost.
type waitingResult struct {
	delays  []time.Duration // from the end of each task to its being noticed
	perTask []int           // queries of each task that is no straggler
	late    []int           // queries of each straggler
	queries int             // of all tasks, in the process with the most
}

// median returns the median delay.
func (r *waitingResult) median() time.Duration {
	slices.Sort(r.delays)
	return r.delays[len(r.delays)/2]
}

// mean returns the queries per task.
func (r *waitingResult) mean() float64 {
	sum := 0
	for _, n := range slices.Concat(r.perTask, r.late) {
		sum += n
	}
	return float64(sum) / float64(len(r.delays))
}

// measure repeats the case.
func (c waitingCase) measure(t *testing.T) *waitingResult {
	t.Helper()
	r := &waitingResult{}
	for seed := range uint64(processes) {
		bubble(t, func(t *testing.T) { c.measureProcess(t, rand.New(rand.NewPCG(seed, uint64(c.length))), r) })
	}
	return r
}

// measureProcess learns from tasks and then waits for others, in one process.
func (c waitingCase) measureProcess(t *testing.T, random *rand.Rand, r *waitingResult) {
	t.Helper()
	a := newAccount(measured)
	a.latency = 20 * time.Millisecond
	if c.endTimes {
		a.ahead = -90 * time.Second
	}
	var late []int64 // ids of the stragglers
	a.lengthOf = func(id int64) time.Duration {
		if slices.Contains(late, id) {
			return 3 * c.length
		}
		return time.Duration((0.8 + 0.4*random.Float64()) * float64(c.length))
	}
	e := New(a, Options{})
	if c.known {
		late = []int64{a.lastID + 7, a.lastID + 14}
	}
	noErrors(t, atMost(1, a.instances[:learned], run(t.Context(), e, setIt, `{}`)))

	late = []int64{a.lastID + measured/3, a.lastID + 2*measured/3}
	first, before := a.lastID+1, len(a.queries)
	limit := 1
	if c.together {
		limit = measured
	}
	noErrors(t, atMost(limit, a.instances, func(code string) error {
		task, err := e.Run(t.Context(), code, setIt, nil)
		a.mu.Lock()
		defer a.mu.Unlock()
		if err == nil {
			r.delays = append(r.delays, time.Since(a.tasks[task.ID].done))
		}
		return err
	}))
	perTask := map[int64]int{}
	for _, ids := range a.queries[before:] {
		for _, id := range ids {
			perTask[id]++
		}
	}
	for id := first; id <= a.lastID; id++ {
		if slices.Contains(late, id) {
			r.late = append(r.late, perTask[id])
		} else {
			r.perTask = append(r.perTask, perTask[id])
		}
	}
	r.queries = max(r.queries, len(a.queries)-before)
}

// With experience, the median task is noticed soon after its end, with few queries.
func TestLearnedWaiting(t *testing.T) {
	for _, c := range waitingCases() {
		t.Run(c.String(), func(t *testing.T) {
			r := c.measure(t)
			if got, want := r.median(), max(200*time.Millisecond, c.length*8/100); got > want {
				t.Errorf("got the median task %s after its end, want at most %s", got, want)
			}
			if got := slices.Max(r.perTask); got > 5 || r.mean() > 5 {
				t.Errorf("got %.1f queries per task and %d for one that was no straggler, want at most 5", r.mean(), got)
			}
			want := 12
			if overdue := 3*c.length - c.length*8/10; !c.known && overdue > 12*15*time.Second {
				// Stragglers of a kind not known before are polled at least every 15 s.
				want += int(overdue / (15 * time.Second))
			}
			if c.together && r.queries > want {
				t.Errorf("got %d queries of %d tasks that started together, want at most %d", r.queries, measured, want)
			}
		})
	}
}

// BenchmarkLearnedWaiting measures on synthetic time what TestLearnedWaiting checks.
func BenchmarkLearnedWaiting(b *testing.B) {
	for _, c := range waitingCases() {
		b.Run(c.String(), func(b *testing.B) {
			var r *waitingResult
			inTest(b, func(t *testing.T) { r = c.measure(t) })
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(r.median().Seconds(), "s-to-notice")
			b.ReportMetric(100*r.median().Seconds()/c.length.Seconds(), "%-of-length")
			b.ReportMetric(r.mean(), "queries/task")
			b.ReportMetric(float64(slices.Max(r.perTask)), "most")
			b.ReportMetric(float64(slices.Max(r.late)), "straggler")
			b.ReportMetric(float64(r.queries), "queries/all")
		})
	}
}

// inTest runs f as a test, because synthetic time needs one.
func inTest(b *testing.B, f func(t *testing.T)) {
	b.Helper()
	everything := func(string, string) (bool, error) { return true, nil }
	if !testing.RunTests(everything, []testing.InternalTest{{Name: b.Name(), F: f}}) {
		b.Fatal("the test has failed")
	}
}
