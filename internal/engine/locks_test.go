package engine

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
)

// An instance has one holder at a time, in order of arrival, while another
// instance is unlocked.
func TestLockIsFirstComeFirstServed(t *testing.T) {
	bubble(t, func(t *testing.T) {
		e := New(newAccount(2), Options{})
		unlock, err := e.Lock(t.Context(), "AC00000")
		if err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		var order []int
		var wg sync.WaitGroup
		holders := 0
		for i := range 20 {
			wg.Go(func() {
				free, err := e.Lock(t.Context(), "AC00000")
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				order = append(order, i)
				holders++
				if holders > 1 {
					t.Error("got two holders at once, want one")
				}
				mu.Unlock()
				_ = Sleep(t.Context(), 1000)
				mu.Lock()
				holders--
				mu.Unlock()
				free()
			})
			synctest.Wait() // it is waiting
		}
		other, err := e.Lock(t.Context(), "AC00001")
		if err != nil {
			t.Fatal(err)
		}
		other()
		if len(order) != 0 {
			t.Fatal("got a second holder of a locked instance, want none")
		}
		unlock()
		unlock() // the second call has no effect
		wg.Wait()
		if !slices.IsSorted(order) || len(order) != 20 {
			t.Errorf("got order %v, want 20 in order of arrival", order)
		}
		if len(e.locks.waiting) != 0 {
			t.Errorf("got %d locks, want none", len(e.locks.waiting))
		}
	})
}

// A canceled waiter returns at once and does not block the others.
func TestLockCanceled(t *testing.T) {
	bubble(t, func(t *testing.T) {
		e := New(newAccount(1), Options{})
		unlock, err := e.Lock(t.Context(), "AC00000")
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		left, next := make(chan error), make(chan error)
		go func() {
			_, err := e.Lock(ctx, "AC00000")
			left <- err
		}()
		synctest.Wait()
		go func() {
			free, err := e.Lock(t.Context(), "AC00000")
			if err == nil {
				free()
			}
			next <- err
		}()
		synctest.Wait()
		cancel()
		if err := <-left; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want %v", err, context.Canceled)
		}
		unlock()
		if err := <-next; err != nil {
			t.Error(err)
		}
		if _, err := e.Lock(ctx, "AC00000"); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want %v", err, context.Canceled)
		}
	})
}

// A lock that is acquired at the moment of the cancellation is passed on.
func TestLockAcquiredWhileCanceled(t *testing.T) {
	bubble(t, func(t *testing.T) {
		e := New(newAccount(1), Options{})
		for range 2000 {
			unlock, err := e.Lock(t.Context(), "AC00000")
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan struct{})
			go func() {
				defer close(done)
				if free, err := e.Lock(ctx, "AC00000"); err == nil {
					free()
				}
			}()
			synctest.Wait()
			cancel()
			unlock()
			<-done
		}
		if len(e.locks.waiting) != 0 {
			t.Error("got a lock that is still held, want none")
		}
	})
}
