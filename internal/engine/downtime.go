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

// downtimes records the instances that are restarted, reset or upgraded. The API may
// omit them for a moment, which does not prove that they do not exist.
type downtimes struct {
	mu    sync.Mutex
	until map[string]time.Time
}

// begin records that an instance was taken out of service at a time. Call the
// returned function when it is back.
func (d *downtimes) begin(padCode string, at time.Time) (end func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.until == nil {
		d.until = map[string]time.Time{}
	}
	if until := at.Add(maxDowntime); until.After(d.until[padCode]) {
		d.until[padCode] = until
	}
	return func() { d.end(padCode) }
}

// end records that an instance is back.
func (d *downtimes) end(padCode string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.until[padCode] = time.Now().Add(downtimeGrace)
}

// BeginDowntime records that an instance was taken out of service at a time, perhaps
// by another process. Call the returned function when it is back. Run and
// AwaitPowerCycle do so by themselves.
func (e *Engine) BeginDowntime(padCode string, at time.Time) (end func()) {
	return e.down.begin(padCode, at)
}

// MayOmit reports whether the API may omit the instance at present although the
// account has it, because the instance was taken out of service.
func (e *Engine) MayOmit(padCode string) bool { return e.down.includes(padCode) }

// includes reports whether the API may omit the instance at present.
func (d *downtimes) includes(padCode string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return time.Now().Before(d.until[padCode])
}
