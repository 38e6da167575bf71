package simulator

import "slices"

// publicIPs are the public IPs of every account.
var publicIPs = []string{"203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4", "203.0.113.5"}

// PublicIPs returns the public IPs of the account, 203.0.113.1 to 203.0.113.5.
// network/bindIp binds one to an instance, at the level of 2024.
func PublicIPs() []string { return slices.Clone(publicIPs) }

// boundInstance returns the instance that a public IP is bound to, or nil. The
// index can be stale, because instances lose their public IPs at a reset.
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

// instanceBoundTo is boundInstance after due resets have been applied.
func (s *Simulator) instanceBoundTo(r *request, publicIP string) *instance {
	if inst := s.account.boundInstance(publicIP); inst != nil {
		s.advance(inst, r.at)
	}
	return s.account.boundInstance(publicIP)
}
