package engine

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// lookIt is a query with a task, answerIt one without.
var (
	lookIt = &armcloud.Operation{
		Name: "look it up", Path: "/look", Target: "padCodes", MaxTargets: 100, Repeatable: true, Wait: armcloud.WaitTask, Answer: armcloud.AnswerItems,
	}
	answerIt = &armcloud.Operation{
		Name: "answer it", Path: "/answer", Target: "padCodes", MaxTargets: 100, Repeatable: true, Answer: armcloud.AnswerItems,
	}
)

// Equal queries of many instances share requests, need no lock and keep the
// cache. A change, the control, invalidates it.
func TestQueryIsBatchedAndForgetsNothing(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(150)
		e := New(a, Options{})
		if _, err := e.Details(t.Context(), a.instances); err != nil {
			t.Fatal(err)
		}
		looks := a.requests()
		unlock, err := e.Lock(t.Context(), a.instances[0])
		if err != nil {
			t.Fatal(err)
		}
		defer unlock()
		noErrors(t, together(a.instances, func(code string) error {
			_, err := e.Query(t.Context(), code, lookIt, nil)
			return err
		}))
		if _, err := e.Details(t.Context(), a.instances); err != nil || len(a.batches) != 2 || a.requests() != looks {
			t.Errorf("got %d submits, %d reads, %v, want 2 and %d", len(a.batches), a.requests(), err, looks)
		}
		if err := run(t.Context(), e, setIt, `{}`)(a.instances[1]); err != nil {
			t.Fatal(err)
		}
		if _, err := e.Details(t.Context(), a.instances); err != nil || a.requests() == looks {
			t.Errorf("control: got no read of a changed instance, %v, want one", err)
		}
	})
}

// Without a task, the result comes from the response. An error names the
// instance and the operation, and an unavailable operation is recorded.
func TestQueryReturnsTheResult(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(2)
		a.onSubmit = func(_ context.Context, _ int, op *armcloud.Operation, codes []string) ([]armcloud.Submission, error, bool) {
			if op == lookIt {
				return nil, &armcloud.Error{Class: armcloud.ClassUnavailable, Operation: op}, true
			}
			return []armcloud.Submission{{PadCode: codes[0], Result: "https://" + codes[0]}}, nil, true
		}
		e := New(a, Options{})
		if task, err := e.Query(t.Context(), "AC00001", answerIt, nil); err != nil || task.Result != "https://AC00001" {
			t.Errorf("got %+v, %v, want result https://AC00001", task, err)
		}
		_, err := e.Query(t.Context(), "AC00001", lookIt, nil)
		var instance *InstanceError
		if !errors.As(err, &instance) || instance.PadCode != "AC00001" || instance.Operation != lookIt || !e.Lacks(lookIt) || e.Lacks(answerIt) {
			t.Errorf("got %v, want an InstanceError of AC00001 for an operation that is recorded as missing", err)
		}
	})
}

// commanded is an account that runs synchronous commands with now.
type commanded struct {
	*account
	now   func(command string) (armcloud.Task, error)
	calls atomic.Int32
}

func (c *commanded) RunSync(_ context.Context, _, command string) (armcloud.Task, error) {
	c.calls.Add(1)
	return c.now(command)
}

// A command runs synchronously if the API level can. A command that is still
// running is awaited, and a failed one is an error. A refused or lost command
// is not repeated as a task.
func TestCommandSync(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := &commanded{account: newAccount(1)}
		a.tasks[7] = &accountTask{padCode: "AC00000", op: armcloud.RunCommand, remark: "late"}
		a.now = func(command string) (armcloud.Task, error) {
			switch command {
			case "slow":
				return armcloud.Task{ID: 7, Status: armcloud.TaskRunning}, nil
			case "fails":
				return armcloud.Task{ID: 8, Status: armcloud.TaskFailed, Error: "no shell"}, nil
			case "lost":
				return armcloud.Task{}, &armcloud.Error{Class: armcloud.ClassAmbiguous}
			}
			return armcloud.Task{ID: 6, Status: armcloud.TaskDone, Result: "out of " + command}, nil
		}
		e := New(a, Options{})
		for command, want := range map[string]string{"ls": "out of ls", "slow": "late"} {
			if got, err := e.Command(t.Context(), "AC00000", command); err != nil || got != want {
				t.Errorf("%s: got output %q, %v, want %q", command, got, err, want)
			}
		}
		var failed *TaskFailedError
		if _, err := e.Command(t.Context(), "AC00000", "fails"); !errors.As(err, &failed) || failed.TaskID != 8 {
			t.Errorf("got %v, want a TaskFailedError of task 8", err)
		}
		if _, err := e.Command(t.Context(), "AC00000", "lost"); !armcloud.Is(err, armcloud.ClassAmbiguous) {
			t.Errorf("got %v, want %v", err, armcloud.ClassAmbiguous)
		}
		if len(a.batches) != 0 || a.calls.Load() != 4 {
			t.Errorf("got %d synchronous commands and %d tasks, want 4 and none", a.calls.Load(), len(a.batches))
		}
	})
}

// Without the synchronous endpoint, commands are tasks in shared requests, and
// the endpoint is tried once.
func TestCommandAsATask(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := &commanded{account: newAccount(50)}
		a.now = func(string) (armcloud.Task, error) {
			return armcloud.Task{}, &armcloud.Error{Class: armcloud.ClassUnavailable, Operation: armcloud.RunCommandSync}
		}
		a.onTasks = func(_ context.Context, _ int, ids []int64) ([]armcloud.Task, error, bool) {
			var tasks []armcloud.Task
			for _, id := range ids {
				tasks = append(tasks, armcloud.Task{ID: id, Status: armcloud.TaskDone, Result: a.tasks[id].padCode})
			}
			return tasks, nil, true
		}
		e := New(a, Options{})
		if got, err := e.Command(t.Context(), "AC00000", "ls"); err != nil || got != "AC00000" {
			t.Errorf("got %q, %v, want AC00000", got, err)
		}
		noErrors(t, together(a.instances, func(code string) error {
			got, err := e.Command(t.Context(), code, "ls")
			if err == nil && got != code {
				err = errors.New("the output is another instance's")
			}
			return err
		}))
		if len(a.batches) != 2 || a.calls.Load() != 1 {
			t.Errorf("got %d synchronous commands and %d submits, want 1 and 2", a.calls.Load(), len(a.batches))
		}
	})
}

// modelled is an account that returns models, and refuses requests with unknown
// instances.
type modelled struct {
	*account
	asked []int
}

func (m *modelled) ModelInfo(_ context.Context, codes []string) ([]armcloud.ModelInfo, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked = append(m.asked, len(codes))
	var models []armcloud.ModelInfo
	for _, code := range codes {
		if _, here := m.status[code]; !here {
			return nil, notFound("no such instance")
		}
		models = append(models, armcloud.ModelInfo{PadCode: code, Model: "M"})
	}
	return models, nil
}

// Models are read a hundred per request and cached. An instance that does not
// exist is missing from the result and does not affect the others.
func TestModelsAreBatchedAndCached(t *testing.T) {
	bubble(t, func(t *testing.T) {
		m := &modelled{account: newAccount(250)}
		e := New(m, Options{BatchSize: 500})
		for range 2 {
			got, err := e.Models(t.Context(), m.instances)
			if err != nil || len(got) != 250 || len(m.asked) != 3 {
				t.Errorf("got %d models by requests of %v, %v, want 250 by 3", len(got), m.asked, err)
			}
		}
		got, err := e.Models(t.Context(), []string{"AC00001", "AC99999"})
		if _, there := got["AC99999"]; err != nil || there || got["AC00001"].Model != "M" {
			t.Errorf("got %v, %v, want only AC00001", got, err)
		}
	})
}
