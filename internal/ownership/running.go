package ownership

import (
	"slices"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// An Update or a Delete waits for what other objects have under way on the instance. It
// learns of it by notes in its private state, which the last Read wrote. A Create has no
// notes: it learns of objects that are planned again in its process before it sends
// anything, which is so for all that are changed too, unless Terraform reaches them later.

// RecordRunning is called at the beginning of a Read, and in ModifyPlan, and records what
// the object has under way on an instance.
func RecordRunning(data *tfkit.Data, code, owner string, h converge.Holding) {
	if tasks := h.Own(); len(tasks) > 0 {
		data.Ledger.SetPending(code, tasks)
	}
	if until := h.UnansweredUntil(); time.Now().Before(until) {
		data.Ledger.SetUnanswered(code, owner, until)
	}
	if since := h.OutOfService(); !since.IsZero() {
		data.Engine.BeginDowntime(code, since)
	}
}

// Running is what other objects have under way on an instance.
type Running struct {
	Tasks []int64   `json:"tasks,omitempty"`
	Until time.Time `json:"until,omitzero"`
}

// With returns a holding with what others have under way.
func (r Running) With(h converge.Holding) converge.Holding {
	own := h.Own()
	tasks := slices.Clone(h.Tasks)
	for _, id := range r.Tasks {
		if !slices.Contains(own, id) && !slices.Contains(tasks, id) {
			tasks = append(tasks, id)
		}
	}
	h.Tasks = tasks
	if r.Until.After(h.Until) {
		h.Until = r.Until
	}
	return h
}

// FindRunning is called in Read, after every object of the refresh had time to call
// RecordRunning. It returns what others have under way on an instance, and false if
// that is nothing. ownTasks returns the tasks of the object; it is called only if any are
// running.
func FindRunning(data *tfkit.Data, code, owner string, ownTasks func() []int64) (Running, bool) {
	r := Running{Tasks: data.Ledger.Pending(code), Until: data.Ledger.Unanswered(code, owner)}
	if len(r.Tasks) > 0 {
		own := ownTasks()
		r.Tasks = slices.DeleteFunc(r.Tasks, func(id int64) bool { return slices.Contains(own, id) })
	}
	return r, len(r.Tasks) > 0 || !r.Until.IsZero()
}

// NoteRunning returns a holding with what FindRunning returns, and whether it differs.
func NoteRunning(data *tfkit.Data, code, owner string, h converge.Holding) (converge.Holding, bool) {
	running, found := FindRunning(data, code, owner, h.Own)
	if !found {
		return h, false
	}
	after := running.With(h)
	return after, len(after.Tasks) != len(h.Tasks) || !after.Until.Equal(h.Until)
}
