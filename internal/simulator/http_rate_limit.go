package simulator

import (
	"net/http"
	"strconv"
	"time"
)

// rateWindow holds the times of the requests of the last second, oldest first.
// There is one window because the account has one access key.
type rateWindow []time.Time

// allow reports whether a request is within the limit per second, and counts it if so.
func (w *rateWindow) allow(at time.Time, limit int) bool {
	old := 0
	for old < len(*w) && at.Sub((*w)[old]) >= time.Second {
		old++
	}
	*w = (*w)[old:]
	if len(*w) >= limit {
		return false
	}
	*w = append(*w, at)
	return true
}

// limitRate responds with 429 if the client exceeds the rate, and reports whether
// it did (newer documents: sliding window per access key over all endpoints).
func (s *Simulator) limitRate(w http.ResponseWriter, r *http.Request) bool {
	if s.options.Rate == 0 {
		return false
	}
	at := time.Now()
	s.mu.Lock()
	allowed := s.rate.allow(at, s.options.Rate)
	if !allowed {
		s.counters.RateLimited++
	}
	s.mu.Unlock()
	if allowed {
		return false
	}
	if s.options.RateHeaders {
		setRateHeaders(w, s.options.Rate, at.Add(time.Second))
	}
	response := s.errorEnvelope(refuse(codeTooManyRequests, "Too many requests"))
	s.writeEnvelope(w, r, http.StatusTooManyRequests, response)
	return true
}

func setRateHeaders(w http.ResponseWriter, limit int, reset time.Time) {
	w.Header().Set("X-RateLimit-Limit", strconv.Itoa(limit))
	w.Header().Set("X-RateLimit-Remaining", "0")
	w.Header().Set("X-RateLimit-Reset", strconv.FormatInt(reset.Unix(), 10))
	w.Header().Set("X-RateLimit-Type", "qps")
	w.Header().Set("Retry-After", "1")
}
