package engine

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Properties of many callers travel together, and are kept until a change.
func TestPropertiesAreJoinedAndKept(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(250)
		e := New(a, Options{BatchSize: 500})
		read := func(code string) error {
			got, err := e.Properties(t.Context(), []string{code}, ReachPerInstance)
			if err == nil && got[code].Setting["timezone"] != "UTC" {
				err = errors.New("nothing was read")
			}
			return err
		}
		noErrors(t, together(a.phones, read))
		if n := len(a.batch); n > 3 || slices.Max(a.batch) > 200 || a.single != 0 {
			t.Errorf("batches %v, %d single", a.batch, a.single)
		}
		a.batch = nil
		noErrors(t, together(a.phones, read))
		if len(a.batch) != 0 {
			t.Errorf("read again: %v", a.batch)
		}
		e.Forget(a.phones[0])
		noErrors(t, together(a.phones, read))
		if !slices.Equal(a.batch, []int{1}) {
			t.Errorf("after a change: %v", a.batch)
		}
	})
}

// Where the batch is missing, that is remembered; phones are asked one by one
// only where the caller wants that.
func TestPropertiesWithoutTheBatch(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(20)
		a.onBatch = func(int, []string) ([]armcloud.PadProperties, error, bool) {
			return nil, &armcloud.Error{Class: armcloud.ClassUnavailable}, true
		}
		e := New(a, Options{})
		if got, err := e.Properties(t.Context(), a.phones, ReachBatch); err != nil || len(got) != 0 || a.single != 0 {
			t.Errorf("%v, %v, %d single", got, err, a.single)
		}
		for range 2 {
			if got, err := e.Properties(t.Context(), a.phones, ReachPerInstance); err != nil || len(got) != 20 || a.single != 20 {
				t.Errorf("%v, %v, %d single", got, err, a.single)
			}
		}
		if len(a.batch) != 1 {
			t.Errorf("the batch was tried %d times", len(a.batch))
		}
	})
}

// A phone whose properties cannot be had is missing from the answer, without
// an error and without harm to its neighbours.
func TestPropertiesThatCannotBeHad(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(10)
		a.offline["AC00003"] = true
		e := New(a, Options{})
		check := func() {
			t.Helper()
			got, err := e.Properties(t.Context(), a.phones, ReachPerInstance)
			if _, there := got["AC00003"]; err != nil || there || len(got) != 9 {
				t.Errorf("%d, %v", len(got), err)
			}
		}
		check() // left out of the answer
		for _, code := range a.phones {
			e.Forget(code)
		}
		a.onBatch = func(_ int, codes []string) ([]armcloud.PadProperties, error, bool) {
			return nil, notFound("no such instance"), slices.Contains(codes, "AC00003")
		}
		check() // the batch is refused because of it
		e = New(a, Options{})
		a.onBatch = func(int, []string) ([]armcloud.PadProperties, error, bool) {
			return nil, &armcloud.Error{Class: armcloud.ClassUnavailable}, true
		}
		check() // it is refused on its own
		e = New(a, Options{})
		a.onBatch = func(int, []string) ([]armcloud.PadProperties, error, bool) { return nil, lost(), true }
		if got, err := e.Properties(t.Context(), a.phones, ReachPerInstance); err != nil || len(got) != 0 {
			t.Errorf("%v, %v", got, err)
		}
	})
}

// Refused keys and the caller's own end are errors.
func TestPropertiesErrors(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		e := New(a, Options{})
		a.onBatch = func(int, []string) ([]armcloud.PadProperties, error, bool) {
			return nil, &armcloud.Error{Class: armcloud.ClassAuth}, true
		}
		if got, err := e.Properties(t.Context(), a.phones, ReachPerInstance); !armcloud.Is(err, armcloud.ClassAuth) {
			t.Errorf("%v, %v", got, err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if got, err := e.Properties(ctx, a.phones, ReachPerInstance); !errors.Is(err, context.Canceled) {
			t.Errorf("%v, %v", got, err)
		}
	})
}
