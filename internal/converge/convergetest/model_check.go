package convergetest

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// mayFollow reports whether a change may be sent although the task of one without a
// response is running: the same one again, after a pause, or any one if the task must
// have ended, which it has not because it waited for another one.
func mayFollow(lost *modelTask, change string, op *armcloud.Operation) bool {
	since := time.Since(lost.sent.Truncate(time.Second))
	grace := converge.SettingTimeout
	if lost.op.Wait == armcloud.WaitRunning {
		grace = converge.RestartTimeout
	}
	again := lost.change == change && op.Repeatable && since >= armcloud.LostTaskPause
	return lost.lost && (again || since >= grace)
}

// checkSubmit is called before a change is accepted.
func (m *Model) checkSubmit(owner string, op *armcloud.Operation, params json.RawMessage) {
	a := &m.audit
	change := op.Name + " " + string(params)
	for _, t := range m.tasks {
		if !t.ended && !mayFollow(t, change, op) && !(t.owner != owner && t.unknown) {
			a.problems = append(a.problems, fmt.Sprintf("two changes at once: %s of %s while %s of %s", change, owner, t.change, t.owner))
		}
	}
	if a.counts == nil {
		a.counts = map[[2]string]int{}
	}
	if op == armcloud.Reset {
		a.counts[[2]string{owner, "reset"}]++
	}
	if op == armcloud.UpdateProperties && len(parse(params).Persistent) > 0 {
		a.ask(owner, "restart")
	}
	name := changeName(op, params)
	if name == "" {
		return
	}
	if _, asked := a.asks[[2]string{owner, name}]; asked || m.lacks(op, name, params) {
		return
	}
	a.problems = append(a.problems, fmt.Sprintf("sent again by %s after it succeeded: %s", owner, change))
}

// lacks reports whether a change makes a difference to the instance.
func (m *Model) lacks(op *armcloud.Operation, name string, params json.RawMessage) bool {
	if op == armcloud.Restart || op == armcloud.Reset {
		return false
	}
	after := NewState()
	after.do(op, params)
	return m.state.Has[name] != after.Has[name]
}

// checkEnd is called when a task has ended.
func (m *Model) checkEnd(t *modelTask, e effect) {
	a := &m.audit
	name := changeName(t.op, t.params)
	ask := [2]string{t.owner, name}
	failed := t.status != armcloud.TaskDone
	if e.restarts {
		a.reboots++
	}
	if !failed && name == "restart" {
		a.counts[ask]++
	}
	switch {
	case failed && name != "":
		a.ask(t.owner, name)
	case t.lost && name != "image":
		// Nothing shows its success.
	case a.asks[ask] < t.number:
		delete(a.asks, ask)
	}
	if e.erases || failed && (t.op == armcloud.Reset || parse(t.params).WipeData) {
		a.askAgain()
	}
	if t.op != armcloud.UpgradeImage || !e.erases || failed {
		return // a request that failed may be repeated
	}
	if a.wipes[t.owner]--; a.wipes[t.owner] < 0 {
		a.problems = append(a.problems, fmt.Sprintf("erased without being asked to: %s of %s", t.change, t.owner))
	}
}
