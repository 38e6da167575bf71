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

// library is a list that takes a second to read, and counts how often it was.
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
	if err := sleep(ctx, time.Second); err != nil {
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

// everybody has n callers read at once and gives what went wrong.
func everybody(n int, read func() ([]string, error), want string) error {
	errs := make(chan error, n)
	for range n {
		go func() {
			items, err := read()
			if err == nil && fmt.Sprint(items) != want {
				err = fmt.Errorf("got %v, expected %s", items, want)
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

// A catalog is read once for all who ask, until it is forgotten; one that
// was being read meanwhile counts as old.
func TestCatalogIsReadOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &library{items: []string{"b", "a"}}
		c := l.catalog()
		all := func() ([]string, error) { return c.All(t.Context()) }
		for range 2 {
			if err := everybody(50, all, "[b a]"); err != nil {
				t.Error(err)
			}
		}
		if l.reads != 1 {
			t.Errorf("read %d times", l.reads)
		}
		c.Forget()
		after := make(chan struct{})
		time.AfterFunc(500*time.Millisecond, func() {
			defer close(after)
			l.mu.Lock()
			l.items = []string{"c"}
			l.mu.Unlock()
			c.Forget()
			if err := everybody(50, all, "[c]"); err != nil {
				t.Error(err)
			}
		})
		if err := everybody(50, all, "[b a]"); err != nil {
			t.Error(err)
		}
		<-after
		if err := everybody(50, all, "[c]"); err != nil || l.reads != 3 {
			t.Errorf("read %d times, %v", l.reads, err)
		}
	})
}

// A fresh reading begins after it is asked for; those who ask while another
// one runs share the next.
func TestFreshReadingsAreShared(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &library{items: []string{"a"}}
		c := l.catalog()
		fresh := func() ([]string, error) { return c.Refresh(t.Context()) }
		if err := everybody(50, fresh, "[a]"); err != nil || l.reads != 2 {
			t.Errorf("read %d times, %v", l.reads, err)
		}
		if err := everybody(1, fresh, "[a]"); err != nil || l.reads != 3 {
			t.Errorf("read %d times, %v", l.reads, err)
		}
		if err := everybody(50, func() ([]string, error) { return c.All(t.Context()) }, "[a]"); err != nil || l.reads != 3 {
			t.Errorf("what was read fresh was read again: %d times, %v", l.reads, err)
		}
	})
}

// A reading whose leader leaves is taken over by those who stay; each caller
// who leaves does so at once.
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
		if err := everybody(20, func() ([]string, error) { return c.All(t.Context()) }, "[a]"); err != nil {
			t.Error(err)
		}
		if took := time.Since(began); took > 2*time.Second || l.reads != 2 {
			t.Errorf("took %s and %d readings", took, l.reads)
		}
		for range 2 {
			if err := <-left; !errors.Is(err, context.Canceled) {
				t.Errorf("who left got %v", err)
			}
		}
	})
}

// An error is everybody's who waited for it, and kept for nobody.
func TestCatalogErrors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &library{items: []string{"a"}, err: &armcloud.Error{Class: armcloud.ClassUnavailable}}
		c := l.catalog()
		all := func() ([]string, error) { return c.All(t.Context()) }
		if err := everybody(5, all, ""); !armcloud.Is(err, armcloud.ClassUnavailable) || l.reads > 1 {
			t.Errorf("got %v after %d readings", err, l.reads)
		}
		l.err = nil
		if err := everybody(5, all, "[a]"); err != nil {
			t.Error(err)
		}
	})
}

// An entry is claimed once.
func TestCatalogClaims(t *testing.T) {
	c := (&library{}).catalog()
	if !c.Claim("1") || c.Claim("1") || !c.Claim("2") {
		t.Error("claims are given twice, or not at all")
	}
}
