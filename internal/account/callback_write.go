package account

import (
	"context"
	"fmt"
	"slices"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// desiredCallback is what the plan asks for.
type desiredCallback struct {
	url     string
	typeIDs []int64
}

// fingerprint returns a text that is equal for equal callbacks.
func (d desiredCallback) fingerprint() string {
	typeIDs := slices.Sorted(slices.Values(d.typeIDs))
	return requestHash("callback", []any{d.url, typeIDs})
}

// callbacks is the part of the client that writes callbacks.
type callbacks interface {
	CallbackURL(ctx context.Context) (string, error)
	AddCallback(ctx context.Context, url string, typeIDs []int64) (int64, error)
	UpdateCallback(ctx context.Context, url string, typeIDs []int64) (int64, error)
	DeleteCallback(ctx context.Context) error
}

// write configures the callback. current is the URL of the existing callback, ""
// if there is none. written reports whether the URL is configured, which can be
// true even if err is non-nil.
func (d desiredCallback) write(ctx context.Context, api callbacks, current string) (written bool, err error) {
	if current == "" {
		return d.add(ctx, api)
	}
	count, err := api.UpdateCallback(ctx, d.url, d.typeIDs)
	if err != nil {
		return false, err
	}
	if count < 0 || count == int64(len(d.typeIDs)) {
		return true, nil
	}
	// The API counts other types than were sent. An update may only add types, so
	// that those removed from the set remain; a new callback has none of them.
	if err := api.DeleteCallback(ctx); err != nil {
		return true, err
	}
	return d.add(ctx, api)
}

// add creates the callback.
func (d desiredCallback) add(ctx context.Context, api callbacks) (written bool, err error) {
	count, err := api.AddCallback(ctx, d.url, d.typeIDs)
	if armcloud.Is(err, armcloud.ClassRejected) {
		// The first attempt may have succeeded with a lost response, and the retry
		// been rejected because the callback exists by then.
		if current, readErr := api.CallbackURL(ctx); readErr == nil && current == d.url {
			count, err = api.UpdateCallback(ctx, d.url, d.typeIDs)
		}
	}
	if err != nil {
		return false, err
	}
	if count >= 0 && count < int64(len(d.typeIDs)) {
		return true, &typesError{d, count}
	}
	return true, nil
}

// typesError is the error of a callback that has fewer types than were sent.
type typesError struct {
	desired desiredCallback
	count   int64
}

// Error names both numbers.
func (e *typesError) Error() string {
	return fmt.Sprintf("ARMCloud configured %d of %d callback types; the request had %v. "+
		"Compare them with the types that the data source armcloud_callback_types lists", e.count, len(e.desired.typeIDs), e.desired.typeIDs)
}
