package armcloud

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// If the service doesn't respond within the request timeout, a read is retried and
// a restart is not.
func TestRequestTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, c := range []struct {
			op    *Operation
			class Class
			tries int
		}{{QueryTasks, ClassTransport, 4}, {Restart, ClassAmbiguous, 1}} {
			transport := scripted(step{hang: true})
			client := newTestClient(t, transport, func(config *Config) { config.RequestTimeout = 9 * time.Second })
			started := time.Now()
			_, err := client.Call(t.Context(), c.op, oneInstance)
			e := errorOf(t, err, c.class)
			took := time.Since(started)
			if least := time.Duration(c.tries) * 9 * time.Second; took < least || took > least+8*time.Second {
				t.Errorf("%s took %s, want at least %s and at most 8s more", c.op, took, least)
			}
			if !strings.Contains(e.Message, "within 9s") || transport.count() != c.tries {
				t.Errorf("got %d requests, want %d: %v", transport.count(), c.tries, err)
			}
		}
	})
}

// If a restart is canceled in flight, the error is ambiguous; for a read, it is
// canceled.
func TestCancelInFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for op, class := range map[*Operation]Class{Restart: ClassAmbiguous, QueryTasks: ClassCanceled} {
			client := newTestClient(t, scripted(step{hang: true}), nil)
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(time.Second, cancel)
			_, err := client.Call(ctx, op, oneInstance)
			wantClass(t, err, class)
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s: got %v, want an error that wraps context.Canceled", op, err)
			}
		}
	})
}
