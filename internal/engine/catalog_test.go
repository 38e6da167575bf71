package engine

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// library is a list that takes a second to read and counts its readings.
type library struct {
	mu    sync.Mutex
	items []string
	reads int
	err   error
}

func (l *library) page(ctx context.Context, page, _ int) (armcloud.Page[string], error) {
	l.mu.Lock()
	items, err := l.items, l.err
	if page == 1 {
		l.reads++
	}
	l.mu.Unlock()
	if err := Sleep(ctx, time.Second); err != nil {
		return armcloud.Page[string]{}, &armcloud.Error{Class: armcloud.ClassCanceled, Cause: err}
	}
	if page > 1 {
		items = nil
	}
	return armcloud.Page[string]{Items: items, Total: len(items)}, err
}

func (l *library) catalog() *Catalog[string] {
	return newCatalog(l.page, func(item string) string { return item })
}

// concurrently has n callers read at the same time and returns what went wrong.
func concurrently(n int, read func() ([]string, error), want string) error {
	errs := make(chan error, n)
	for range n {
		go func() {
			items, err := read()
			if err == nil && fmt.Sprint(items) != want {
				err = fmt.Errorf("got %v, want %s", items, want)
			}
			errs <- err
		}()
	}
	var all []error
	for range n {
		all = append(all, <-errs)
	}
	return errors.Join(all...)
}

// A catalog is read once for all callers until Forget, which also invalidates a
// reading in flight.
func TestCatalogIsReadOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &library{items: []string{"b", "a"}}
		c := l.catalog()
		all := func() ([]string, error) { return c.All(t.Context()) }
		for range 2 {
			if err := concurrently(50, all, "[b a]"); err != nil {
				t.Error(err)
			}
		}
		if l.reads != 1 {
			t.Errorf("got %d readings, want 1", l.reads)
		}
		c.Forget()
		after := make(chan struct{})
		time.AfterFunc(500*time.Millisecond, func() {
			defer close(after)
			l.mu.Lock()
			l.items = []string{"c"}
			l.mu.Unlock()
			c.Forget()
			if err := concurrently(50, all, "[c]"); err != nil {
				t.Error(err)
			}
		})
		if err := concurrently(50, all, "[b a]"); err != nil {
			t.Error(err)
		}
		<-after
		if err := concurrently(50, all, "[c]"); err != nil || l.reads != 3 {
			t.Errorf("got %d readings, %v, want 3", l.reads, err)
		}
	})
}

// Refresh reads after the call. Callers during a reading share the next one.
func TestRefreshIsShared(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &library{items: []string{"a"}}
		c := l.catalog()
		fresh := func() ([]string, error) { return c.Refresh(t.Context()) }
		// One reading if all call before it begins, otherwise two.
		err := concurrently(50, fresh, "[a]")
		shared := l.reads
		if err != nil || shared < 1 || shared > 2 {
			t.Errorf("got %d readings, %v, want 1 or 2", shared, err)
		}
		if err := concurrently(1, fresh, "[a]"); err != nil || l.reads != shared+1 {
			t.Errorf("got %d readings, %v, want %d", l.reads, err, shared+1)
		}
		if err := concurrently(50, func() ([]string, error) { return c.All(t.Context()) }, "[a]"); err != nil || l.reads != shared+1 {
			t.Errorf("after Refresh: got %d readings, %v, want %d", l.reads, err, shared+1)
		}
	})
}

// If the caller that leads a reading is canceled, another one takes over.
// Canceled callers return at once.
func TestCatalogOutlivesItsLeader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &library{items: []string{"a"}}
		c := l.catalog()
		ctx, cancel := context.WithCancel(t.Context())
		left := make(chan error, 2)
		go func() { _, err := c.All(ctx); left <- err }()
		synctest.Wait()
		go func() { _, err := c.All(ctx); left <- err }()
		time.AfterFunc(500*time.Millisecond, cancel)
		began := time.Now()
		if err := concurrently(20, func() ([]string, error) { return c.All(t.Context()) }, "[a]"); err != nil {
			t.Error(err)
		}
		if took := time.Since(began); took > 2*time.Second || l.reads != 2 {
			t.Errorf("got %d readings in %s, want 2 in at most 2s", l.reads, took)
		}
		for range 2 {
			if err := <-left; !errors.Is(err, context.Canceled) {
				t.Errorf("got %v, want %v", err, context.Canceled)
			}
		}
	})
}

// All who wait for a reading get its error, which is not cached.
func TestCatalogErrors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &library{items: []string{"a"}, err: &armcloud.Error{Class: armcloud.ClassUnavailable}}
		c := l.catalog()
		all := func() ([]string, error) { return c.All(t.Context()) }
		if err := concurrently(5, all, ""); !armcloud.Is(err, armcloud.ClassUnavailable) || l.reads > 1 {
			t.Errorf("got %v after %d readings, want %v after 1", err, l.reads, armcloud.ClassUnavailable)
		}
		l.err = nil
		if err := concurrently(5, all, "[a]"); err != nil {
			t.Error(err)
		}
	})
}

// An item can be claimed once.
func TestCatalogClaims(t *testing.T) {
	c := (&library{}).catalog()
	if !c.Claim("1") || c.Claim("1") || !c.Claim("2") {
		t.Error("got a second claim of an item or no first one, want one claim each")
	}
}
