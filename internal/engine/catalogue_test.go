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

func (l *library) catalogue() *Catalogue[string] {
	return newCatalogue(l.page, func(item string) string { return item })
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

// A catalogue is read once for all who ask, until it is forgotten; one that
// was being read meanwhile counts as old.
func TestCatalogueIsReadOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &library{items: []string{"b", "a"}}
		c := l.catalogue()
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
		c := l.catalogue()
		fresh := func() ([]string, error) { return c.Fresh(t.Context()) }
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
func TestCatalogueOutlivesItsLeader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &library{items: []string{"a"}}
		c := l.catalogue()
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
func TestCatalogueErrors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &library{items: []string{"a"}, err: &armcloud.Error{Class: armcloud.ClassUnavailable}}
		c := l.catalogue()
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
func TestCatalogueClaims(t *testing.T) {
	c := (&library{}).catalogue()
	if !c.Take("1") || c.Take("1") || !c.Take("2") {
		t.Error("claims are given twice, or not at all")
	}
}

// Until looks until it has seen, bears a few failures, and ends with what is
// hopeless, with patience and with its context.
func TestUntil(t *testing.T) {
	lost := &armcloud.Error{Class: armcloud.ClassTransport}
	for name, c := range map[string]struct {
		patience time.Duration
		look     func(n int) (bool, error)
		seen     bool
		class    armcloud.Class
		fails    bool
		looks    int
	}{
		"at once":           {-1, func(int) (bool, error) { return true, nil }, true, 0, false, 1},
		"at last":           {-1, func(n int) (bool, error) { return n == 5, nil }, true, 0, false, 5},
		"after failures":    {-1, func(n int) (bool, error) { return n == 11, map[bool]error{true: lost}[n < 11] }, true, 0, false, 11},
		"too many failures": {-1, func(int) (bool, error) { return false, lost }, false, armcloud.ClassTransport, true, 11},
		"hopeless":          {-1, func(int) (bool, error) { return false, &armcloud.Error{Class: armcloud.ClassUnavailable} }, false, armcloud.ClassUnavailable, true, 1},
		"no patience":       {0, func(int) (bool, error) { return false, nil }, false, 0, false, 1},
		"some patience":     {4 * time.Second, func(int) (bool, error) { return false, nil }, false, 0, false, 4},
	} {
		synctest.Test(t, func(t *testing.T) {
			e, looks := New(newAccount(1), Options{}), 0
			seen, err := e.Until(t.Context(), c.patience, func(context.Context) (bool, error) {
				looks++
				return c.look(looks)
			})
			if seen != c.seen || (err != nil) != c.fails || c.fails && !armcloud.Is(err, c.class) || looks != c.looks {
				t.Errorf("%s: seen %v, %v after %d looks", name, seen, err, looks)
			}
		})
	}
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		began := time.Now()
		_, err := New(newAccount(1), Options{}).Until(ctx, -1, func(context.Context) (bool, error) { return false, nil })
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != time.Minute {
			t.Errorf("got %v after %s", err, time.Since(began))
		}
	})
}
