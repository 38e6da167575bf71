package fleet

import "slices"

// padSet is a set of the fleet's instances, stored as the shorter of the set and
// its complement.
type padSet struct {
	// Rest is true if the instances that are not in Except are in the set.
	Rest   bool     `json:"rest"`
	Except []string `json:"except,omitempty"`
}

// newPadSet returns the set of the codes, which are sorted, that are in.
func newPadSet(codes []string, in map[string]bool) padSet {
	count := 0
	for _, code := range codes {
		if in[code] {
			count++
		}
	}
	set := padSet{Rest: 2*count > len(codes)}
	for _, code := range codes {
		if in[code] != set.Rest {
			set.Except = append(set.Except, code)
		}
	}
	return set
}

// contains reports whether an instance of the fleet is in the set.
func (p padSet) contains(code string) bool { return p.Rest != slices.Contains(p.Except, code) }

// members returns the set among the codes.
func (p padSet) members(codes map[string]string) map[string]bool {
	in := make(map[string]bool)
	except := make(map[string]bool, len(p.Except))
	for _, code := range p.Except {
		except[code] = true
	}
	for code := range codes {
		if p.Rest != except[code] {
			in[code] = true
		}
	}
	return in
}
