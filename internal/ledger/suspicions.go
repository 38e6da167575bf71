package ledger

import "slices"

// Suspect is called after EndRefresh. It records that the plan of an owner may call
// PlanErasure for an instance, and returns the owners whose refresh has ended. Suspecting
// does not return it to these, because it takes care of them.
func (l *Ledger) Suspect(padCode, owner string) []Earlier {
	l.mu.Lock()
	defer l.mu.Unlock()
	ended := l.earlier(padCode, owner)
	if l.suspicions == nil {
		l.suspicions = map[string]map[string][]Earlier{}
	}
	if l.suspicions[owner] == nil {
		l.suspicions[owner] = map[string][]Earlier{}
	}
	l.suspicions[owner][padCode] = ended
	return ended
}

// Suspecting is called after EndRefresh and returns the owners whose plans may call
// PlanErasure. Once they were planned, LossesOf returns what was lost.
func (l *Ledger) Suspecting(padCode, owner string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var others []string
	for other, codes := range l.suspicions {
		ended, suspects := codes[padCode]
		if suspects && other != owner && !slices.ContainsFunc(ended, func(e Earlier) bool { return e.Owner == owner }) {
			others = append(others, other)
		}
	}
	return others
}

// EndSuspicions forgets that owners called Suspect.
func (l *Ledger) EndSuspicions(owners []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, owner := range owners {
		delete(l.suspicions, owner)
	}
}

// PlanErasure is called in a plan and records that changes of an owner had erased an
// instance before, in milliseconds since 1970.
func (l *Ledger) PlanErasure(padCode, owner string, at int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	loss := l.losses[padCode][owner]
	loss.Erased = max(loss.Erased, at)
	l.setLoss(padCode, owner, loss)
}

// LossesOf returns the losses by other owners, and false if there are none.
func (l *Ledger) LossesOf(padCode, owner string) (Loss, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lossesOf(padCode, owner)
}

// earlier returns the other owners whose refresh of an instance has ended. The ledger
// is locked.
func (l *Ledger) earlier(padCode, owner string) []Earlier {
	var earlier []Earlier
	for _, h := range l.held[padCode] {
		if h.has != nil && h.owner != owner {
			earlier = append(earlier, Earlier{Owner: h.owner, Settings: h.Settings, Has: h.has()})
		}
	}
	return earlier
}
