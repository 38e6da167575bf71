package converge

import (
	"context"
	"errors"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// send makes the requests of one step. value is the hash of the value that they
// set. It returns the result and whether the job can go on. After a failure, the
// instance is checked again before the next step: it may have gone offline. After
// an unknown outcome nothing more is sent.
func (r *run) send(ctx context.Context, action, name string, requests []Request, value string) (Result, bool) {
	if !r.ready {
		if err := r.engine.AwaitRunning(ctx, r.order.PadCode); err != nil {
			r.fail(action, name, err)
			return Result{}, false
		}
		r.ready = true
	}
	sent := now()
	for i, q := range requests {
		op, err := r.request(ctx, q)
		if err == nil {
			r.out.Touched = true
			continue
		}
		r.fail(action, name, err)
		r.ready = false
		result := Result{Kind: KindOf(ctx, err)}
		r.out.Touched = r.out.Touched || (result.Kind != NotSent && !armcloud.Is(err, armcloud.ClassReadOnly))
		if result.Kind == Refused && i > 0 {
			// The requests before were carried out.
			result.Kind = Failed
		}
		if result.Kind == Indeterminate {
			result.Flight = &Flight{Value: value, Tasks: TasksOf(err), Sent: sent, Long: op.Wait == armcloud.WaitRunning, Repeatable: op.Repeatable && i == 0}
			return result, false
		}
		return result, !endsJob(ctx, err)
	}
	return Result{Kind: Done}, true
}

// request makes one request, in its other form if the API level lacks the first.
// It returns the operation that was sent last.
func (r *run) request(ctx context.Context, q Request) (*armcloud.Operation, error) {
	if q.Otherwise != nil && r.engine.Lacks(q.Operation) {
		return r.request(ctx, *q.Otherwise)
	}
	_, err := r.engine.Run(ctx, r.order.PadCode, q.Operation, q.Params)
	if q.Otherwise == nil || !armcloud.Is(err, armcloud.ClassUnavailable) {
		return q.Operation, err
	}
	return r.request(ctx, *q.Otherwise)
}

// now is the clock of flights; tests run in synctest bubbles.
func now() time.Time { return time.Now().UTC().Truncate(time.Second) }

func (r *run) fail(action, name string, err error) {
	// Only a lookup proves that the account does not have an instance: a refusal may
	// be temporary, or concern a neighbor in the same request.
	var gone *engine.NotFoundError
	r.out.Gone = r.out.Gone || errors.As(err, &gone)
	r.out.Errors = append(r.out.Errors, &Error{PadCode: r.order.PadCode, Action: action, Setting: name, Err: err})
}

// KindOf classifies the error of a change.
func KindOf(ctx context.Context, err error) Kind {
	var (
		failed    *engine.TaskFailedError
		running   *engine.StillRunningError
		unknown   *engine.UnknownTaskError
		missing   *engine.MissingAnswerError
		lost      *engine.UnansweredError
		duplicate *engine.DuplicateError
		offline   *engine.OfflineError
		gone      *engine.NotFoundError
	)
	switch {
	case errors.As(err, &failed):
		return Failed
	case errors.As(err, &running), errors.As(err, &unknown), errors.As(err, &missing), errors.As(err, &lost):
		return Indeterminate
	case errors.As(err, &duplicate), errors.As(err, &offline), errors.As(err, &gone):
		return Refused
	}
	var apiErr *armcloud.Error
	if errors.As(err, &apiErr) && apiErr.NotProcessed {
		return Refused
	}
	class, known := armcloud.ClassOf(err)
	switch {
	case !known && ctx.Err() != nil:
		return NotSent
	case !known:
		return Indeterminate
	}
	switch class {
	case armcloud.ClassAmbiguous, armcloud.ClassTransport:
		return Indeterminate
	case armcloud.ClassCanceled:
		if ctx.Err() != nil {
			return NotSent
		}
		return Indeterminate
	default:
		return Refused
	}
}

// TasksOf returns the tasks that an error says may still be running.
func TasksOf(err error) []int64 {
	var running *engine.StillRunningError
	var unknown *engine.UnknownTaskError
	var instance *engine.InstanceError
	switch {
	case errors.As(err, &running) && len(running.Tasks) > 0:
		return running.Tasks
	case errors.As(err, &unknown):
		return []int64{unknown.TaskID}
	case errors.As(err, &instance) && instance.TaskID != 0:
		return []int64{instance.TaskID}
	}
	return nil
}

// endsJob reports whether the further steps of the instance would fail too.
func endsJob(ctx context.Context, err error) bool {
	var offline *engine.OfflineError
	var gone *engine.NotFoundError
	if ctx.Err() != nil || errors.As(err, &offline) || errors.As(err, &gone) {
		return true
	}
	class, known := armcloud.ClassOf(err)
	if !known {
		return false
	}
	switch class {
	case armcloud.ClassAuth, armcloud.ClassNotFound, armcloud.ClassReadOnly, armcloud.ClassTransport, armcloud.ClassCanceled:
		return true
	default:
		return false
	}
}
