package ledger

import (
	"context"
	"slices"
	"time"
)

// Holding is what an object says of itself when its refresh begins. It must not be
// changed afterwards.
type Holding struct {
	// Settings are the settings that it manages.
	Settings []string
	// Loss is what its changes have cost others.
	Loss Loss
	// Resets is true if the object resets the instance when it is deleted.
	Resets bool
}

// holder is an object of which the refresh has begun.
type holder struct {
	owner string
	Holding
	// has is nil until the refresh of the object has ended.
	has func() []Held
}

// Held is a setting that an instance is believed to have.
type Held struct {
	Setting string
	// Value is the value, in a form of the caller.
	Value any
	// Sent is the time of the apply in which it was sent last, in milliseconds since
	// 1970.
	Sent int64
}

// Earlier is an owner whose refresh of an instance had ended before that of another
// one began: it has learned nothing of the other.
type Earlier struct {
	Owner    string
	Settings []string
	Has      []Held
}

// Manages reports whether the owner manages a setting.
func (e Earlier) Manages(setting string) bool { return slices.Contains(e.Settings, setting) }

// Hold is called at the beginning of a refresh and records what an owner has on an
// instance. It returns the owners that learn nothing of it.
func (l *Ledger) Hold(padCode, owner string, has Holding) []Earlier {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.setLoss(padCode, owner, has.Loss)
	earlier := l.earlier(padCode, owner)
	all := l.held[padCode]
	if i := slices.IndexFunc(all, func(h holder) bool { return h.owner == owner }); i >= 0 {
		all[i].Holding = has
		return earlier
	}
	if l.held == nil {
		l.held = map[string][]holder{}
	}
	l.held[padCode] = append(all, holder{owner: owner, Holding: has})
	return earlier
}

// EndRefresh is called when an instance was observed. has returns the settings that
// it is believed to have although it does not show them; it must not change, and is
// called with the ledger locked. EndRefresh returns the losses by other owners, and
// false if there are none.
func (l *Ledger) EndRefresh(padCode, owner string, has func() []Held) (Loss, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := l.held[padCode]
	if i := slices.IndexFunc(all, func(h holder) bool { return h.owner == owner }); i >= 0 {
		all[i].has = has
	}
	return l.lossesOf(padCode, owner)
}

// Holders returns the owners of a setting, besides owner, that called Hold. An empty
// setting stands for any.
func (l *Ledger) Holders(padCode, setting, owner string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var others []string
	for _, h := range l.held[padCode] {
		if h.owner != owner && (setting == "" || slices.Contains(h.Settings, setting)) {
			others = append(others, h.owner)
		}
	}
	return others
}

// Resetters returns the owners, besides owner, that called Hold and reset the instance
// when they are deleted.
func (l *Ledger) Resetters(padCode, owner string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var others []string
	for _, h := range l.held[padCode] {
		if h.owner != owner && h.Resets {
			others = append(others, h.owner)
		}
	}
	return others
}

// PlanReset records that an owner is deleted and resets the instance.
func (l *Ledger) PlanReset(padCode, owner string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.resets.add(padCode, owner, nil)
}

// WillReset reports whether another owner called PlanReset.
func (l *Ledger) WillReset(padCode, owner string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.resets.others(padCode, "", owner)) > 0
}

// Planned records that an owner was planned.
func (l *Ledger) Planned(owner string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.planned == nil {
		l.planned = map[string]bool{}
	}
	l.planned[owner] = true
	l.unplanned = false
	if l.onPlanned != nil {
		close(l.onPlanned)
		l.onPlanned = nil
	}
}

// WasPlanned reports whether Planned was called for an owner.
func (l *Ledger) WasPlanned(owner string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.planned[owner]
}

// AwaitPlanned waits until owners were planned, but not longer than limit. If nothing
// was planned by then, as with -refresh-only, further calls don't wait.
func (l *Ledger) AwaitPlanned(ctx context.Context, owners []string, limit time.Duration) {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	for {
		changed := l.untilPlanned(owners)
		if changed == nil {
			return
		}
		select {
		case <-changed:
		case <-timer.C:
			l.stopWaiting()
			return
		case <-ctx.Done():
			return
		}
	}
}

// stopWaiting ends all waits if nothing was planned yet.
func (l *Ledger) stopWaiting() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.unplanned = len(l.planned) == 0
}

// untilPlanned returns a channel that is closed when another owner is planned, or
// nil if all owners were.
func (l *Ledger) untilPlanned(owners []string) <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.unplanned || !slices.ContainsFunc(owners, func(owner string) bool { return !l.planned[owner] }) {
		return nil
	}
	if l.onPlanned == nil {
		l.onPlanned = make(chan struct{})
	}
	return l.onPlanned
}
