package ledger

import (
	"context"
	"slices"
	"time"
)

// claimGrace is how long after the first request of an apply a Delete undoes
// nothing: by then, Terraform has planned most of the objects that take over from
// it. A Create waits as long for a Delete that makes room for it.
const claimGrace = 2 * time.Second

// AwaitClaims is called in Delete and waits until the apply is claimGrace old, so a
// process waits once. It takes at most half of the time that is left.
func (l *Ledger) AwaitClaims(ctx context.Context) {
	begun := l.Begun()
	if begun.IsZero() {
		return
	}
	left := time.Until(begun.Add(claimGrace))
	if deadline, limited := ctx.Deadline(); limited {
		left = min(left, time.Until(deadline)/2)
	}
	timer := time.NewTimer(left)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// release is a Delete in this process.
type release struct {
	owner, value string
	ended        bool
}

// BeginRelease is called at the beginning of a Delete of a thing of the account.
// value is what the object has set. Call end when the Delete ends, whether it has
// sent anything or not.
func (l *Ledger) BeginRelease(key, owner, value string) (end func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := &release{owner: owner, value: value}
	if l.running == nil {
		l.running = map[string][]*release{}
	}
	l.running[key] = append(l.running[key], r)
	l.releasesChanged()
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		r.ended = true
		l.releasesChanged()
	}
}

// releasesChanged wakes those who wait in AwaitReleases. The ledger is locked.
func (l *Ledger) releasesChanged() {
	if l.onRelease != nil {
		close(l.onRelease)
		l.onRelease = nil
	}
}

// AwaitReleases is called in a Create that finds another value of a thing of the
// account. It waits up to claimGrace for a Delete of the thing in this process, and
// then until all of them have ended. It returns the values that they had set; the
// account may still have one of them.
func (l *Ledger) AwaitReleases(ctx context.Context, key string) (values []string) {
	timer := time.NewTimer(claimGrace)
	defer timer.Stop()
	waited := false
	for {
		values, ended, changed := l.releasesOf(key)
		if len(values) > 0 && ended || len(values) == 0 && waited {
			return values
		}
		select {
		case <-changed:
		case <-timer.C:
			waited = true
		case <-ctx.Done():
			return values
		}
	}
}

// releasesOf returns the values of the releases of a key, whether all of them have
// ended, and a channel that is closed when one begins or ends.
func (l *Ledger) releasesOf(key string) (values []string, ended bool, changed <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, r := range l.running[key] {
		values = append(values, r.value)
	}
	if l.onRelease == nil {
		l.onRelease = make(chan struct{})
	}
	ended = !slices.ContainsFunc(l.running[key], func(r *release) bool { return !r.ended })
	return values, ended, l.onRelease
}
