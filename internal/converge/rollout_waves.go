package converge

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// rolloutJob is a job as far as its wave depends on it.
type rolloutJob struct {
	padCode string
	// takesOut is true if the job takes the instance out of service.
	takesOut bool
	// candidate is true if the instance can be a canary.
	candidate bool
}

// scheduler divides jobs into waves: canaries first, then the others by pad code. A wave
// has at most Rollout.MaxUnavailable jobs that take an instance out of service. The
// first wave after the canaries has all jobs that do not. It is not safe for concurrent
// use.
type scheduler struct {
	limits Rollout
	jobs   []rolloutJob
	// canaries and rest are the jobs that were not begun.
	canaries, rest queue
	// canaryWell is true once a canary has ended well.
	canaryWell bool
	hasCanary  bool
	progress   Progress
}

// queue holds jobs by pad code, as indexes: those that take no instance out of service,
// and those that do.
type queue struct{ stay, out []int }

func (q *queue) len() int { return len(q.stay) + len(q.out) }

// add adds a job at the end.
func (q *queue) add(i int, takesOut bool) {
	if takesOut {
		q.out = append(q.out, i)
	} else {
		q.stay = append(q.stay, i)
	}
}

// take removes a wave with at most room jobs that take an instance out of service.
func (q *queue) take(room int) []int {
	room = min(max(room, 0), len(q.out))
	wave := slices.Concat(q.stay, q.out[:room])
	q.stay, q.out = nil, q.out[room:]
	return wave
}

// waves returns how many waves the queue takes.
func (q *queue) waves(size int) int {
	if q.len() == 0 {
		return 0
	}
	full := len(q.out) / size
	if len(q.out)%size > 0 {
		full++
	}
	return max(full, 1)
}

func newScheduler(limits Rollout, jobs []rolloutJob) *scheduler {
	s := &scheduler{limits: limits, jobs: jobs}
	s.limits.MaxUnavailable = max(limits.MaxUnavailable, 1)
	order := make([]int, len(jobs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(jobs[a].padCode, jobs[b].padCode) })
	canary := s.chooseCanaries(order)
	for _, i := range order {
		if canary[i] {
			s.canaries.add(i, jobs[i].takesOut)
		} else {
			s.rest.add(i, jobs[i].takesOut)
		}
	}
	s.hasCanary = s.canaries.len() > 0
	s.progress.Waiting = len(jobs)
	s.progress.Of = s.canaries.waves(s.limits.MaxUnavailable) + s.rest.waves(s.limits.MaxUnavailable)
	return s
}

// chooseCanaries returns which jobs go first. If their number is given, those that take
// the instance out of service go before others, because there is more at risk.
func (s *scheduler) chooseCanaries(order []int) map[int]bool {
	named := make(map[string]bool, len(s.limits.CanaryPadCodes))
	for _, code := range s.limits.CanaryPadCodes {
		named[code] = true
	}
	var candidates []int
	for _, i := range order {
		if s.jobs[i].candidate && (len(named) == 0 || named[s.jobs[i].padCode]) {
			candidates = append(candidates, i)
		}
	}
	if len(named) == 0 {
		slices.SortStableFunc(candidates, func(a, b int) int { return cmp.Compare(rank(s.jobs[a]), rank(s.jobs[b])) })
		candidates = candidates[:min(max(s.limits.Canary, 0), len(candidates))]
	}
	canary := make(map[int]bool, len(candidates))
	for _, i := range candidates {
		canary[i] = true
	}
	return canary
}

func rank(j rolloutJob) int {
	if j.takesOut {
		return 0
	}
	return 1
}

// run begins wave after wave until nothing is left or it has to stop. apply carries out
// a wave and returns how each of its jobs ended. unavailable returns how many instances
// the waves so far have taken out of service that are not back.
func (s *scheduler) run(ctx context.Context, apply func(wave Wave, jobs []int) []JobEnd, unavailable func() int) Progress {
	for s.progress.Waiting > 0 && s.progress.Stopped == "" {
		if s.progress.Waves > 0 {
			_ = engine.Sleep(ctx, s.limits.Pause)
		}
		if err := ctx.Err(); err != nil {
			s.progress.Stopped = stopReason(err)
			break
		}
		out := 0
		if s.progress.Failed+s.progress.Skipped > 0 {
			out = unavailable()
		}
		wave, jobs := s.next(out)
		if len(jobs) == 0 {
			s.progress.Stopped = outOfServiceReason(out)
			break
		}
		s.end(ctx, wave, apply(wave, jobs))
	}
	return s.progress
}

// next returns the next wave while so many instances are out of service, without jobs
// if there is no room for one.
func (s *scheduler) next(out int) (Wave, []int) {
	q := &s.rest
	if s.canaries.len() > 0 {
		q = &s.canaries
	}
	jobs := q.take(s.limits.MaxUnavailable - out)
	if len(jobs) == 0 {
		return Wave{}, nil
	}
	s.progress.Waves++
	s.progress.Waiting -= len(jobs)
	s.progress.Of = s.progress.Waves + s.canaries.waves(s.limits.MaxUnavailable) + s.rest.waves(s.limits.MaxUnavailable)
	first, last := s.jobs[jobs[0]].padCode, s.jobs[jobs[0]].padCode
	for _, i := range jobs {
		first, last = min(first, s.jobs[i].padCode), max(last, s.jobs[i].padCode)
	}
	return Wave{Number: s.progress.Waves, Of: s.progress.Of, Canary: q == &s.canaries, Jobs: len(jobs), First: first, Last: last}, jobs
}

// end records how the jobs of a wave ended, and stops the rollout if it has to.
func (s *scheduler) end(ctx context.Context, wave Wave, ends []JobEnd) {
	canaryFailed := false
	for _, e := range ends {
		s.progress.count(e)
		s.canaryWell = s.canaryWell || wave.Canary && e == EndedWell
		canaryFailed = canaryFailed || wave.Canary && e == EndedFailed
	}
	s.progress.CanariesPassed = s.hasCanary && s.canaries.len() == 0 && s.canaryWell && !(wave.Canary && canaryFailed)
	switch {
	case s.progress.Waiting == 0:
	case ctx.Err() != nil:
		s.progress.Stopped = stopReason(ctx.Err())
	case canaryFailed:
		s.progress.Stopped, s.progress.CanaryStopped = failuresReason(s.progress.Failed), true
	case wave.Canary && s.canaries.len() == 0 && !s.canaryWell:
		s.progress.Stopped, s.progress.CanaryStopped = noCanaryReason, true
	case s.progress.Failed > s.limits.MaxFailures:
		s.progress.Stopped = failuresReason(s.progress.Failed)
	}
}

// after returns the progress with the ends of a wave, before they are recorded.
func (s *scheduler) after(ends []JobEnd) Progress {
	p := s.progress
	for _, e := range ends {
		p.count(e)
	}
	return p
}

// count counts the end of a job.
func (p *Progress) count(e JobEnd) {
	switch e {
	case EndedWell:
		p.Well++
	case EndedSkipped:
		p.Skipped++
	default:
		p.Failed++
	}
}
