package ledger

// actions records what the actions of this process did to an instance.
type actions struct {
	// erased and restarted are how many have erased it, and how many have restarted or
	// erased it.
	erased, restarted int
	// taken holds the same numbers at the last TakeActions of each owner.
	taken map[string][2]int
}

// RecordAction records that an action has restarted an instance, or erased its data.
func (l *Ledger) RecordAction(padCode string, erased bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.actions == nil {
		l.actions = map[string]*actions{}
	}
	a := l.actions[padCode]
	if a == nil {
		a = &actions{taken: map[string][2]int{}}
		l.actions[padCode] = a
	}
	a.restarted++
	if erased {
		a.erased++
	}
}

// TakeActions reports whether actions have erased or restarted an instance since the
// last call for the owner.
func (l *Ledger) TakeActions(padCode, owner string) (erased, restarted bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	a := l.actions[padCode]
	if a == nil {
		return false, false
	}
	before := a.taken[owner]
	a.taken[owner] = [2]int{a.erased, a.restarted}
	return a.erased > before[0], a.restarted > before[1]
}
