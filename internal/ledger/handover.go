package ledger

import "slices"

// SetPending adds tasks of an instance, or of another thing of the account, that
// may still be running.
func (l *Ledger) SetPending(padCode string, tasks []int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.pending == nil {
		l.pending = map[string][]int64{}
	}
	all := slices.Concat(l.pending[padCode], tasks)
	slices.Sort(all)
	l.pending[padCode] = slices.Compact(all)
}

// Pending returns the tasks that SetPending added.
func (l *Ledger) Pending(padCode string) []int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.pending[padCode])
}

// SetHolding records what an object knows of an instance, for an object that
// replaces it. The caller must not change the value afterwards.
func (l *Ledger) SetHolding(key string, holding []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.holdings == nil {
		l.holdings = map[string][]byte{}
	}
	l.holdings[key] = holding
}

// Holding returns what SetHolding recorded, and whether it recorded anything.
func (l *Ledger) Holding(key string) (holding []byte, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	holding, ok = l.holdings[key]
	return holding, ok
}
