package ledger

import (
	"maps"
	"slices"
	"strings"
)

// Abandon records that the object of a key was destroyed without a release, because
// the object that replaces it may manage the same instance.
func (l *Ledger) Abandon(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.abandoned == nil {
		l.abandoned = map[string]bool{}
	}
	l.abandoned[key] = true
}

// TakeAbandoned returns what was handed over of the abandoned keys that begin with
// prefix, except those of kept, which are no longer abandoned. Each is returned only
// once; from then on, after is handed over.
func (l *Ledger) TakeAbandoned(prefix string, kept []string, after []byte) map[string][][]byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, key := range kept {
		delete(l.abandoned, key)
	}
	taken := map[string][][]byte{}
	for _, key := range withPrefix(l.abandoned, prefix) {
		delete(l.abandoned, key)
		for _, h := range l.handed[key] {
			taken[key] = append(taken[key], h.value)
		}
		l.handed[key] = []handed{{value: after}}
	}
	return taken
}

// withPrefix returns the keys that begin with prefix, in order.
func withPrefix[V any](keys map[string]V, prefix string) []string {
	found := slices.DeleteFunc(slices.Collect(maps.Keys(keys)), func(key string) bool { return !strings.HasPrefix(key, prefix) })
	slices.Sort(found)
	return found
}
