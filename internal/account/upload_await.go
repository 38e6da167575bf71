package account

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// Why an upload is missing from the catalog.
var (
	errNotListed = errors.New("the catalog does not list it")
	// errVanished: it was listed and then disappeared.
	errVanished = errors.New("it is no longer listed")
	// errNoCatalog: the API level has no such catalog.
	errNoCatalog = errors.New("there is no catalog")
)

// finish waits for the end of a submitted upload. If neither its task nor its
// id is known, arrival limits the time until the catalog lists it, and available
// the time after that until it is usable. If err is non-nil, still is the upload
// that may still be running.
func (u *upload[T]) finish(ctx context.Context, pending *pendingUpload, arrival, available time.Duration) (entry T, still *pendingUpload, err error) {
	var unknown *engine.UnknownTaskError
	if pending.Task != 0 {
		task, err := u.engine.AwaitTask(ctx, u.operation.Wait, pending.Task)
		var failed *engine.TaskFailedError
		switch {
		case errors.As(err, &failed):
			u.catalog.Forget()
			return entry, nil, err
		case err != nil && !errors.As(err, &unknown):
			return entry, pending, err
		}
		if pending.ID == "" {
			pending.ID = u.idOf(task.AppID, task.FileID)
		}
	}
	if pending.ID != "" {
		u.catalog.Claim(pending.ID)
	}
	u.catalog.Forget()
	var listed bool
	if pending.Task != 0 || pending.ID != "" {
		entry, listed, err = u.awaitListed(ctx, pending, u.engine.Grace())
	} else {
		entry, listed, err = u.awaitArrival(ctx, pending, arrival, available)
	}
	switch {
	case listed:
		return entry, nil, err
	case errors.Is(err, errNoCatalog) && pending.Task != 0 && unknown == nil:
		return entry, nil, nil // the finished task is the only evidence there is
	case errors.Is(err, errVanished):
		return entry, nil, u.newError(err, "it was listed in the catalog and then disappeared: the upload failed, or the entry was deleted elsewhere",
			"Check that the URL is reachable from the internet and points to the right file.")
	case pending.Task == 0 && pending.ID == "":
		return entry, pending, u.indeterminate(err)
	case unknown != nil:
		return entry, pending, u.newError(err, unknown.Error(), "")
	case errors.Is(err, errNotListed):
		return entry, pending, u.newError(err, fmt.Sprintf("task %d of the upload is done, but the catalog does not list the %s", pending.Task, u.noun),
			"Run terraform apply again: if the upload has arrived by then, it is used and not uploaded again.")
	default:
		return entry, pending, err
	}
}

// awaitArrival is awaitListed for an upload whose response was lost.
func (u *upload[T]) awaitArrival(ctx context.Context, pending *pendingUpload, arrival, available time.Duration) (entry T, listed bool, err error) {
	listed, err = u.engine.Poll(ctx, engine.PollOptions{Timeout: arrival}, func(ctx context.Context) (bool, error) {
		return u.lookUp(ctx, pending, &entry)
	})
	switch {
	case listed:
		return u.awaitListed(ctx, pending, available)
	case armcloud.Is(err, armcloud.ClassUnavailable):
		err = errNoCatalog
	case err == nil:
		err = errNotListed
	}
	return entry, false, err
}

// awaitListed polls the catalog until the entry is listed and ready. An entry
// that is listed but not ready after maxWait is accepted as it is.
func (u *upload[T]) awaitListed(ctx context.Context, pending *pendingUpload, maxWait time.Duration) (entry T, listed bool, err error) {
	vanished := false
	_, err = u.engine.Poll(ctx, engine.PollOptions{Timeout: maxWait}, func(ctx context.Context) (bool, error) {
		found, err := u.lookUp(ctx, pending, &entry)
		switch {
		case err != nil:
			return false, err
		case !found && listed:
			vanished = true
			return true, nil
		}
		listed = found
		return found && (u.ready == nil || u.ready(entry)), nil
	})
	switch {
	case armcloud.Is(err, armcloud.ClassUnavailable):
		err = errNoCatalog
	case err != nil && listed:
		err = fmt.Errorf("stopped waiting for the %s to become available: %w", u.noun, err)
	case vanished:
		err = errVanished
	case err == nil && !listed:
		err = errNotListed
	}
	return entry, err == nil, err
}

// lookUp finds the entry by its id. Without an id, it takes the first matching
// entry that is new and that no other upload has claimed, and notes its id.
func (u *upload[T]) lookUp(ctx context.Context, pending *pendingUpload, entry *T) (bool, error) {
	if pending.ID != "" {
		found, ok, err := u.find(ctx, pending.ID)
		if ok {
			*entry = found
		}
		return ok, err
	}
	matching, err := u.matching(ctx)
	for _, found := range matching {
		key := u.catalog.Key(found)
		if !slices.Contains(pending.Before, key) && u.catalog.Claim(key) {
			pending.ID, *entry = key, found
			return true, nil
		}
	}
	return false, err
}

// indeterminate is the error of an upload whose response was lost and that the
// catalog does not list.
func (u *upload[T]) indeterminate(err error) error {
	why := fmt.Sprintf("the catalog did not list the %s within %.0f minutes", u.noun, arrivalTimeout.Minutes())
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		why = fmt.Sprintf("the catalog did not list the %s before the timeout", u.noun)
	case errors.Is(err, errNoCatalog):
		why = fmt.Sprintf("this API level does not list the %ss of the account", u.noun)
	case errors.Is(err, context.Canceled):
		why = fmt.Sprintf("the catalog had not listed the %s when the run was interrupted", u.noun)
	case !errors.Is(err, errNotListed):
		why = "the catalog cannot be read: " + err.Error()
	}
	return u.newError(err, fmt.Sprintf("the response to the upload of the %s was lost, and %s. The upload may still be running; it was not sent again", u.noun, why),
		fmt.Sprintf("Check the ARMCloud console for the %[1]s, then run terraform apply again. If the %[1]s has arrived by then, it is used; otherwise it is uploaded again.", u.noun))
}

// newError returns an error of the upload, of which it is unknown what it did.
func (u *upload[T]) newError(cause error, message, advice string) error {
	return &armcloud.Error{Class: armcloud.ClassAmbiguous, Operation: u.operation, Message: message, Advice: advice, Cause: cause}
}
