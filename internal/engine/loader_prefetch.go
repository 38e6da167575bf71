package engine

import "slices"

const (
	// prefetchAfter is how many rounds read only what was requested: for a few
	// instances, a hundred need not be read.
	prefetchAfter = 3
	// maxUnusedBatches limits how many prefetched instances wait for a first
	// request, in full batches: an account can be much larger than a
	// configuration.
	maxUnusedBatches = 5
)

// prefetch fills the spare capacity of a loader's requests with instances that
// were not requested. Callers that come one after another, such as the
// resources of a large configuration, then find their instances in the cache.
// Its fields belong to the loader's goroutine, except for unused.
type prefetch struct {
	// listing returns the known instances of the account in a stable order.
	listing func() []string
	rounds  int
	tried   map[string]bool
	// unused holds the prefetched instances that were not requested yet. The
	// loader's mu guards it.
	unused map[string]bool
}

// addPrefetch fills codes up to the next full request with the instances that
// follow the first code in listing. It skips instances that are cached, that
// changed in this process, or that were prefetched before. mu must be held;
// listing was read before that.
func (l *loader[T]) addPrefetch(codes, listing []string) []string {
	p := l.prefetch
	if p == nil || len(codes) == 0 {
		return codes
	}
	p.rounds++
	spare := ceil(len(codes), l.full)*l.full - len(codes)
	spare = min(spare, maxUnusedBatches*l.full-len(p.unused))
	if p.rounds <= prefetchAfter || spare <= 0 {
		return codes
	}
	if p.tried == nil {
		p.tried, p.unused = map[string]bool{}, map[string]bool{}
	}
	requested, start := map[string]bool{}, 0
	for _, code := range codes {
		requested[code] = true
	}
	for i, code := range listing {
		if code == codes[0] {
			start = i
		}
	}
	for i := range listing {
		code := listing[(start+i)%len(listing)]
		_, cached := l.cache[code]
		if cached || l.changes.of(code) > 0 || requested[code] || p.tried[code] {
			continue
		}
		p.tried[code], p.unused[code] = true, true
		codes = append(codes, code)
		if spare--; spare == 0 {
			break
		}
	}
	return codes
}

// order returns the pad codes of the listing, or if it was not read, those of
// the cached instances, sorted.
func (l *loader[T]) order() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.listed != nil {
		return l.listed
	}
	var codes []string
	for code, entry := range l.cache {
		if entry.found {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}
