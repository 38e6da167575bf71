package engine

import (
	"context"
	"sync"
	"time"
)

// looker joins the looks of many callers at phones, and keeps what was seen
// until a change makes it old. One goroutine fetches, one round after
// another, and lives only while somebody waits; who comes during a round goes
// with the next.
type looker[T any] struct {
	// linger is how long the first of a round waits for company; full is the
	// number of phones that need not wait.
	linger time.Duration
	full   int
	// fetch looks at phones; all asks for the whole listing too.
	fetch func(ctx context.Context, codes []string, all bool) fetched[T]
	// neighbours is nil where only phones that were asked for are looked at.
	neighbours *neighbours

	mu     sync.Mutex
	known  map[string]known[T]
	listed []string
	// clock counts changes; changed has its time of a phone's last one.
	clock   uint64
	changed map[string]uint64
	// queue holds the callers for the next round, queued the number of their
	// phones.
	queue   []*asking[T]
	queued  int
	filled  chan struct{} // closed when the queue is full; nil when no round waits
	working bool
}

// answer is what a look found for one phone: its value, or that it is not
// there, or why neither is known.
type answer[T any] struct {
	value T
	found bool
	err   error
}

// known is an answer with the time of the look.
type known[T any] struct {
	answer[T]
	at time.Time
}

// fetched is the outcome of one round. answers may hold more phones than were
// asked for. listed is the order of the whole listing, nil when it was not
// read to its end. err is for all who have no answer.
type fetched[T any] struct {
	answers map[string]answer[T]
	listed  []string
	err     error
}

// asking is one caller's look.
type asking[T any] struct {
	ctx     context.Context // of the caller, for its values
	codes   []string
	all     bool
	since   time.Time
	left    bool
	round   *round // nil while it queues
	done    chan struct{}
	answers map[string]answer[T]
	err     error
}

// round is a fetch under way; it is cancelled when everybody has left.
type round struct {
	waiting int
	cancel  context.CancelFunc
}

// get looks at the phones. What is not in the answer is not there.
func (l *looker[T]) get(ctx context.Context, codes []string) (map[string]T, error) {
	answers, err := l.ask(ctx, codes, false)
	if err != nil {
		return nil, err
	}
	values := make(map[string]T, len(answers))
	for code, a := range answers {
		if a.err != nil {
			return nil, a.err
		}
		if a.found {
			values[code] = a.value
		}
	}
	return values, nil
}

// everything gives the whole listing in its order. It is read once; phones
// changed since are looked at again.
func (l *looker[T]) everything(ctx context.Context) ([]T, error) {
	l.mu.Lock()
	listed := l.listed
	l.mu.Unlock()
	if listed == nil {
		if _, err := l.ask(ctx, nil, true); err != nil {
			return nil, err
		}
		l.mu.Lock()
		listed = l.listed
		l.mu.Unlock()
	}
	values, err := l.get(ctx, listed)
	if err != nil {
		return nil, err
	}
	items := make([]T, 0, len(listed))
	for _, code := range listed {
		if v, ok := values[code]; ok {
			items = append(items, v)
		}
	}
	return items, nil
}

// forget makes what was seen of the phone old, also by a look under way.
func (l *looker[T]) forget(code string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.clock++
	if l.changed == nil {
		l.changed = map[string]uint64{}
	}
	l.changed[code] = l.clock
	delete(l.known, code)
}

// ask answers for each code, from what is known or with the next round.
func (l *looker[T]) ask(ctx context.Context, codes []string, all bool) (map[string]answer[T], error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	answers := make(map[string]answer[T], len(codes))
	me := &asking[T]{ctx: ctx, all: all, since: time.Now(), done: make(chan struct{})}

	l.mu.Lock()
	for _, code := range codes {
		if l.neighbours != nil {
			delete(l.neighbours.unasked, code)
		}
		if a, ok := l.known[code]; ok {
			answers[code] = a.answer
		} else {
			me.codes = append(me.codes, code)
		}
	}
	if len(me.codes) == 0 && (!all || l.listed != nil) {
		l.mu.Unlock()
		return answers, nil
	}
	l.queue = append(l.queue, me)
	l.queued += len(me.codes)
	if all {
		l.queued += l.full
	}
	l.fill()
	if !l.working {
		l.working = true
		go l.work() //nolint:contextcheck // each round goes with the context of its first caller
	}
	l.mu.Unlock()

	select {
	case <-me.done:
	case <-ctx.Done():
		l.leave(me)
		return nil, ctx.Err()
	}
	if me.err != nil {
		return nil, me.err
	}
	for code, a := range me.answers {
		answers[code] = a
	}
	return answers, nil
}

// leave takes a caller out of the queue or out of its round.
func (l *looker[T]) leave(me *asking[T]) {
	l.mu.Lock()
	defer l.mu.Unlock()
	me.left = true
	if me.round != nil {
		me.round.waiting--
		if me.round.waiting == 0 {
			me.round.cancel()
		}
	}
}

// fill ends the waiting for company when there is enough.
func (l *looker[T]) fill() {
	if l.filled != nil && l.queued >= l.full {
		close(l.filled)
		l.filled = nil
	}
}
