package simulator

// phoneNamed finds one phone of the account and brings it up to date.
func (s *Simulator) phoneNamed(r *request, code string) *phone {
	p := s.account.byCode[code]
	if p != nil {
		s.advance(p, r.at)
	}
	return p
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
