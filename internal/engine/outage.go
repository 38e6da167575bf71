package engine

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

const (
	// outageAfter is how long the API does not answer until that is reported.
	outageAfter = 10 * time.Second
	// The pause before the second report of an outage. Each further one is twice as
	// long, up to the maximum.
	outagePause, maxOutagePause = time.Minute, 15 * time.Minute
)

// Outage is a time in which every query of one kind failed without an answer of the
// API, while callers wait for the result.
type Outage struct {
	// Since is the time of the first failure.
	Since time.Time
	// Err is the last failure.
	Err error
	// Until is when the last caller stops waiting.
	Until time.Time
}

// String returns the outage in one line.
func (o Outage) String() string {
	return fmt.Sprintf("the service has not answered since %s (%s); waiting for it until %s; the last error: %v",
		o.Since.Format(time.RFC3339), time.Since(o.Since).Round(time.Second), o.Until.Format(time.RFC3339), o.Err)
}

// outages reports the outage of one kind of query, at growing intervals.
type outages struct {
	report func(context.Context, Outage) // nil: no reports

	mu    sync.Mutex
	since time.Time // zero while the API answers
	next  time.Time // of the next report
	pause time.Duration
}

// observe records the outcome of a query whose last caller waits until a time, or for
// patience if that is zero.
func (o *outages) observe(ctx context.Context, err error, until time.Time) {
	if o.report == nil {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	now := time.Now()
	switch {
	case !armcloud.Is(err, armcloud.ClassTransport):
		o.since = time.Time{}
	case o.since.IsZero():
		o.since, o.next, o.pause = now, now.Add(outageAfter), outagePause
	case !now.Before(o.next):
		if until.IsZero() {
			until = o.since.Add(patience)
		}
		o.report(ctx, Outage{Since: o.since, Err: err, Until: until})
		o.next, o.pause = now.Add(o.pause), min(2*o.pause, maxOutagePause)
	}
}
