package engine

import "sync"

// inbox is a queue without a limit for one reader. Unlike a channel, it takes no memory
// for what has not arrived.
type inbox[T any] struct {
	filled chan struct{} // receives a value after put

	mu          sync.Mutex
	items, next []T
}

func newInbox[T any]() *inbox[T] { return &inbox[T]{filled: make(chan struct{}, 1)} }

// put adds an item. It does not block.
func (b *inbox[T]) put(item T) {
	b.mu.Lock()
	b.items = append(b.items, item)
	b.mu.Unlock()
	select {
	case b.filled <- struct{}{}:
	default:
	}
}

// take removes and returns all items, in the order of put. They are valid until the
// next take.
func (b *inbox[T]) take() []T {
	b.mu.Lock()
	defer b.mu.Unlock()
	items := b.items
	clear(b.next)
	b.items, b.next = b.next[:0], items
	return items
}
