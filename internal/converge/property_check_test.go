package converge_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// check returns what must not have happened.
func (s *sequence) check() string {
	if problems := s.model.Problems(); len(problems) > 0 {
		return problems[0]
	}
	return s.problem
}

// stateOf returns what an instance has after a value of a setting was sent.
func stateOf(name string, value converge.Value) convergetest.State {
	return convergetest.After(setting.ByName(name).Set(value))
}

// checkClaims compares what the states claim after a refresh of all objects with the
// instance, now and when all tasks have ended. What is marked as unfinished claims
// nothing.
func (s *sequence) checkClaims() string {
	now, later := s.model.States()
	for _, r := range s.resources {
		if r.has == nil || r.has.Holding.Reset != nil || r.found {
			continue
		}
		for name, value := range r.has.values {
			if e := r.has.Holding.Settings[name]; !e.Has("") || s.doubts[r][name] || s.differs(r, name, value) {
				continue
			}
			for _, has := range []convergetest.State{now, later} {
				if problem := lacks(has, name, value, r.has.restarting()); problem != "" {
					return fmt.Sprintf("%s claims %s = %s, but the instance has %s", r.typeName, name, converge.Canonical(value), problem)
				}
			}
		}
	}
	return ""
}

// restarting reports whether a change that restarts the instance is marked as
// unfinished.
func (o *object) restarting() bool {
	for _, e := range o.Holding.Settings {
		if e.Flight != nil && e.Flight.Long {
			return true
		}
	}
	return o.Holding.Restart != nil && o.Holding.Restart.Flight != nil
}

// differs reports whether the other resource has set another value of a setting
// since, because the configurations of both have changed, or marks it as unfinished.
// It may also have to send it again for this one.
func (s *sequence) differs(r *resource, name string, value converge.Value) bool {
	if other := s.other(r); other.has != nil {
		if e, both := other.has.Holding.Settings[name]; both && (!e.Has("") || other.found) {
			return true
		}
		if other.found && !r.has.sendable() {
			return true
		}
		if other.has.owes(r.has.LedgerName(r.typeName), name) {
			return true
		}
	}
	last, set := s.setters[name]
	return set && last.resource != r && last.value != identify(value)
}

// owes reports whether the object sends a setting again for another one.
func (o *object) owes(owner, name string) bool {
	return slices.ContainsFunc(slices.Concat(o.Holding.Owed, o.Holding.OwedIfErased), func(owed converge.Owed) bool { return owed.Owner == owner && owed.Setting == name })
}

// identify returns the hash of a value, with its password.
func identify(value converge.Value) string {
	if proxy, ok := value.(setting.Proxy); ok && proxy.SecretWO != nil {
		return converge.Hash(value) + *proxy.SecretWO
	}
	return converge.Hash(value)
}

// lacks returns what an instance has instead of a value, or "".
func lacks(state convergetest.State, name string, value converge.Value, restarting bool) string {
	want := stateOf(name, value)
	for key, v := range want.Has {
		if restarting && strings.HasPrefix(key, "system/") {
			continue
		}
		if state.Has[key] != v {
			return fmt.Sprintf("%s = %q", key, state.Has[key])
		}
	}
	r, can := setting.ByName(name).(converge.Restarter)
	restarts := can && r.Restarts(value)
	for key, v := range want.Waiting {
		waiting, waits := state.Waiting[key]
		if waits && waiting == v && !restarts || state.Has[key] == v && (!waits || waiting == v) {
			continue
		}
		return fmt.Sprintf("%s = %q, waiting %q", key, state.Has[key], state.Waiting[key])
	}
	return ""
}
