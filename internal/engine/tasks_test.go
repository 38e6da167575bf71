package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// add puts a task into the account that ends after d.
func (a *account) add(d time.Duration, status armcloud.TaskStatus, remark string) int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.lastID++
	a.tasks[a.lastID] = &accountTask{op: setIt, done: time.Now().Add(d), status: status, remark: remark}
	return a.lastID
}

// awaitAll waits for all tasks at once and gives the errors by id.
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

// Every status means what the API's documents say: 3 is done whatever the
// remark, negative ones are failures, positive unknown ones are under way.
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
			t.Errorf("status %d: %v, %v", c.status, done, err)
		}
		var failed *TaskFailedError
		if c.failure && (!errors.As(err, &failed) || failed.TaskID != 5 || failed.Status != c.status || failed.Message != c.remark) {
			t.Errorf("status %d: %v", c.status, err)
		}
	}
}

// A failed task fails its own waiter and no other.
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
			t.Errorf("got %v", err)
		}
	})
}

// Ten thousand waiters are asked for in requests of a hundred, all of them at
// each round and no more often than the schedule says; nothing is left behind.
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
		// Looks after 1.4, 2.4, 3.9 and 6.1 seconds: 4 rounds of 100 requests.
		if n := len(a.queries); n > 400 {
			t.Errorf("%d queries", n)
		}
		for _, q := range a.queries {
			if len(q) > 100 {
				t.Errorf("%d ids in one query", len(q))
			}
		}
		if w := e.tasks[armcloud.WaitTask]; len(w.items) != 0 || len(w.due) != 0 || w.run != nil {
			t.Error("something is left of the waits")
		}
	})
}

// The first look comes a moment after PollInterval; pauses grow by half from
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
			t.Errorf("looked at %v", at)
		}
	})
}

// Tasks that are due at about the same time travel in one request.
func TestTasksDueSoonTravelAlong(t *testing.T) {
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
			_ = sleep(t.Context(), time.Duration(ids[name]-1000)*5*time.Millisecond) // over 250 ms
			_, err := e.AwaitTask(t.Context(), armcloud.WaitTask, ids[name])
			return err
		}))
		if n := len(a.queries); n > 4 {
			t.Errorf("%d queries for 50 tasks of one time", n)
		}
	})
}

// A task that is not due for long does not travel along.
func TestTasksDueLaterStayBehind(t *testing.T) {
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
			t.Errorf("queries %v", a.queries)
		}
	})
}

// A batch size of 1 asks for each task on its own.
func TestTaskQueriesOfBatchSizeOne(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(0)
		ids := []int64{a.add(0, 0, ""), a.add(0, 0, ""), a.add(0, 0, "")}
		noErrors(t, awaitAll(t.Context(), New(a, Options{BatchSize: 1}), ids))
		if len(a.queries) != 3 {
			t.Errorf("%d queries", len(a.queries))
		}
	})
}

// Ten failed queries in a row are borne; the eleventh ends the wait with an
// error that names the task.
func TestTenTransportErrorsAreBorne(t *testing.T) {
	for failures, ends := range map[int]bool{10: false, 11: true} {
		bubble(t, func(t *testing.T) {
			a := newAccount(0)
			a.onTasks = func(_ context.Context, nth int, _ []int64) ([]armcloud.Task, error, bool) {
				return nil, lost(), nth <= failures
			}
			id := a.add(0, 0, "")
			_, err := New(a, Options{}).AwaitTask(t.Context(), armcloud.WaitTask, id)
			var still *StillRunningError
			if ends != (err != nil) || ends && (!errors.As(err, &still) || !slices.Equal(still.Tasks, []int64{id}) || !armcloud.Is(err, armcloud.ClassTransport)) {
				t.Errorf("after %d failures: %v", failures, err)
			}
		})
	}
}

// Failures that are not in a row are borne without end.
func TestFailuresNotInARowAreBorne(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(0)
		a.onTasks = func(_ context.Context, nth int, _ []int64) ([]armcloud.Task, error, bool) {
			return nil, lost(), nth%10 != 0
		}
		noErrors(t, awaitAll(t.Context(), New(a, Options{}), []int64{a.add(5*time.Minute, 0, "")}))
		if len(a.queries) < 20 {
			t.Errorf("%d queries only", len(a.queries))
		}
	})
}

// Refused keys end a wait at once.
func TestAuthEndsTheWait(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(0)
		a.onTasks = func(context.Context, int, []int64) ([]armcloud.Task, error, bool) {
			return nil, &armcloud.Error{Class: armcloud.ClassAuth, Code: "100005"}, true
		}
		_, err := New(a, Options{}).AwaitTask(t.Context(), armcloud.WaitTask, a.add(0, 0, ""))
		if !armcloud.Is(err, armcloud.ClassAuth) || len(a.queries) != 1 {
			t.Errorf("%d queries: %v", len(a.queries), err)
		}
	})
}

// A service that asks for patience gets it.
func TestRetryAfterIsHeeded(t *testing.T) {
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
			t.Errorf("asked at %v", at)
		}
	})
}

// A task may be unknown for the grace period; after that its waiter gets an
// error that names it, while known tasks of the same queries go on.
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
				t.Errorf("late by %s: %v", late, err)
			}
		})
	}
}

// On cancel each wait ends at once, though a query hangs, and the error names
// its task; the hanging query is given up with the last waiter.
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
		_ = sleep(t.Context(), 2*time.Second)
		start := time.Now()
		cancel()
		err := <-result
		synctest.Wait()
		var still *StillRunningError
		if !errors.As(err, &still) || !slices.Equal(still.Tasks, []int64{id}) || !errors.Is(err, context.Canceled) || time.Since(start) != 0 {
			t.Errorf("after %s: %v", time.Since(start), err)
		}
	})
}

// One waiter's leaving does not disturb another waiter of the same task, and a
// wait begun right after the last one's end works.
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
		_ = sleep(t.Context(), 3*time.Second)
		cancel()
		if err := <-left; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
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

// A wait that has no query is an error, not a wait without end.
func TestNoQuery(t *testing.T) {
	if _, err := New(newAccount(0), Options{}).AwaitTask(t.Context(), armcloud.WaitNone, 7); err == nil {
		t.Error("no error")
	}
}
