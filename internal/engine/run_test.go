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

// A restart has ended when the phone reports running, not when its task is
// done; a setting has ended with its task.
func TestTaskDoneIsNotPhoneReady(t *testing.T) {
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
				t.Errorf("%v, %v", task, err)
			}
			if took := time.Since(start); took < c.min || took > c.max || c.looks != (a.requests() > 0) {
				t.Errorf("%s took %s and %d looks", c.op.Name, took, a.requests())
			}
		})
	}
}

// A restart is waited for beyond OnlineTimeout: only ctx ends it, and the
// error says that the task is done and the phone is not ready.
func TestRestartIsWaitedForUntilCancel(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		a.bootTime = time.Hour
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Minute)
		defer cancel()
		start := time.Now()
		_, err := New(a, Options{OnlineTimeout: time.Minute}).Run(ctx, "AC00000", restartIt, nil)
		var still *StillRunningError
		if !errors.As(err, &still) || len(still.Tasks) != 0 || time.Since(start) != 20*time.Minute {
			t.Errorf("after %s: %v", time.Since(start), err)
		}
	})
}

// On cancel the error names phone, operation and task.
func TestRunCanceledNamesTheTask(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		a.taskTime = time.Hour
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err := New(a, Options{}).Run(ctx, "AC00000", setIt, nil)
		var phoneErr *InstanceError
		if !errors.As(err, &phoneErr) || phoneErr.TaskID != 1001 || !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("got %v", err)
		}
		for _, want := range []string{"AC00000", "set it", "1001"} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%q is not in %q", want, err)
			}
		}
	})
}

// duplicate makes the first n submits answer that an equal task exists.
func duplicate(a *account, n int, olderID int64) {
	a.onSubmit = func(_ context.Context, nth int, _ *armcloud.Operation, codes []string) ([]armcloud.Submission, error, bool) {
		return []armcloud.Submission{{PadCode: codes[0], TaskID: olderID, Duplicate: true}}, nil, nth <= n
	}
}

// An equal task under way is no success of ours: what is repeatable is
// submitted again after it has ended, however it ended.
func TestDuplicateOfARepeatableChange(t *testing.T) {
	for _, status := range []armcloud.TaskStatus{armcloud.TaskDone, armcloud.TaskFailed} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1)
			older := a.add(time.Minute, status, "")
			duplicate(a, 1, older)
			start := time.Now()
			task, err := New(a, Options{}).Run(t.Context(), "AC00000", setIt, nil)
			if err != nil || task.ID == older || len(a.sent()) != 2 || time.Since(start) < time.Minute {
				t.Errorf("%v, %v, %d submits after %s", task, err, len(a.sent()), time.Since(start))
			}
		})
	}
}

// Where the service does not tell the older task, a repeatable change is
// submitted again after a pause, and not without end.
func TestDuplicateWithoutATask(t *testing.T) {
	for n, fails := range map[int]bool{3: false, 1000: true} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1)
			duplicate(a, n, 0)
			_, err := New(a, Options{}).Run(t.Context(), "AC00000", setIt, nil)
			var dup *DuplicateError
			if fails != errors.As(err, &dup) || fails == (err == nil) {
				t.Errorf("got %v", err)
			}
			if sent := len(a.sent()); fails && sent != maxResubmits+1 || !fails && sent != n+1 {
				t.Errorf("%d submits", sent)
			}
		})
	}
}

// What is not repeatable adopts the older task and is never submitted again;
// without an id it fails.
func TestDuplicateOfWhatIsNotRepeatable(t *testing.T) {
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
				t.Errorf("%v, %v", task, err)
			}
			if len(a.sent()) != 1 {
				t.Errorf("%d submits", len(a.sent()))
			}
		})
	}
}

// A phone refused for the moment is submitted again, also for what is not
// repeatable: nothing was done. A refusal for good is final.
func TestPhoneRefusedForNow(t *testing.T) {
	for class, sent := range map[armcloud.Class]int{armcloud.ClassBusy: 4, armcloud.ClassRateLimited: 4, armcloud.ClassRejected: 1} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1)
			a.onSubmit = func(_ context.Context, nth int, _ *armcloud.Operation, codes []string) ([]armcloud.Submission, error, bool) {
				return []armcloud.Submission{{PadCode: codes[0], Err: &armcloud.Error{Class: class, Code: "110031"}}}, nil, nth <= 3
			}
			_, err := New(a, Options{}).Run(t.Context(), "AC00000", commandIt, nil)
			if len(a.sent()) != sent || (err != nil) != (sent == 1) {
				t.Errorf("%v: %d submits, %v", class, len(a.sent()), err)
			}
		})
	}
}

// An operation that answers without a task has ended with its answer.
func TestRunWithoutATask(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		a.onSubmit = func(_ context.Context, _ int, _ *armcloud.Operation, codes []string) ([]armcloud.Submission, error, bool) {
			return []armcloud.Submission{{PadCode: codes[0]}}, nil, true
		}
		if _, err := New(a, Options{}).Run(t.Context(), "AC00000", noTask, nil); err != nil || len(a.queries) != 0 {
			t.Errorf("%v, %d queries", err, len(a.queries))
		}
	})
}

// What was seen of a phone before or during a change is not given after it,
// be the change a success or a failure; a neighbour's look is kept.
func TestNoLookIsOlderThanAChange(t *testing.T) {
	for _, failing := range []bool{false, true} {
		bubble(t, func(t *testing.T) {
			a := newAccount(2)
			e := New(a, Options{})
			if failing {
				refuse(a, "no", "AC00000")
			}
			look := func() int {
				before := a.requests()
				if _, err := e.Details(t.Context(), a.phones); err != nil {
					t.Error(err)
				}
				if _, err := e.Infos(t.Context(), a.phones); err != nil {
					t.Error(err)
				}
				return a.requests() - before
			}
			look()
			if n := look(); n != 0 {
				t.Errorf("the control is not cached: %d requests", n)
			}
			during := make(chan struct{})
			if failing {
				close(during) // a refusal leaves no time for a look
			} else {
				time.AfterFunc(time.Second, func() {
					look()
					close(during)
				})
			}
			_, err := e.Run(t.Context(), "AC00000", setIt, nil)
			if failing != (err != nil) {
				t.Errorf("got %v", err)
			}
			<-during
			if n := look(); n != 2 {
				t.Errorf("%d requests after the change", n)
			}
		})
	}
}

// A look under way when the change ends is not kept.
func TestLookUnderWayIsNotKept(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(2)
		a.latency = 10 * time.Second
		e := New(a, Options{})
		looked := make(chan error)
		go func() {
			_, err := e.Details(t.Context(), a.phones)
			looked <- err
		}()
		_ = sleep(t.Context(), time.Second)
		e.Forget("AC00000")
		if err := <-looked; err != nil {
			t.Fatal(err)
		}
		if _, err := e.Details(t.Context(), []string{"AC00001"}); err != nil || a.requests() != 1 {
			t.Errorf("the control was not kept: %v, %d requests", err, a.requests())
		}
		if _, err := e.Details(t.Context(), []string{"AC00000"}); err != nil || a.requests() == 1 {
			t.Errorf("the old look was kept: %v", err)
		}
	})
}

// A restart that was lost on the way is not sent again, whatever happens
// next; a setting's loss is the client's to repeat.
func TestLostAnswerIsNotSentAgain(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(3)
		a.onSubmit = func(context.Context, int, *armcloud.Operation, []string) ([]armcloud.Submission, error, bool) {
			return nil, &armcloud.Error{Class: armcloud.ClassAmbiguous, Operation: restartIt, Message: "the answer was lost"}, true
		}
		errs := together(a.phones, run(t.Context(), New(a, Options{}), restartIt, `{}`))
		for _, err := range errs {
			if !armcloud.Is(err, armcloud.ClassAmbiguous) || strings.Count(err.Error(), "restart it") != 1 {
				t.Errorf("got %v", err)
			}
		}
		if sent := a.sent(); len(sent) != 1 || !slices.Equal(slices.Sorted(slices.Values(sent[0])), a.phones) {
			t.Errorf("sent %v", sent)
		}
	})
}
