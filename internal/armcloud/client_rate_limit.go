package armcloud

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	// slowest is the least that refusals bring the pace down to, in requests a
	// second.
	slowest = 1
	// oneRefusal is how long refusals count as one: what was on its way when
	// the first of them came says nothing new.
	oneRefusal = 500 * time.Millisecond
	// recovery is how long it takes to come from rest to the full pace.
	recovery = 20 * time.Second
)

// pace is how fast a client asks: a token bucket whose rate is halved when the
// service refuses a request for its number, since others may be asking with
// the same keys, and grows again while it answers.
type pace struct {
	bucket *rate.Limiter
	full   rate.Limit

	mu            sync.Mutex
	refused, grew time.Time
}

func newPace(perSecond float64) *pace {
	return &pace{bucket: rate.NewLimiter(rate.Limit(perSecond), max(1, int(perSecond))), full: rate.Limit(perSecond)}
}

// wait returns when the next request may go, or with an error of ctx.
func (p *pace) wait(ctx context.Context) error { return p.bucket.Wait(ctx) }

// heard takes in how the service answered: whether it refused the request
// because there were too many.
func (p *pace) heard(tooMany bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	switch {
	case tooMany && now.Sub(p.refused) > oneRefusal:
		p.refused, p.grew = now, now
		// A second's worth at once is what is refused first.
		p.set(max(min(p.bucket.Limit()/2, p.full), min(slowest, p.full)), 1)
	case !tooMany && p.bucket.Limit() < p.full:
		grown := p.bucket.Limit() + p.full*rate.Limit(now.Sub(p.grew).Seconds()/recovery.Seconds())
		p.grew = now
		if grown >= p.full {
			p.set(p.full, max(1, int(p.full)))
			return
		}
		p.set(grown, 1)
	}
}

func (p *pace) set(limit rate.Limit, burst int) {
	p.bucket.SetLimit(limit)
	p.bucket.SetBurst(burst)
}
