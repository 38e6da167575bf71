package ledger

import "slices"

// handed is what an object hands over of an instance.
type handed struct {
	fit   string
	value []byte
}

// HandOver adds what an object hands over of the instance of a key. Several objects may
// hand over the same key; fit distinguishes those that replace them, as far as it is
// known. The caller must not change the value afterwards.
func (l *Ledger) HandOver(key, fit string, value []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.handed == nil {
		l.handed = map[string][]handed{}
	}
	l.handed[key] = append(l.handed[key], handed{fit, value})
}

// HandedOver returns what was handed over for an object: of those with the same fit, of
// those without one, or of any, in this order, the first.
func (l *Ledger) HandedOver(key, fit string) (value []byte, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := l.fitting(key, fit)
	if i < 0 {
		return nil, false
	}
	return l.handed[key][i].value, true
}

// TakeHandedOver is HandedOver, and forgets the value: it is for one object only.
func (l *Ledger) TakeHandedOver(key, fit string) (value []byte, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := l.fitting(key, fit)
	if i < 0 {
		return nil, false
	}
	value = l.handed[key][i].value
	l.handed[key] = slices.Delete(l.handed[key], i, i+1)
	return value, true
}

// fitting returns the index of what HandedOver returns, or -1. The ledger is locked.
func (l *Ledger) fitting(key, fit string) int {
	all := l.handed[key]
	for _, want := range []string{fit, ""} {
		if i := slices.IndexFunc(all, func(h handed) bool { return h.fit == want }); i >= 0 {
			return i
		}
	}
	return min(len(all), 1) - 1
}

// Continue records that an object goes on with the name of an owner that it replaces.
// It reports false if another one does already.
func (l *Ledger) Continue(owner string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.continued[owner] {
		return false
	}
	if l.continued == nil {
		l.continued = map[string]bool{}
	}
	l.continued[owner] = true
	return true
}
