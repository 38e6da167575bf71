package converge

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// outJobs returns jobs that take the instances AC1 to ACn out of service.
func outJobs(n int) []rolloutJob {
	jobs := make([]rolloutJob, n)
	for i := range jobs {
		jobs[i] = rolloutJob{padCode: fmt.Sprintf("AC%05d", i+1), takesOut: true, candidate: true}
	}
	return jobs
}

// rolled is what became of a rollout in a test: the instances of each wave, "!" before
// waves of canaries, and the progress.
type rolled struct {
	waves []string
	Progress
}

// roll runs a rollout of which jobs end as ends says, by pad code.
func roll(ctx context.Context, limits Rollout, jobs []rolloutJob, ends map[string]JobEnd, out func() int) rolled {
	var r rolled
	s := newScheduler(limits, jobs)
	r.Progress = s.run(ctx, func(wave Wave, of []int) []JobEnd {
		var codes []string
		var got []JobEnd
		for _, i := range of {
			codes = append(codes, strings.TrimLeft(strings.TrimPrefix(jobs[i].padCode, "AC"), "0"))
			got = append(got, ends[jobs[i].padCode])
		}
		text := strings.Join(codes, " ")
		if wave.Canary {
			text = "!" + text
		}
		r.waves = append(r.waves, text)
		return got
	}, func() int {
		if out == nil {
			return 0
		}
		return out()
	})
	return r
}

func code(n int) string { return fmt.Sprintf("AC%05d", n) }

// unlimited returns a rollout without limits.
func unlimited() Rollout { return Rollout{MaxUnavailable: NoLimit, MaxFailures: NoLimit} }

// Each rule of a rollout, by the waves that it makes.
func TestWaves(t *testing.T) {
	failed := func(codes ...int) map[string]JobEnd {
		ends := map[string]JobEnd{}
		for _, n := range codes {
			ends[code(n)] = EndedFailed
		}
		return ends
	}
	skipped := func(codes ...int) map[string]JobEnd {
		ends := map[string]JobEnd{}
		for _, n := range codes {
			ends[code(n)] = EndedSkipped
		}
		return ends
	}
	for name, c := range map[string]struct {
		limits  Rollout
		jobs    []rolloutJob
		ends    map[string]JobEnd
		want    []string
		stopped string
		waiting int
		passed  bool
	}{
		"no limits": {limits: unlimited(), jobs: outJobs(4), want: []string{"1 2 3 4"}},
		"the whole fleet at once": {
			limits: Rollout{MaxUnavailable: 4, MaxFailures: NoLimit}, jobs: outJobs(4), want: []string{"1 2 3 4"}},
		"two at a time": {limits: Rollout{MaxUnavailable: 2, MaxFailures: NoLimit}, jobs: outJobs(5), want: []string{"1 2", "3 4", "5"}},
		"by pad code": {
			limits: Rollout{MaxUnavailable: 1, MaxFailures: NoLimit}, jobs: []rolloutJob{{padCode: code(3), takesOut: true}, {padCode: code(1), takesOut: true}, {padCode: code(2), takesOut: true}},
			want: []string{"1", "2", "3"}},
		"those that stay in service are not delayed": {
			limits: Rollout{MaxUnavailable: 1, MaxFailures: NoLimit},
			jobs:   []rolloutJob{{padCode: code(1), takesOut: true}, {padCode: code(2), takesOut: true}, {padCode: code(3)}, {padCode: code(4)}},
			want:   []string{"3 4 1", "2"}},
		"only those that stay in service": {
			limits: Rollout{MaxUnavailable: 1, MaxFailures: NoLimit}, jobs: []rolloutJob{{padCode: code(1)}, {padCode: code(2)}}, want: []string{"1 2"}},
		"canary": {
			limits: Rollout{MaxUnavailable: 2, Canary: 1, MaxFailures: NoLimit}, jobs: outJobs(4), want: []string{"!1", "2 3", "4"}, passed: true},
		"canary alone, then everything": {
			limits: Rollout{MaxUnavailable: NoLimit, Canary: 2, MaxFailures: NoLimit}, jobs: outJobs(4), want: []string{"!1 2", "3 4"}, passed: true},
		"canaries within max_unavailable": {
			limits: Rollout{MaxUnavailable: 2, Canary: 3, MaxFailures: NoLimit}, jobs: outJobs(5), want: []string{"!1 2", "!3", "4 5"}, passed: true},
		"canaries by name": {
			limits: Rollout{MaxUnavailable: NoLimit, CanaryPadCodes: []string{code(3), code(9)}, MaxFailures: NoLimit}, jobs: outJobs(4), want: []string{"!3", "1 2 4"}, passed: true},
		"canaries by name that have nothing to do": {
			limits: Rollout{MaxUnavailable: NoLimit, CanaryPadCodes: []string{code(9)}, MaxFailures: NoLimit}, jobs: outJobs(2), want: []string{"1 2"}},
		"the canary is one that is taken out of service": {
			limits: Rollout{MaxUnavailable: NoLimit, Canary: 1, MaxFailures: NoLimit},
			jobs:   []rolloutJob{{padCode: code(1), candidate: true}, {padCode: code(2), takesOut: true, candidate: true}, {padCode: code(3), takesOut: true, candidate: true}},
			want:   []string{"!2", "1 3"}, passed: true},
		"a canary that is no candidate": {
			limits: Rollout{MaxUnavailable: NoLimit, Canary: 1, MaxFailures: NoLimit},
			jobs:   []rolloutJob{{padCode: code(1), takesOut: true}, {padCode: code(2), takesOut: true, candidate: true}}, want: []string{"!2", "1"}, passed: true},
		"more canaries than jobs": {
			limits: Rollout{MaxUnavailable: NoLimit, Canary: 9, MaxFailures: NoLimit}, jobs: outJobs(2), want: []string{"!1 2"}, passed: true},
		"the canary fails": {
			limits: Rollout{MaxUnavailable: 2, Canary: 1, MaxFailures: NoLimit}, jobs: outJobs(4), ends: failed(1), want: []string{"!1"}, stopped: "rollout stopped after 1 failure", waiting: 3},
		"one of two canaries fails": {
			limits: Rollout{MaxUnavailable: 1, Canary: 2, MaxFailures: NoLimit}, jobs: outJobs(4), ends: failed(1), want: []string{"!1"}, stopped: "rollout stopped after 1 failure", waiting: 3},
		"one of two canaries is skipped": {
			limits: Rollout{MaxUnavailable: NoLimit, Canary: 2, MaxFailures: NoLimit}, jobs: outJobs(4), ends: skipped(1), want: []string{"!1 2", "3 4"}, passed: true},
		"all canaries are skipped": {
			limits: Rollout{MaxUnavailable: NoLimit, Canary: 2, MaxFailures: NoLimit}, jobs: outJobs(4), ends: skipped(1, 2), want: []string{"!1 2"}, stopped: noCanaryReason, waiting: 2},
		"one canary is skipped, one fails": {
			limits: Rollout{MaxUnavailable: NoLimit, Canary: 2, MaxFailures: NoLimit}, jobs: outJobs(4), ends: map[string]JobEnd{code(1): EndedSkipped, code(2): EndedFailed},
			want: []string{"!1 2"}, stopped: "rollout stopped after 1 failure", waiting: 2},
		"no failure is allowed": {
			limits: Rollout{MaxUnavailable: 2, MaxFailures: 0}, jobs: outJobs(5), ends: failed(3), want: []string{"1 2", "3 4"}, stopped: "rollout stopped after 1 failure", waiting: 1},
		"as many failures as are allowed": {
			limits: Rollout{MaxUnavailable: 2, MaxFailures: 2}, jobs: outJobs(5), ends: failed(1, 3), want: []string{"1 2", "3 4", "5"}},
		"one failure more": {
			limits: Rollout{MaxUnavailable: 2, MaxFailures: 1}, jobs: outJobs(5), ends: failed(1, 3), want: []string{"1 2", "3 4"}, stopped: "rollout stopped after 2 failures", waiting: 1},
		"skipped is no failure": {
			limits: Rollout{MaxUnavailable: 2, MaxFailures: 0}, jobs: outJobs(5), ends: skipped(1, 2, 3), want: []string{"1 2", "3 4", "5"}},
		"failures of those that stay in service count": {
			limits: Rollout{MaxUnavailable: 1, MaxFailures: 0}, jobs: []rolloutJob{{padCode: code(1)}, {padCode: code(2), takesOut: true}, {padCode: code(3), takesOut: true}},
			ends: failed(1), want: []string{"1 2"}, stopped: "rollout stopped after 1 failure", waiting: 1},
		"failure in the last wave": {
			limits: Rollout{MaxUnavailable: 2, MaxFailures: 0}, jobs: outJobs(4), ends: failed(4), want: []string{"1 2", "3 4"}},
		"nothing to do": {limits: Rollout{MaxUnavailable: 2, Canary: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			got := roll(t.Context(), c.limits, c.jobs, c.ends, nil)
			if !slices.Equal(got.waves, c.want) {
				t.Errorf("got waves %q, want %q", got.waves, c.want)
			}
			if got.Stopped != c.stopped || got.Waiting != c.waiting || got.CanariesPassed != c.passed {
				t.Errorf("got %+v, want stopped %q, %d waiting, canaries passed %v", got.Progress, c.stopped, c.waiting, c.passed)
			}
			if sum := got.Well + got.Failed + got.Skipped + got.Waiting; sum != len(c.jobs) {
				t.Errorf("got %d jobs counted in %+v, want %d", sum, got.Progress, len(c.jobs))
			}
			if c.stopped == "" && got.Of != len(c.want) {
				t.Errorf("got %d waves announced, want %d", got.Of, len(c.want))
			}
		})
	}
}

// Instances that failed and do not run take up room in later waves. The control is one
// that runs again.
func TestWavesWithInstancesOutOfService(t *testing.T) {
	limits := Rollout{MaxUnavailable: 2, MaxFailures: NoLimit}
	ends := map[string]JobEnd{code(1): EndedFailed, code(3): EndedFailed}
	still := 0
	got := roll(t.Context(), limits, outJobs(6), ends, func() int { still++; return still })
	if want := []string{"1 2", "3"}; !slices.Equal(got.waves, want) {
		t.Errorf("got waves %q, want %q", got.waves, want)
	}
	if want := "rollout stopped because 2 instances are still out of service"; got.Stopped != want || got.Waiting != 3 {
		t.Errorf("got %+v, want stopped %q with 3 waiting", got.Progress, want)
	}
	got = roll(t.Context(), limits, outJobs(6), ends, func() int { return 0 })
	if want := []string{"1 2", "3 4", "5 6"}; !slices.Equal(got.waves, want) || got.Stopped != "" {
		t.Errorf("got waves %q of %+v, want %q", got.waves, got.Progress, want)
	}
}

// There is a pause between two waves, neither before the first nor after the last, and
// it ends with the context.
func TestPauseBetweenWaves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limits := Rollout{MaxUnavailable: 2, Canary: 1, MaxFailures: NoLimit, Pause: time.Minute}
		begun := time.Now()
		if got := roll(t.Context(), limits, outJobs(5), nil, nil); len(got.waves) != 3 {
			t.Errorf("got %d waves, want 3", len(got.waves))
		}
		if got := time.Since(begun); got != 2*time.Minute {
			t.Errorf("got %s for three waves, want two pauses of a minute", got)
		}
		for reason, end := range map[string]func() (context.Context, context.CancelFunc){
			"rollout ran out of time": func() (context.Context, context.CancelFunc) { return context.WithTimeout(t.Context(), 90*time.Second) },
			"rollout interrupted": func() (context.Context, context.CancelFunc) {
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(90*time.Second, cancel)
				return ctx, cancel
			},
		} {
			ctx, cancel := end()
			begun = time.Now()
			got := roll(ctx, limits, outJobs(5), nil, nil)
			cancel()
			if want := []string{"!1", "2 3"}; !slices.Equal(got.waves, want) || got.Stopped != reason || got.Waiting != 2 || !got.CanariesPassed {
				t.Errorf("got waves %q of %+v, want %q, stopped %q with 2 waiting", got.waves, got.Progress, want, reason)
			}
			if took := time.Since(begun); took != 90*time.Second {
				t.Errorf("got the end after %s, want it after 90s", took)
			}
		}
	})
}

// If the context ends during a wave, nothing more is begun, and the canaries of that
// wave have not passed.
func TestInterruptedWave(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := newScheduler(Rollout{MaxUnavailable: NoLimit, Canary: 1, MaxFailures: NoLimit}, outJobs(3))
	got := s.run(ctx, func(Wave, []int) []JobEnd {
		cancel()
		return []JobEnd{EndedFailed}
	}, func() int { return 0 })
	if got.Stopped != "rollout interrupted" || got.Waiting != 2 || got.CanariesPassed {
		t.Errorf("got %+v, want it interrupted, with 2 waiting and no canaries passed", got)
	}
}

// BenchmarkScheduler schedules 10,000 jobs in waves of different sizes.
func BenchmarkScheduler(b *testing.B) {
	jobs := outJobs(10_000)
	for _, size := range []int{NoLimit, 200, 1} {
		b.Run(fmt.Sprintf("size=%d", min(size, len(jobs))), func(b *testing.B) {
			ends := make([]JobEnd, len(jobs))
			for b.Loop() {
				s := newScheduler(Rollout{MaxUnavailable: size, Canary: 50, MaxFailures: NoLimit}, jobs)
				got := s.run(b.Context(), func(_ Wave, of []int) []JobEnd { return ends[:len(of)] }, func() int { return 0 })
				if got.Well != len(jobs) {
					b.Fatalf("got %d jobs done, want %d", got.Well, len(jobs))
				}
			}
			if perRun := b.Elapsed() / time.Duration(b.N); perRun > 50*time.Millisecond {
				b.Errorf("got %s for %d jobs, want at most 50ms", perRun, len(jobs))
			}
		})
	}
}
