package armcloud

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// through counts the requests that may go within a time, refusing none.
func through(t *testing.T, l *adaptiveLimiter, within time.Duration) int {
	t.Helper()
	n, end := 0, time.Now().Add(within)
	for time.Now().Before(end) {
		if err := l.wait(t.Context()); err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

// A refusal for too many requests halves the pace, however many come with it;
// answers bring it back to the full pace in time. A pace that is never refused
// stays as it is.
func TestAdaptiveLimiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newAdaptiveLimiter(60)
		through(t, l, time.Second) // the first second's worth goes at once
		if n := through(t, l, 10*time.Second); n < 595 || n > 605 {
			t.Errorf("%d requests in ten seconds at the full pace of 60", n)
		}
		for range 20 {
			l.observe(true)
		}
		if n := through(t, l, 10*time.Second); n < 295 || n > 305 {
			t.Errorf("%d requests in ten seconds after a refusal, expected half of 600", n)
		}
		<-time.After(time.Second)
		l.observe(true)
		if n := through(t, l, 10*time.Second); n < 145 || n > 155 {
			t.Errorf("%d requests in ten seconds after a second refusal, expected a quarter of 600", n)
		}
		for range 12 {
			<-time.After(time.Second)
			l.observe(false)
		}
		if limit := l.bucket.Limit(); limit < 40 || limit > 60 {
			t.Errorf("the pace is %v after ten seconds of answers, expected it to have grown", limit)
		}
		<-time.After(recoveryTime)
		l.observe(false)
		if l.bucket.Limit() != 60 || l.bucket.Burst() != 60 {
			t.Errorf("the pace is %v, at most %d at once; expected all of it back", l.bucket.Limit(), l.bucket.Burst())
		}
	})
}

// However often it is refused, a client goes on asking; one that is set to
// less than that keeps to it.
func TestAdaptiveLimiterNeverStops(t *testing.T) {
	for full, least := range map[float64]float64{60: minRate, 0.5: 0.5} {
		synctest.Test(t, func(t *testing.T) {
			l := newAdaptiveLimiter(full)
			for range 20 {
				<-time.After(time.Second)
				l.observe(true)
			}
			if got := float64(l.bucket.Limit()); got != least {
				t.Errorf("a pace of %v came down to %v, expected %v", full, got, least)
			}
		})
	}
}

// The token bucket spreads the requests of all callers of a client.
func TestRequestsPerSecondAreKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		transport := scripted(ok(`[]`))
		client := newTestClient(t, transport, func(config *Config) { config.RequestsPerSecond = 5 })
		started := time.Now()
		for range 25 {
			if _, err := client.Call(t.Context(), ListGroups, nil); err != nil {
				t.Fatal(err)
			}
		}
		// The first five are free, the other twenty wait for 0.2 s each.
		if took := time.Since(started).Round(time.Millisecond); took != 4*time.Second {
			t.Errorf("25 requests took %s, want 4s", took)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		_, err := client.Call(ctx, Restart, phone)
		wantClass(t, err, ClassCanceled)
		if transport.count() != 25 {
			t.Error("a request was sent after its deadline had no room for it")
		}
	})
}
