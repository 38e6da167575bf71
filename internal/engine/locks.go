package engine

import (
	"context"
	"slices"
	"sync"
)

// instanceLocks is a set of locks by pad code. They are fair and honor contexts.
type instanceLocks struct {
	mu sync.Mutex
	// waiting holds the waiters of each locked instance in order of arrival. A
	// key is present exactly while its instance is locked.
	waiting map[string][]chan struct{}
}

// lock locks the instance. Calling unlock more than once is harmless.
func (l *instanceLocks) lock(ctx context.Context, padCode string) (unlock func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	unlock = sync.OnceFunc(func() { l.unlock(padCode) })

	l.mu.Lock()
	waiting, locked := l.waiting[padCode]
	if !locked {
		l.waiting[padCode] = nil
		l.mu.Unlock()
		return unlock, nil
	}
	acquired := make(chan struct{})
	l.waiting[padCode] = append(waiting, acquired)
	l.mu.Unlock()

	defer requestOf(ctx).wait()()
	select {
	case <-acquired:
		return unlock, nil
	case <-ctx.Done():
	}
	l.mu.Lock()
	i := slices.Index(l.waiting[padCode], acquired)
	if i >= 0 {
		l.waiting[padCode] = slices.Delete(l.waiting[padCode], i, i+1)
	}
	l.mu.Unlock()
	if i < 0 { // acquired at the same moment: pass it on
		unlock()
	}
	return nil, ctx.Err()
}

// tryLock locks the instance if it is not locked.
func (l *instanceLocks) tryLock(padCode string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, locked := l.waiting[padCode]; locked {
		return false
	}
	l.waiting[padCode] = nil
	return true
}

// unlock passes the instance to the next waiter.
func (l *instanceLocks) unlock(padCode string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	waiting := l.waiting[padCode]
	if len(waiting) == 0 {
		delete(l.waiting, padCode)
		return
	}
	l.waiting[padCode] = waiting[1:]
	close(waiting[0])
}
