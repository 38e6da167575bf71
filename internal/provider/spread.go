package provider

import (
	"sync"
	"time"
)

// spread keeps failed creates apart from other responses of an apply.
//
// Terraform 1.16 writes an object whose create failed to its state without a status,
// and adds the status a moment later. If another resource saves the state in that
// moment, Terraform crashes and the state of the apply is lost. Because equal
// changes share a batch, many creates fail at the same time.
type spread struct {
	// save is how long Terraform takes to save an object; apart is how long other
	// responses keep away from a failed create.
	save, apart time.Duration

	mu sync.Mutex
	// idle is when Terraform has saved all objects so far.
	idle time.Time
	// free is when the next response may be sent.
	free time.Time
}

// await waits until a response may be sent. A failed create waits until Terraform has
// saved what it was sent before, and the responses after it wait until it is saved.
// An interrupt doesn't end the wait: it makes many creates fail.
func (s *spread) await(failedCreate bool) { time.Sleep(time.Until(s.reserve(failedCreate))) }

// reserve returns when a response may be sent.
func (s *spread) reserve(failedCreate bool) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	if !failedCreate {
		at := later(now, s.free)
		s.idle = later(s.idle, at).Add(s.save)
		return at
	}
	at := later(now, s.idle)
	s.free = at.Add(s.apart)
	s.idle = s.free
	return at
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
