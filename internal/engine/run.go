package engine

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// maxResubmits is how often a change is submitted again while the API refuses
// it as busy or reports an equal task.
const maxResubmits = 20

// maxBusyResubmits is how often a change is submitted again while the instance runs a
// task of another client, besides the client's retries: with the defaults, for several
// minutes.
const maxBusyResubmits = 8

// Run makes one change to one instance and waits for its end. The change is
// batched with equal changes to other instances. Run waits for the task, and
// after a restart, reset or upgrade (WaitRunning) until the instance is
// reported as running. params is the request as a compact JSON object without
// its target field, or nil. Run invalidates what is cached about the instance.
//
// Errors are *InstanceError. If ctx ends before the submit, nothing was sent. If it
// ends while the API has not answered, the error is an *UnansweredError; if it ends
// later, a *StillRunningError with the task. The caller must hold the instance's
// Lock.
func (e *Engine) Run(ctx context.Context, padCode string, op *armcloud.Operation, params json.RawMessage) (armcloud.Task, error) {
	return e.RunReporting(ctx, padCode, op, params, func(int64) {})
}

// RunReporting is Run that calls accepted as soon as the API has accepted the change,
// with its task, 0 if it has none.
func (e *Engine) RunReporting(
	ctx context.Context, padCode string, op *armcloud.Operation, params json.RawMessage, accepted func(taskID int64),
) (armcloud.Task, error) {
	e.Forget(padCode)
	defer e.Forget(padCode)
	if op.Wait == armcloud.WaitRunning {
		defer e.down.begin(padCode)()
	}

	task, err := e.submitAndWait(ctx, padCode, op, params, accepted)
	if err == nil && op.Wait == armcloud.WaitRunning {
		err = e.awaitReady(ctx, padCode)
	}
	return task, e.failure(padCode, op, task.ID, err)
}

// Query runs an operation that changes nothing on one instance. It batches,
// waits and fails like Run, but needs no lock and keeps what is cached. If the
// operation has no task, the result is in the Result of the returned task.
func (e *Engine) Query(ctx context.Context, padCode string, op *armcloud.Operation, params json.RawMessage) (armcloud.Task, error) {
	task, err := e.submitAndWait(ctx, padCode, op, params, func(int64) {})
	return task, e.failure(padCode, op, task.ID, err)
}

// failure returns err as the error of Run and Query, or nil. It records
// operations that are unavailable.
func (e *Engine) failure(padCode string, op *armcloud.Operation, taskID int64, err error) error {
	if armcloud.Is(err, armcloud.ClassUnavailable) {
		e.absent.Store(op, true)
	}
	if err == nil {
		return nil
	}
	return &InstanceError{PadCode: padCode, Operation: op, TaskID: taskID, Err: err}
}

// Lacks reports whether a call in this process has found that the API level
// does not have the operation.
func (e *Engine) Lacks(op *armcloud.Operation) bool {
	_, absent := e.absent.Load(op)
	return absent
}

// submitAndWait submits a change until the API accepts it as a new one, and
// waits for its task. It resubmits an operation that is not repeatable only
// after a refusal. See RunReporting for accepted.
func (e *Engine) submitAndWait(
	ctx context.Context, padCode string, op *armcloud.Operation, params json.RawMessage, accepted func(taskID int64),
) (armcloud.Task, error) {
	pause := e.opts.PollInterval
	for attempt := 0; ; attempt++ {
		sub, err := e.batches.submit(ctx, op, padCode, params)
		switch {
		case attempt < maxResubmits && refusedTemporarily(sub):
			// Nothing was done: safe to send again.
		case attempt < maxBusyResubmits && runsOtherTask(err):
			// As above. Only other clients, such as another provider block, have tasks
			// on the instance: the caller has its lock.
		case err != nil:
			return armcloud.Task{ID: sub.TaskID}, err
		case !sub.Duplicate:
			accepted(sub.TaskID)
			return e.awaitSubmitted(ctx, op, sub)
		case !op.Repeatable:
			accepted(sub.TaskID)
			return e.adopt(ctx, op, sub.TaskID)
		case attempt >= maxResubmits:
			return armcloud.Task{ID: sub.TaskID}, &DuplicateError{TaskID: sub.TaskID}
		case sub.TaskID != 0:
			// Whatever the outcome of the older task, this change is still to be
			// made.
			if task, err := e.AwaitTask(ctx, op.Wait, sub.TaskID); isStillRunning(err) {
				return task, err
			}
		}
		if err := sleep(ctx, max(pause, retryAfter(err))); err != nil {
			return armcloud.Task{}, err
		}
		pause = min(pause+pause/2, e.opts.MaxPollInterval)
	}
}

// refusedTemporarily reports whether the API accepted the request but refused
// this instance as busy.
func refusedTemporarily(sub armcloud.Submission) bool {
	return sub.Err != nil && (sub.Err.Class == armcloud.ClassBusy || sub.Err.Class == armcloud.ClassRateLimited)
}

// runsOtherTask reports whether the API refused a request because the instance runs
// another task.
func runsOtherTask(err error) bool {
	var apiErr *armcloud.Error
	return errors.As(err, &apiErr) && apiErr.NotProcessed && apiErr.RunsOtherTask()
}

// adopt waits for an equal older task in place of a new one.
func (e *Engine) adopt(ctx context.Context, op *armcloud.Operation, taskID int64) (armcloud.Task, error) {
	if taskID == 0 {
		return armcloud.Task{}, &DuplicateError{}
	}
	return e.awaitSubmitted(ctx, op, armcloud.Submission{TaskID: taskID})
}

// awaitSubmitted waits for the task of a change, if it has one.
func (e *Engine) awaitSubmitted(ctx context.Context, op *armcloud.Operation, sub armcloud.Submission) (armcloud.Task, error) {
	if sub.TaskID == 0 || op.Wait == armcloud.WaitNone || op.Wait == armcloud.WaitDevice {
		return armcloud.Task{ID: sub.TaskID, Result: sub.Result}, nil
	}
	return e.AwaitTask(ctx, op.Wait, sub.TaskID)
}

// awaitReady waits without a timeout until an instance whose task is done is
// reported as running.
func (e *Engine) awaitReady(ctx context.Context, padCode string) error {
	_, err := e.running.wait(ctx, padCode, NoDeadline)
	if err != nil && ctx.Err() != nil {
		return &StillRunningError{Err: err}
	}
	return err
}

// isStillRunning reports whether a wait ended before its task.
func isStillRunning(err error) bool {
	var still *StillRunningError
	return errors.As(err, &still)
}

// sleep pauses for d. If ctx ends first, it returns its error.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
