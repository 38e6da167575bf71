package armcloud

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// countAllowed returns how many requests the limiter allows within a time.
func countAllowed(t *testing.T, l *adaptiveLimiter, within time.Duration) int {
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

// Refusals within a short time halve the rate once. Accepted requests restore the
// full rate after a while. Without refusals, the rate doesn't change.
func TestAdaptiveLimiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newAdaptiveLimiter(60)
		countAllowed(t, l, time.Second) // the first second's worth goes at once
		if n := countAllowed(t, l, 10*time.Second); n < 595 || n > 605 {
			t.Errorf("got %d requests in ten seconds at the full rate, want 600", n)
		}
		for range 20 {
			l.observe(time.Now(), true)
		}
		if n := countAllowed(t, l, 10*time.Second); n < 295 || n > 305 {
			t.Errorf("got %d requests in ten seconds after a refusal, want 300", n)
		}
		<-time.After(time.Second)
		l.observe(time.Now(), true)
		if n := countAllowed(t, l, 10*time.Second); n < 145 || n > 155 {
			t.Errorf("got %d requests in ten seconds after a second refusal, want 150", n)
		}
		for range 12 {
			<-time.After(time.Second)
			l.observe(time.Now(), false)
		}
		if limit := l.bucket.Limit(); limit < 40 || limit > 60 {
			t.Errorf("got rate %v after ten seconds of accepted requests, want 40 to 60", limit)
		}
		<-time.After(recoveryTime)
		l.observe(time.Now(), false)
		if l.bucket.Limit() != 60 || l.bucket.Burst() != 60 {
			t.Errorf("got rate %v and burst %d, want 60 and 60", l.bucket.Limit(), l.bucket.Burst())
		}
	})
}

// The rate never falls below the minimum, or below the configured rate if that is
// lower.
func TestAdaptiveLimiterNeverStops(t *testing.T) {
	for full, least := range map[float64]float64{60: minRate, 0.5: 0.5} {
		synctest.Test(t, func(t *testing.T) {
			l := newAdaptiveLimiter(full)
			for range 20 {
				<-time.After(time.Second)
				l.observe(time.Now(), true)
			}
			if got := float64(l.bucket.Limit()); got != least {
				t.Errorf("from rate %v: got %v, want %v", full, got, least)
			}
		})
	}
}

// The requests of a client never exceed RequestsPerSecond. A request whose deadline
// is too early is not sent.
func TestRequestsPerSecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		transport := scripted(ok(`[]`))
		client := newTestClient(t, transport, func(config *Config) { config.RequestsPerSecond = 5 })
		started := time.Now()
		for range 25 {
			if _, err := client.Call(t.Context(), ListGroups, nil); err != nil {
				t.Fatal(err)
			}
		}
		// The first five are sent at once, the other twenty every 0.2 s.
		if took := time.Since(started).Round(time.Millisecond); took != 4*time.Second {
			t.Errorf("25 requests took %s, want 4s", took)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		_, err := client.Call(ctx, Restart, oneInstance)
		wantClass(t, err, ClassCanceled)
		if transport.count() != 25 {
			t.Errorf("got %d requests, want 25", transport.count())
		}
	})
}

// No second has more requests than the configured number, not even the first one.
func TestNoBurstOnTopOfTheRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const perSecond = 20
		l := newAdaptiveLimiter(perSecond)
		var sent []time.Time
		for range 5 * perSecond {
			if err := l.wait(t.Context()); err != nil {
				t.Fatal(err)
			}
			sent = append(sent, time.Now())
		}
		for i := range len(sent) - perSecond {
			if span := sent[i+perSecond].Sub(sent[i]); span < time.Second {
				t.Errorf("got %d requests within %s, want at most %d per second", perSecond+1, span, perSecond)
			}
		}
		if took := sent[len(sent)-1].Sub(sent[0]); took > 4*time.Second {
			t.Errorf("got %s for %d requests, want 4s", took, len(sent))
		}
	})
}

// The refusals of requests that were in flight at the first refusal halve the rate
// only once, however late they arrive. The control is a request that starts later.
func TestOneOverloadHalvesTheRateOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newAdaptiveLimiter(64)
		started := time.Now()
		for range 10 {
			<-time.After(time.Second)
			l.observe(started, true)
		}
		if got := l.bucket.Limit(); got != 32 {
			t.Errorf("got rate %v after one overload, want 32", got)
		}
		l.observe(time.Now(), true)
		if got := l.bucket.Limit(); got != 16 {
			t.Errorf("got rate %v after another overload, want 16", got)
		}
	})
}
