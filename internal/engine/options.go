package engine

import (
	"context"
	"time"
)

// Options tune the engine. The zero value of a field means its default.
type Options struct {
	// BatchSize is the most phones or task ids in one request, never above
	// the operation's own limit; 1 switches joining off. Default 100.
	BatchSize int
	// PollInterval is the first pause between looks at a running task or at
	// a phone that is not running; pauses grow by half up to
	// MaxPollInterval. Defaults 1s and 15s.
	PollInterval, MaxPollInterval time.Duration
	// OnlineTimeout is how long AwaitRunning waits for a phone. Default 5m;
	// negative: look once, never wait.
	OnlineTimeout time.Duration
	// SubmitTimeout is the deadline of a submit with its retries, whoever
	// leaves meanwhile. Default 2m.
	SubmitTimeout time.Duration
	// Linger is how long a change that is alone waits for company; where equal
	// ones keep coming, they wait for each other up to 50 times as long. Default
	// 20ms; negative: not at all.
	Linger time.Duration
	// InFlight is the most submits, and the most queries of each kind, on
	// their way at once. Default 8.
	InFlight int
	// UnknownGrace is how long the service may not know a task that it has
	// just named. Default 30s.
	UnknownGrace time.Duration
	// Report is told how changes come along that take long, see Engine.Track;
	// ctx is that of the change that began first, without its end. nil: nobody
	// wants to know.
	Report func(ctx context.Context, p Progress)
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
	setDefault(&o.UnknownGrace, 30*time.Second)
	return o
}

// setDefault gives an unset duration its default and makes a negative one 0.
func setDefault(d *time.Duration, value time.Duration) {
	switch {
	case *d == 0:
		*d = value
	case *d < 0:
		*d = 0
	}
}
