package armcloud

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// retryAfter returns how long the service asks to wait, or 0 if it doesn't. It
// reads Retry-After (seconds or a date) and, if the request was refused because
// there were too many, X-RateLimit-Reset (Unix seconds or milliseconds). Times are
// relative to the Date of the response, because the clock of this machine may be
// wrong.
func retryAfter(header http.Header, rateLimited bool) time.Duration {
	now := time.Now()
	if sent, err := http.ParseTime(header.Get("Date")); err == nil {
		now = sent
	}
	if text := strings.TrimSpace(header.Get("Retry-After")); text != "" {
		if seconds, err := strconv.ParseFloat(text, 64); err == nil && seconds > 0 {
			return time.Duration(min(seconds, 1<<30) * float64(time.Second))
		}
		if at, err := http.ParseTime(text); err == nil {
			return max(0, at.Sub(now))
		}
	}
	if !rateLimited {
		return 0
	}
	if unix, err := strconv.ParseInt(strings.TrimSpace(header.Get("X-RateLimit-Reset")), 10, 64); err == nil && unix > 0 {
		at := time.Unix(unix, 0)
		if unix > maxSeconds {
			at = time.UnixMilli(unix)
		}
		return max(0, at.Sub(now))
	}
	return 0
}
