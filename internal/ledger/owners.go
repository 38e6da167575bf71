package ledger

import (
	"slices"
	"time"
)

// owners holds the owners of settings, by pad code. Lists of settings may be
// shared and are not changed.
type owners map[string][]owned

type owned struct {
	owner    string
	settings []string
}

// add adds or replaces the settings of an owner.
func (o *owners) add(padCode, owner string, settings []string) {
	if *o == nil {
		*o = owners{}
	}
	all := (*o)[padCode]
	if i := slices.IndexFunc(all, func(e owned) bool { return e.owner == owner }); i >= 0 {
		all[i].settings = settings
		return
	}
	(*o)[padCode] = append(all, owned{owner, settings})
}

// others returns the owners of a setting besides owner; "" stands for any setting.
func (o owners) others(padCode, setting, owner string) []string {
	var others []string
	for _, e := range o[padCode] {
		if e.owner != owner && (setting == "" || slices.Contains(e.settings, setting)) {
			others = append(others, e.owner)
		}
	}
	return others
}

// Claim records which settings of an instance an owner is going to manage: in the
// plan, and at the beginning of an apply. The caller must not change settings
// afterwards.
func (l *Ledger) Claim(padCode, owner string, settings []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.claims.add(padCode, owner, settings)
}

// Claimants returns the owners of a setting, besides owner, that called Claim. An
// empty setting stands for any.
func (l *Ledger) Claimants(padCode, setting, owner string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.claims.others(padCode, setting, owner)
}

// PlanRelease records that an owner plans to leave settings of an instance, and does
// not know of another one that keeps them. The caller must not change settings
// afterwards.
func (l *Ledger) PlanRelease(padCode, owner string, settings []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.releases.add(padCode, owner, settings)
}

// Releasing returns the owners of a setting, besides owner, that called PlanRelease.
func (l *Ledger) Releasing(padCode, setting, owner string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.releases.others(padCode, setting, owner)
}

// BeginApply is called at the beginning of every Create, Update and Delete. The
// ledger keeps the time of the first call.
func (l *Ledger) BeginApply() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.begun.IsZero() {
		l.begun = time.Now()
	}
}

// Begun returns the time of the first BeginApply, or zero.
func (l *Ledger) Begun() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.begun
}

// BeginLeaving records that an owner is going to leave all its settings.
func (l *Ledger) BeginLeaving(owner string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.leaving == nil {
		l.leaving = map[string]bool{}
	}
	l.leaving[owner] = true
}

// Keeper is an owner because of which another one does not undo a setting.
type Keeper struct {
	Owner string
	// Certain is true if the owner was seen in this process: it has claimed or set
	// the setting, or is leaving too.
	Certain bool
}

// Leave records that an owner leaves a setting of an instance and undoes it unless
// another owner keeps it. It returns the owner that keeps the setting, or false if the setting must be undone: one that
// has claimed or set it in this process, or one of held, which held it at the last
// refresh, that has not left it yet. So the last one to leave undoes the setting.
func (l *Ledger) Leave(padCode, setting, owner string, held []string) (Keeper, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.leave(padCode, setting, owner)
	k := key{padCode, setting}
	here := l.claims.others(padCode, setting, owner)
	if by := l.set[k].Owner; by != "" && by != owner {
		here = append(here, by)
	}
	for _, other := range here {
		if !slices.Contains(l.left[k], other) {
			return Keeper{Owner: other, Certain: true}, true
		}
	}
	for _, other := range held {
		if other != owner && !slices.Contains(l.left[k], other) {
			return Keeper{Owner: other, Certain: l.leaving[other]}, true
		}
	}
	if l.undone == nil {
		l.undone = map[key]string{}
	}
	l.undone[k] = owner
	return Keeper{}, false
}

// LeaveAsIs records that an owner leaves a setting of an instance and does not undo
// it.
func (l *Ledger) LeaveAsIs(padCode, setting, owner string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.leave(padCode, setting, owner)
}

func (l *Ledger) leave(padCode, setting, owner string) {
	k := key{padCode, setting}
	if l.left == nil {
		l.left = map[key][]string{}
	}
	if !slices.Contains(l.left[k], owner) {
		l.left[k] = append(l.left[k], owner)
	}
}

// Settled reports whether an owner has set a setting of an instance in this process, or
// has left it.
func (l *Ledger) Settled(padCode, setting, owner string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	k := key{padCode, setting}
	return l.set[k].Owner == owner || slices.Contains(l.left[k], owner)
}

// Undone reports whether another owner undoes or has undone a setting of an instance
// that was not set since.
func (l *Ledger) Undone(padCode, setting, owner string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	by, undone := l.undone[key{padCode, setting}]
	return undone && by != owner
}
