package engine

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// A restart ends when the instance is reported as running, not when its task is
// done. A setting ends with its task.
func TestTaskDoneIsNotInstanceReady(t *testing.T) {
	for _, c := range []struct {
		op        *armcloud.Operation
		min, max  time.Duration
		looks     bool
		batchSize int
	}{
		{restartIt, 32 * time.Second, 50 * time.Second, true, 100},
		{setIt, 2 * time.Second, 5 * time.Second, false, 100},
		{restartIt, 32 * time.Second, 50 * time.Second, true, 1},
	} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1)
			start := time.Now()
			task, err := New(a, Options{BatchSize: c.batchSize}).Run(t.Context(), "AC00000", c.op, nil)
			if err != nil || !task.Status.Done() || task.PadCode != "AC00000" {
				t.Errorf("got %v, %v, want a task of AC00000 that is done", task, err)
			}
			if took := time.Since(start); took < c.min || took > c.max || c.looks != (a.requests() > 0) {
				t.Errorf("%s: got %s and %d polls, want %s to %s and polls %t", c.op.Name, took, a.requests(), c.min, c.max, c.looks)
			}
		})
	}
}

// A restart is awaited beyond OnlineTimeout, until ctx ends. The error says
// that the task is done and the instance is not running.
func TestRestartIsAwaitedUntilCancel(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		a.bootTime = time.Hour
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Minute)
		defer cancel()
		start := time.Now()
		_, err := New(a, Options{OnlineTimeout: time.Minute}).Run(ctx, "AC00000", restartIt, nil)
		var still *StillRunningError
		if !errors.As(err, &still) || len(still.Tasks) != 0 || time.Since(start) != 20*time.Minute {
			t.Errorf("got %v after %s, want a StillRunningError without tasks after %s", err, time.Since(start), 20*time.Minute)
		}
	})
}

// An instance that the API omits right after its own restart is polled again before
// it counts as not found. One that was not restarted is not found at once.
func TestMissingAfterItsRestart(t *testing.T) {
	for name, c := range map[string]struct {
		omitted   time.Duration // after the task
		restarted bool
		gone      bool
		most      time.Duration
	}{
		"omitted for a moment":               {3 * time.Second, true, false, 50 * time.Second},
		"gone":                               {time.Hour, true, true, time.Minute},
		"not restarted (control)":            {time.Hour, false, true, time.Second},
		"restarted, never omitted (control)": {0, true, false, 50 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(1)
				start := time.Now()
				a.onDetails = func(int, armcloud.DetailFilter, int, int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
					return got, nil, time.Since(start) < a.taskTime+c.omitted
				}
				e := New(a, Options{})
				var err error
				if c.restarted {
					err = run(t.Context(), e, restartIt, `{}`)("AC00000")
				} else {
					err = e.AwaitRunning(t.Context(), "AC00000")
				}
				var gone *NotFoundError
				if c.gone != errors.As(err, &gone) || c.gone != (err != nil) || time.Since(start) > c.most {
					t.Errorf("got %v after %s, want a NotFoundError %t within %s", err, time.Since(start), c.gone, c.most)
				}
			})
		})
	}
}

// While an instance is restarted, a refusal and a lookup that omits it do not prove
// that it does not exist. Some time later, the control, they do.
func TestRefusedAndOmittedAfterItsRestart(t *testing.T) {
	for after, missing := range map[time.Duration]bool{0: false, time.Hour: true} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1)
			e := New(a, Options{})
			if err := run(t.Context(), e, restartIt, `{}`)("AC00000"); err != nil {
				t.Fatal(err)
			}
			time.Sleep(after)
			refuse(a, "instance does not exist", "AC00000")
			a.onDetails = func(int, armcloud.DetailFilter, int, int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
				return got, nil, true
			}
			err := run(t.Context(), e, setIt, `{}`)("AC00000")
			var gone *NotFoundError
			if err == nil || missing != errors.As(err, &gone) {
				t.Errorf("%s after a restart: got %v, want a NotFoundError %t", after, err, missing)
			}
		})
	}
}

// After a cancellation the error names the instance, the operation and the
// task.
func TestRunCanceledNamesTheTask(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		a.taskTime = time.Hour
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err := New(a, Options{}).Run(ctx, "AC00000", setIt, nil)
		var instanceErr *InstanceError
		if !errors.As(err, &instanceErr) || instanceErr.TaskID != 1001 || !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("got %v, want an InstanceError of task 1001", err)
		}
		for _, want := range []string{"AC00000", "set it", "1001"} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("got %q, want %q in it", err, want)
			}
		}
	})
}

// duplicate makes the first n submits report that an equal task exists.
func duplicate(a *account, n int, olderID int64) {
	a.onSubmit = func(_ context.Context, nth int, _ *armcloud.Operation, codes []string) ([]armcloud.Submission, error, bool) {
		return []armcloud.Submission{{PadCode: codes[0], TaskID: olderID, Duplicate: true}}, nil, nth <= n
	}
}

// An equal older task is not the outcome of this change: a repeatable change is
// submitted again after that task has ended, whatever its outcome.
func TestDuplicateOfARepeatableChange(t *testing.T) {
	for _, status := range []armcloud.TaskStatus{armcloud.TaskDone, armcloud.TaskFailed} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1)
			older := a.add(time.Minute, status, "")
			duplicate(a, 1, older)
			start := time.Now()
			task, err := New(a, Options{}).Run(t.Context(), "AC00000", setIt, nil)
			if err != nil || task.ID == older || len(a.sent()) != 2 || time.Since(start) < time.Minute {
				t.Errorf("got %v, %v, %d submits after %s, want a new task by 2 after a minute", task, err, len(a.sent()), time.Since(start))
			}
		})
	}
}

// If the API does not return the id of the older task, a repeatable change is
// submitted again after a pause, at most maxResubmits times.
func TestDuplicateWithoutATask(t *testing.T) {
	for n, fails := range map[int]bool{3: false, 1000: true} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1)
			duplicate(a, n, 0)
			_, err := New(a, Options{}).Run(t.Context(), "AC00000", setIt, nil)
			var dup *DuplicateError
			if fails != errors.As(err, &dup) || fails == (err == nil) {
				t.Errorf("got %v, want a DuplicateError %t", err, fails)
			}
			if sent := len(a.sent()); fails && sent != maxResubmits+1 || !fails && sent != n+1 {
				t.Errorf("got %d submits, want %d", sent, min(n, maxResubmits)+1)
			}
		})
	}
}

// A change that is not repeatable adopts the older task and is not submitted
// again. Without an id it fails.
func TestDuplicateIfNotRepeatable(t *testing.T) {
	for _, told := range []bool{true, false} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1)
			var older int64
			if told {
				older = a.add(time.Minute, 0, "")
			}
			duplicate(a, 1, older)
			task, err := New(a, Options{}).Run(t.Context(), "AC00000", commandIt, nil)
			var dup *DuplicateError
			if told && (err != nil || task.ID != older) || !told && !errors.As(err, &dup) {
				t.Errorf("got %v, %v, want task %d or a DuplicateError", task, err, older)
			}
			if len(a.sent()) != 1 {
				t.Errorf("got %d submits, want 1", len(a.sent()))
			}
		})
	}
}

// An instance that is refused as busy is submitted again, even if the operation
// is not repeatable, because nothing was done. A rejection is final.
func TestInstanceRefusedTemporarily(t *testing.T) {
	for class, sent := range map[armcloud.Class]int{armcloud.ClassBusy: 4, armcloud.ClassRateLimited: 4, armcloud.ClassRejected: 1} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1)
			a.onSubmit = func(_ context.Context, nth int, _ *armcloud.Operation, codes []string) ([]armcloud.Submission, error, bool) {
				return []armcloud.Submission{{PadCode: codes[0], Err: &armcloud.Error{Class: class, Code: "110031"}}}, nil, nth <= 3
			}
			_, err := New(a, Options{}).Run(t.Context(), "AC00000", commandIt, nil)
			if len(a.sent()) != sent || (err != nil) != (sent == 1) {
				t.Errorf("%v: got %d submits, %v, want %d", class, len(a.sent()), err, sent)
			}
		})
	}
}

// While the instance is busy or runs a task of another client, the change waits, even if
// it is not repeatable. Other refusals of the whole request are final, and so is one that
// may have been carried out.
func TestTaskOfAnotherClientWaitedFor(t *testing.T) {
	for name, c := range map[string]struct {
		refusal armcloud.Error
		sent    int
	}{
		"another task":               {armcloud.Error{Class: armcloud.ClassBusy, Code: "220025", NotProcessed: true}, 4},
		"another task, perhaps done": {armcloud.Error{Class: armcloud.ClassBusy, Code: "220025"}, 1},
		"not ready":                  {armcloud.Error{Class: armcloud.ClassBusy, Code: "110031", NotProcessed: true}, 4},
		"not ready for six minutes":  {armcloud.Error{Class: armcloud.ClassBusy, Code: "110031", NotProcessed: true, RetryAfter: 6 * time.Minute}, 1},
		"rejected":                   {armcloud.Error{Class: armcloud.ClassRejected, Code: "110011", NotProcessed: true}, 1},
	} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1)
			a.onSubmit = func(_ context.Context, nth int, _ *armcloud.Operation, _ []string) ([]armcloud.Submission, error, bool) {
				return nil, &c.refusal, nth <= 3
			}
			_, err := New(a, Options{}).Run(t.Context(), "AC00000", commandIt, nil)
			if len(a.sent()) != c.sent || (err != nil) != (c.sent == 1) {
				t.Errorf("%s: got %d submits, %v, want %d", name, len(a.sent()), err, c.sent)
			}
		})
	}
}

// An operation without a task ends with its response.
func TestRunWithoutATask(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		a.onSubmit = func(_ context.Context, _ int, _ *armcloud.Operation, codes []string) ([]armcloud.Submission, error, bool) {
			return []armcloud.Submission{{PadCode: codes[0]}}, nil, true
		}
		if _, err := New(a, Options{}).Run(t.Context(), "AC00000", noTask, nil); err != nil || len(a.queries) != 0 {
			t.Errorf("got %v, %d queries, want none", err, len(a.queries))
		}
	})
}

// What was read of an instance before or during a change is not returned after
// it, whether the change succeeded or failed. Other instances stay cached.
func TestNoReadIsOlderThanAChange(t *testing.T) {
	for _, failing := range []bool{false, true} {
		bubble(t, func(t *testing.T) {
			a := newAccount(2)
			e := New(a, Options{})
			if failing {
				refuse(a, "no", "AC00000")
			}
			look := func() int {
				before := a.requests()
				if _, err := e.Details(t.Context(), a.instances); err != nil {
					t.Error(err)
				}
				if _, err := e.Infos(t.Context(), a.instances); err != nil {
					t.Error(err)
				}
				return a.requests() - before
			}
			look()
			if n := look(); n != 0 {
				t.Errorf("control: got %d requests, want none", n)
			}
			during := make(chan struct{})
			if failing {
				close(during) // a refusal leaves no time for a read
			} else {
				time.AfterFunc(time.Second, func() {
					look()
					close(during)
				})
			}
			_, err := e.Run(t.Context(), "AC00000", setIt, nil)
			if failing != (err != nil) {
				t.Errorf("got %v, want failure %t", err, failing)
			}
			<-during
			if n := look(); n != 2 {
				t.Errorf("after the change: got %d requests, want 2", n)
			}
		})
	}
}

// A read that is in flight when the change ends is not cached.
func TestReadInFlightIsNotCached(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(2)
		a.latency = 10 * time.Second
		e := New(a, Options{})
		looked := make(chan error)
		go func() {
			_, err := e.Details(t.Context(), a.instances)
			looked <- err
		}()
		_ = Sleep(t.Context(), time.Second)
		e.Forget("AC00000")
		if err := <-looked; err != nil {
			t.Fatal(err)
		}
		if _, err := e.Details(t.Context(), []string{"AC00001"}); err != nil || a.requests() != 1 {
			t.Errorf("control: got %v, %d requests, want 1", err, a.requests())
		}
		if _, err := e.Details(t.Context(), []string{"AC00000"}); err != nil || a.requests() == 1 {
			t.Errorf("got %v and the old value from the cache, want a new read", err)
		}
	})
}

// A restart whose response was lost is not sent again.
func TestLostResponseIsNotSentAgain(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(3)
		a.onSubmit = func(context.Context, int, *armcloud.Operation, []string) ([]armcloud.Submission, error, bool) {
			return nil, &armcloud.Error{Class: armcloud.ClassAmbiguous, Operation: restartIt, Message: "the answer was lost"}, true
		}
		errs := together(a.instances, run(t.Context(), New(a, Options{}), restartIt, `{}`))
		for _, err := range errs {
			if !armcloud.Is(err, armcloud.ClassAmbiguous) || strings.Count(err.Error(), "restart it") != 1 {
				t.Errorf("got %v, want %v naming the operation once", err, armcloud.ClassAmbiguous)
			}
		}
		if sent := a.sent(); len(sent) != 1 || !slices.Equal(slices.Sorted(slices.Values(sent[0])), a.instances) {
			t.Errorf("got batches %v, want one of all", sent)
		}
	})
}
