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

// submitTimeout is the deadline of a submit, whoever leaves meanwhile: its
// answer must be known.
const submitTimeout = 2 * time.Minute

// upload is the way of one thing into a catalogue of the account: submitted
// once, its task waited for, then found in the catalogue. What was submitted
// is never submitted again in the same run, because a repeat makes a second
// entry: after a lost answer the catalogue tells whether it has come.
type upload[T any] struct {
	engine    *engine.Engine
	operation *armcloud.Operation
	// noun names the thing: "app".
	noun string
	// request tells uploads of this kind apart.
	request   string
	submit    func(ctx context.Context) (armcloud.Upload, error)
	catalogue *engine.Catalog[T]
	// find looks an entry up by its id, or whatever the catalogue knows it by.
	find func(ctx context.Context, id string) (T, bool, error)
	// told gives the id that an answer or a task tells, "" where it does not.
	told func(appID int64, fileID string) string
	// is tells whether an entry is what was asked for.
	is func(T) bool
	// ready tells whether an entry can be used; nil: as soon as it is listed.
	ready func(T) bool
}

// unfinished is an upload that was submitted and not seen to its end.
type unfinished struct {
	// Request is the upload's request.
	Request string `json:"request"`
	// Task is 0 where the answer to the submit was lost.
	Task int64 `json:"task,omitempty"`
	// ID is the entry's, "" while it is not known.
	ID string `json:"id,omitempty"`
	// Before are the equal entries that were there before.
	Before []string `json:"before,omitempty"`
	// Since is the time of the submit.
	Since time.Time `json:"since"`
}

// run brings the thing into the catalogue, or sees an unfinished upload of
// it to its end. With an error, left is what may still be under way, nil where
// certainly nothing is.
func (u *upload[T]) run(ctx context.Context, before *unfinished) (item T, left *unfinished, err error) {
	if before != nil {
		item, left, err = u.follow(ctx, before, u.rest(ctx, before))
		unseen := errors.Is(err, errNotListed) || errors.Is(err, errNoList)
		if err == nil || left != nil && !unseen {
			return item, left, err
		}
		// It has failed, or has not come in all that time.
	}
	left, err = u.send(ctx)
	if err != nil {
		return item, nil, err
	}
	return u.follow(ctx, left, forever)
}

const forever time.Duration = -1

// How an upload can fail to show in the catalogue.
var (
	// errNotListed: not after all the time that there was for it.
	errNotListed = errors.New("the catalogue does not show it")
	// errVanished: it was listed and is not any more.
	errVanished = errors.New("it is no longer listed")
	// errNoList: this API level has no such catalogue.
	errNoList = errors.New("there is no catalogue")
)

// rest is how long to go on looking for an upload of an earlier run whose
// answer was lost: as long as the timeout gives each upload.
func (u *upload[T]) rest(ctx context.Context, before *unfinished) time.Duration {
	deadline, limited := ctx.Deadline()
	if !limited {
		return 0
	}
	return max(0, time.Until(deadline)-time.Since(before.Since))
}

// send submits, and gives what is then under way. A lost answer is no error
// yet.
func (u *upload[T]) send(ctx context.Context) (*unfinished, error) {
	left := &unfinished{Request: u.request}
	alike, err := u.alike(ctx)
	if err != nil && !armcloud.Is(err, armcloud.ClassUnavailable) {
		return nil, err
	}
	for _, item := range alike {
		left.Before = append(left.Before, u.catalogue.Key(item))
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	left.Since = time.Now().UTC()
	detached, cancel := context.WithTimeout(context.WithoutCancel(ctx), submitTimeout)
	defer cancel()
	answer, err := u.submit(detached)
	u.catalogue.Forget()
	if err != nil && !armcloud.Is(err, armcloud.ClassAmbiguous) {
		return nil, err
	}
	left.Task, left.ID = answer.TaskID, u.told(answer.AppID, answer.FileID)
	return left, nil
}

// alike gives the entries that are what was asked for.
func (u *upload[T]) alike(ctx context.Context) ([]T, error) {
	items, err := u.catalogue.Refresh(ctx)
	if err != nil {
		return nil, err
	}
	var alike []T
	for _, item := range items {
		if u.is(item) {
			alike = append(alike, item)
		}
	}
	return alike, nil
}

// follow sees an upload to its end. patience is for one whose answer was lost.
func (u *upload[T]) follow(ctx context.Context, left *unfinished, patience time.Duration) (item T, still *unfinished, err error) {
	var unknown *engine.UnknownTaskError
	if left.Task != 0 {
		task, err := u.engine.AwaitTask(ctx, u.operation.Wait, left.Task)
		var failed *engine.TaskFailedError
		switch {
		case errors.As(err, &failed):
			u.catalogue.Forget()
			return item, nil, err
		case err != nil && !errors.As(err, &unknown):
			return item, left, err
		}
		if left.ID == "" {
			left.ID = u.told(task.AppID, task.FileID)
		}
	}
	if left.ID != "" {
		u.catalogue.Claim(left.ID)
	}
	if left.Task != 0 || left.ID != "" {
		patience = u.engine.Grace()
	}
	u.catalogue.Forget()
	item, seen, err := u.await(ctx, left, patience)
	lost := left.Task == 0 && left.ID == ""
	switch {
	case seen:
		return item, nil, err
	case errors.Is(err, errNoList) && left.Task != 0 && unknown == nil:
		return item, nil, nil // nothing lists it: that the task is done must do
	case errors.Is(err, errVanished):
		return item, nil, u.problem(err, "it was in the catalogue and has left it again: the upload has failed, or somebody has deleted it",
			"Check that the URL can be reached from the internet and leads to what it should.")
	case lost:
		return item, left, u.unsettled(err)
	case unknown != nil:
		return item, left, u.problem(err, unknown.Error(), "")
	case errors.Is(err, errNotListed):
		return item, left, u.problem(err, fmt.Sprintf("task %d of the upload is done, but the catalogue does not show the %s", left.Task, u.noun),
			"Apply again: what has come by then is taken over and not uploaded again.")
	default:
		return item, left, err
	}
}

// await looks for the entry in the catalogue until it can be used. One that is
// there and still cannot be used when patience is over must do.
func (u *upload[T]) await(ctx context.Context, left *unfinished, patience time.Duration) (item T, seen bool, err error) {
	vanished := false
	_, err = u.engine.Poll(ctx, engine.PollOptions{Timeout: patience}, func(ctx context.Context) (bool, error) {
		found, err := u.look(ctx, left, &item)
		switch {
		case err != nil:
			return false, err
		case !found && seen:
			vanished = true
			return true, nil
		}
		seen = found
		return found && (u.ready == nil || u.ready(item)), nil
	})
	switch {
	case armcloud.Is(err, armcloud.ClassUnavailable):
		err = errNoList
	case err != nil && seen:
		err = fmt.Errorf("stopped waiting for the %s to become available: %w", u.noun, err)
	case vanished:
		err = errVanished
	case err == nil && !seen:
		err = errNotListed
	}
	return item, err == nil, err
}

// look finds the entry by its id, or else as one that is new and nobody
// else's; then it has an id.
func (u *upload[T]) look(ctx context.Context, left *unfinished, item *T) (bool, error) {
	if left.ID != "" {
		found, here, err := u.find(ctx, left.ID)
		if here {
			*item = found
		}
		return here, err
	}
	alike, err := u.alike(ctx)
	for _, found := range alike {
		key := u.catalogue.Key(found)
		if !slices.Contains(left.Before, key) && u.catalogue.Claim(key) {
			left.ID, *item = key, found
			return true, nil
		}
	}
	return false, err
}

// unsettled is the error of an upload whose answer was lost and that the
// catalogue does not show.
func (u *upload[T]) unsettled(err error) error {
	why := "and the catalogue has not shown it until the end of the timeout"
	switch {
	case errors.Is(err, errNoList):
		why = fmt.Sprintf("and this API level does not list the %ss of the account", u.noun)
	case errors.Is(err, context.Canceled):
		why = "and the catalogue had not shown it when the run was interrupted"
	case !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, errNotListed):
		why = "and the catalogue cannot be read: " + err.Error()
	}
	return u.problem(err, fmt.Sprintf("the answer to the upload of the %s was lost, %s. The upload may still be under way; it was not sent again", u.noun, why),
		fmt.Sprintf("Look in the ARMCloud console whether the %s has come. Apply again: if it has come by then, it is taken over; if not, it is uploaded again.", u.noun))
}

// problem is an error of the upload in words.
func (u *upload[T]) problem(cause error, message, advice string) error {
	return &armcloud.Error{Class: armcloud.ClassAmbiguous, Operation: u.operation, Message: message, Advice: advice, Cause: cause}
}
