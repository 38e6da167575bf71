package engine

import (
	"context"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// moment is when a look began: what changes later makes it old.
type moment struct {
	clock uint64
	at    time.Time
}

// moment must be asked for before the look, with the looker's mu held.
func (l *looker[T]) moment() moment { return moment{l.clock, time.Now()} }

// keep makes known what a look saw of phones unchanged since it began. The
// looker's mu must be held.
func (l *looker[T]) keep(answers map[string]answer[T], began moment) {
	if l.known == nil {
		l.known = map[string]known[T]{}
	}
	for code, a := range answers {
		if a.err == nil && l.changed[code] <= began.clock {
			l.known[code] = known[T]{a, began.at}
		}
	}
}

// recent gives what was seen of a phone not longer ago than age and not
// changed since.
func (l *looker[T]) recent(code string, age time.Duration) (value T, seen bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	a, ok := l.known[code]
	if !ok || !a.found || time.Since(a.at) > age {
		return value, false
	}
	return a.value, true
}

// unseen gives those of the phones that no look has found yet.
func (l *looker[T]) unseen(codes []string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var unseen []string
	for _, code := range codes {
		if a, ok := l.known[code]; !ok || !a.found {
			unseen = append(unseen, code)
		}
	}
	return unseen
}

// stale gives those of the phones that were not seen within age, those that
// have not changed in this process first: the others have had their turn.
func (l *looker[T]) stale(codes []string, age time.Duration) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var first, rest []string
	for _, code := range codes {
		if a, ok := l.known[code]; ok && time.Since(a.at) <= age {
			continue
		}
		if l.changed[code] == 0 {
			first = append(first, code)
		} else {
			rest = append(rest, code)
		}
	}
	return append(first, rest...)
}

// aside is a look that is made outside of the rounds, for what must be seen
// now. What it finds is known to the rounds.
func (l *looker[T]) aside(look func() map[string]answer[T]) map[string]answer[T] {
	l.mu.Lock()
	began := l.moment()
	l.mu.Unlock()
	answers := look()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.keep(answers, began)
	return answers
}

// list reads a list to its end, aside.
func (l *looker[T]) list(ctx context.Context, listing armcloud.Listing[T, string]) (items []T, err error) {
	l.aside(func() map[string]answer[T] {
		items, err = listing.All(ctx)
		answers := make(map[string]answer[T], len(items))
		for _, item := range items {
			answers[listing.Key(item)] = answer[T]{value: item, found: true}
		}
		return answers
	})
	return items, err
}
