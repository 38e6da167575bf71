package engine

import "cmp"

// schedule is a heap of things by the time of their next look.
type schedule[K cmp.Ordered, V any] []*watched[K, V]

// Len, Less, Swap, Push and Pop are container/heap's.
func (s schedule[K, V]) Len() int           { return len(s) }
func (s schedule[K, V]) Less(i, j int) bool { return s[i].at.Before(s[j].at) }
func (s schedule[K, V]) Swap(i, j int) {
	s[i], s[j] = s[j], s[i]
	s[i].place, s[j].place = i, j
}

// Push adds at the end.
func (s *schedule[K, V]) Push(x any) {
	t, _ := x.(*watched[K, V])
	t.place = len(*s)
	*s = append(*s, t)
}

// Pop takes from the end.
func (s *schedule[K, V]) Pop() any {
	last := len(*s) - 1
	t := (*s)[last]
	(*s)[last] = nil
	*s = (*s)[:last]
	t.place = -1
	return t
}
