package setting

import (
	"context"
	"sync"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// Converger brings phones to their settings and looks at what they show. One
// phone with one setting, one with many and many with many are the same work.
type Converger struct {
	engine *engine.Engine
	reach  engine.Reach
}

// NewConverger gives a converger over the engine; reach is how far it goes
// when it looks for drift.
func NewConverger(e *engine.Engine, reach engine.Reach) *Converger {
	return &Converger{engine: e, reach: reach}
}

// Phones works on all jobs at once; none waits for another.
func (c *Converger) Phones(ctx context.Context, jobs []Job) []Outcome {
	outcomes := make([]Outcome, len(jobs))
	seen := c.running(ctx, jobs)
	var all sync.WaitGroup
	for i := range jobs {
		all.Go(func() {
			outcomes[i] = c.phone(ctx, jobs[i], seen[jobs[i].PadCode])
		})
	}
	all.Wait()
	return outcomes
}

// fresh is how long having seen a phone run stands for looking at it before
// its first change.
const fresh = 5 * time.Second

// running looks at the phones of many jobs at once and gives the time of the
// look for those that run. They set out together then, so that equal changes
// share requests; looks of their own would scatter them. The others look for
// themselves, and wait.
func (c *Converger) running(ctx context.Context, jobs []Job) map[string]time.Time {
	if len(jobs) < 2 {
		return nil
	}
	codes := make([]string, 0, len(jobs))
	for _, job := range jobs {
		c.engine.Forget(job.PadCode)
		codes = append(codes, job.PadCode)
	}
	details, err := c.engine.Details(ctx, codes)
	if err != nil {
		return nil
	}
	now := time.Now()
	seen := make(map[string]time.Time, len(details))
	for code, detail := range details {
		if detail.Running() {
			seen[code] = now
		}
	}
	return seen
}

// Phone works on one job: takes back in reverse order, sets in order, then
// restarts. A setting that fails does not keep the others from the phone; a
// phone that is gone, offline or out of time ends the job.
func (c *Converger) Phone(ctx context.Context, job Job) Outcome {
	return c.phone(ctx, job, time.Time{})
}

// phone works on one job of a phone that was seen running at a time, if ever.
func (c *Converger) phone(ctx context.Context, job Job, seen time.Time) Outcome {
	run := &run{Converger: c, job: job, out: Outcome{PadCode: job.PadCode, Pending: job.Pending}}
	if len(job.Undo) == 0 && len(job.Set) == 0 && !job.Restart && !job.Reset {
		return run.out
	}
	release, err := c.engine.Lane(ctx, job.PadCode)
	if err != nil {
		run.fail("wait for the phone's turn", "", err)
		return run.out
	}
	defer release()
	run.ready = time.Since(seen) < fresh
	run.do(ctx)
	return run.out
}
