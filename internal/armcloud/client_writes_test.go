package armcloud

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// AwaitWrites returns when the last change has its response or has been given up, and
// doesn't wait for reads. If that takes longer than its context, it returns the
// context's error.
func TestAwaitWrites(t *testing.T) {
	for _, c := range []struct {
		name string
		op   *Operation
		// patience is how long AwaitWrites may wait.
		patience, want time.Duration
		err            error
	}{
		{"a change", SetBandwidth, time.Minute, 9 * time.Second, nil},
		{"a long change", SetBandwidth, 5 * time.Second, 5 * time.Second, context.DeadlineExceeded},
		{"a read", QueryTasks, time.Minute, 0, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client := newTestClient(t, scripted(step{hang: true}), func(config *Config) {
					config.RequestTimeout = 9 * time.Second
				})
				go func() { _, _ = client.Call(WithoutRetry(t.Context()), c.op, oneInstance) }()
				synctest.Wait() // the request is in flight
				ctx, cancel := context.WithTimeout(t.Context(), c.patience)
				defer cancel()
				started := time.Now()
				err := client.AwaitWrites(ctx)
				if took := time.Since(started); took != c.want || !errors.Is(err, c.err) {
					t.Errorf("got %v after %s, want %v after %s", err, took, c.err, c.want)
				}
				time.Sleep(10 * time.Second)
				if err := client.AwaitWrites(ctx); err != nil {
					t.Errorf("got %v without a request in flight, want none", err)
				}
			})
		})
	}
}
