package converge_test

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// checkSent returns what the instance lacks of what was set in an apply without faults:
// within a process, what one resource costs the other is sent again at once.
func (r *run) checkSent() string {
	now, _ := r.model.States()
	for _, n := range r.nodes {
		if n.has == nil {
			continue
		}
		for _, report := range n.reports {
			for _, d := range report.Job.Set {
				name := d.Setting.Name()
				if report.Set[name].Kind != converge.Done || !n.has.Holding.Settings[name].Has("") || r.differs(n.resource, name, d.Value) {
					continue
				}
				if problem := lacks(now, name, d.Value, false); problem != "" {
					return fmt.Sprintf("%s has set %s = %s, but after the apply the instance has %s", n.typeName, name, converge.Canonical(d.Value), problem)
				}
			}
		}
	}
	return ""
}

// cleanRun returns an apply without faults and limits.
func (s *sequence) cleanRun() *run {
	return &run{sequence: s, refresh: true, targets: s.resources, timeouts: []time.Duration{3 * time.Hour, 3 * time.Hour}, starts: []time.Duration{0, time.Millisecond}}
}

// checkClean returns what has failed in an apply without faults.
func (r *run) checkClean() string {
	for _, n := range r.nodes {
		for _, report := range n.reports {
			if report.Failed() {
				return fmt.Sprintf("a clean apply failed: %v", report.Errors)
			}
		}
	}
	return ""
}

// checkEnd returns what is wrong after the last clean apply.
func (s *sequence) checkEnd() string {
	has := s.model.Settle()
	desired := map[string]bool{}
	for _, r := range s.resources {
		if (r.want == nil) != (r.has == nil) {
			return fmt.Sprintf("%s in the configuration: %v, in the state: %v", r.typeName, r.want != nil, r.has != nil)
		}
		if r.want == nil {
			continue
		}
		if names := r.has.Holding.Unfinished(); len(names) > 0 {
			return fmt.Sprintf("%s: unfinished after a clean apply: %v", r.typeName, names)
		}
		if r.owed >= 0 && s.model.Count(r.owner(), "restart") <= r.owed {
			return fmt.Sprintf("a restart of %s was never carried out", r.typeName)
		}
		for _, name := range r.want.names() {
			desired[name] = true
		}
		if problem := r.misses(has); problem != "" {
			return problem
		}
	}
	for _, key := range slices.Sorted(maps.Keys(has.Has)) {
		known := setting.ByName(key)
		if known != nil && converge.Undoable(known) && !desired[key] && !s.leftovers[key] {
			return fmt.Sprintf("%s stays, although nothing wants it and nothing was reported", key)
		}
	}
	return ""
}

// misses returns what an instance lacks of the configuration of a resource, or "".
func (r *resource) misses(has convergetest.State) string {
	for _, name := range r.want.names() {
		value := r.want.values[name]
		if proxy, ok := value.(setting.Proxy); ok && r.want.secret != "" {
			proxy.SecretWO = &r.want.secret
			value = proxy
		}
		if problem := lacks(has, name, value, false); problem != "" {
			return fmt.Sprintf("%s wants %s = %s, got %s", r.typeName, name, converge.Canonical(value), problem)
		}
	}
	return ""
}

// finish applies without faults, or destroys everything, until nothing is left to do. Two applies may have
// work: the second one sends what one resource has cost the other in the first.
func (s *sequence) finish(ctx context.Context) (problem string) {
	s.model.Faults = false
	if s.chance(4) {
		for _, r := range s.resources {
			s.discard(r)
		}
	}
	return s.converge(ctx)
}

// converge applies without faults until nothing is left to do.
func (s *sequence) converge(ctx context.Context) (problem string) {
	if s.drifted || (!s.alone && s.model.Blocked()) {
		// Drift shows only while the instance is in service, and a resource does not
		// wait long for what another one has begun in an earlier run.
		s.model.Settle()
	}
	for r, doubts := range s.doubts {
		if len(doubts) > 0 {
			s.sendAgain(r)
		}
	}
	for round := 0; ; round++ {
		r := s.cleanRun()
		s.logf("clean apply %d", round+1)
		if problem := r.do(ctx); problem != "" {
			return problem
		}
		r.learn()
		if problem := cmp.Or(s.check(), r.checkSent()); problem != "" {
			return problem
		}
		if len(r.nodes) == 0 {
			return s.checkEnd()
		}
		if problem := r.checkClean(); problem != "" {
			return problem
		}
		if round == 4 || (round == 1 && s.alone) {
			return fmt.Sprintf("clean apply %d still had work", round+1)
		}
	}
}
