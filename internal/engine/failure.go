package engine

import (
	"errors"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// failure classifies an error by whether the same request can succeed later.
type failure int

const (
	// unclear: the error is not of the API, or may depend on the state of an
	// instance.
	unclear failure = iota
	// transient: a later attempt may succeed.
	transient
	// permanent: no later attempt of this process succeeds.
	permanent
)

func failureOf(err error) failure {
	class, ok := armcloud.ClassOf(err)
	if !ok {
		return unclear
	}
	switch class {
	case armcloud.ClassAuth, armcloud.ClassUnavailable, armcloud.ClassReadOnly:
		return permanent
	case armcloud.ClassTransport, armcloud.ClassBusy, armcloud.ClassRateLimited:
		return transient
	default:
		return unclear
	}
}

// retryAfter is how long the API asks to wait before the next attempt, 0 if it
// does not say.
func retryAfter(err error) time.Duration {
	var apiErr *armcloud.Error
	if errors.As(err, &apiErr) {
		return apiErr.RetryAfter
	}
	return 0
}
