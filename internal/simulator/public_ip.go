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
func (a *account) boundTo(publicIP string) *phone {
	p := a.bound[publicIP]
	if p == nil || a.byCode[p.code] != p || !slices.Contains(p.set.PublicIPs, publicIP) {
		return nil
	}
	return p
}

func (a *account) bind(p *phone, publicIP string) {
	a.bound[publicIP] = p
	if !slices.Contains(p.set.PublicIPs, publicIP) {
		p.set.PublicIPs = append(p.set.PublicIPs, publicIP)
	}
}

func (a *account) unbind(p *phone, publicIP string) {
	p.set.PublicIPs = slices.DeleteFunc(p.set.PublicIPs, func(ip string) bool { return ip == publicIP })
}

// holder is boundTo at a time: a reset that is due by then has happened.
func (s *Simulator) holder(r *request, publicIP string) *phone {
	if p := s.account.boundTo(publicIP); p != nil {
		s.advance(p, r.at)
	}
	return s.account.boundTo(publicIP)
}

// bindIP is network/bindIp (API document: Binding of public IPs). The document
// does not say what it refuses; assumed are: an address that the account does
// not have, and one that another phone holds. Binding a pair again is no mistake.
func bindIP(s *Simulator, r *request) (any, *refusal) {
	publicIP, p := s.pair(r)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	if holder := s.holder(r, publicIP); holder != nil && holder != p {
		return nil, refuse(codeWrongParameters, "public IP %s is bound to %s already", publicIP, holder.ip)
	} else if holder == p {
		return struct{}{}, nil
	}
	return s.changeBinding(r, eventBind, p, publicIP)
}

// unbindIP is network/unbindIp (API document: Unbundling of public IPs). A
// pair that is not bound is nothing to do, unless another phone holds the
// address.
func unbindIP(s *Simulator, r *request) (any, *refusal) {
	publicIP, p := s.pair(r)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	holder := s.holder(r, publicIP)
	if holder == nil {
		return struct{}{}, nil
	}
	if holder != p {
		return nil, refuse(codeWrongParameters, "public IP %s is not bound to %s", publicIP, p.ip)
	}
	return s.changeBinding(r, eventUnbind, p, publicIP)
}

// pair reads a public IP of the account and the phone of an inner IP.
func (s *Simulator) pair(r *request) (publicIP string, p *phone) {
	var inner string
	r.fields.need("publicIP", &publicIP)
	r.fields.need("padIP", &inner)
	if r.fields.refused == nil && !slices.Contains(publicIPs, publicIP) {
		r.fields.refuse(codeWrongParameters, "public IP %s is not one of this account", publicIP)
	}
	p = s.account.byIP[inner]
	if p == nil {
		r.fields.refuse(codeNoSuchPhone, msgNoSuchPhone)
		return publicIP, nil
	}
	s.advance(p, r.at)
	return publicIP, p
}

func (s *Simulator) changeBinding(r *request, kind string, p *phone, publicIP string) (any, *refusal) {
	if err := s.happen(&event{At: r.at, Kind: kind, Pads: []string{p.code}, PublicIP: publicIP}); err != nil {
		return nil, refuse(codeInternal, "the simulator cannot write its state file")
	}
	return struct{}{}, nil
}

type boundAddresses struct {
	IPAddresses []string `json:"ipAddresses"`
}

// getIP is network/getIP (API document: Get information on specified public
// network bindings): inner addresses as CIDR, an empty list for an address
// that is not bound.
func getIP(s *Simulator, r *request) (any, *refusal) {
	publicIP := r.http.URL.Query().Get("publicIP")
	switch {
	case publicIP == "":
		return nil, refuse(codeRequiredEmpty, "publicIP cannot be empty")
	case !slices.Contains(publicIPs, publicIP):
		return nil, refuse(codeWrongParameters, "public IP %s is not one of this account", publicIP)
	}
	answer := boundAddresses{IPAddresses: []string{}}
	if p := s.holder(r, publicIP); p != nil {
		answer.IPAddresses = append(answer.IPAddresses, p.ip+"/32")
	}
	return answer, nil
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
		if err := s.manage(&event{Kind: eventUnbind, Pads: []string{holder}, PublicIP: publicIP}); err != nil {
			return err
		}
	}
	if padCode == "" {
		return nil
	}
	return s.manage(&event{Kind: eventBind, Pads: []string{padCode}, PublicIP: publicIP})
}

// PublicIPBindings is the pad code that each public IP of the account is bound
// to now; "" means none.
func (s *Simulator) PublicIPBindings() map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	bindings := map[string]string{}
	for _, ip := range publicIPs {
		bindings[ip] = ""
		if p := s.holder(&request{at: now()}, ip); p != nil {
			bindings[ip] = p.code
		}
	}
	return bindings
}
