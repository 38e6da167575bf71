package engine

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// progressEvery is how far apart two reports on long work are.
const progressEvery = 10 * time.Second

// Progress is how far the changes of this process have come, in phones. It
// counts from when there was nothing to do.
type Progress struct {
	// Done and Failed have come to an end, Running have not.
	Done, Failed, Running int
	// Elapsed is the time so far. Left is what the rest will take if it goes on
	// as it did, 0 while no phone has come to an end.
	Elapsed, Remaining time.Duration
}

// String tells it in one line.
func (p Progress) String() string {
	text := fmt.Sprintf("%d of %d phones done, %d failed, %d running, after %s",
		p.Done, p.Done+p.Failed+p.Running, p.Failed, p.Running, p.Elapsed.Round(time.Second))
	if p.Running == 0 {
		return text
	}
	if p.Remaining == 0 {
		return text + "; too early for an estimate"
	}
	return text + fmt.Sprintf("; about %s left", p.Remaining.Round(time.Second))
}

// progress counts, and reports as long as there is something to count.
type progress struct {
	report func(context.Context, Progress)

	mu    sync.Mutex
	now   Progress
	since time.Time
	over  chan struct{} // closed when nothing runs any more
}

// Track counts phones whose change begins; call the returned function for each
// of them at its end. While any are under way, Options.Report is told every
// ten seconds, and once more at the end of what took that long.
func (e *Engine) Track(ctx context.Context, phones int) (ended func(failed bool)) {
	p := &e.progress
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.report == nil || phones == 0 {
		return func(bool) {}
	}
	if p.now.Running == 0 {
		p.now, p.since, p.over = Progress{}, time.Now(), make(chan struct{})
		go p.tell(context.WithoutCancel(ctx), p.over)
	}
	p.now.Running += phones
	return p.ended
}

func (p *progress) ended(failed bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now.Running--
	if failed {
		p.now.Failed++
	} else {
		p.now.Done++
	}
	if p.now.Running == 0 {
		close(p.over)
	}
}

// tell reports until the work is over. Work that goes on after a moment of
// nothing is counted anew, by another goroutine.
func (p *progress) tell(ctx context.Context, over <-chan struct{}) {
	ticker := time.NewTicker(progressEvery)
	defer ticker.Stop()
	for long := false; ; long = true {
		select {
		case <-ticker.C:
			p.report(ctx, p.look())
		case <-over:
			if now := p.look(); long && now.Running == 0 {
				p.report(ctx, now)
			}
			return
		}
	}
}

func (p *progress) look() Progress {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now
	now.Elapsed = time.Since(p.since)
	if ended := now.Done + now.Failed; ended > 0 {
		now.Remaining = now.Elapsed * time.Duration(now.Running) / time.Duration(ended)
	}
	return now
}
