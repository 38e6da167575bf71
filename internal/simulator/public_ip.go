package simulator

import (
	"fmt"
	"slices"
)

// publicIPs are what every simulated account has.
var publicIPs = []string{"203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4", "203.0.113.5"}

// PublicIPs is the public IPs of the account: 203.0.113.1 to 203.0.113.5. A
// phone gets one by network/bindIp, at the level of 2024.
func PublicIPs() []string { return slices.Clone(publicIPs) }

// boundTo is the phone that a public IP is bound to; nil: none. The phones
// know their public IPs and lose them at a reset; the index may be behind.
func (a *account) boundInstance(publicIP string) *instance {
	inst := a.boundIPs[publicIP]
	if inst == nil || a.byCode[inst.code] != inst || !slices.Contains(inst.settings.PublicIPs, publicIP) {
		return nil
	}
	return inst
}

func (a *account) bind(inst *instance, publicIP string) {
	a.boundIPs[publicIP] = inst
	if !slices.Contains(inst.settings.PublicIPs, publicIP) {
		inst.settings.PublicIPs = append(inst.settings.PublicIPs, publicIP)
	}
}

func (a *account) unbind(inst *instance, publicIP string) {
	inst.settings.PublicIPs = slices.DeleteFunc(inst.settings.PublicIPs, func(ip string) bool { return ip == publicIP })
}

// holder is boundTo at a time: a reset that is due by then has happened.
func (s *Simulator) instanceBoundTo(r *request, publicIP string) *instance {
	if inst := s.account.boundInstance(publicIP); inst != nil {
		s.advance(inst, r.at)
	}
	return s.account.boundInstance(publicIP)
}

// bindIP is network/bindIp (API document: Binding of public IPs). The document
// does not say what it refuses; assumed are: an address that the account does
// not have, and one that another phone holds. Binding a pair again is no mistake.
func bindIP(s *Simulator, r *request) (any, *refusal) {
	publicIP, inst := s.parseBinding(r)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	if holder := s.instanceBoundTo(r, publicIP); holder != nil && holder != inst {
		return nil, refuse(codeInvalidParameters, "public IP %s is bound to %s already", publicIP, holder.ip)
	} else if holder == inst {
		return struct{}{}, nil
	}
	return s.commitBinding(r, eventBind, inst, publicIP)
}

// unbindIP is network/unbindIp (API document: Unbundling of public IPs). A
// pair that is not bound is nothing to do, unless another phone holds the
// address.
func unbindIP(s *Simulator, r *request) (any, *refusal) {
	publicIP, inst := s.parseBinding(r)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	holder := s.instanceBoundTo(r, publicIP)
	if holder == nil {
		return struct{}{}, nil
	}
	if holder != inst {
		return nil, refuse(codeInvalidParameters, "public IP %s is not bound to %s", publicIP, inst.ip)
	}
	return s.commitBinding(r, eventUnbind, inst, publicIP)
}

// pair reads a public IP of the account and the phone of an inner IP.
func (s *Simulator) parseBinding(r *request) (publicIP string, inst *instance) {
	var inner string
	r.fields.required("publicIP", &publicIP)
	r.fields.required("padIP", &inner)
	if r.fields.refused == nil && !slices.Contains(publicIPs, publicIP) {
		r.fields.refuse(codeInvalidParameters, "public IP %s is not one of this account", publicIP)
	}
	inst = s.account.byIP[inner]
	if inst == nil {
		r.fields.refuse(codeInstanceNotFound, msgInstanceNotFound)
		return publicIP, nil
	}
	s.advance(inst, r.at)
	return publicIP, inst
}

func (s *Simulator) commitBinding(r *request, kind string, inst *instance, publicIP string) (any, *refusal) {
	if err := s.commit(&event{At: r.at, Kind: kind, Pads: []string{inst.code}, PublicIP: publicIP}); err != nil {
		return nil, refuse(codeInternal, "the simulator cannot write its state file")
	}
	return struct{}{}, nil
}

type getIPResponse struct {
	IPAddresses []string `json:"ipAddresses"`
}

// getIP is network/getIP (API document: Get information on specified public
// network bindings): inner addresses as CIDR, an empty list for an address
// that is not bound.
func getIP(s *Simulator, r *request) (any, *refusal) {
	publicIP := r.http.URL.Query().Get("publicIP")
	switch {
	case publicIP == "":
		return nil, refuse(codeRequired, "publicIP cannot be empty")
	case !slices.Contains(publicIPs, publicIP):
		return nil, refuse(codeInvalidParameters, "public IP %s is not one of this account", publicIP)
	}
	response := getIPResponse{IPAddresses: []string{}}
	if inst := s.instanceBoundTo(r, publicIP); inst != nil {
		response.IPAddresses = append(response.IPAddresses, inst.ip+"/32")
	}
	return response, nil
}

// BindPublicIP binds a public IP of the account to a phone behind everybody's
// back, taking it from the phone that has it; with an empty pad code the
// address is bound to no phone. Errors: an address or a phone that the account
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
