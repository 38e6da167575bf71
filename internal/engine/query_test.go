package engine

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// lookIt finds something out; answerIt does so at once.
var (
	lookIt = &armcloud.Operation{
		Name: "look it up", Path: "/look", Target: "padCodes", MaxTargets: 100, Repeatable: true, Wait: armcloud.WaitTask, PerTarget: true,
	}
	answerIt = &armcloud.Operation{
		Name: "answer it", Path: "/answer", Target: "padCodes", MaxTargets: 100, Repeatable: true, PerTarget: true,
	}
)

// Equal questions to many phones are joined, take no lane, and leave what was
// seen of the phones as it is; a change, the control, does not.
func TestAskJoinsAndForgetsNothing(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(150)
		e := New(a, Options{})
		if _, err := e.Details(t.Context(), a.phones); err != nil {
			t.Fatal(err)
		}
		looks := a.requests()
		release, err := e.Lock(t.Context(), a.phones[0])
		if err != nil {
			t.Fatal(err)
		}
		defer release()
		noErrors(t, together(a.phones, func(code string) error {
			_, err := e.Query(t.Context(), code, lookIt, nil)
			return err
		}))
		if _, err := e.Details(t.Context(), a.phones); err != nil || len(a.batches) != 2 || a.requests() != looks {
			t.Errorf("%d submits, %d looks after %d, %v", len(a.batches), a.requests(), looks, err)
		}
		if err := run(t.Context(), e, setIt, `{}`)(a.phones[1]); err != nil {
			t.Fatal(err)
		}
		if _, err := e.Details(t.Context(), a.phones); err != nil || a.requests() == looks {
			t.Errorf("control: a changed phone was not looked at again, %v", err)
		}
	})
}

// What answers at once gives its answer; an error names phone and operation,
// and that the service lacks the operation is remembered.
func TestAskGivesTheAnswer(t *testing.T) {
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
			t.Errorf("got %+v, %v", task, err)
		}
		_, err := e.Query(t.Context(), "AC00001", lookIt, nil)
		var phone *InstanceError
		if !errors.As(err, &phone) || phone.PadCode != "AC00001" || phone.Operation != lookIt || !e.Lacks(lookIt) || e.Lacks(answerIt) {
			t.Errorf("got %v", err)
		}
	})
}

// commanded is an account that runs commands at once, by now.
type commanded struct {
	*account
	now   func(command string) (armcloud.Task, error)
	calls atomic.Int32
}

func (c *commanded) RunSync(_ context.Context, _, command string) (armcloud.Task, error) {
	c.calls.Add(1)
	return c.now(command)
}

// A command runs at once where the level can; one that is still running then is
// waited for, and one that failed is an error. What the service refuses or loses
// is not run as a task instead.
func TestCommandAtOnce(t *testing.T) {
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
				t.Errorf("%s printed %q, %v", command, got, err)
			}
		}
		var failed *TaskFailedError
		if _, err := e.Command(t.Context(), "AC00000", "fails"); !errors.As(err, &failed) || failed.TaskID != 8 {
			t.Errorf("got %v", err)
		}
		if _, err := e.Command(t.Context(), "AC00000", "lost"); !armcloud.Is(err, armcloud.ClassAmbiguous) {
			t.Errorf("got %v", err)
		}
		if len(a.batches) != 0 || a.calls.Load() != 4 {
			t.Errorf("%d commands at once and %d as tasks", a.calls.Load(), len(a.batches))
		}
	})
}

// Where the level cannot run commands at once, they are tasks, which phones
// share, and that is asked once.
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
			t.Errorf("got %q, %v", got, err)
		}
		noErrors(t, together(a.phones, func(code string) error {
			got, err := e.Command(t.Context(), code, "ls")
			if err == nil && got != code {
				err = errors.New("the output is another phone's")
			}
			return err
		}))
		if len(a.batches) != 2 || a.calls.Load() != 1 {
			t.Errorf("%d tries at once and %d submits", a.calls.Load(), len(a.batches))
		}
	})
}

// modelled is an account that shows models, and refuses to speak of phones
// that it does not have.
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
			return nil, notFound("no such phone")
		}
		models = append(models, armcloud.ModelInfo{PadCode: code, Model: "M"})
	}
	return models, nil
}

// Models of many callers travel a hundred to a request and are kept; a phone
// that is not there is missing, and costs its neighbours nothing.
func TestModelsAreJoinedAndKept(t *testing.T) {
	bubble(t, func(t *testing.T) {
		m := &modelled{account: newAccount(250)}
		e := New(m, Options{BatchSize: 500})
		for range 2 {
			got, err := e.Models(t.Context(), m.phones)
			if err != nil || len(got) != 250 || len(m.asked) != 3 {
				t.Errorf("%d models by %v, %v", len(got), m.asked, err)
			}
		}
		got, err := e.Models(t.Context(), []string{"AC00001", "AC99999"})
		if _, there := got["AC99999"]; err != nil || there || got["AC00001"].Model != "M" {
			t.Errorf("%v, %v", got, err)
		}
	})
}
