package engine

import (
	"context"
	"encoding/json"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// EachChange is a change to many instances, with the functions that RunEach calls.
type EachChange struct {
	// Operation and Params are those of Run.
	Operation *armcloud.Operation
	Params    json.RawMessage
	// Accepted is called when the API has accepted the change of an instance, with its
	// task, 0 if it has none. Ended is called once per instance, with the result of Run.
	Accepted func(padCode string, taskID int64)
	Ended    func(padCode string, task armcloud.Task, err error)
}

// RunEach makes one change to each of the instances, as Run does, and returns when all
// have ended. It calls the functions of the change one at a time. Instances have no
// goroutine of their own unless their change has to be submitted again.
func (e *Engine) RunEach(ctx context.Context, padCodes []string, change EachChange) {
	g := &group{
		Engine: e, ctx: ctx, EachChange: change, key: queueKey{change.Operation, string(change.Params)},
		members: make([]member, len(padCodes)), remaining: len(padCodes), inbox: newInbox[groupEvent](),
	}
	g.onSubmitted, g.onTaskEnded, g.onReady = g.submitted, g.taskEnded, g.ready
	for i, code := range padCodes {
		g.begin(i, code)
	}
	canceled, timeout := ctx.Done(), (<-chan time.Time)(nil)
	for g.remaining > 0 {
		select {
		case <-g.inbox.filled:
			for _, event := range g.inbox.take() {
				g.handle(event)
			}
		case <-canceled:
			canceled = nil
			timer := time.NewTimer(responseGraceAfter(ctx.Err()))
			defer timer.Stop() // this case is selected once
			timeout = timer.C
			g.stop()
		case <-timeout:
			g.giveUp()
		}
	}
}

// group is one call of RunEach.
type group struct {
	*Engine
	EachChange
	ctx       context.Context //nolint:containedctx // of the call
	key       queueKey
	members   []member
	remaining int // members that have not ended
	inbox     *inbox[groupEvent]
	stopped   bool // the context has ended
	// The methods of the same names. Each use of a method as a function allocates.
	onSubmitted func(int, outcome)
	onTaskEnded func(int, waitResult[armcloud.Task])
	onReady     func(int, waitResult[armcloud.PadDetail])
}

// member is an instance of a group. Exactly one of the pointers is set while it waits.
type member struct {
	padCode string
	step    step
	queue   *queue
	change  *change
	task    *waiter[armcloud.Task]
	ready   *waiter[armcloud.PadDetail]
	result  armcloud.Task
}

// step is what a member waits for.
type step int

const (
	stepSubmit step = iota // for the outcome of its submit
	stepTask               // for the end of its task
	stepReady              // until it runs
	stepAlone              // for the goroutine that takes its change to the end
	stepOver               // for nothing any more
)

// groupEvent is the end of a step of a member.
type groupEvent struct {
	index int
	step  step
	// accepted is true if a goroutine reports that the API has accepted its change.
	accepted bool
	outcome  outcome
	task     armcloud.Task
	err      error
}

// begin submits the change of a member.
func (g *group) begin(index int, padCode string) {
	m := &g.members[index]
	m.padCode = padCode
	g.Forget(padCode)
	if g.Operation.Wait == armcloud.WaitRunning {
		g.down.begin(padCode, time.Now())
	}
	if err := g.ctx.Err(); err != nil {
		g.end(m, armcloud.Task{}, err)
		return
	}
	m.change = &change{ctx: g.ctx, padCode: padCode, index: index, done: g.onSubmitted}
	m.queue = g.batches.enqueue(g.key, m.change)
}

func (g *group) submitted(index int, o outcome) {
	g.inbox.put(groupEvent{index: index, step: stepSubmit, outcome: o})
}

func (g *group) taskEnded(index int, r waitResult[armcloud.Task]) {
	g.inbox.put(groupEvent{index: index, step: stepTask, task: r.value, err: r.err})
}

func (g *group) ready(index int, r waitResult[armcloud.PadDetail]) {
	g.inbox.put(groupEvent{index: index, step: stepReady, err: r.err})
}

// handle takes a member to its next step.
func (g *group) handle(event groupEvent) {
	m := &g.members[event.index]
	if m.step != event.step {
		return // the context ended at the same moment
	}
	switch event.step {
	case stepSubmit:
		m.queue, m.change = nil, nil
		g.follow(event.index, m, event.outcome)
	case stepTask:
		m.task = nil
		task, err := endOfTask(m.result.ID, event.task, event.err)
		g.afterTask(event.index, m, task, err)
	case stepReady:
		m.ready = nil
		g.end(m, m.result, readyError(g.ctx, event.err))
	case stepAlone:
		if event.accepted {
			g.Accepted(m.padCode, event.task.ID)
			return
		}
		g.end(m, event.task, event.err)
	case stepOver:
	}
}

// follow takes a member on from the outcome of its submit.
func (g *group) follow(index int, m *member, o outcome) {
	sub := &o.submission
	switch {
	case o.err != nil && !sub.Partial && resubmitsAfter(sub, o.err) == 0:
		g.end(m, armcloud.Task{ID: sub.TaskID}, o.err)
	case g.stopped, o.err != nil, sub.Duplicate, len(sub.MoreTasks) > 0:
		g.followAlone(index, m, o)
	case !hasTask(g.Operation, sub):
		g.Accepted(m.padCode, sub.TaskID)
		g.afterTask(index, m, armcloud.Task{ID: sub.TaskID, Result: sub.Result}, nil)
	default:
		g.Accepted(m.padCode, sub.TaskID)
		m.step, m.result.ID = stepTask, sub.TaskID
		m.task = &waiter[armcloud.Task]{done: g.onTaskEnded, index: index}
		g.taskWatch(g.Operation.Wait).begin(g.ctx, sub.TaskID, taskStart{op: g.Operation, at: o.at}, NoDeadline, m.task)
	}
}

// followAlone finishes a member in a goroutine of its own, because its change is
// submitted again or has more than one task. If the context has ended, that is done at
// once, and needs none.
func (g *group) followAlone(index int, m *member, o outcome) {
	m.step = stepAlone
	finish := func() {
		accepted := func(id int64) {
			g.inbox.put(groupEvent{index: index, step: stepAlone, accepted: true, task: armcloud.Task{ID: id}})
		}
		task, err := g.awaitAccepted(g.ctx, m.padCode, g.Operation, g.Params, accepted, &o)
		err = g.awaitReadyAfter(g.ctx, m.padCode, g.Operation, err)
		g.inbox.put(groupEvent{index: index, step: stepAlone, task: task, err: err})
	}
	if g.stopped {
		finish()
		return
	}
	go finish()
}

// afterTask ends a member whose task has ended, or waits until its instance runs.
func (g *group) afterTask(index int, m *member, task armcloud.Task, err error) {
	if err != nil || g.Operation.Wait != armcloud.WaitRunning {
		g.end(m, task, err)
		return
	}
	m.step, m.result = stepReady, task
	m.ready = &waiter[armcloud.PadDetail]{done: g.onReady, index: index}
	g.running.begin(g.ctx, m.padCode, taskStart{}, NoDeadline, m.ready)
}

// stop ends all waits after the context has ended, except for responses to requests in
// flight.
func (g *group) stop() {
	g.stopped = true
	for i := range g.members {
		m := &g.members[i]
		switch m.step {
		case stepSubmit:
			if !g.batches.sending(m.queue, m.change) {
				g.end(m, armcloud.Task{}, m.change.unsent())
			}
		case stepTask:
			task, err := g.taskWatch(g.Operation.Wait).stop(g.ctx, m.result.ID, m.task)
			task, err = endOfTask(m.result.ID, task, err)
			g.end(m, task, err)
		case stepReady:
			_, err := g.running.stop(g.ctx, m.padCode, m.ready)
			g.end(m, m.result, readyError(g.ctx, err))
		case stepAlone, stepOver:
		}
	}
}

// giveUp ends the members whose requests were not answered in time.
func (g *group) giveUp() {
	for i := range g.members {
		if m := &g.members[i]; m.step == stepSubmit {
			g.end(m, armcloud.Task{}, m.change.unanswered())
		}
	}
}

// end ends a member.
func (g *group) end(m *member, task armcloud.Task, err error) {
	code := m.padCode
	*m = member{padCode: code, step: stepOver}
	g.remaining--
	g.Forget(code)
	if g.Operation.Wait == armcloud.WaitRunning {
		g.down.end(code)
	}
	g.Ended(code, task, g.failure(code, g.Operation, task.ID, err))
}
