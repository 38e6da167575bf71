package engine

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// A change that the API accepts only in part fails as partly failed once its task has
// ended, so that it is neither a success nor a refusal that did nothing. A change with
// several tasks ends with the last one, and fails if any of them does. The control has
// one task.
func TestChangeAcceptedInPart(t *testing.T) {
	for name, c := range map[string]struct {
		op      *armcloud.Operation
		refused bool
		tasks   int
		fails   int // the number of the task that fails, -1 is none
		want    armcloud.TaskStatus
	}{
		"control: one task":       {setIt, false, 1, -1, 0},
		"two tasks":               {setIt, false, 2, -1, 0},
		"the first fails":         {setIt, false, 2, 0, armcloud.TaskFailed},
		"the second fails":        {setIt, false, 2, 1, armcloud.TaskFailed},
		"a refusal beside a task": {setIt, true, 1, -1, armcloud.TaskPartlyFailed},
		"beside two tasks":        {restartIt, true, 2, -1, armcloud.TaskPartlyFailed},
		"busy beside a task":      {commandIt, true, 1, -1, armcloud.TaskPartlyFailed},
	} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1)
			var last time.Time
			a.onSubmit = func(_ context.Context, _ int, op *armcloud.Operation, codes []string) ([]armcloud.Submission, error, bool) {
				sub := a.accept(op, codes)[0]
				a.mu.Lock()
				defer a.mu.Unlock()
				for n := range c.tasks - 1 {
					a.lastID++
					last = time.Now().Add(time.Duration(n+2) * time.Minute)
					a.tasks[a.lastID] = &accountTask{padCode: codes[0], op: op, done: last}
					sub.MoreTasks = append(sub.MoreTasks, a.lastID)
				}
				if c.fails >= 0 {
					a.tasks[sub.TaskID+int64(c.fails)].status = armcloud.TaskFailed
				}
				if c.refused {
					sub.Partial, sub.Err = true, &armcloud.Error{Class: armcloud.ClassBusy, Operation: op, Code: "110031", Message: "one app is forbidden"}
				}
				return []armcloud.Submission{sub}, nil, true
			}
			err := run(t.Context(), New(a, Options{}), c.op, `{}`)(a.instances[0])
			var failed *TaskFailedError
			if c.want == 0 && err != nil || c.want != 0 && (!errors.As(err, &failed) || failed.Status != c.want) {
				t.Errorf("%s: got %v, want a task that ended as %s", name, err, c.want)
			}
			if c.refused && !strings.Contains(err.Error(), "110031: one app is forbidden") {
				t.Errorf("%s: got %v, want the refusal", name, err)
			}
			if n := len(a.sent()); n != 1 || time.Now().Before(last) {
				t.Errorf("%s: got %d submits and the end before the last task %v, want 1 and false", name, n, time.Now().Before(last))
			}
		})
	}
}
