package engine

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
)

// A phone has one holder at a time, in the order of asking, while another
// phone's lane is free.
func TestLaneIsFirstComeFirstServed(t *testing.T) {
	bubble(t, func(t *testing.T) {
		e := New(newAccount(2), Options{})
		release, err := e.Lock(t.Context(), "AC00000")
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
					t.Error("two holders at once")
				}
				mu.Unlock()
				_ = sleep(t.Context(), 1000)
				mu.Lock()
				holders--
				mu.Unlock()
				free()
			})
			synctest.Wait() // it is in line
		}
		other, err := e.Lock(t.Context(), "AC00001")
		if err != nil {
			t.Fatal(err)
		}
		other()
		if len(order) != 0 {
			t.Fatal("the lane was entered while it was held")
		}
		release()
		release() // a second time changes nothing
		wg.Wait()
		if !slices.IsSorted(order) || len(order) != 20 {
			t.Errorf("order %v", order)
		}
		if len(e.locks.waiting) != 0 {
			t.Errorf("%d lanes left", len(e.locks.waiting))
		}
	})
}

// Who gives up while in line leaves at once and does not keep the others from
// their turn.
func TestLaneLeftInLine(t *testing.T) {
	bubble(t, func(t *testing.T) {
		e := New(newAccount(1), Options{})
		release, err := e.Lock(t.Context(), "AC00000")
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
			t.Errorf("got %v", err)
		}
		release()
		if err := <-next; err != nil {
			t.Error(err)
		}
		if _, err := e.Lock(ctx, "AC00000"); !errors.Is(err, context.Canceled) {
			t.Errorf("an ended context entered: %v", err)
		}
	})
}

// A turn that comes at the moment of giving up is passed on, never lost.
func TestLaneTurnAtTheMomentOfLeaving(t *testing.T) {
	bubble(t, func(t *testing.T) {
		e := New(newAccount(1), Options{})
		for range 2000 {
			release, err := e.Lock(t.Context(), "AC00000")
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
			release()
			<-done
		}
		if len(e.locks.waiting) != 0 {
			t.Error("the lane was lost")
		}
	})
}
