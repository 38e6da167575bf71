package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// queries maps the ways to wait for an operation to the task queries.
var queries = map[armcloud.Wait]*armcloud.Operation{
	armcloud.WaitTask:   armcloud.QueryTasks,
	armcloud.WaitScript: armcloud.QueryCommandTasks,
	armcloud.WaitFile:   armcloud.QueryFileTasks,
	armcloud.WaitImage:  armcloud.QueryImageTasks,
}

// newTaskWatches returns one watch for each task query.
func newTaskWatches(api API, opts Options, known *experience) map[armcloud.Wait]*watch[int64, armcloud.Task] {
	watches := make(map[armcloud.Wait]*watch[int64, armcloud.Task], len(queries))
	for wait, op := range queries {
		watches[wait] = newTaskWatch(api, opts, op, known)
	}
	return watches
}

func newTaskWatch(api API, opts Options, query *armcloud.Operation, known *experience) *watch[int64, armcloud.Task] {
	return &watch[int64, armcloud.Task]{
		// The API starts tasks a moment after the submit, and their durations
		// vary. Polling exactly at the interval would just miss the end of many
		// tasks, each of which would then wait for a whole further pause.
		delay:   opts.PollInterval + opts.PollInterval*3/8,
		tick:    opts.PollInterval / 8,
		first:   opts.PollInterval,
		longest: opts.MaxPollInterval,
		chunk:   min(opts.BatchSize, maxCodes),
		slots:   make(chan struct{}, opts.InFlight),
		outages: outages{report: opts.ReportOutage},
		query: func(ctx context.Context, ids []int64) (map[int64]result[armcloud.Task], error) {
			// The schedule is the backoff. Retries of the client below it would
			// delay the other tasks of the poll.
			tasks, err := api.TasksBy(armcloud.WithoutRetry(ctx), query, ids)
			if err != nil {
				return nil, err
			}
			byID := make(map[int64]result[armcloud.Task], len(tasks))
			for _, t := range tasks {
				byID[t.ID] = result[armcloud.Task]{value: t, found: true}
			}
			return byID, nil
		},
		outcome: func(_ int64, t armcloud.Task) (bool, error) { return taskOutcome(t) },
		course:  func(start taskStart) *course { return known.course(start.op) },
		learn:   known.learn,
		missing: func(id int64, since time.Duration) error {
			if since < opts.UnknownGrace {
				return nil
			}
			return &UnknownTaskError{TaskID: id, Waited: since}
		},
	}
}

// taskOutcome reports whether a task has ended, with an error if it failed. A
// task that is done did not fail, even if the API adds an error message. An
// undocumented positive status means that the task is running.
func taskOutcome(t armcloud.Task) (done bool, err error) {
	if t.Status.Failed() {
		return true, &TaskFailedError{TaskID: t.ID, Status: t.Status, Message: t.Error}
	}
	return t.Status.Done(), nil
}

// AwaitTask waits until the task has ended and returns it as last read. wait is
// the Operation.Wait of the operation that started the task; it selects the task
// query. All waits of the process share their polls. When ctx ends, AwaitTask
// returns at once with a *StillRunningError. A failed task is a
// *TaskFailedError, one that the API does not know an *UnknownTaskError.
func (e *Engine) AwaitTask(ctx context.Context, wait armcloud.Wait, id int64) (armcloud.Task, error) {
	return e.awaitTask(ctx, wait, id, taskStart{})
}

// awaitTask is AwaitTask for a task that has started in this process.
func (e *Engine) awaitTask(ctx context.Context, wait armcloud.Wait, id int64, start taskStart) (armcloud.Task, error) {
	w := e.taskWatch(wait)
	if w == nil {
		return armcloud.Task{}, fmt.Errorf("unable to wait for task %d: no query returns tasks of its kind", id)
	}
	resume := requestOf(ctx).wait()
	task, err := w.waitSince(ctx, id, start, NoDeadline)
	resume()
	return endOfTask(id, task, err)
}

// taskWatch returns the watch of the tasks of an operation, or nil.
func (e *Engine) taskWatch(wait armcloud.Wait) *watch[int64, armcloud.Task] {
	if wait == armcloud.WaitRunning {
		wait = armcloud.WaitTask
	}
	return e.tasks[wait]
}

// endOfTask returns the result of AwaitTask for that of the watch.
func endOfTask(id int64, task armcloud.Task, err error) (armcloud.Task, error) {
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

// tasksEndWithin reports whether a task is polled within a time.
func (e *Engine) tasksEndWithin(d time.Duration) bool {
	until := time.Now().Add(d)
	for _, w := range e.tasks {
		if w.pollsBefore(until) {
			return true
		}
	}
	return false
}
