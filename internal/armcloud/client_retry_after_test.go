package armcloud

import (
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"
)

// Times of the service are relative to its own clock. X-RateLimit-Reset counts only
// if the request was refused because there were too many.
func TestRetryAfterOfASkewedClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		date := func(d time.Duration) string { return time.Now().Add(d).UTC().Format(http.TimeFormat) }
		reset := func(d time.Duration) string { return strconv.FormatInt(time.Now().Add(d).Unix(), 10) }
		const skew = 10 * time.Minute
		for name, c := range map[string]struct {
			header      http.Header
			rateLimited bool
			want        time.Duration
		}{
			"reset, clock behind":       {http.Header{"Date": {date(skew)}, "X-Ratelimit-Reset": {reset(skew + 2*time.Second)}}, true, 2 * time.Second},
			"reset, clock ahead":        {http.Header{"Date": {date(-skew)}, "X-Ratelimit-Reset": {reset(2*time.Second - skew)}}, true, 2 * time.Second},
			"control: reset, no skew":   {http.Header{"Date": {date(0)}, "X-Ratelimit-Reset": {reset(2 * time.Second)}}, true, 2 * time.Second},
			"reset in milliseconds":     {http.Header{"X-Ratelimit-Reset": {reset(2*time.Second) + "000"}}, true, 2 * time.Second},
			"reset without a date":      {http.Header{"X-Ratelimit-Reset": {reset(2 * time.Second)}}, true, 2 * time.Second},
			"a date":                    {http.Header{"Date": {date(skew)}, "Retry-After": {date(skew + 3*time.Second)}}, false, 3 * time.Second},
			"reset in another response": {http.Header{"X-Ratelimit-Reset": {reset(50 * time.Second)}}, false, 0},
		} {
			if got := retryAfter(c.header, c.rateLimited); got != c.want {
				t.Errorf("%s: got %s, want %s", name, got, c.want)
			}
		}
	})
}

// A service that is down and states when its limit is reset is not waited for until
// then.
func TestResetOfOtherResponsesIsIgnored(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		header := http.Header{"X-Ratelimit-Reset": {strconv.FormatInt(time.Now().Add(200*time.Second).Unix(), 10)}}
		client := newTestClient(t, scripted(step{status: 503, header: header}, ok(`[]`)), nil)
		started := time.Now()
		if _, err := client.Call(t.Context(), SetTimeZone, oneInstance); err != nil || time.Since(started) > backoffBase {
			t.Errorf("got %v after %s, want success within %s", err, time.Since(started), backoffBase)
		}
	})
}
