package ledger

import "time"

// SetUnanswered records until when changes of an owner whose responses were lost may
// take effect on an instance. The zero time means that there are none.
func (l *Ledger) SetUnanswered(padCode, owner string, until time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if until.IsZero() {
		if _, was := l.unanswered[padCode][owner]; was {
			delete(l.unanswered[padCode], owner)
			delete(l.noted, padCode)
			if l.settled == nil {
				l.settled = map[string]bool{}
			}
			l.settled[padCode] = true
		}
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

// NoteUnanswered records until when such changes may take effect according to a note of an
// earlier process: their owners need not be part of this one. If one of them has settled
// its changes in this process, notes are out of date.
func (l *Ledger) NoteUnanswered(padCode string, until time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.settled[padCode] || !until.After(l.noted[padCode]) {
		return
	}
	if l.noted == nil {
		l.noted = map[string]time.Time{}
	}
	l.noted[padCode] = until
}

// HasSettled reports whether an owner has settled its changes whose responses were lost in
// this process, so that notes of an earlier process about the instance are out of date.
func (l *Ledger) HasSettled(padCode string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.settled[padCode]
}

// Unanswered returns the latest time that other owners recorded with SetUnanswered, or
// that was recorded with NoteUnanswered, or zero. A note may be about the owner itself: it
// counts only if it is later than the owner's own time.
func (l *Ledger) Unanswered(padCode, owner string) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	var latest time.Time
	if noted := l.noted[padCode]; noted.After(l.unanswered[padCode][owner]) {
		latest = noted
	}
	for other, until := range l.unanswered[padCode] {
		if other != owner && until.After(latest) {
			latest = until
		}
	}
	return latest
}
