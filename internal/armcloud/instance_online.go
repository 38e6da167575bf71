package armcloud

import "sync/atomic"

// onlineSource records whether a listing says of any instance whether it is online. The
// documents of infos don't have the field, so rows without it are normal until one has
// it.
type onlineSource struct{ says atomic.Bool }

// note records what a row says, nil if it says nothing.
func (s *onlineSource) note(online *bool) {
	if online != nil {
		s.says.Store(true)
	}
}

// omits reports whether a row leaves out what the listing says of other instances.
func (s *onlineSource) omits(online *bool) bool { return online == nil && s.says.Load() }
