package simulator

// phoneNamed finds one phone of the account and brings it up to date.
func (s *Simulator) phoneNamed(r *request, code string) *phone {
	p := s.account.byCode[code]
	if p != nil {
		s.advance(p, r.at)
	}
	return p
}

// onePhone reads padCode, of endpoints that take one phone.
func (s *Simulator) onePhone(r *request) (*phone, *refusal) {
	var code string
	r.fields.need("padCode", &code)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	p := s.phoneNamed(r, code)
	if p == nil {
		return nil, refuse(codeNoSuchPhone, msgNoSuchPhone)
	}
	return p, nil
}

// namedPhones reads padCodes within the limit of the endpoint. With all, an
// unknown phone refuses the whole call, as submissions do; otherwise it is
// left out.
func (s *Simulator) namedPhones(r *request, all bool) ([]*phone, *refusal) {
	var codes []string
	r.fields.need("padCodes", &codes)
	r.fields.checkCount("padCodes", len(codes), r.route.limit)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	return s.phonesOf(r, codes, all)
}

// phonesOf finds phones by their codes, each named once.
func (s *Simulator) phonesOf(r *request, codes []string, all bool) ([]*phone, *refusal) {
	if refused := noDuplicates(codes); refused != nil {
		return nil, refused
	}
	phones := make([]*phone, 0, len(codes))
	for _, code := range codes {
		p := s.phoneNamed(r, code)
		if p == nil && all {
			return nil, refuse(codeNoSuchPhone, msgNoSuchPhone)
		}
		if p != nil {
			phones = append(phones, p)
		}
	}
	return phones, nil
}

// submitTargets is the phones of padCodes and, where an operation takes them,
// of groupIds; the limit counts them all.
func (s *Simulator) submitTargets(r *request) ([]*phone, *refusal) {
	var codes []string
	if r.fields.may("padCodes", &codes); r.fields.refused == nil {
		s.counters.batch(r.route.path, len(codes))
	}
	phones, refused := s.namedPhones(r, true)
	if refused != nil || !r.route.task.groups {
		return phones, refused
	}
	var groups []int
	r.fields.may("groupIds", &groups)
	named := map[*phone]bool{}
	for _, p := range phones {
		named[p] = true
	}
	for _, id := range groups {
		group := s.account.groups[id]
		if group == nil {
			return nil, refuse(codeWrongParameters, "group %d does not exist", id)
		}
		if len(*group) > r.route.limit {
			return nil, refuse(codeWrongParameters, "group %d has more than %d instances", id, r.route.limit)
		}
		for _, p := range *group {
			if !named[p] {
				named[p] = true
				s.advance(p, r.at)
				phones = append(phones, p)
			}
		}
	}
	r.fields.checkCount("padCodes and groupIds", len(phones), r.route.limit)
	return phones, r.fields.refused
}

func noDuplicates(codes []string) *refusal {
	seen := make(map[string]bool, len(codes))
	for _, code := range codes {
		if seen[code] {
			return refuse(codeDuplicatePhone, msgDuplicatePhone)
		}
		seen[code] = true
	}
	return nil
}
