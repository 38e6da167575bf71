package engine

import (
	"context"
	"time"
)

// Options tune the engine. The zero value of a field means its default.
type Options struct {
	// BatchSize is the most instances or task ids in one request. The limit of
	// the operation applies too. 1 turns batching off. Default 100.
	BatchSize int
	// PollInterval is the first pause between polls of an instance that is not running,
	// or of a task while nothing is known about how long tasks of its operation take.
	// Pauses grow by half up to MaxPollInterval. Tasks of a known operation are polled
	// when they should have ended; MaxPollInterval is the longest pause once they are
	// overdue. Defaults 1s and 15s.
	PollInterval, MaxPollInterval time.Duration
	// OnlineTimeout is how long AwaitRunning waits for an instance. Default 5m;
	// negative: poll once, do not wait.
	OnlineTimeout time.Duration
	// SubmitTimeout is the deadline of a submit with its retries, without pauses
	// that the API asks for. A canceled caller does not end it, but stops waiting
	// for it. Default 2m.
	SubmitTimeout time.Duration
	// Linger is how long a change waits for equal ones to share a request with.
	// While equal ones keep arriving, it waits up to 50 times as long. Default
	// 20ms; negative: do not wait.
	Linger time.Duration
	// InFlight is the most queries of each kind in flight. Default 8.
	InFlight int
	// SubmitsInFlight is the most submits in flight. Default 128, so that the default
	// rate of 60 requests a second is reached if a response takes two seconds.
	SubmitsInFlight int
	// UnknownGrace is how long the API may not return a task that it has just
	// accepted. Default 30s.
	UnknownGrace time.Duration
	// Report receives the progress of changes that take long; see Engine.Track.
	// ctx has the values of the context of the first change. nil: no reports.
	Report func(ctx context.Context, p Progress)
	// ReportOutage is called when the API has not answered for a while although
	// callers wait, and then at growing intervals. nil: no reports.
	ReportOutage func(ctx context.Context, o Outage)
}

func (o Options) withDefaults() Options {
	if o.BatchSize <= 0 {
		o.BatchSize = 100
	}
	setDefault(&o.PollInterval, time.Second)
	setDefault(&o.MaxPollInterval, 15*time.Second)
	o.MaxPollInterval = max(o.MaxPollInterval, o.PollInterval)
	setDefault(&o.OnlineTimeout, 5*time.Minute)
	setDefault(&o.SubmitTimeout, 2*time.Minute)
	setDefault(&o.Linger, 20*time.Millisecond)
	if o.BatchSize == 1 {
		o.Linger = 0
	}
	if o.InFlight <= 0 {
		o.InFlight = 8
	}
	if o.SubmitsInFlight <= 0 {
		o.SubmitsInFlight = 128
	}
	setDefault(&o.UnknownGrace, 30*time.Second)
	return o
}

// setDefault sets an unset duration to its default and a negative one to 0.
func setDefault(d *time.Duration, value time.Duration) {
	switch {
	case *d == 0:
		*d = value
	case *d < 0:
		*d = 0
	}
}
