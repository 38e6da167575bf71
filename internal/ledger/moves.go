package ledger

import "slices"

// Move is a setting that leaves an object that is deleted and that a new object is
// going to manage, while the deleted one has not learned of the new one.
type Move struct {
	PadCode, Setting string
	// From and To are the types of the objects.
	From, To string
}

// PlanDelete records that an owner is deleted and has something to undo that it does
// not know another owner to manage.
func (l *Ledger) PlanDelete(owner string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.deletes == nil {
		l.deletes = map[string]bool{}
	}
	l.deletes[owner] = true
}

// Deleting returns the owners of a setting, besides owner, that called PlanDelete and
// PlanRelease.
func (l *Ledger) Deleting(padCode, setting, owner string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.DeleteFunc(l.releases.others(padCode, setting, owner), func(other string) bool { return !l.deletes[other] })
}

// PlanMove records a move.
func (l *Ledger) PlanMove(m Move) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.moves = append(l.moves, m)
}

// TakeMoves returns the moves that were recorded, each only once, if at least crowd
// owners called PlanDelete, or any if the resources are read one at a time.
func (l *Ledger) TakeMoves(crowd int) []Move {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.deletes) < crowd && !l.oneAtATime() {
		return nil
	}
	moves := l.moves
	l.moves = nil
	return moves
}

// BeginRead is called at the beginning of every Read, and the function it returns at
// the end.
func (l *Ledger) BeginRead() (end func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.reads++
	l.reading++
	l.mostReading = max(l.mostReading, l.reading)
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.reading--
	}
}

// fewReads is how many Reads say nothing of how many run at once.
const fewReads = 3

// oneAtATime reports whether resources are read one at a time.
func (l *Ledger) oneAtATime() bool { return l.reads >= fewReads && l.mostReading == 1 }
