package engine

import (
	"context"
	"slices"
	"sync"
)

// lanes let one holder at a time have a phone; the others wait in line.
type lanes struct {
	mu sync.Mutex
	// lines holds those who wait for a phone; a key is present exactly while
	// somebody has the phone.
	lines map[string][]chan struct{}
}

// enter waits for its turn, first come first served. The release may be
// called any number of times.
func (l *lanes) enter(ctx context.Context, padCode string) (release func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	release = sync.OnceFunc(func() { l.leave(padCode) })

	l.mu.Lock()
	line, taken := l.lines[padCode]
	if !taken {
		l.lines[padCode] = nil
		l.mu.Unlock()
		return release, nil
	}
	turn := make(chan struct{})
	l.lines[padCode] = append(line, turn)
	l.mu.Unlock()

	select {
	case <-turn:
		return release, nil
	case <-ctx.Done():
	}
	l.mu.Lock()
	i := slices.Index(l.lines[padCode], turn)
	if i >= 0 {
		l.lines[padCode] = slices.Delete(l.lines[padCode], i, i+1)
	}
	l.mu.Unlock()
	if i < 0 { // its turn came at the same moment: pass it on
		release()
	}
	return nil, ctx.Err()
}

// leave gives the phone to the next in line.
func (l *lanes) leave(padCode string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	line := l.lines[padCode]
	if len(line) == 0 {
		delete(l.lines, padCode)
		return
	}
	l.lines[padCode] = line[1:]
	close(line[0])
}
