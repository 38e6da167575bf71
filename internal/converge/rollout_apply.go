package converge

import (
	"context"
	"slices"
	"time"
)

// ApplyInWaves carries out orders within the bounds of a rollout. A wave begins when all
// instances of the one before have ended, at the latest RestartTimeout after it began:
// those that have not ended by then have failed. The reports of orders that were not
// begun have Waiting.
func (c *Converger) ApplyInWaves(ctx context.Context, orders []Order, limits Rollout, watcher Watcher) ([]Report, Progress) {
	reports := make([]Report, len(orders))
	s := newScheduler(limits, jobsOf(orders))
	// takenOut are instances that failed after the rollout took them out of service.
	var takenOut []string
	progress := s.run(ctx, func(wave Wave, of []int) []JobEnd {
		begun := time.Now()
		if watcher.Begin != nil {
			watcher.Begin(wave)
		}
		ends := make([]JobEnd, len(of))
		for i, report := range c.applyWave(ctx, orders, of, s.progress.Waiting == 0) {
			report.Wave = wave.Number
			reports[of[i]], ends[i] = report, watcher.judge(report)
			if report.Failed() && report.TakenOut() {
				takenOut = append(takenOut, report.PadCode)
			}
		}
		if watcher.End != nil {
			watcher.End(wave, s.after(ends), time.Since(begun))
		}
		return ends
	}, func() int {
		takenOut = c.stillOut(ctx, takenOut)
		return len(takenOut)
	})
	for _, i := range slices.Concat(s.canaries.stay, s.canaries.out, s.rest.stay, s.rest.out) {
		reports[i] = NotBegun(orders[i])
		reports[i].Waiting = progress.Stopped
	}
	return reports, progress
}

// applyWave carries out some of the orders. Nothing waits for the last wave, so it has
// no limit of its own.
func (c *Converger) applyWave(ctx context.Context, orders []Order, of []int, last bool) []Report {
	if !last {
		limited, cancel := context.WithTimeout(ctx, RestartTimeout)
		defer cancel()
		ctx = limited
	}
	wave := make([]Order, len(of))
	for i, at := range of {
		wave[i] = orders[at]
	}
	return c.ApplyAll(ctx, wave)
}

// stillOut returns the instances of the account that are not known to run again.
func (c *Converger) stillOut(ctx context.Context, codes []string) []string {
	if len(codes) == 0 {
		return nil
	}
	for _, code := range codes {
		c.engine.Forget(code)
	}
	details, err := c.engine.Details(ctx, codes)
	if err != nil {
		return codes
	}
	return slices.DeleteFunc(codes, func(code string) bool {
		detail, here := details[code]
		return here && detail.Running() || !here && !c.engine.MayOmit(code)
	})
}

// TakesOut reports whether the order takes the instance out of service, or may do so
// once earlier changes have ended.
func (o *Order) TakesOut() bool {
	h := o.Holding
	if h.Restart != nil || h.Reset != nil || !h.OutOfService().IsZero() {
		return true
	}
	return Plan(h, *o).TakesOut()
}

// TakesOut reports whether the job takes the instance out of service.
func (j Job) TakesOut() bool {
	return j.Reset || j.Restart || len(j.Awaiting) > 0 || slices.ContainsFunc(j.Set, Desired.Interrupts) ||
		slices.ContainsFunc(j.Owed, func(owed OwedChange) bool { return owed.Desired.Setting != nil && owed.Desired.Interrupts() })
}

func (w Watcher) judge(r Report) JobEnd {
	switch {
	case w.Judge != nil:
		return w.Judge(r)
	case r.Failed():
		return EndedFailed
	default:
		return EndedWell
	}
}

// Waves returns how many waves orders take within the bounds of a rollout, and how many
// of them take their instances out of service.
func Waves(orders []Order, limits Rollout) (waves, takenOut int) {
	jobs := jobsOf(orders)
	for _, j := range jobs {
		if j.takesOut {
			takenOut++
		}
	}
	return newScheduler(limits, jobs).progress.Of, takenOut
}

func jobsOf(orders []Order) []rolloutJob {
	jobs := make([]rolloutJob, len(orders))
	for i := range orders {
		jobs[i] = rolloutJob{padCode: orders[i].PadCode, takesOut: orders[i].TakesOut(), candidate: !orders[i].NoCanary}
	}
	return jobs
}

// TakenOut reports whether the job has, or may have, taken the instance out of service.
func (r *Report) TakenOut() bool {
	return !r.Gone && (r.Rebooted || r.Erased || r.Reset.Kind == Indeterminate || r.Reset.Kind == Failed)
}
