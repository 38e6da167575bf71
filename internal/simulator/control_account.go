package simulator

import (
	"fmt"
	"slices"
)

// Blacklists returns the app names by package name that are set up for each
// instance grade, such as m2-3. A grade that was never set up is absent.
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

// CallbackState is the callback of the account and the deliveries so far, or
// since ResetCounters.
type CallbackState struct {
	URL        string             `json:"url"` // "" if none is configured
	TypeIDs    []int              `json:"type_ids"`
	Waiting    int                `json:"waiting"` // callbacks not attempted yet
	Deliveries map[int]Deliveries `json:"deliveries"`
	Types      []CallbackType     `json:"types"` // all types that the service offers
}

// Callback returns the callback of the account.
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

// SetCallback sets the callback of the account without a request to the API. An
// empty address removes it. Without type ids, all types are enabled. It fails
// if the address is not http:// or https://, a type id is unknown, the
// simulator is closed or the state file cannot be written.
func (s *Simulator) SetCallback(address string, typeIDs ...int) error {
	if address == "" {
		if len(typeIDs) > 0 {
			return fmt.Errorf("type ids need an address")
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

// BindPublicIP binds a public IP to an instance without a request to the API,
// and unbinds it from any other instance. An empty pad code only unbinds it. It
// fails if the account does not have the address or the instance, the simulator
// is closed or the state file cannot be written.
func (s *Simulator) BindPublicIP(publicIP, padCode string) error {
	if !slices.Contains(publicIPs, publicIP) {
		return fmt.Errorf("the account does not have the public IP %q, only %v", publicIP, publicIPs)
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

// PublicIPBindings returns the pad code that each public IP of the account is
// bound to, or "" if it is not bound.
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
