package engine

import (
	"cmp"
	"time"
)

// schedule is a heap of items by the time of their next poll.
type schedule[K cmp.Ordered, V any] []*item[K, V]

// Len, Less, Swap, Push and Pop implement heap.Interface.
func (s schedule[K, V]) Len() int           { return len(s) }
func (s schedule[K, V]) Less(i, j int) bool { return s[i].at.Before(s[j].at) }
func (s schedule[K, V]) Swap(i, j int) {
	s[i], s[j] = s[j], s[i]
	s[i].index, s[j].index = i, j
}

// Push appends an item.
func (s *schedule[K, V]) Push(x any) {
	it, _ := x.(*item[K, V])
	it.index = len(*s)
	*s = append(*s, it)
}

// Pop removes the last item.
func (s *schedule[K, V]) Pop() any {
	last := len(*s) - 1
	it := (*s)[last]
	(*s)[last] = nil
	*s = (*s)[:last]
	it.index = -1
	return it
}

// setAt schedules the next poll for a time, or for the end of the pause that the
// API has asked for. It is not early: a first poll would just miss the end.
func (it *item[K, V]) setAt(at time.Time) {
	if at.Before(it.notBefore) {
		at = it.notBefore
	}
	it.at, it.earliest = at, at
}

// firstPoll is the time of the first poll of an item added now. mu must be held.
func (w *watch[K, V]) firstPoll(now time.Time) time.Time {
	at := now.Add(w.delay)
	if w.tick <= 0 {
		return at
	}
	if w.epoch.IsZero() {
		w.epoch = now
	}
	if over := at.Sub(w.epoch) % w.tick; over > 0 {
		at = at.Add(w.tick - over)
	}
	return at
}
