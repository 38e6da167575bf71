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

// RemovePending removes tasks that have ended.
func (l *Ledger) RemovePending(padCode string, ended []int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if left := slices.DeleteFunc(l.pending[padCode], func(id int64) bool { return slices.Contains(ended, id) }); len(left) > 0 {
		l.pending[padCode] = left
	} else {
		delete(l.pending, padCode)
	}
}

// Pending returns the tasks that SetPending added and that have not ended.
func (l *Ledger) Pending(padCode string) []int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.pending[padCode])
}

// SetHandover records what an object hands over to the object that replaces it. The
// caller must not change the value afterwards.
func (l *Ledger) SetHandover(key string, value []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.handovers == nil {
		l.handovers = map[string][]byte{}
	}
	l.handovers[key] = value
}

// TakeHandover returns what SetHandover recorded, and forgets it.
func (l *Ledger) TakeHandover(key string) (value []byte, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	value, ok = l.handovers[key]
	delete(l.handovers, key)
	return value, ok
}

// Handover returns what SetHandover recorded, and whether it recorded anything.
func (l *Ledger) Handover(key string) (value []byte, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	value, ok = l.handovers[key]
	return value, ok
}
