package simulator

// findInstance returns one instance of the account, brought up to date, or nil.
func (s *Simulator) findInstance(r *request, code string) *instance {
	inst := s.account.byCode[code]
	if inst != nil {
		s.advance(inst, r.at)
	}
	return inst
}

// parseInstance reads padCode, for endpoints that take one instance.
func (s *Simulator) parseInstance(r *request) (*instance, *refusal) {
	var code string
	r.fields.required("padCode", &code)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	inst := s.findInstance(r, code)
	if inst == nil {
		return nil, refuse(codeInstanceNotFound, msgInstanceNotFound)
	}
	return inst, nil
}

// parseInstances reads padCodes within the limit of the endpoint. An unknown
// instance refuses the call if all is set, as for submissions; otherwise it is
// skipped.
func (s *Simulator) parseInstances(r *request, all bool) ([]*instance, *refusal) {
	var codes []string
	r.fields.required("padCodes", &codes)
	r.fields.checkLimit("padCodes", len(codes), r.route.limit)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	return s.findInstances(r, codes, all)
}

// findInstances returns the instances with the given codes, which must be distinct.
func (s *Simulator) findInstances(r *request, codes []string, all bool) ([]*instance, *refusal) {
	if refused := checkDuplicates(codes); refused != nil {
		return nil, refused
	}
	instances := make([]*instance, 0, len(codes))
	for _, code := range codes {
		inst := s.findInstance(r, code)
		if inst == nil && all {
			return nil, refuse(codeInstanceNotFound, msgInstanceNotFound)
		}
		if inst != nil {
			instances = append(instances, inst)
		}
	}
	return instances, nil
}

// parseTargets returns the instances of padCodes and, if the operation accepts
// groups, of groupIds. The limit applies to all of them together.
func (s *Simulator) parseTargets(r *request) ([]*instance, *refusal) {
	var codes []string
	if r.fields.optional("padCodes", &codes); r.fields.refused == nil {
		s.counters.countBatch(r.route.path, len(codes))
	}
	instances, refused := s.parseInstances(r, true)
	if refused != nil || !r.route.operation.acceptsGroups {
		return instances, refused
	}
	var groups []int
	r.fields.optional("groupIds", &groups)
	named := map[*instance]bool{}
	for _, inst := range instances {
		named[inst] = true
	}
	for _, id := range groups {
		group := s.account.groups[id]
		if group == nil {
			return nil, refuse(codeInvalidParameters, "group %d does not exist", id)
		}
		if len(*group) > r.route.limit {
			return nil, refuse(codeInvalidParameters, "group %d has more than %d instances", id, r.route.limit)
		}
		for _, inst := range *group {
			if !named[inst] {
				named[inst] = true
				s.advance(inst, r.at)
				instances = append(instances, inst)
			}
		}
	}
	r.fields.checkLimit("padCodes and groupIds", len(instances), r.route.limit)
	return instances, r.fields.refused
}

func checkDuplicates(codes []string) *refusal {
	seen := make(map[string]bool, len(codes))
	for _, code := range codes {
		if seen[code] {
			return refuse(codeDuplicateInstance, msgDuplicateInstance)
		}
		seen[code] = true
	}
	return nil
}
