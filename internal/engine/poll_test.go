package engine

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Poll looks at once, then with growing pauses, bears failures of the way, and
// ends with another error, with too many failures, or with the context.
func TestPoll(t *testing.T) {
	lost := &armcloud.Error{Class: armcloud.ClassTransport, Message: "lost"}
	refused := &armcloud.Error{Class: armcloud.ClassRejected, Message: "refused"}
	for name, c := range map[string]struct {
		look  func(nth int) (bool, error)
		limit time.Duration
		looks int
		took  time.Duration
		err   error
	}{
		"at once":            {func(int) (bool, error) { return true, nil }, time.Hour, 1, 0, nil},
		"later":              {func(nth int) (bool, error) { return nth == 4, nil }, time.Hour, 4, time.Second + 1500*time.Millisecond + 2250*time.Millisecond, nil},
		"failures are borne": {func(nth int) (bool, error) { return nth == 4, map[bool]error{true: lost}[nth < 4] }, time.Hour, 4, time.Second + 1500*time.Millisecond + 2250*time.Millisecond, nil},
		"too many failures":  {func(int) (bool, error) { return false, lost }, time.Hour, 11, 0, lost},
		"refused":            {func(int) (bool, error) { return false, refused }, time.Hour, 1, 0, refused},
		"never":              {func(int) (bool, error) { return false, nil }, 2 * time.Second, 2, 2 * time.Second, context.DeadlineExceeded},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), c.limit)
				defer cancel()
				looks, began := 0, time.Now()
				err := New(&account{}, Options{}).Poll(ctx, func(context.Context) (bool, error) {
					looks++
					return c.look(looks)
				})
				if looks != c.looks || !errors.Is(err, c.err) || (c.took > 0 && time.Since(began) != c.took) {
					t.Errorf("%d looks in %s, then %v", looks, time.Since(began), err)
				}
			})
		})
	}
}
