package engine

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// progressInterval is the time between two reports.
const progressInterval = 10 * time.Second

// Progress is the progress of the changes of this process, in instances, since
// there was last nothing to do.
type Progress struct {
	// Done and Failed have ended, Running have not.
	Done, Failed, Running int
	// Elapsed is the time so far. Remaining is the estimate for the rest, 0 while
	// no instance has ended.
	Elapsed, Remaining time.Duration
}

// String returns the progress in one line.
func (p Progress) String() string {
	text := fmt.Sprintf("%d of %d instances done, %d failed, %d running, after %s",
		p.Done, p.Done+p.Failed+p.Running, p.Failed, p.Running, p.Elapsed.Round(time.Second))
	if p.Running == 0 {
		return text
	}
	if p.Remaining == 0 {
		return text + "; too early for an estimate"
	}
	return text + fmt.Sprintf("; about %s left", p.Remaining.Round(time.Second))
}

// progress counts instances, and reports while any are running.
type progress struct {
	report func(context.Context, Progress)

	mu      sync.Mutex
	current Progress
	started time.Time
	ended   chan struct{} // closed when none is running any more
}

// Track counts instances whose change begins. Call the returned function for
// each of them when its change has ended. While any are running, Options.Report
// is called every ten seconds, and once more at the end of work that took that
// long.
func (e *Engine) Track(ctx context.Context, instances int) (ended func(failed bool)) {
	p := &e.progress
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.report == nil || instances == 0 {
		return func(bool) {}
	}
	if p.current.Running == 0 {
		p.current, p.started, p.ended = Progress{}, time.Now(), make(chan struct{})
		go p.reportUntil(context.WithoutCancel(ctx), p.ended)
	}
	p.current.Running += instances
	return p.end
}

func (p *progress) end(failed bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.current.Running--
	if failed {
		p.current.Failed++
	} else {
		p.current.Done++
	}
	if p.current.Running == 0 {
		close(p.ended)
	}
}

// reportUntil reports until ended is closed. Work that begins after that counts
// from zero, in another goroutine.
func (p *progress) reportUntil(ctx context.Context, ended <-chan struct{}) {
	ticker := time.NewTicker(progressInterval)
	defer ticker.Stop()
	for reported := false; ; reported = true {
		select {
		case <-ticker.C:
			p.report(ctx, p.snapshot())
		case <-ended:
			if now := p.snapshot(); reported && now.Running == 0 {
				p.report(ctx, now)
			}
			return
		}
	}
}

func (p *progress) snapshot() Progress {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.current
	now.Elapsed = time.Since(p.started)
	if ended := now.Done + now.Failed; ended > 0 {
		now.Remaining = now.Elapsed * time.Duration(now.Running) / time.Duration(ended)
	}
	return now
}
