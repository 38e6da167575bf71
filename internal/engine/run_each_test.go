package engine

import (
	"context"
	"fmt"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// endings runs a change on all instances of an account and returns how it ended on
// each: whether the API has accepted it, the result and the time. RunEach runs it if
// each is true, otherwise a Run per instance.
func endings(ctx context.Context, a *account, op *armcloud.Operation, each bool) map[string]string {
	e, start := New(a, Options{}), time.Now()
	accepted, got := map[string]int{}, map[string]string{}
	ended := func(code string, task armcloud.Task, err error) {
		text := fmt.Sprintf("accepted %d times, ended %s with a task %t, status %s, error %v",
			accepted[code], time.Since(start).Round(time.Second), task.ID != 0, task.Status, err)
		got[code] = regexp.MustCompile(`task \d+`).ReplaceAllString(text, "task N")
	}
	if each {
		e.RunEach(ctx, a.instances, EachChange{
			Operation: op, Ended: ended, Accepted: func(code string, _ int64) { accepted[code]++ },
		})
		return got
	}
	together(a.instances, func(code string) error {
		task, err := e.RunReporting(ctx, code, op, nil, func(int64) {
			a.mu.Lock()
			defer a.mu.Unlock()
			accepted[code]++
		})
		a.mu.Lock()
		defer a.mu.Unlock()
		ended(code, task, err)
		return nil
	})
	return got
}

// items answers each item with what change makes of its submission.
func items(a *account, change func(nth int, sub *armcloud.Submission)) {
	a.onSubmit = func(_ context.Context, nth int, op *armcloud.Operation, codes []string) ([]armcloud.Submission, error, bool) {
		subs := a.accept(op, codes)
		for i := range subs {
			change(nth, &subs[i])
		}
		return subs, nil, true
	}
}

// RunEach ends on each instance as Run does, after as many submits.
func TestRunEachIsRun(t *testing.T) {
	const bad = "AC00003"
	busy := &armcloud.Error{Class: armcloud.ClassBusy, Code: "110031", Message: "busy"}
	for name, c := range map[string]struct {
		op       *armcloud.Operation
		arrange  func(a *account)
		cancelAt time.Duration
	}{
		"done":           {op: setIt},
		"running again":  {op: restartIt},
		"without a task": {setIt, func(a *account) { items(a, func(_ int, s *armcloud.Submission) { s.TaskID, s.Result = 0, "output" }) }, 0},
		"a refused one":  {restartIt, func(a *account) { refuse(a, "invalid", bad) }, 0},
		"response lost":  {restartIt, func(a *account) { a.onSubmit = lose }, 0},
		"a busy one":     {commandIt, func(a *account) { refuseBusy(a, "110031", true, bad) }, 0},
		"a busy item":    {setIt, func(a *account) { refuseBusy(a, "110031", false, bad) }, 0},
		"an equal task":  {commandIt, func(a *account) { items(a, func(_ int, s *armcloud.Submission) { s.Duplicate = s.PadCode == bad }) }, 0},
		"repeated":       {setIt, func(a *account) { items(a, func(nth int, s *armcloud.Submission) { s.Duplicate = nth == 1 }) }, 0},
		"failed tasks": {restartIt, func(a *account) {
			items(a, func(_ int, s *armcloud.Submission) { a.tasks[s.TaskID].status = armcloud.TaskFailed })
		}, 0},
		"unknown tasks": {setIt, func(a *account) { items(a, func(_ int, s *armcloud.Submission) { s.TaskID += 1_000_000 }) }, 0},
		"accepted in part": {setIt, func(a *account) {
			items(a, func(_ int, s *armcloud.Submission) { s.Partial, s.Err = s.PadCode == bad, busy })
		}, 0},
		"two tasks": {setIt, func(a *account) {
			items(a, func(_ int, s *armcloud.Submission) {
				s.MoreTasks = []int64{a.add(time.Minute, armcloud.TaskFailed, "")}
			})
		}, 0},
		"left out": {restartIt, func(a *account) {
			items(a, func(_ int, s *armcloud.Submission) {
				if s.PadCode == bad {
					s.PadCode = "AC99999"
				}
			})
		}, 0},
		"canceled before it begins": {restartIt, nil, -1},
		"canceled in the queue":     {restartIt, nil, time.Millisecond},
		"canceled, then answered":   {restartIt, func(a *account) { a.latency = 5 * time.Second }, time.Second},
		"canceled, not answered":    {restartIt, func(a *account) { a.latency = 15 * time.Second }, time.Second},
		"canceled during the task":  {restartIt, nil, time.Second},
		"canceled during the start": {restartIt, nil, 20 * time.Second},
		"canceled while busy":       {commandIt, func(a *account) { refuseBusy(a, "110031", true, padCodes(0, 8)...) }, 20 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			var got [2]map[string]string
			var sent [2]int
			for i, each := range []bool{true, false} {
				bubble(t, func(t *testing.T) {
					a := newAccount(8)
					if c.arrange != nil {
						c.arrange(a)
					}
					ctx, cancel := context.WithCancel(t.Context())
					defer cancel()
					if c.cancelAt < 0 {
						cancel()
					} else if c.cancelAt > 0 {
						time.AfterFunc(c.cancelAt, cancel)
					}
					got[i] = endings(ctx, a, c.op, each)
					sent[i] = len(a.sent())
					time.Sleep(time.Minute) // requests are finished
				})
			}
			if len(got[0]) != 8 || sent[0] != sent[1] {
				t.Errorf("got %d instances and %d submits, want 8 and %d", len(got[0]), sent[0], sent[1])
			}
			if diff := cmp.Diff(got[1], got[0]); diff != "" {
				t.Errorf("RunEach differs from Run: %s", diff)
			}
		})
	}
}

// lose loses the response to each request.
func lose(context.Context, int, *armcloud.Operation, []string) ([]armcloud.Submission, error, bool) {
	return nil, &armcloud.Error{Class: armcloud.ClassAmbiguous, Message: "connection reset"}, true
}

// RunEach on 10,000 instances takes few goroutines, and as many submits as there are
// full batches. The control, a Run per instance, has a goroutine for each.
func TestRunEachTakesFewGoroutines(t *testing.T) {
	const instances, most = 10_000, 500
	for _, each := range []bool{true, false} {
		bubble(t, func(t *testing.T) {
			a := newAccount(instances)
			peak := 0
			a.onTasks = func(context.Context, int, []int64) ([]armcloud.Task, error, bool) {
				a.mu.Lock()
				defer a.mu.Unlock()
				peak = max(peak, runtime.NumGoroutine())
				return nil, nil, false
			}
			got := endings(t.Context(), a, setIt, each)
			if n := len(a.sent()); len(got) != instances || n != instances/100 {
				t.Errorf("got %d instances and %d submits, want %d and %d", len(got), n, instances, instances/100)
			}
			for code, text := range got {
				if !strings.HasPrefix(text, "accepted 1 times") || !strings.HasSuffix(text, "error <nil>") {
					t.Fatalf("%s: got %s, want success", code, text)
				}
			}
			if each != (peak <= most) {
				t.Errorf("RunEach %t: got %d goroutines, want at most %d: %t", each, peak, most, each)
			}
		})
	}
}
