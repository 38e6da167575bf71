package armcloud

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// A service that never answers is left after the request timeout: a read is
// tried again, a change that may have been carried out is not.
func TestHangingServiceIsLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, c := range []struct {
			op    *Operation
			class Class
			tries int
		}{{QueryTasks, ClassTransport, 4}, {Restart, ClassAmbiguous, 1}} {
			transport := scripted(step{hang: true})
			client := newTestClient(t, transport, func(config *Config) { config.RequestTimeout = 9 * time.Second })
			started := time.Now()
			_, err := client.Call(t.Context(), c.op, phone)
			e := errorOf(t, err, c.class)
			took := time.Since(started)
			if least := time.Duration(c.tries) * 9 * time.Second; took < least || took > least+8*time.Second {
				t.Errorf("%s took %s", c.op, took)
			}
			if !strings.Contains(e.Message, "within 9s") || transport.count() != c.tries {
				t.Errorf("%d tries: %v", transport.count(), err)
			}
		}
	})
}

// A caller that leaves while a change is under way learns that it may have been
// carried out; one that only reads learns that it left.
func TestLeavingWhileUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for op, class := range map[*Operation]Class{Restart: ClassAmbiguous, QueryTasks: ClassCanceled} {
			client := newTestClient(t, scripted(step{hang: true}), nil)
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(time.Second, cancel)
			_, err := client.Call(ctx, op, phone)
			wantClass(t, err, class)
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v does not tell that the caller left", op, err)
			}
		}
	})
}
