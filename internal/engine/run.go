package engine

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// resubmits is how often a change is submitted again because the service was
// busy with an equal one.
const resubmits = 20

// Run makes one change on one phone, from submit to its end: it joins equal
// changes on other phones into one request, waits for the task, and after a
// restart, reset or upgrade (WaitRunning) until the phone reports running.
// params is the compact JSON object of the request without its target field;
// nil for none. What was seen of the phone before is forgotten.
//
// Errors are *InstanceError. When ctx ends before the submit, nothing was sent;
// when it ends later, the error is a *StillRunningError with the task. The
// caller holds the phone's Lane.
func (e *Engine) Run(ctx context.Context, padCode string, op *armcloud.Operation, params json.RawMessage) (armcloud.Task, error) {
	e.Forget(padCode)
	defer e.Forget(padCode)

	task, err := e.submitAndWait(ctx, padCode, op, params)
	if err == nil && op.Wait == armcloud.WaitRunning {
		err = e.awaitReady(ctx, padCode)
	}
	return task, e.failure(padCode, op, task.ID, err)
}

// Query has one phone find something out, for operations that change nothing: it
// joins, waits and fails as Run does, but takes no lane, and what was seen of
// the phone before stays. The task of an operation that answers at once has the
// answer as its Result.
func (e *Engine) Query(ctx context.Context, padCode string, op *armcloud.Operation, params json.RawMessage) (armcloud.Task, error) {
	task, err := e.submitAndWait(ctx, padCode, op, params)
	return task, e.failure(padCode, op, task.ID, err)
}

// failure is the error of Run and Ask, nil for none. That the service does not
// have the operation is remembered.
func (e *Engine) failure(padCode string, op *armcloud.Operation, taskID int64, err error) error {
	if armcloud.Is(err, armcloud.ClassUnavailable) {
		e.absent.Store(op, true)
	}
	if err == nil {
		return nil
	}
	return &InstanceError{PadCode: padCode, Operation: op, TaskID: taskID, Err: err}
}

// Lacks tells whether the service was found not to have the operation, in
// this process.
func (e *Engine) Lacks(op *armcloud.Operation) bool {
	_, absent := e.absent.Load(op)
	return absent
}

// submitAndWait submits until the service takes the change for a new one, and
// waits for its task. An operation that is not repeatable is submitted once.
func (e *Engine) submitAndWait(ctx context.Context, padCode string, op *armcloud.Operation, params json.RawMessage) (armcloud.Task, error) {
	pause := e.opts.PollInterval
	for again := 0; ; again++ {
		sub, err := e.submits.submit(ctx, op, padCode, params)
		switch {
		case again < resubmits && refusedForNow(sub):
			// Refused before anything was done: safe to send again.
		case err != nil:
			return armcloud.Task{ID: sub.TaskID}, err
		case !sub.Duplicate:
			return e.awaitSubmitted(ctx, op, sub)
		case !op.Repeatable:
			return e.adopt(ctx, op, sub.TaskID)
		case again >= resubmits:
			return armcloud.Task{ID: sub.TaskID}, &DuplicateError{TaskID: sub.TaskID}
		case sub.TaskID != 0:
			// However the older task ends, this change is still to be made.
			if task, err := e.AwaitTask(ctx, op.Wait, sub.TaskID); stopped(err) {
				return task, err
			}
		}
		if err := sleep(ctx, max(pause, retryAfter(err))); err != nil {
			return armcloud.Task{}, err
		}
		pause = min(pause+pause/2, e.opts.MaxPollInterval)
	}
}

// refusedForNow tells whether the service refused this one phone for the
// moment.
func refusedForNow(sub armcloud.Submission) bool {
	return sub.Err != nil && (sub.Err.Class == armcloud.ClassBusy || sub.Err.Class == armcloud.ClassRateLimited)
}

// adopt waits for an equal older task as if it were ours.
func (e *Engine) adopt(ctx context.Context, op *armcloud.Operation, taskID int64) (armcloud.Task, error) {
	if taskID == 0 {
		return armcloud.Task{}, &DuplicateError{}
	}
	return e.awaitSubmitted(ctx, op, armcloud.Submission{TaskID: taskID})
}

// awaitSubmitted waits for the task of a change, where it has one.
func (e *Engine) awaitSubmitted(ctx context.Context, op *armcloud.Operation, sub armcloud.Submission) (armcloud.Task, error) {
	if sub.TaskID == 0 || op.Wait == armcloud.WaitNone || op.Wait == armcloud.WaitDevice {
		return armcloud.Task{ID: sub.TaskID, Result: sub.Result}, nil
	}
	return e.AwaitTask(ctx, op.Wait, sub.TaskID)
}

// awaitReady waits for the phone to report running after its task is done,
// however long that takes.
func (e *Engine) awaitReady(ctx context.Context, padCode string) error {
	_, err := e.phones.wait(ctx, padCode, NoDeadline)
	if err != nil && ctx.Err() != nil {
		return &StillRunningError{Err: err}
	}
	return err
}

// stopped tells whether a wait ended before its task.
func stopped(err error) bool {
	var still *StillRunningError
	return errors.As(err, &still)
}

// sleep waits, or returns the error of ctx.
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
