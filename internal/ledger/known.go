package ledger

import (
	"maps"
	"slices"
)

// Known is what an object knew of an instance in a refresh.
type Known struct {
	// Owner is the name of the object in the ledger.
	Owner   string
	PadCode string
	// State identifies the state of the object.
	State string
	Value []byte
	// Exceptional is true if the value cannot be derived from the state.
	Exceptional bool
}

// SetKnown records during a refresh what an object knows of the instance of a key. It
// replaces what the same owner recorded before.
func (l *Ledger) SetKnown(key string, known Known) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.known == nil {
		l.known = map[string][]Known{}
	}
	all := l.known[key]
	if i := slices.IndexFunc(all, func(k Known) bool { return k.Owner == known.Owner }); i >= 0 {
		all[i] = known
		return
	}
	l.known[key] = append(all, known)
}

// Known returns what SetKnown recorded, in the order in which the owners recorded
// something first.
func (l *Ledger) Known(key string) []Known {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.known[key])
}

// Exceptional returns the keys that begin with prefix and of which any object knows
// something that cannot be derived from its state, or shares a setting with another
// one, in order.
func (l *Ledger) Exceptional(prefix string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	exceptional := maps.Clone(l.known)
	maps.DeleteFunc(exceptional, func(_ string, all []Known) bool {
		return !slices.ContainsFunc(all, func(k Known) bool { return k.Exceptional || l.shares(k.PadCode, k.Owner) })
	})
	return withPrefix(exceptional, prefix)
}

// shares reports whether an owner holds a setting of an instance that another one holds
// too. The ledger is locked.
func (l *Ledger) shares(padCode, owner string) bool {
	all := l.held[padCode]
	i := slices.IndexFunc(all, func(h holder) bool { return h.owner == owner })
	return i >= 0 && slices.ContainsFunc(all[i].Settings, func(name string) bool {
		return slices.ContainsFunc(all, func(h holder) bool { return h.owner != owner && slices.Contains(h.Settings, name) })
	})
}
