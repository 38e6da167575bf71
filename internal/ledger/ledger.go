package ledger

import "sync"

// Ledger records, for one process, which owner has set or claimed which setting
// of which instance, and which tasks and uploads of an earlier process may still
// be running. An owner is a resource, identified by any string that is unique
// among the resources. Ledger is safe for concurrent use. Its zero value is
// empty and ready to use.
type Ledger struct {
	mu       sync.Mutex
	set      map[key]string
	claims   map[key]claim
	pending  map[string][]int64
	holdings map[string][]byte
	uploads  map[string]string // by request

	exceptional, abandoned map[string]bool // by key of holdings
}

type key struct{ padCode, setting string }

type claim struct{ ownerType, ownerID string }

// Set records that owner has set the setting of the instance. It returns the
// previous owner, and reports a conflict if that is another one.
func (l *Ledger) Set(padCode, setting, owner string) (previous string, conflict bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.set == nil {
		l.set = map[key]string{}
	}
	k := key{padCode, setting}
	previous = l.set[k]
	l.set[k] = owner
	return previous, previous != "" && previous != owner
}

// SetBy returns the owner that last set the setting of the instance, and false
// if none did. An undo must not change what another owner has set.
func (l *Ledger) SetBy(padCode, setting string) (owner string, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	owner, ok = l.set[key{padCode, setting}]
	return owner, ok
}

// Setters returns the owners that have set any setting of the instance, once
// for each setting.
func (l *Ledger) Setters(padCode string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var owners []string
	for k, owner := range l.set {
		if k.padCode == padCode {
			owners = append(owners, owner)
		}
	}
	return owners
}

// Claim records at plan time that a resource plans to manage the setting of the
// instance. ownerID distinguishes it from others of its type. The first claim
// is kept: for a later claim of another resource, Claim reports a conflict and
// returns the type of the first one.
func (l *Ledger) Claim(padCode, setting, ownerType, ownerID string) (otherType string, conflict bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.claims == nil {
		l.claims = map[key]claim{}
	}
	k, mine := key{padCode, setting}, claim{ownerType, ownerID}
	first, claimed := l.claims[k]
	if !claimed {
		l.claims[k] = mine
		return "", false
	}
	if first == mine {
		return "", false
	}
	return first.ownerType, true
}
