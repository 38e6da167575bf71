package engine

import (
	"sync"
	"time"
)

const (
	// maxDowntime is how long a restart, reset or upgrade may take.
	maxDowntime = 45 * time.Minute
	// downtimeGrace is how long after its end the API may still omit the instance.
	downtimeGrace = 2 * time.Minute
)

// downtimes records the instances that this process restarts, resets or upgrades.
// The API may omit them for a moment, which does not prove that they do not exist.
type downtimes struct {
	mu    sync.Mutex
	until map[string]time.Time
}

// begin records that an instance is taken out of service. Call the returned
// function when it is back.
func (d *downtimes) begin(padCode string) (end func()) {
	d.set(padCode, maxDowntime)
	return func() { d.set(padCode, downtimeGrace) }
}

func (d *downtimes) set(padCode string, duration time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.until == nil {
		d.until = map[string]time.Time{}
	}
	d.until[padCode] = time.Now().Add(duration)
}

// includes reports whether the API may omit the instance at present.
func (d *downtimes) includes(padCode string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return time.Now().Before(d.until[padCode])
}
