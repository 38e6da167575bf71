package account

import (
	"context"
	"fmt"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// callbackWish is what the callback should be.
type callbackWish struct {
	url     string
	typeIDs []int64
}

// callbacks is what writing a callback needs of the client.
type callbacks interface {
	CallbackURL(ctx context.Context) (string, error)
	AddCallback(ctx context.Context, url string, typeIDs []int64) (int64, error)
	UpdateCallback(ctx context.Context, url string, typeIDs []int64) (int64, error)
	DeleteCallback(ctx context.Context) error
}

// write brings the callback of the account, there, to what it should be; ""
// where there is none. It tells whether the address is configured now, which
// may be so beside an error.
func (w callbackWish) write(ctx context.Context, api callbacks, there string) (written bool, err error) {
	if there == "" {
		return w.add(ctx, api)
	}
	count, err := api.UpdateCallback(ctx, w.url, w.typeIDs)
	if err != nil {
		return false, err
	}
	if count < 0 || count == int64(len(w.typeIDs)) {
		return true, nil
	}
	// The service counts other types than were sent. It may have kept those
	// that were there, as when the set has shrunk: only a new callback is sure
	// to have none of them.
	if err := api.DeleteCallback(ctx); err != nil {
		return true, err
	}
	return w.add(ctx, api)
}

// add configures the callback where there is none.
func (w callbackWish) add(ctx context.Context, api callbacks) (written bool, err error) {
	count, err := api.AddCallback(ctx, w.url, w.typeIDs)
	if armcloud.Is(err, armcloud.ClassRejected) {
		// The answer to a first try may have been lost, and the second one
		// refused because there is a callback now.
		if there, look := api.CallbackURL(ctx); look == nil && there == w.url {
			count, err = api.UpdateCallback(ctx, w.url, w.typeIDs)
		}
	}
	if err != nil {
		return false, err
	}
	if count >= 0 && count < int64(len(w.typeIDs)) {
		return true, &typesError{w, count}
	}
	return true, nil
}

// typesError is a callback that the service has configured with fewer types
// than it was sent.
type typesError struct {
	wish  callbackWish
	count int64
}

// Error gives both numbers.
func (e *typesError) Error() string {
	return fmt.Sprintf("ARMCloud has configured %d of %d types of callbacks; sent were %v. "+
		"Compare them with those that the data source armcloud_callback_types lists", e.count, len(e.wish.typeIDs), e.wish.typeIDs)
}
