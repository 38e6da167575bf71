package simulator

import "fmt"

// applyToAccount changes the account by an event that concerns no phone;
// false: the event is of another kind.
func (s *Simulator) applyToAccount(e *event) (bool, error) {
	switch e.Kind {
	case eventBlacklist:
		if e.Blacklist == nil {
			return true, fmt.Errorf("a blacklist without values")
		}
		s.account.blacklists[e.Blacklist.Grade] = e.Blacklist.Apps
	case eventCallback:
		s.setCallback(e.Callback, e.At)
	default:
		return false, nil
	}
	return true, nil
}
