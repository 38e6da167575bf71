package ledger

import (
	"slices"
	"sync"
	"time"
)

// Ledger records, for one process, which owner has set, holds or claims which
// setting of which instance, and which tasks and uploads of an earlier process may
// still be running. An owner is a resource, identified by any string that is unique
// among the resources. Ledger is safe for concurrent use. Its zero value is empty
// and ready to use.
type Ledger struct {
	mu       sync.Mutex
	set      map[key]Change
	held     map[string][]holder // by pad code
	claims   owners
	releases owners
	resets   owners
	// overridden holds what owners have set before others did, the last one last.
	overridden map[key][]Change
	leaving    map[string]bool
	left       map[key][]string
	undone     map[key]string
	begun      time.Time
	losses     map[string]map[string]Loss      // by pad code and owner
	suspicions map[string]map[string][]Earlier // by owner and pad code
	pending    map[string][]int64
	unanswered map[string]map[string]time.Time // by pad code and owner
	noted      map[string]time.Time            // by pad code
	settled    map[string]bool                 // by pad code
	handovers  map[string][]byte               // by request
	handed     map[string][]handed
	continued  map[string]bool

	deletes   map[string]bool
	moves     []Move
	planned   map[string]bool
	onPlanned chan struct{}
	unplanned bool

	reads, reading, mostReading int

	running   map[string][]*release // Deletes of things of the account, by key
	onRelease chan struct{}

	known     map[string][]Known
	abandoned map[string]bool // by key of handed

	actions map[string]*actions // by pad code
}

type key struct{ padCode, setting string }

// Change is a setting that an owner has set.
type Change struct {
	Setting, Owner string
	// Value is what was set, in a form of the caller.
	Value any
}

// Set records that owner has set the setting of the instance. It returns the
// previous owner, and reports a conflict if that is another one.
func (l *Ledger) Set(padCode, setting, owner string, value any) (previous string, conflict bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.set == nil {
		l.set = map[key]Change{}
	}
	k := key{padCode, setting}
	before := l.set[k]
	previous = before.Owner
	l.set[k] = Change{Setting: setting, Owner: owner, Value: value}
	delete(l.undone, k)
	conflict = previous != "" && previous != owner
	if conflict {
		l.override(k, before)
	}
	return previous, conflict
}

// override keeps the change of the previous owner. The ledger is locked.
func (l *Ledger) override(k key, before Change) {
	if l.overridden == nil {
		l.overridden = map[key][]Change{}
	}
	l.overridden[k] = append(without(l.overridden[k], before.Owner, l.set[k].Owner), before)
}

// Retract takes back what Set recorded last: the setting was not changed. So the
// change of the owner before it counts again.
func (l *Ledger) Retract(padCode, setting, owner string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	k := key{padCode, setting}
	if l.set[k].Owner != owner {
		l.overridden[k] = without(l.overridden[k], owner)
		return
	}
	delete(l.set, k)
	if before := l.overridden[k]; len(before) > 0 {
		l.set[k] = before[len(before)-1]
		l.overridden[k] = before[:len(before)-1]
	}
}

// without returns the changes of owners besides these.
func without(changes []Change, owners ...string) []Change {
	return slices.DeleteFunc(changes, func(c Change) bool { return slices.Contains(owners, c.Owner) })
}

// SetByOthers returns what other owners have set on the instance, in no order.
func (l *Ledger) SetByOthers(padCode, owner string) []Change {
	l.mu.Lock()
	defer l.mu.Unlock()
	var changes []Change
	for k, change := range l.set {
		if k.padCode == padCode && change.Owner != owner {
			changes = append(changes, change)
		}
	}
	return changes
}
