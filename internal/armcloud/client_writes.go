package armcloud

import (
	"context"
	"sync"
)

// writesInFlight counts the requests that change something and have no response yet.
type writesInFlight struct {
	mu    sync.Mutex
	count int
	// none is closed when the count becomes 0. It is nil while nobody waits.
	none chan struct{}
}

// begin counts a request until end is called.
func (w *writesInFlight) begin() (end func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.count++
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.count--; w.count == 0 && w.none != nil {
			close(w.none)
			w.none = nil
		}
	}
}

// AwaitWrites waits until no request that changes something is in flight, or ctx ends.
// Its error is that of ctx. Call it before the process ends: a request that breaks off
// may have changed something or not.
func (c *Client) AwaitWrites(ctx context.Context) error {
	w := &c.writes
	w.mu.Lock()
	if w.count == 0 {
		w.mu.Unlock()
		return nil
	}
	if w.none == nil {
		w.none = make(chan struct{})
	}
	none := w.none
	w.mu.Unlock()
	select {
	case <-none:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
