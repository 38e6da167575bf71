package engine

import (
	"cmp"
	"container/heap"
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
func (w *watch[K, V]) firstPoll(it *item[K, V], now time.Time) time.Time {
	at, tick := now.Add(w.delay), w.tick
	if it.course != nil {
		at, tick = it.start.at.Add(it.course.polls[0]), it.course.tick
	}
	if tick <= 0 {
		return at
	}
	if w.epoch.IsZero() {
		w.epoch = now
	}
	if over := at.Sub(w.epoch) % tick; over > 0 {
		at = at.Add(tick - over)
	}
	return at
}

// nextPoll is the time of the next poll of an item that was polled now. It sets the
// pause after that.
func (w *watch[K, V]) nextPoll(it *item[K, V], now time.Time) time.Time {
	if it.course == nil {
		at := now.Add(it.pause)
		it.pause = min(it.pause+it.pause/2, w.longest)
		return at
	}
	var after time.Duration
	after, it.pause = it.course.next(now.Sub(it.start.at), it.pause, w.longest)
	return it.start.at.Add(after)
}

// pollsBefore reports whether a poll is in flight, or due before a time.
func (w *watch[K, V]) pollsBefore(until time.Time) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.due) < len(w.items) || len(w.due) > 0 && w.due[0].at.Before(until)
}

// hurry polls at once what is due within a time.
func (w *watch[K, V]) hurry(within time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.run == nil {
		return
	}
	now := time.Now()
	for _, it := range w.due {
		if !it.at.After(now.Add(within)) {
			it.setAt(now)
		}
	}
	heap.Init(&w.due)
	w.run.wake()
}
