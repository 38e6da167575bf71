package converge

import (
	"context"
	"sync"

	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
)

// Converger brings phones to their settings and looks at what they show. One
// phone with one setting, one with many and many with many are the same work.
type Converger struct {
	engine *engine.Engine
	ledger *ledger.Ledger
	reach  engine.Reach
}

// NewConverger gives a converger over the engine; reach is how far it goes
// when it looks for drift.
func NewConverger(e *engine.Engine, l *ledger.Ledger, reach engine.Reach) *Converger {
	return &Converger{engine: e, ledger: l, reach: reach}
}

// ApplyAll works on all jobs at once; none waits for another.
func (c *Converger) ApplyAll(ctx context.Context, jobs []Job) []Outcome {
	outcomes := make([]Outcome, len(jobs))
	codes := make([]string, len(jobs))
	for i, job := range jobs {
		codes[i] = job.PadCode
	}
	// They set out together then, so that equal changes share requests; looks
	// of their own would scatter them.
	c.engine.Prefetch(ctx, codes)
	ended := c.engine.Track(ctx, len(jobs))
	var all sync.WaitGroup
	for i := range jobs {
		all.Go(func() {
			outcomes[i] = c.apply(ctx, jobs[i])
			ended(outcomes[i].Failed())
		})
	}
	all.Wait()
	return outcomes
}

// Apply works on one job: takes back in reverse order, sets in order, then
// restarts. A setting that fails does not keep the others from the phone; a
// phone that is gone, offline or out of time ends the job.
func (c *Converger) Apply(ctx context.Context, job Job) Outcome {
	ended := c.engine.Track(ctx, 1)
	out := c.apply(ctx, job)
	ended(out.Failed())
	return out
}

func (c *Converger) apply(ctx context.Context, job Job) Outcome {
	run := &run{Converger: c, job: job, out: Outcome{PadCode: job.PadCode, Pending: job.Pending}}
	if len(job.Undo) == 0 && len(job.Set) == 0 && !job.Restart && !job.Reset {
		return run.out
	}
	release, err := c.engine.Lock(ctx, job.PadCode)
	if err != nil {
		run.fail("wait for the phone's turn", "", err)
		return run.out
	}
	defer release()
	run.execute(ctx)
	return run.out
}
