package engine

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

const (
	// maxResubmits is how often a change is submitted again while the API refuses
	// it as busy or reports an equal task: with the defaults, for four minutes.
	maxResubmits = 20
	// maxOtherTaskResubmits is the same while the instance runs a task of another
	// client: with the defaults, for eight minutes.
	maxOtherTaskResubmits = 36
)

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
		defer e.down.begin(padCode, time.Now())()
	}

	first := e.batches.submit(ctx, op, padCode, params)
	task, err := e.awaitAccepted(ctx, padCode, op, params, accepted, &first)
	err = e.awaitReadyAfter(ctx, padCode, op, err)
	return task, e.failure(padCode, op, task.ID, err)
}

// Query runs an operation that changes nothing on one instance. It batches,
// waits and fails like Run, but needs no lock and keeps what is cached. If the
// operation has no task, the result is in the Result of the returned task.
func (e *Engine) Query(ctx context.Context, padCode string, op *armcloud.Operation, params json.RawMessage) (armcloud.Task, error) {
	task, err := e.submitAndWait(ctx, padCode, op, params)
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

// submitAndWait is Query without its errors.
func (e *Engine) submitAndWait(ctx context.Context, padCode string, op *armcloud.Operation, params json.RawMessage) (armcloud.Task, error) {
	first := e.batches.submit(ctx, op, padCode, params)
	return e.awaitAccepted(ctx, padCode, op, params, func(int64) {}, &first)
}

// awaitAccepted submits a change again until the API accepts it as a new one, and
// waits for its task. It resubmits an operation that is not repeatable only
// after a refusal. See RunReporting for accepted. It overwrites the outcome of the first
// submit, which is not copied because a fleet of 10,000 waits in as many goroutines:
// small frames keep their stacks small.
func (e *Engine) awaitAccepted(
	ctx context.Context, padCode string, op *armcloud.Operation, params json.RawMessage, accepted func(taskID int64), o *outcome,
) (armcloud.Task, error) {
	pause := e.opts.PollInterval
	for attempt := 0; ; attempt++ {
		sub, err := &o.submission, o.err
		switch {
		case attempt < resubmitsAfter(sub, err):
			// Nothing was done: safe to send again.
		case sub.Partial && err != nil:
			accepted(sub.TaskID)
			return e.awaitPart(ctx, op, sub, err)
		case err != nil:
			return armcloud.Task{ID: sub.TaskID}, err
		case !sub.Duplicate:
			accepted(sub.TaskID)
			return e.awaitSubmitted(ctx, op, sub, taskStart{op: op, at: o.at})
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
		resume := requestOf(ctx).wait()
		ended := Sleep(ctx, max(pause, retryAfter(err)))
		resume()
		if ended != nil {
			return armcloud.Task{}, notResubmitted(err, ended)
		}
		pause = min(pause+pause/2, e.opts.MaxPollInterval)
		*o = e.batches.submit(ctx, op, padCode, params)
	}
}

// resubmitsAfter returns how often a change may be submitted again because the API
// refuses it as busy, whether it refuses the request or the instance's part of it.
func resubmitsAfter(sub *armcloud.Submission, err error) int {
	var apiErr *armcloud.Error
	if !errors.As(err, &apiErr) || apiErr.RetryAfter > armcloud.MaxRetryAfter || sub.Partial {
		return 0
	}
	part := sub.Err != nil
	switch {
	case !part && !apiErr.NotProcessed:
		return 0
	case apiErr.RunsOtherTask():
		// Only other clients, such as another provider block, have tasks on the
		// instance: the caller has its lock.
		return maxOtherTaskResubmits
	case apiErr.Class == armcloud.ClassBusy, part && apiErr.Class == armcloud.ClassRateLimited:
		return maxResubmits
	}
	return 0
}

// notResubmitted returns the error of a change that is not submitted again after a
// refusal, or nil, because the caller's context has ended.
func notResubmitted(refusal, ended error) error {
	var apiErr *armcloud.Error
	if !errors.As(refusal, &apiErr) {
		return ended
	}
	last := *apiErr
	last.Message += "; not submitted again, because the time is up"
	if errors.Is(ended, context.Canceled) {
		last.Message = apiErr.Message + "; canceled before it was submitted again"
	}
	last.Cause = errors.Join(apiErr.Cause, ended)
	return &last
}

// adopt waits for an equal older task in place of a new one.
func (e *Engine) adopt(ctx context.Context, op *armcloud.Operation, taskID int64) (armcloud.Task, error) {
	if taskID == 0 {
		return armcloud.Task{}, &DuplicateError{}
	}
	return e.awaitSubmitted(ctx, op, &armcloud.Submission{TaskID: taskID}, taskStart{})
}

// awaitSubmitted waits for the tasks of a change, if it has any. It returns the first
// task, or the first one that did not succeed. start is that of the first task.
func (e *Engine) awaitSubmitted(ctx context.Context, op *armcloud.Operation, sub *armcloud.Submission, start taskStart) (armcloud.Task, error) {
	if !hasTask(op, sub) {
		return armcloud.Task{ID: sub.TaskID, Result: sub.Result}, nil
	}
	first, err := e.awaitTask(ctx, op.Wait, sub.TaskID, start)
	for _, id := range sub.MoreTasks {
		if err != nil && !isFailedTask(err) {
			return first, err
		}
		// Each task is waited for, so that none runs beside what follows.
		if task, failure := e.AwaitTask(ctx, op.Wait, id); failure != nil && err == nil {
			first, err = task, failure
		}
	}
	return first, err
}

// hasTask reports whether an accepted change has a task to wait for.
func hasTask(op *armcloud.Operation, sub *armcloud.Submission) bool {
	return sub.TaskID != 0 && op.Wait != armcloud.WaitNone && op.Wait != armcloud.WaitDevice
}

// awaitPart waits for the tasks of a change that the API accepted only in part. Its
// outcome is that of a task that failed in part.
func (e *Engine) awaitPart(ctx context.Context, op *armcloud.Operation, sub *armcloud.Submission, refusal error) (armcloud.Task, error) {
	task, err := e.awaitSubmitted(ctx, op, sub, taskStart{})
	if isStillRunning(err) {
		return task, err
	}
	reason := refusal.Error()
	var apiErr *armcloud.Error
	if errors.As(refusal, &apiErr) {
		reason = apiErr.Detail()
	}
	return task, &TaskFailedError{TaskID: sub.TaskID, Status: armcloud.TaskPartlyFailed, Message: "the API refused a part of the request: " + reason}
}

// isFailedTask reports whether an error is the end of a task.
func isFailedTask(err error) bool {
	var failed *TaskFailedError
	return errors.As(err, &failed)
}

// awaitReadyAfter waits until the instance is reported as running, if the operation
// takes it out of service and its tasks have succeeded: err is nil.
func (e *Engine) awaitReadyAfter(ctx context.Context, padCode string, op *armcloud.Operation, err error) error {
	if err != nil || op.Wait != armcloud.WaitRunning {
		return err
	}
	return e.awaitReady(ctx, padCode)
}

// awaitReady waits without a timeout until an instance whose task is done is
// reported as running.
func (e *Engine) awaitReady(ctx context.Context, padCode string) error {
	defer requestOf(ctx).wait()()
	_, err := e.running.wait(ctx, padCode, NoDeadline)
	return readyError(ctx, err)
}

// readyError returns the error of a wait for an instance whose task is done.
func readyError(ctx context.Context, err error) error {
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

// Sleep pauses for d. If ctx ends first, it returns its error.
func Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
