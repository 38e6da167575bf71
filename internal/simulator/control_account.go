package simulator

import (
	"fmt"
	"slices"
)

// Blacklists is the app names by package name that are set up for each instance
// grade, such as m2-3. A grade that was never set up is absent.
func (s *Simulator) Blacklists() map[string]map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	lists := map[string]map[string]string{}
	for grade, apps := range s.account.blacklists {
		lists[grade] = map[string]string{}
		for _, app := range apps {
			lists[grade][app.Package] = app.Name
		}
	}
	return lists
}

// CallbackState is the callback of the account and what became of the
// callbacks so far, or since ResetCounters.
type CallbackState struct {
	URL        string             `json:"url"` // "": none is configured
	TypeIDs    []int              `json:"type_ids"`
	Waiting    int                `json:"waiting"` // callbacks that were not tried yet
	Deliveries map[int]Deliveries `json:"deliveries"`
	Types      []CallbackType     `json:"types"` // all that the service knows
}

// Callback tells the callback of the account.
func (s *Simulator) Callback() CallbackState {
	state := CallbackState{Deliveries: s.Counters().Callbacks, TypeIDs: []int{}, Types: slices.Clone(callbackTypes)}
	s.mu.Lock()
	defer s.mu.Unlock()
	state.Waiting = s.sender.waiting
	if c := s.account.callback; c != nil {
		state.URL, state.TypeIDs = c.URL, slices.Clone(c.Types)
	}
	return state
}

// SetCallback gives the account a callback behind everybody's back, or with an
// empty address takes it away. Without type ids it gets all types. Errors: an
// address without http:// or https://, an unknown type id, a closed simulator,
// a state file that cannot be written.
func (s *Simulator) SetCallback(address string, typeIDs ...int) error {
	if address == "" {
		if len(typeIDs) > 0 {
			return fmt.Errorf("a callback that is taken away has no types")
		}
		return s.commitControl(&event{Kind: eventCallback})
	}
	c := &callback{URL: address, Types: sortedSet(typeIDs)}
	if err := c.validate(); err != nil {
		return err
	}
	if len(typeIDs) == 0 {
		for _, t := range callbackTypes {
			c.Types = append(c.Types, t.ID)
		}
		c.Types = sortedSet(c.Types)
	}
	return s.commitControl(&event{Kind: eventCallback, Callback: c})
}

// BindPublicIP binds a public IP of the account to an instance behind everybody's
// back, taking it from the instance that has it; with an empty pad code the
// address is bound to no instance. Errors: an address or an instance that the account
// does not have, a closed simulator, a state file that cannot be written.
func (s *Simulator) BindPublicIP(publicIP, padCode string) error {
	if !slices.Contains(publicIPs, publicIP) {
		return fmt.Errorf("the account has no public IP %q, but %v", publicIP, publicIPs)
	}
	if holder := s.PublicIPBindings()[publicIP]; holder != "" && holder != padCode {
		if err := s.commitControl(&event{Kind: eventUnbind, Pads: []string{holder}, PublicIP: publicIP}); err != nil {
			return err
		}
	}
	if padCode == "" {
		return nil
	}
	return s.commitControl(&event{Kind: eventBind, Pads: []string{padCode}, PublicIP: publicIP})
}

// PublicIPBindings is the pad code that each public IP of the account is bound
// to now; "" means none.
func (s *Simulator) PublicIPBindings() map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	bindings := map[string]string{}
	for _, ip := range publicIPs {
		bindings[ip] = ""
		if inst := s.instanceBoundTo(&request{at: now()}, ip); inst != nil {
			bindings[ip] = inst.code
		}
	}
	return bindings
}
