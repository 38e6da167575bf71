package converge_test

import (
	"slices"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
)

// vanish records that an object is gone, with its notes of what is running, which a
// user has to wait for, and of what it has cost the other one.
func (s *sequence) vanish(r *resource) {
	if r.has == nil {
		s.model.Settle()
	}
	if r.unread {
		s.doubt(s.other(r))
	}
	r.unread = false
}

// forget records that a killed process may have done anything that was planned. What
// it left running is not known to the next one, so a user has to wait for it.
func (r *run) forget(n *node) {
	r.model.Settle()
	names := map[string]bool{}
	if n.before != nil {
		for name := range n.before.Holding.Settings {
			names[name] = true
		}
	}
	if n.want != nil {
		for name := range n.want.values {
			names[name] = true
		}
	}
	for name := range names {
		r.doubts[n.resource][name] = true
		r.setters[name] = setter{n.resource, "any"}
		if name != "image" {
			r.model.Ask(n.owner(), name)
		}
		// A Delete takes an earlier reset, which has ended before the process sent
		// anything, for its own.
		if n.has == nil || n.has.Holding.Reset != nil || n.has.Holding.Settings[name] == (converge.Entry{}) {
			r.leftovers[name], r.killedWith[name] = true, true
		}
	}
	r.model.Ask(n.owner(), "restart", "reset")
	if other := r.other(n.resource); other.has != nil && slices.ContainsFunc(ownership.Names(other.has.Holding), func(name string) bool { return names[name] }) {
		r.doubt(other)
	}
	if n.want != nil && n.want.values["image"] != nil && (n.has == nil || !known(n.has, "image")) {
		// It was never recorded, so the instance cannot have it already.
		r.ask(n.resource, "image")
	}
}

// doubt records that a resource may know less than the instance has, and raises its
// triggers.
func (s *sequence) doubt(r *resource) {
	s.model.Settle()
	if r.has == nil {
		return
	}
	for name := range r.has.Holding.Settings {
		s.doubts[r][name] = true
	}
	s.sendAgain(r)
}

// sendAgain raises the triggers of a resource. They do nothing for a new object.
func (s *sequence) sendAgain(r *resource) {
	if r.want != nil && r.has != nil {
		r.has.tainted, r.replace = false, false
		s.resend(r)
	}
}
