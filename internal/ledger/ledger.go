package ledger

import "sync"

// Ledger records for the process which resource has set, or means to set,
// which setting of which phone, and which tasks an earlier process has left
// running. It is safe for concurrent use; the zero value
// is empty and ready.
type Ledger struct {
	mu      sync.Mutex
	set     map[ledgerKey]string
	claims  map[ledgerKey]claim
	pending map[string][]int64
	// uploads are those left unfinished, by their requests.
	uploads map[string]string
}

type ledgerKey struct{ padCode, setting string }

type claim struct{ ownerType, ownerID string }

// Set records that owner has set the setting on the phone in this run. It
// gives the owner before, and whether that was somebody else.
func (l *Ledger) Set(padCode, setting, owner string) (previous string, conflict bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.set == nil {
		l.set = map[ledgerKey]string{}
	}
	key := ledgerKey{padCode, setting}
	previous = l.set[key]
	l.set[key] = owner
	return previous, previous != "" && previous != owner
}

// SetBy gives the owner that last set the setting on the phone in this run;
// false when nobody did. An undo must leave alone what another has set.
func (l *Ledger) SetBy(padCode, setting string) (owner string, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	owner, ok = l.set[ledgerKey{padCode, setting}]
	return owner, ok
}

// Setters gives the owners that have set anything on the phone in this run.
func (l *Ledger) Setters(padCode string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var owners []string
	for key, owner := range l.set {
		if key.padCode == padCode {
			owners = append(owners, owner)
		}
	}
	return owners
}

// Claim records at plan time that the resource of type ownerType, told apart
// from others by ownerID, means to manage the setting of the phone. The first
// claim stands; a later one by another resource gives the first one's type
// and true.
func (l *Ledger) Claim(padCode, setting, ownerType, ownerID string) (otherType string, conflict bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.claims == nil {
		l.claims = map[ledgerKey]claim{}
	}
	key, mine := ledgerKey{padCode, setting}, claim{ownerType, ownerID}
	first, taken := l.claims[key]
	if !taken {
		l.claims[key] = mine
		return "", false
	}
	if first == mine {
		return "", false
	}
	return first.ownerType, true
}

// SetPending records that tasks of the phone may still run from an earlier process.
func (l *Ledger) SetPending(padCode string, tasks []int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.pending == nil {
		l.pending = map[string][]int64{}
	}
	l.pending[padCode] = tasks
}

// Pending gives the tasks of the phone that SetPending recorded.
func (l *Ledger) Pending(padCode string) []int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.pending[padCode]
}
