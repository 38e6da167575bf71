package simulator

import (
	"slices"
	"time"
)

// service records when instances were out of service because of a client: from the
// request that restarts, resets, replaces or upgrades them until they run again.
type service struct {
	// since holds the instances that are out of service.
	since map[*instance]time.Time
	// ended are the times of those that are back and still count.
	ended []downtime
	// most is the maximum of times that no longer count.
	most int
}

// downtime is one time out of service of an instance.
type downtime struct{ from, to time.Time }

// maxDowntimes is how many downtimes are kept before they are reduced to their maximum.
const maxDowntimes = 1 << 16

func newService() service { return service{since: map[*instance]time.Time{}} }

// begin records that an instance is taken out of service.
func (v *service) begin(inst *instance, at time.Time) {
	if _, out := v.since[inst]; !out {
		v.since[inst] = at
	}
}

// check records that an instance is back if it is.
func (v *service) check(inst *instance, at time.Time) {
	if _, out := v.since[inst]; out && inst.status == statusRunning && len(inst.statusChanges) == 0 && !inst.disrupted() {
		v.end(inst, at)
	}
}

// end records that an instance is back, or has left the account.
func (v *service) end(inst *instance, at time.Time) {
	from, out := v.since[inst]
	if !out {
		return
	}
	delete(v.since, inst)
	v.ended = append(v.ended, downtime{from, at})
	if len(v.ended) >= maxDowntimes {
		v.reduce()
	}
}

// reduce forgets the downtimes that no later one can overlap.
func (v *service) reduce() {
	v.most = v.maximum()
	var first time.Time
	for _, from := range v.since {
		if first.IsZero() || from.Before(first) {
			first = from
		}
	}
	v.ended = slices.DeleteFunc(v.ended, func(d downtime) bool { return first.IsZero() || !d.to.After(first) })
}

// maximum returns how many instances were out of service at the same time at most. One
// that is back at the time when another one begins does not count with it.
func (v *service) maximum() int {
	type step struct {
		at time.Time
		by int
	}
	steps := make([]step, 0, 2*len(v.ended)+len(v.since))
	for _, d := range v.ended {
		steps = append(steps, step{d.from, 1}, step{d.to, -1})
	}
	for _, from := range v.since {
		steps = append(steps, step{from, 1})
	}
	slices.SortFunc(steps, func(a, b step) int {
		if c := a.at.Compare(b.at); c != 0 {
			return c
		}
		return a.by - b.by
	})
	most, out := v.most, 0
	for _, s := range steps {
		out += s.by
		most = max(most, out)
	}
	return most
}

// countOutOfService returns how many instances are out of service, now and at most.
func (s *Simulator) countOutOfService(at time.Time) (current, most int) {
	out := make([]*instance, 0, len(s.service.since))
	for inst := range s.service.since {
		out = append(out, inst)
	}
	for _, inst := range out {
		s.advance(inst, at)
	}
	return len(s.service.since), s.service.maximum()
}

// resetService forgets all downtimes. Instances that are out of service count from now
// on.
func (s *Simulator) resetService(at time.Time) {
	s.countOutOfService(at)
	since := s.service.since
	s.service = newService()
	for inst := range since {
		s.service.begin(inst, at)
	}
}

// loadService counts the instances that are out of service in a state file.
func (s *Simulator) loadService(at time.Time) {
	s.service = newService()
	for _, inst := range s.account.all {
		if inst.disrupted() {
			s.service.begin(inst, at)
		}
	}
}
