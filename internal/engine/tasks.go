package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// queries are the task queries by the way an operation is waited for.
var queries = map[armcloud.Wait]*armcloud.Operation{
	armcloud.WaitTask:   armcloud.QueryTasks,
	armcloud.WaitScript: armcloud.QueryCommandTasks,
	armcloud.WaitFile:   armcloud.QueryFileTasks,
	armcloud.WaitImage:  armcloud.QueryImageTasks,
}

// newTaskWatches makes the pollers, one for each task query.
func newTaskWatches(api API, opts Options) map[armcloud.Wait]*watch[int64, armcloud.Task] {
	watches := make(map[armcloud.Wait]*watch[int64, armcloud.Task], len(queries))
	for wait, op := range queries {
		watches[wait] = newTaskWatch(api, opts, op)
	}
	return watches
}

func newTaskWatch(api API, opts Options, query *armcloud.Operation) *watch[int64, armcloud.Task] {
	return &watch[int64, armcloud.Task]{
		// Tasks that take about a poll interval are picked up a moment after the
		// submit, and differ: a look right at the interval would just miss the end
		// of many, and cost them a whole pause more.
		delay:   opts.PollInterval + opts.PollInterval*3/8,
		tick:    opts.PollInterval / 8,
		first:   opts.PollInterval,
		longest: opts.MaxPollInterval,
		chunk:   min(opts.BatchSize, maxCodes),
		slots:   make(chan struct{}, opts.InFlight),
		ask: func(ctx context.Context, ids []int64) (map[int64]answer[armcloud.Task], error) {
			// The schedule is the back-off; a second one below it would make
			// the others of the round wait.
			tasks, err := api.TasksBy(armcloud.WithoutRetry(ctx), query, ids)
			if err != nil {
				return nil, err
			}
			byID := make(map[int64]answer[armcloud.Task], len(tasks))
			for _, t := range tasks {
				byID[t.ID] = answer[armcloud.Task]{value: t, found: true}
			}
			return byID, nil
		},
		judge: func(_ int64, t armcloud.Task) (bool, error) { return judgeTask(t) },
		missing: func(id int64, since time.Duration) error {
			if since < opts.UnknownGrace {
				return nil
			}
			return &UnknownTaskError{TaskID: id, Waited: since}
		},
	}
}

// judgeTask tells whether a task has ended, and how. A remark of the service
// does not make a failure of a task that is done, and a status that is not
// documented is under way when positive.
func judgeTask(t armcloud.Task) (done bool, err error) {
	if t.Status.Failed() {
		return true, &TaskFailedError{TaskID: t.ID, Status: t.Status, Message: t.Error}
	}
	return t.Status.Done(), nil
}

// AwaitTask waits until the task has ended, joined with all other waits of
// the process. wait tells which query knows the task (Operation.Wait of what
// started it). It ends at once when ctx does, with a *StillRunningError; a
// failed task is a *TaskFailedError, one that the service does not know an
// *UnknownTaskError. The task is what was seen last.
func (e *Engine) AwaitTask(ctx context.Context, wait armcloud.Wait, id int64) (armcloud.Task, error) {
	if wait == armcloud.WaitRunning {
		wait = armcloud.WaitTask
	}
	w := e.tasks[wait]
	if w == nil {
		return armcloud.Task{}, fmt.Errorf("there is no query for task %d", id)
	}
	task, err := w.wait(ctx, id, NoDeadline)
	if task.ID == 0 {
		task.ID = id
	}
	var failed *TaskFailedError
	var unknown *UnknownTaskError
	if err == nil || errors.As(err, &failed) || errors.As(err, &unknown) {
		return task, err
	}
	return task, &StillRunningError{Tasks: []int64{id}, Err: err}
}
