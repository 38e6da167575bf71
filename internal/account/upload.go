package account

import (
	"context"
	"errors"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

const (
	// submitTimeout is the deadline of a submit. It holds even if the caller is
	// canceled, because the outcome of a submit should be known.
	submitTimeout = 2 * time.Minute
	// submitGrace is how long a canceled caller waits for the response.
	submitGrace = 5 * time.Second
	// arrivalTimeout is how long after its submit an upload whose response was lost
	// may be missing from the catalog.
	arrivalTimeout = 5 * time.Minute
)

// upload adds one entry to a catalog of the account: it submits the request,
// waits for the task and then for the entry in the catalog.
//
// A request is submitted once per run, because a repeated one would create a
// second entry. If the response is lost, the catalog shows whether the upload
// has arrived.
type upload[T any] struct {
	engine    *engine.Engine
	operation *armcloud.Operation
	// noun is what is uploaded, for messages: "app".
	noun string
	// request identifies the upload; equal uploads have equal requests.
	request string
	submit  func(ctx context.Context) (armcloud.Upload, error)
	catalog *engine.Catalog[T]
	// find looks up an entry by its id.
	find func(ctx context.Context, id string) (T, bool, error)
	// idOf returns the entry's id from a response or a task, "" if neither has one.
	idOf func(appID int64, fileID string) string
	// setID writes a known id into an entry that the catalog has not shown; nil
	// if the id must come from the catalog.
	setID func(entry *T, id string)
	// matches reports whether an entry is what the upload makes.
	matches func(T) bool
	// ready reports whether an entry is usable; nil: every listed entry is.
	ready func(T) bool
	// rejectedAdvice is what to do if the API rejects the upload.
	rejectedAdvice string
}

// pendingUpload is an upload that was submitted and whose end is unknown.
type pendingUpload struct {
	Request string `json:"request"`
	// Task is 0 if the response to the submit was lost.
	Task int64 `json:"task,omitempty"`
	// ID is the entry's id, "" while it is unknown.
	ID string `json:"id,omitempty"`
	// Before are the matching entries that existed before the submit.
	Before []string `json:"before,omitempty"`
	// Since is the time of the submit.
	Since time.Time `json:"since"`
}

// run returns the uploaded entry. A non-nil earlier is resumed, and only
// uploaded again if it failed or never arrived. If err is non-nil, pending is
// the upload that may still be running, nil if certainly none is.
func (u *upload[T]) run(ctx context.Context, earlier *pendingUpload) (entry T, pending *pendingUpload, err error) {
	if earlier != nil {
		entry, pending, err = u.finish(ctx, earlier, remaining(ctx, earlier), engine.NoDeadline)
		unlisted := errors.Is(err, errNotListed) || errors.Is(err, errNoCatalog)
		if err == nil || pending != nil && !unlisted {
			return entry, pending, err
		}
	}
	pending, err = u.start(ctx)
	if err != nil {
		return entry, nil, err
	}
	return u.finish(ctx, pending, arrivalTimeout, engine.NoDeadline)
}

// remaining is how long to look for an earlier upload whose response was lost. The
// time since its submit counts toward arrivalTimeout. Half of the time before the
// deadline is left for another upload.
func remaining(ctx context.Context, earlier *pendingUpload) time.Duration {
	limit := arrivalTimeout
	if deadline, limited := ctx.Deadline(); limited {
		limit = min(limit, time.Until(deadline)/2)
	}
	return max(0, limit-time.Since(earlier.Since))
}

// start submits the upload. A lost response is not an error: it returns a
// pending upload without a task.
func (u *upload[T]) start(ctx context.Context) (*pendingUpload, error) {
	pending := &pendingUpload{Request: u.request}
	matching, err := u.matching(ctx)
	if err != nil && !armcloud.Is(err, armcloud.ClassUnavailable) {
		return nil, err
	}
	for _, entry := range matching {
		pending.Before = append(pending.Before, u.catalog.Key(entry))
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	pending.Since = time.Now().UTC()
	response, err := u.submitDetached(ctx)
	u.catalog.Forget()
	if err != nil && !armcloud.Is(err, armcloud.ClassAmbiguous) {
		return nil, err
	}
	pending.Task, pending.ID = response.TaskID, u.idOf(response.AppID, response.FileID)
	return pending, nil
}

// submitDetached submits the upload and waits for the response. If ctx ends before,
// it waits for it a little longer, and then counts it as lost. The request is
// finished in any case.
func (u *upload[T]) submitDetached(ctx context.Context) (armcloud.Upload, error) {
	type outcome struct {
		response armcloud.Upload
		err      error
	}
	done := make(chan outcome, 1)
	go func() {
		detached, cancel := context.WithTimeout(context.WithoutCancel(ctx), submitTimeout)
		defer cancel()
		response, err := u.submit(detached)
		done <- outcome{response, err}
	}()
	select {
	case o := <-done:
		return o.response, o.err
	case <-ctx.Done():
	}
	timer := time.NewTimer(submitGrace)
	defer timer.Stop()
	select {
	case o := <-done:
		return o.response, o.err
	case <-timer.C:
		return armcloud.Upload{}, u.newError(ctx.Err(), "the API did not answer before the end of the operation", "")
	}
}

// matching returns the entries of the catalog that match the upload.
func (u *upload[T]) matching(ctx context.Context) ([]T, error) {
	entries, err := u.catalog.Refresh(ctx)
	if err != nil {
		return nil, err
	}
	var matching []T
	for _, entry := range entries {
		if u.matches(entry) {
			matching = append(matching, entry)
		}
	}
	return matching, nil
}
