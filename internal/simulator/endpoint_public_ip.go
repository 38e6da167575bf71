package simulator

import "slices"

// bindIP handles network/bindIp (API document: Binding of public IPs). Assumed:
// it refuses an address that the account does not have and one that is bound to
// another instance. Binding the same pair again succeeds.
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

// unbindIP handles network/unbindIp (API document: Unbundling of public IPs).
// It succeeds if the address is not bound, and is refused if another instance
// has it.
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

// parseBinding reads a public IP of the account and the instance with an inner
// IP.
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
	if refused := s.commitRequest(&event{At: r.at, Kind: kind, Pads: []string{inst.code}, PublicIP: publicIP}); refused != nil {
		return nil, refused
	}
	return struct{}{}, nil
}

type getIPResponse struct {
	IPAddresses []string `json:"ipAddresses"`
}

// getIP handles network/getIP (API document: Get information on specified
// public network bindings). It returns inner addresses as CIDR, and an empty
// list if the address is not bound.
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
