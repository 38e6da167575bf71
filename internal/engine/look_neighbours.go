package engine

import "slices"

const (
	// roundsAlone is how many rounds go without neighbours: a few phones do
	// not make the service read a hundred.
	roundsAlone = 3
	// fullsUnasked bounds what is seen of phones that nobody asks for, in full
	// requests: an account may have many more phones than a configuration.
	fullsUnasked = 5
)

// neighbours are the phones that a looker looks at unasked, on the seats that
// a request has left: callers who come one after another, such as the
// resources of a large configuration, then find their phones looked at
// already. It belongs to the looker's goroutine, except for unasked.
type neighbours struct {
	// listing gives the phones of the account in an order of their own, as far
	// as they are known.
	listing func() []string
	rounds  int
	tried   map[string]bool
	// unasked holds those that nobody has asked for yet; the looker's mu
	// guards it.
	unasked map[string]bool
}

// join adds neighbours to the codes of a round, up to the next full request,
// beginning behind the first of them in the listing. It takes no phone that is
// known, that has changed in this process, or that was taken before. The
// looker's mu must be held; listing is from before that.
func (l *looker[T]) join(codes, listing []string) []string {
	n := l.neighbours
	if n == nil || len(codes) == 0 {
		return codes
	}
	n.rounds++
	seats := ceil(len(codes), l.full)*l.full - len(codes)
	seats = min(seats, fullsUnasked*l.full-len(n.unasked))
	if n.rounds <= roundsAlone || seats <= 0 {
		return codes
	}
	if n.tried == nil {
		n.tried, n.unasked = map[string]bool{}, map[string]bool{}
	}
	taken, start := map[string]bool{}, 0
	for _, code := range codes {
		taken[code] = true
	}
	for i, code := range listing {
		if code == codes[0] {
			start = i
		}
	}
	for i := range listing {
		code := listing[(start+i)%len(listing)]
		_, known := l.known[code]
		_, changed := l.changed[code]
		if known || changed || taken[code] || n.tried[code] {
			continue
		}
		n.tried[code], n.unasked[code] = true, true
		codes = append(codes, code)
		if seats--; seats == 0 {
			break
		}
	}
	return codes
}

// order gives the phones of the listing, or those of it that were seen so far.
func (l *looker[T]) order() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.listed != nil {
		return l.listed
	}
	var codes []string
	for code, a := range l.known {
		if a.found {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}
