package ledger

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// A Create waits for the Deletes of its key in this process, however late they end,
// and learns what they had set. Controls: a Delete of another key, and one that
// begins too late.
func TestAwaitReleases(t *testing.T) {
	for name, test := range map[string]struct {
		key        string
		begins     time.Duration
		lasts      time.Duration
		want       []string
		wantWaited time.Duration
	}{
		"ended before":    {"callback", -1, 0, []string{"old"}, 0},
		"begun before":    {"callback", -1, 5 * time.Second, []string{"old"}, 5 * time.Second},
		"begins in time":  {"callback", time.Second, 5 * time.Second, []string{"old"}, 6 * time.Second},
		"begins too late": {"callback", 3 * time.Second, 0, nil, claimGrace},
		"another thing":   {"public_ip/203.0.113.1", -1, 0, nil, claimGrace},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var l Ledger
				release := func() {
					end := l.BeginRelease(test.key, "armcloud_callback/a", "old")
					time.Sleep(test.lasts)
					end()
				}
				if test.begins < 0 {
					go release()
					synctest.Wait()
				} else {
					go func() { time.Sleep(test.begins); release() }()
				}
				begun := time.Now()
				got := l.AwaitReleases(t.Context(), "callback")
				if !slices.Equal(got, test.want) || time.Since(begun) != test.wantWaited {
					t.Errorf("got %v after %v, want %v after %v", got, time.Since(begun), test.want, test.wantWaited)
				}
				time.Sleep(time.Minute)
			})
		})
	}
}

// A Delete waits until the apply is old enough, at most half of its own time, and
// not without an apply.
func TestAwaitClaims(t *testing.T) {
	for name, test := range map[string]struct {
		begun bool
		limit time.Duration
		want  time.Duration
	}{
		"apply":    {true, time.Minute, claimGrace},
		"no apply": {false, time.Minute, 0},
		"deadline": {true, time.Second, time.Second / 2},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var l Ledger
				if test.begun {
					l.BeginApply()
				}
				ctx, cancel := context.WithTimeout(t.Context(), test.limit)
				defer cancel()
				begun := time.Now()
				l.AwaitClaims(ctx)
				if got := time.Since(begun); got != test.want {
					t.Errorf("got a wait of %v, want %v", got, test.want)
				}
			})
		})
	}
}
