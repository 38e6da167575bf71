package ledger

import "time"

// SetUnanswered records until when changes of an owner whose responses were lost may
// take effect on an instance. The zero time means that there are none.
func (l *Ledger) SetUnanswered(padCode, owner string, until time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if until.IsZero() {
		delete(l.unanswered[padCode], owner)
		return
	}
	if l.unanswered == nil {
		l.unanswered = map[string]map[string]time.Time{}
	}
	if l.unanswered[padCode] == nil {
		l.unanswered[padCode] = map[string]time.Time{}
	}
	l.unanswered[padCode][owner] = until
}

// Unanswered returns the latest time that other owners recorded with SetUnanswered, or
// zero.
func (l *Ledger) Unanswered(padCode, owner string) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	var latest time.Time
	for other, until := range l.unanswered[padCode] {
		if other != owner && until.After(latest) {
			latest = until
		}
	}
	return latest
}
