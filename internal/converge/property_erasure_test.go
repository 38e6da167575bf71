package converge_test

import (
	"cmp"
	"context"
	"fmt"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// loseErasure kills the process that changes an image with wipe_data on an instance
// that has everything. If the image was installed, the next applies send everything
// again, of both resources and without raised triggers, and do not install it again. The
// next apply does so at once if it refreshes both resources, unless that takes a password
// or a restart.
func (s *sequence) loseErasure(ctx context.Context) (problem string) {
	s.model.Faults = false
	if problem := s.converge(ctx); problem != "" {
		return problem
	}
	r := s.resources[0]
	if s.chance(3) {
		r = s.resources[1]
	}
	if r.want == nil || r.want.values["image"] == nil || !known(r.has, "image") || r.has.Holding.Settings["image"].Requested == converge.Any {
		return "" // no image, or none that erases
	}
	before := s.model.Settle().Has["image"]
	s.put(r, "image", setting.Image{ImageID: before + "-new", WipeData: true})
	if s.chance(2) {
		s.set(r, sharable[s.random.IntN(len(sharable))])
	}
	k := s.cleanRun()
	k.stop, k.killed = &convergetest.Stop{After: s.random.IntN(4)}, true
	s.logf("kill the process at change %d", k.stop.After)
	if problem := cmp.Or(k.do(ctx), s.check()); problem != "" {
		return problem
	}
	if unsaved := k.unsaved(r); !unsaved || s.model.Settle().Has["image"] == before {
		k.learn()
		return ""
	}
	k.learnErasure()
	next := s.cleanRun()
	next.refresh, next.inTurn = !s.chance(4), s.chance(2)
	s.logf("next apply: refresh %v, in turn %v", next.refresh, next.inTurn)
	if problem := cmp.Or(next.do(ctx), s.check(), next.checkClean()); problem != "" {
		return problem
	}
	next.learn()
	for _, r := range s.resources {
		if r.has == nil || !next.refresh || !r.has.sendable() {
			continue
		}
		if problem := r.misses(s.model.Settle()); problem != "" {
			return fmt.Sprintf("after one apply, %s", problem)
		}
	}
	return ""
}

// unsaved reports whether the process was killed before it saved a resource.
func (r *run) unsaved(target *resource) bool {
	for _, n := range r.nodes {
		if n.resource == target {
			return n.unsaved
		}
	}
	return false
}

// learnErasure records that a process that was killed has erased the instance.
func (r *run) learnErasure() {
	for _, target := range r.resources {
		if target.want == nil {
			continue
		}
		for _, name := range target.want.names() {
			if name != "image" {
				r.model.Ask(target.owner(), name)
				r.setters[name] = setter{target, "any"}
			}
		}
		r.model.Ask(target.owner(), "restart")
	}
}

// sendable reports whether another resource can send all that the object has set: it
// needs no password and no restart.
func (o *object) sendable() bool {
	for name, value := range o.values {
		if d := (converge.Desired{Setting: setting.ByName(name), Value: value}); !setting.InState(d) || d.Interrupts() && name != "image" {
			return false
		}
	}
	return true
}
