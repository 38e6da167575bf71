package converge_test

import (
	"fmt"
	"maps"
	"slices"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

var (
	// sharable settings may be in both configurations, with the same value.
	sharable = []string{"bandwidth", "proxy", "apps/com.example.a"}
	// others are in one configuration at a time.
	others = []string{"image", "properties", "time_zone", "apps/com.example.b"}
)

// names returns the names of the configured settings, in order.
func (c *config) names() []string { return slices.Sorted(maps.Keys(c.values)) }

func (s *sequence) other(r *resource) *resource {
	if r == s.resources[0] {
		return s.resources[1]
	}
	return s.resources[0]
}

// value returns a random value of a setting.
func (s *sequence) value(name string) converge.Value {
	ip, port := "192.0.2.7", int64(1000+s.random.IntN(2))
	switch name {
	case "time_zone":
		return setting.TimeZone{Name: []string{"UTC", "Asia/Tokyo"}[s.random.IntN(2)]}
	case "bandwidth":
		return setting.Bandwidth{UploadMbps: float64(1 + s.random.IntN(3)), DownloadMbps: 5}
	case "proxy":
		return setting.Proxy{Enabled: true, IP: &ip, Port: &port}
	case "image":
		return setting.Image{ImageID: fmt.Sprint("img-", s.random.IntN(3)), WipeData: s.chance(2)}
	case "properties":
		return setting.Properties{
			System:           map[string]string{"ro.a": fmt.Sprint(s.random.IntN(2))},
			SystemPersistent: map[string]string{"ro.b": fmt.Sprint(s.random.IntN(2))}, Restart: s.restarts,
		}
	default:
		return setting.App{ID: int64(1 + s.random.IntN(2))}
	}
}

// change makes one random change of a resource.
func (s *sequence) change(r *resource) {
	if r.want == nil {
		if !s.chance(4) {
			s.add(r)
		}
		return
	}
	switch s.random.IntN(24) {
	case 0, 1, 2, 3, 4, 5, 6, 7:
		names := slices.Concat(sharable, others)
		name := names[s.random.IntN(len(names))]
		if _, wanted := r.want.values[name]; wanted && s.chance(3) {
			s.remove(r, name)
			if other := s.other(r); other.want != nil && other.want.values[name] != nil && s.chance(2) {
				s.remove(other, name)
			}
			return
		}
		s.set(r, name)
	case 8:
		r.want.triggers++
		s.resend(r)
	case 9, 10:
		r.want.restarts++
		s.logf("restart triggers of %s", r.typeName)
		if r.has != nil && !r.has.tainted && !r.replace {
			r.owed = s.model.Count(r.owner(), "restart")
		}
		s.model.Ask(r.owner(), "restart")
	case 11:
		s.rotate()
	case 12:
		s.newSecret(r)
	case 13, 14:
		r.want.release = []string{ownership.ReleaseUndo, ownership.ReleaseKeep, ownership.ReleaseReset}[s.random.IntN(3)]
	case 15, 16:
		s.drift()
	case 17, 18, 19:
		if r.has != nil && r.has.tainted {
			r.has.tainted = false
			s.logf("untaint %s", r.typeName)
		}
	case 20:
		if r.has != nil {
			r.replace = true
			s.logf("replace %s", r.typeName)
		}
	case 21:
		s.reimport(r)
	case 22:
		s.discard(r)
	case 23:
		if s.other(r).want != nil {
			s.move(r, s.other(r))
		}
	}
}

// discard removes a resource from the configuration.
func (s *sequence) discard(r *resource) {
	s.logf("remove %s", r.typeName)
	if r.has != nil {
		s.model.Ask(r.owner(), "reset")
	}
	r.want = nil
}

// add adds a resource with some settings to the configuration.
func (s *sequence) add(r *resource) {
	r.want = &config{values: map[string]converge.Value{}, release: []string{ownership.ReleaseUndo, ownership.ReleaseUndo, ownership.ReleaseKeep, ownership.ReleaseReset}[s.random.IntN(4)]}
	if r.has != nil {
		r.want.triggers, r.want.restarts, r.owed = r.has.triggers, r.has.restarts, -1
	}
	s.logf("add %s, on_release %s", r.typeName, r.want.release)
	for _, name := range slices.Concat(sharable, others) {
		if s.chance(2) {
			s.set(r, name)
		}
	}
}

// set changes the configured value of a setting to a random one, or to that of the
// other resource.
func (s *sequence) set(r *resource, name string) {
	value := s.value(name)
	if other := s.other(r); other.want != nil {
		if _, theirs := other.want.values[name]; theirs {
			if slices.Contains(others, name) {
				s.move(other, r, name)
				return
			}
			if s.chance(2) || r.want.values[name] == nil {
				value = other.want.values[name]
				s.setSecret(r, other.want.secret)
			}
			s.put(other, name, value)
		}
	}
	s.put(r, name, value)
}

// move moves a setting from one configuration to another.
func (s *sequence) move(from, to *resource, names ...string) {
	if len(names) == 0 {
		names = from.want.names()
	}
	for _, name := range names {
		value := from.want.values[name]
		if name == "proxy" {
			s.setSecret(to, from.want.secret)
		}
		s.remove(from, name)
		s.put(to, name, value)
	}
}

// put puts a value into a configuration.
func (s *sequence) put(r *resource, name string, value converge.Value) {
	before := r.want.values[name]
	r.want.values[name] = value
	if converge.Hash(value) != converge.Hash(before) {
		s.logf("configure %s of %s = %s %v", name, r.typeName, converge.Canonical(value), value)
		s.ask(r, name)
	}
}

// ask records that a setting is asked for anew.
func (s *sequence) ask(r *resource, name string) {
	s.model.Ask(r.owner(), name)
	if name == "image" {
		s.model.AllowWipe(r.owner())
	}
}

// askAll records that all settings are asked for anew.
func (s *sequence) askAll(r *resource) {
	for _, name := range r.want.names() {
		s.ask(r, name)
	}
	s.model.Ask(r.owner(), "reset")
}
