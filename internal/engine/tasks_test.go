package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// add adds a task to the account that ends after d.
func (a *account) add(d time.Duration, status armcloud.TaskStatus, remark string) int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.lastID++
	a.tasks[a.lastID] = &accountTask{op: setIt, done: time.Now().Add(d), status: status, remark: remark}
	return a.lastID
}

// awaitAll waits for all tasks at the same time and returns the errors by id.
func awaitAll(ctx context.Context, e *Engine, ids []int64) map[string]error {
	byName := map[string]int64{}
	var names []string
	for _, id := range ids {
		name := fmt.Sprint(id)
		byName[name] = id
		names = append(names, name)
	}
	return together(names, func(name string) error {
		_, err := e.AwaitTask(ctx, armcloud.WaitTask, byName[name])
		return err
	})
}

// Statuses mean what the API documents: 3 is done, whatever the message;
// negative ones are failures; unknown positive ones are running.
func TestTaskStatuses(t *testing.T) {
	for _, c := range []struct {
		status  armcloud.TaskStatus
		remark  string
		done    bool
		failure bool
	}{
		{armcloud.TaskDone, "", true, false},
		{armcloud.TaskDone, "already set", true, false},
		{armcloud.TaskFailed, "no", true, true},
		{armcloud.TaskPartlyFailed, "", true, true},
		{armcloud.TaskCanceled, "", true, true},
		{armcloud.TaskTimedOut, "", true, true},
		{armcloud.TaskAbnormal, "", true, true},
		{-77, "", true, true},
		{armcloud.TaskPending, "", false, false},
		{armcloud.TaskRunning, "", false, false},
		{armcloud.TaskQueued, "", false, false},
		{77, "", false, false},
		{0, "", false, false},
	} {
		done, err := taskOutcome(armcloud.Task{ID: 5, Status: c.status, Error: c.remark})
		if done != c.done || (err != nil) != c.failure {
			t.Errorf("status %d: got done %t, %v, want %t, failure %t", c.status, done, err, c.done, c.failure)
		}
		var failed *TaskFailedError
		if c.failure && (!errors.As(err, &failed) || failed.TaskID != 5 || failed.Status != c.status || failed.Message != c.remark) {
			t.Errorf("status %d: got %v, want a TaskFailedError of task 5 with message %q", c.status, err, c.remark)
		}
	}
}

// A failed task fails only its own waiter.
func TestFailedTaskFailsItsWaiter(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(0)
		good, bad := a.add(3*time.Second, 0, "all well"), a.add(3*time.Second, armcloud.TaskTimedOut, "超时")
		errs := awaitAll(t.Context(), New(a, Options{}), []int64{good, bad})
		if err := errs[fmt.Sprint(good)]; err != nil {
			t.Error(err)
		}
		var failed *TaskFailedError
		if err := errs[fmt.Sprint(bad)]; !errors.As(err, &failed) || failed.Message != "超时" {
			t.Errorf("got %v, want a TaskFailedError with the API's message", err)
		}
	})
}

// Ten thousand tasks are polled in requests of a hundred, no more often than
// scheduled, and nothing is left.
func TestTenThousandWaiters(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(0)
		var ids []int64
		for range 10_000 {
			ids = append(ids, a.add(5*time.Second, 0, ""))
		}
		e := New(a, Options{})
		noErrors(t, awaitAll(t.Context(), e, ids))
		synctest.Wait()
		// Polls after 1.4, 2.4, 3.9 and 6.1 seconds: 4 rounds of 100 requests.
		if n := len(a.queries); n > 400 {
			t.Errorf("got %d queries, want at most 400", n)
		}
		for _, q := range a.queries {
			if len(q) > 100 {
				t.Errorf("got %d ids in one query, want at most 100", len(q))
			}
		}
		if w := e.tasks[armcloud.WaitTask]; len(w.items) != 0 || len(w.due) != 0 || w.run != nil {
			t.Error("got items, a schedule or a run after the last wait, want none")
		}
	})
}

// The first poll comes a moment after PollInterval. Pauses grow by half from
// PollInterval to MaxPollInterval.
func TestTaskPausesGrow(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(0)
		a.latency = 0
		var at []time.Duration
		start := time.Now()
		a.onTasks = func(context.Context, int, []int64) ([]armcloud.Task, error, bool) {
			at = append(at, time.Since(start))
			return nil, nil, false
		}
		e := New(a, Options{PollInterval: 2 * time.Second, MaxPollInterval: 5 * time.Second})
		noErrors(t, awaitAll(t.Context(), e, []int64{a.add(20*time.Second, 0, "")}))
		want := []time.Duration{2750 * time.Millisecond, 4750 * time.Millisecond, 7750 * time.Millisecond, 12250 * time.Millisecond, 17250 * time.Millisecond, 22250 * time.Millisecond}
		if !slices.Equal(at, want) {
			t.Errorf("got polls at %v, want %v", at, want)
		}
	})
}

// Tasks that are due at about the same time share a query.
func TestTasksDueSoonShareAQuery(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(0)
		e := New(a, Options{})
		var names []string
		ids := map[string]int64{}
		for range 50 {
			id := a.add(1500*time.Millisecond, 0, "")
			names = append(names, fmt.Sprint(id))
			ids[fmt.Sprint(id)] = id
		}
		noErrors(t, together(names, func(name string) error {
			_ = Sleep(t.Context(), time.Duration(ids[name]-1000)*5*time.Millisecond) // over 250 ms
			_, err := e.AwaitTask(t.Context(), armcloud.WaitTask, ids[name])
			return err
		}))
		if n := len(a.queries); n > 4 {
			t.Errorf("got %d queries for 50 tasks, want at most 4", n)
		}
	})
}

// A task that is due much later is not polled early.
func TestTasksDueLaterAreNotPolled(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(0)
		e := New(a, Options{})
		first, second := a.add(0, 0, ""), a.add(0, 0, "")
		done := make(chan error)
		time.AfterFunc(500*time.Millisecond, func() {
			_, err := e.AwaitTask(t.Context(), armcloud.WaitTask, second)
			done <- err
		})
		if _, err := e.AwaitTask(t.Context(), armcloud.WaitTask, first); err != nil {
			t.Error(err)
		}
		if err := <-done; err != nil {
			t.Error(err)
		}
		if len(a.queries) != 2 || !slices.Equal(a.queries[0], []int64{first}) {
			t.Errorf("got queries %v, want 2, the first for task %d", a.queries, first)
		}
	})
}

// With a batch size of 1 each task is queried on its own.
func TestTaskQueriesOfBatchSizeOne(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(0)
		ids := []int64{a.add(0, 0, ""), a.add(0, 0, ""), a.add(0, 0, "")}
		noErrors(t, awaitAll(t.Context(), New(a, Options{BatchSize: 1}), ids))
		if len(a.queries) != 3 {
			t.Errorf("got %d queries, want 3", len(a.queries))
		}
	})
}

// An outage is tolerated until the deadline of the waiter, whatever number of
// polls fail, and for patience if there is none. The error then names the task
// and the failure.
func TestOutageIsToleratedByTime(t *testing.T) {
	for name, c := range map[string]struct {
		outage, deadline, ends time.Duration // ends: 0 if the wait succeeds
	}{
		"shorter than the deadline":   {25 * time.Minute, 30 * time.Minute, 0},
		"longer than the deadline":    {35 * time.Minute, 30 * time.Minute, 30 * time.Minute},
		"no deadline, a short one":    {2 * time.Minute, 0, 0},
		"no deadline, an endless one": {time.Hour, 0, patience},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(0)
				start := time.Now()
				a.onTasks = func(context.Context, int, []int64) ([]armcloud.Task, error, bool) {
					return nil, lost(), time.Since(start) < c.outage
				}
				ctx, cancel := t.Context(), context.CancelFunc(func() {})
				if c.deadline > 0 {
					ctx, cancel = context.WithTimeout(ctx, c.deadline)
				}
				defer cancel()
				id := a.add(0, 0, "")
				_, err := New(a, Options{}).AwaitTask(ctx, armcloud.WaitTask, id)
				took := time.Since(start)
				if c.ends == 0 {
					if err != nil || took < c.outage || took > c.outage+16*time.Second {
						t.Errorf("got %v after %s, want success within 16s of the end of the outage", err, took)
					}
					return
				}
				var still *StillRunningError
				if !errors.As(err, &still) || !slices.Equal(still.Tasks, []int64{id}) || !armcloud.Is(err, armcloud.ClassTransport) {
					t.Errorf("got %v, want a StillRunningError of task %d with the failure", err, id)
				}
				if took < c.ends || took > c.ends+16*time.Second {
					t.Errorf("got the end after %s, want it after %s", took, c.ends)
				}
			})
		})
	}
}

// If the API refuses a query because of one task, the others are awaited as
// usual, in few more queries. The wait for that task ends with the refusal after
// patience; the task may still be running. In the control, nothing is refused.
func TestRefusedTaskDoesNotAffectTheOthers(t *testing.T) {
	for name, refused := range map[string]bool{"one is refused": true, "control": false} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(0)
				var ids []int64
				for range 50 {
					ids = append(ids, a.add(time.Minute, 0, ""))
				}
				bad := ids[31]
				a.onTasks = func(_ context.Context, _ int, ids []int64) ([]armcloud.Task, error, bool) {
					return nil, &armcloud.Error{Class: armcloud.ClassRejected, Code: "100000"}, refused && slices.Contains(ids, bad)
				}
				errs := awaitAll(t.Context(), New(a, Options{}), ids)
				var still *StillRunningError
				if err := errs[fmt.Sprint(bad)]; refused != errors.As(err, &still) || refused != armcloud.Is(err, armcloud.ClassRejected) {
					t.Errorf("got %v, want a StillRunningError with the refusal %t", err, refused)
				}
				delete(errs, fmt.Sprint(bad))
				noErrors(t, errs)
				if n := len(a.queries); n > 50 {
					t.Errorf("got %d queries, want at most 50", n)
				}
			})
		})
	}
}

// If the API refuses all queries, they are not split without limit.
func TestRefusedQueriesAreNotSplitWithoutLimit(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(0)
		var ids []int64
		for range 100 {
			ids = append(ids, a.add(time.Minute, 0, ""))
		}
		a.onTasks = func(context.Context, int, []int64) ([]armcloud.Task, error, bool) {
			return nil, &armcloud.Error{Class: armcloud.ClassRejected, Code: "100001"}, true
		}
		for _, err := range awaitAll(t.Context(), New(a, Options{}), ids) {
			if !armcloud.Is(err, armcloud.ClassRejected) {
				t.Errorf("got %v, want %v", err, armcloud.ClassRejected)
			}
		}
		if n := len(a.queries); n > 700 {
			t.Errorf("got %d queries, want at most 700", n)
		}
	})
}

// Any number of failures is tolerated if they are not in a row.
func TestFailuresNotInARowAreTolerated(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(0)
		a.onTasks = func(_ context.Context, nth int, _ []int64) ([]armcloud.Task, error, bool) {
			return nil, lost(), nth%10 != 0
		}
		noErrors(t, awaitAll(t.Context(), New(a, Options{}), []int64{a.add(5*time.Minute, 0, "")}))
		if len(a.queries) < 20 {
			t.Errorf("got %d queries, want at least 20", len(a.queries))
		}
	})
}

// A refused key ends a wait at once.
func TestAuthEndsTheWait(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(0)
		a.onTasks = func(context.Context, int, []int64) ([]armcloud.Task, error, bool) {
			return nil, &armcloud.Error{Class: armcloud.ClassAuth, Code: "100005"}, true
		}
		_, err := New(a, Options{}).AwaitTask(t.Context(), armcloud.WaitTask, a.add(0, 0, ""))
		if !armcloud.Is(err, armcloud.ClassAuth) || len(a.queries) != 1 {
			t.Errorf("got %v after %d queries, want %v after 1", err, len(a.queries), armcloud.ClassAuth)
		}
	})
}

// A pause that the API asks for is not cut short: neither by another wait for the
// same task nor by the deadline of a waiter.
func TestRetryAfterIsNotCutShort(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(0)
		a.latency = 0
		var at []time.Duration
		start := time.Now()
		a.onTasks = func(_ context.Context, nth int, _ []int64) ([]armcloud.Task, error, bool) {
			at = append(at, time.Since(start))
			return nil, &armcloud.Error{Class: armcloud.ClassRateLimited, RetryAfter: time.Minute}, nth == 1
		}
		e, id := New(a, Options{}), a.add(0, 0, "")
		first := make(chan error)
		go func() { first <- awaitAll(t.Context(), e, []int64{id})[fmt.Sprint(id)] }()
		_ = Sleep(t.Context(), 5*time.Second)
		if _, err := e.tasks[armcloud.WaitTask].wait(t.Context(), id, 10*time.Second); err != nil {
			t.Error(err)
		}
		if err := <-first; err != nil {
			t.Error(err)
		}
		if !slices.Equal(at, []time.Duration{1375 * time.Millisecond, 61375 * time.Millisecond}) {
			t.Errorf("got polls at %v, want one a minute after the first", at)
		}
	})
}

// An item joins the poll of another one at most a quarter of its pause early, so
// tasks that begin one after another are not polled much more often than planned.
func TestPollsAreAtMostAQuarterOfThePauseEarly(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(0)
		a.latency = 0
		polls := map[int64][]time.Time{}
		a.onTasks = func(_ context.Context, _ int, ids []int64) ([]armcloud.Task, error, bool) {
			for _, id := range ids {
				polls[id] = append(polls[id], time.Now())
			}
			return nil, nil, false
		}
		e := New(a, Options{MaxPollInterval: time.Hour})
		var all sync.WaitGroup
		for i := range 40 {
			all.Go(func() {
				_ = Sleep(t.Context(), time.Duration(i)*130*time.Millisecond)
				if _, err := e.AwaitTask(t.Context(), armcloud.WaitTask, a.add(time.Minute, 0, "")); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		shared := false
		for id, times := range polls {
			pause := time.Second
			for i := range times[1:] {
				gap := times[i+1].Sub(times[i])
				if gap < pause*3/4 || gap > pause {
					t.Errorf("task %d: got poll %d after %s, want at most a quarter earlier than %s", id, i+1, gap, pause)
				}
				shared = shared || gap < pause
				pause += pause / 2
			}
		}
		if !shared {
			t.Error("control: got no early poll, want some")
		}
	})
}

// The first poll is timed by the monotonic clock, so that setting the wall clock
// does not affect it.
func TestFirstPollUsesTheMonotonicClock(t *testing.T) {
	w := New(newAccount(0), Options{}).tasks[armcloud.WaitTask]
	for range 3 {
		now := time.Now()
		at := w.firstPoll(&item[int64, armcloud.Task]{}, now)
		if at.Round(0) == at || at.Sub(now) < w.delay || at.Sub(now) > w.delay+w.tick {
			t.Errorf("got %v, want a monotonic time %s to %s after %v", at, w.delay, w.delay+w.tick, now)
		}
	}
}

// RetryAfter delays the next poll.
func TestRetryAfterIsHonored(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(0)
		a.latency = 0
		var at []time.Duration
		start := time.Now()
		a.onTasks = func(_ context.Context, nth int, _ []int64) ([]armcloud.Task, error, bool) {
			at = append(at, time.Since(start))
			return nil, &armcloud.Error{Class: armcloud.ClassRateLimited, RetryAfter: time.Minute}, nth == 1
		}
		noErrors(t, awaitAll(t.Context(), New(a, Options{}), []int64{a.add(0, 0, "")}))
		if !slices.Equal(at, []time.Duration{1375 * time.Millisecond, 61375 * time.Millisecond}) {
			t.Errorf("got polls at %v, want one a minute after the first", at)
		}
	})
}

// A task may be unknown for the grace period. Then its waiter gets an error
// that names it, while waits for known tasks continue.
func TestUnknownTask(t *testing.T) {
	for late, known := range map[time.Duration]bool{20 * time.Second: true, time.Hour: false} {
		bubble(t, func(t *testing.T) {
			a := newAccount(0)
			start := time.Now()
			slow, unknown := a.add(10*time.Minute, 0, ""), a.add(0, 0, "")
			a.onTasks = func(_ context.Context, _ int, ids []int64) ([]armcloud.Task, error, bool) {
				if time.Since(start) < late {
					return []armcloud.Task{{ID: slow, Status: armcloud.TaskRunning}}, nil, true
				}
				return nil, nil, false
			}
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Hour)
			defer cancel()
			errs := awaitAll(ctx, New(a, Options{}), []int64{slow, unknown})
			if err := errs[fmt.Sprint(slow)]; err != nil {
				t.Error(err)
			}
			var missing *UnknownTaskError
			err := errs[fmt.Sprint(unknown)]
			if known != (err == nil) || !known && (!errors.As(err, &missing) || missing.TaskID != unknown || missing.Waited < 30*time.Second || missing.Waited > time.Minute) {
				t.Errorf("unknown for %s: got %v, want success %t", late, err, known)
			}
		})
	}
}

// A canceled wait returns at once although a query hangs, and the error names
// its task. The query is canceled with the last waiter.
func TestCancelNamesTheTask(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(0)
		a.latency = time.Hour
		id := a.add(0, 0, "")
		ctx, cancel := context.WithCancel(t.Context())
		result := make(chan error)
		go func() {
			_, err := New(a, Options{}).AwaitTask(ctx, armcloud.WaitTask, id)
			result <- err
		}()
		_ = Sleep(t.Context(), 2*time.Second)
		start := time.Now()
		cancel()
		err := <-result
		synctest.Wait()
		var still *StillRunningError
		if !errors.As(err, &still) || !slices.Equal(still.Tasks, []int64{id}) || !errors.Is(err, context.Canceled) || time.Since(start) != 0 {
			t.Errorf("got %v after %s, want a StillRunningError of task %d at once", err, time.Since(start), id)
		}
	})
}

// Canceling one waiter does not affect another one of the same task, and a wait
// that begins right after the last one works.
func TestWaitersComeAndGo(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(0)
		e := New(a, Options{})
		id := a.add(10*time.Second, 0, "")
		ctx, cancel := context.WithCancel(t.Context())
		left, stayed := make(chan error), make(chan error)
		await := func(ctx context.Context, to chan error) {
			_, err := e.AwaitTask(ctx, armcloud.WaitTask, id)
			to <- err
		}
		go await(ctx, left)
		go await(t.Context(), stayed)
		_ = Sleep(t.Context(), 3*time.Second)
		cancel()
		if err := <-left; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want %v", err, context.Canceled)
		}
		if err := <-stayed; err != nil {
			t.Error(err)
		}
		for range 3 {
			if _, err := e.AwaitTask(t.Context(), armcloud.WaitTask, id); err != nil {
				t.Error(err)
			}
		}
	})
}

// A wait without a task query is an error.
func TestNoQuery(t *testing.T) {
	if _, err := New(newAccount(0), Options{}).AwaitTask(t.Context(), armcloud.WaitNone, 7); err == nil {
		t.Error("got no error, want one")
	}
}
