package main

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// An orphaned process ends after the changes that are in flight, or without them within
// ten seconds.
func TestEndAfterParent(t *testing.T) {
	for _, writes := range []time.Duration{0, 3 * time.Second, time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			var steps []string
			started := time.Now()
			endAfterParent(
				func() { steps = append(steps, "parent ended") },
				func(ctx context.Context) error {
					select {
					case <-time.After(writes):
					case <-ctx.Done():
					}
					steps = append(steps, "no writes")
					return ctx.Err()
				},
				func(int) { steps = append(steps, "exit") },
			)
			want := min(writes, writeGrace)
			if took := time.Since(started); took != want || took+parentPoll >= 10*time.Second {
				t.Errorf("writes of %s: got an end after %s, want %s", writes, took, want)
			}
			if want := []string{"parent ended", "no writes", "exit"}; !slices.Equal(steps, want) {
				t.Errorf("writes of %s: got %q, want %q", writes, steps, want)
			}
		})
	}
}
