package ledger

import (
	"context"
	"slices"
	"time"
)

// holder is an object of which the refresh has begun.
type holder struct {
	owner    string
	settings []string
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

// Hold is called at the beginning of a refresh. It records which settings of an
// instance an owner manages, and what its changes have cost others, and returns the
// owners that learn nothing of it. The caller must not change settings and loss
// afterwards.
func (l *Ledger) Hold(padCode, owner string, settings []string, loss Loss) []Earlier {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.setLoss(padCode, owner, loss)
	var earlier []Earlier
	all := l.held[padCode]
	for _, h := range all {
		if h.has != nil && h.owner != owner {
			earlier = append(earlier, Earlier{Owner: h.owner, Settings: h.settings, Has: h.has()})
		}
	}
	if i := slices.IndexFunc(all, func(h holder) bool { return h.owner == owner }); i >= 0 {
		all[i].settings = settings
		return earlier
	}
	if l.held == nil {
		l.held = map[string][]holder{}
	}
	l.held[padCode] = append(all, holder{owner: owner, settings: settings})
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
		if h.owner != owner && (setting == "" || slices.Contains(h.settings, setting)) {
			others = append(others, h.owner)
		}
	}
	return others
}

// Planned records that an owner was planned.
func (l *Ledger) Planned(owner string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.planned == nil {
		l.planned = map[string]bool{}
	}
	l.planned[owner] = true
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

// AwaitPlanned waits until owners were planned, but not longer than limit.
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
			return
		case <-ctx.Done():
			return
		}
	}
}

// untilPlanned returns a channel that is closed when another owner is planned, or
// nil if all owners were.
func (l *Ledger) untilPlanned(owners []string) <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !slices.ContainsFunc(owners, func(owner string) bool { return !l.planned[owner] }) {
		return nil
	}
	if l.onPlanned == nil {
		l.onPlanned = make(chan struct{})
	}
	return l.onPlanned
}
