package engine

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// The properties of many instances are read in few requests and cached until a
// change.
func TestPropertiesAreBatchedAndCached(t *testing.T) {
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
		noErrors(t, together(a.instances, read))
		if n := len(a.batch); n > 3 || slices.Max(a.batch) > 200 || a.single != 0 {
			t.Errorf("got batches %v and %d single requests, want at most 3 of 200 and none", a.batch, a.single)
		}
		a.batch = nil
		noErrors(t, together(a.instances, read))
		if len(a.batch) != 0 {
			t.Errorf("reading again: got batches %v, want none", a.batch)
		}
		e.Forget(a.instances[0])
		noErrors(t, together(a.instances, read))
		if !slices.Equal(a.batch, []int{1}) {
			t.Errorf("after a change: got batches %v, want one of 1", a.batch)
		}
	})
}

// If batchPadProperties does not exist, it is not tried again. Requests per
// instance are sent only if the caller allows them.
func TestPropertiesWithoutTheBatch(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(20)
		a.onBatch = func(int, []string) ([]armcloud.PadProperties, error, bool) {
			return nil, &armcloud.Error{Class: armcloud.ClassUnavailable}, true
		}
		e := New(a, Options{})
		if got, err := e.Properties(t.Context(), a.instances, ReachBatch); err != nil || len(got) != 0 || a.single != 0 {
			t.Errorf("got %v, %v, %d single requests, want nothing and none", got, err, a.single)
		}
		for range 2 {
			if got, err := e.Properties(t.Context(), a.instances, ReachPerInstance); err != nil || len(got) != 20 || a.single != 20 {
				t.Errorf("got %v, %v, %d single requests, want 20 and 20", got, err, a.single)
			}
		}
		if len(a.batch) != 1 {
			t.Errorf("got %d batches, want 1", len(a.batch))
		}
	})
}

// An instance whose properties cannot be read is missing from the result,
// without an error and without affecting the others.
func TestPropertiesThatCannotBeRead(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(10)
		a.offline["AC00003"] = true
		e := New(a, Options{})
		check := func() {
			t.Helper()
			got, err := e.Properties(t.Context(), a.instances, ReachPerInstance)
			if _, there := got["AC00003"]; err != nil || there || len(got) != 9 {
				t.Errorf("got %d instances, %v, want 9 without AC00003", len(got), err)
			}
		}
		check() // missing from the response
		for _, code := range a.instances {
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
		if got, err := e.Properties(t.Context(), a.instances, ReachPerInstance); err != nil || len(got) != 0 {
			t.Errorf("got %v, %v, want nothing", got, err)
		}
	})
}

// A refused key and a canceled context are errors.
func TestPropertiesErrors(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		e := New(a, Options{})
		a.onBatch = func(int, []string) ([]armcloud.PadProperties, error, bool) {
			return nil, &armcloud.Error{Class: armcloud.ClassAuth}, true
		}
		if got, err := e.Properties(t.Context(), a.instances, ReachPerInstance); !armcloud.Is(err, armcloud.ClassAuth) {
			t.Errorf("got %v, %v, want %v", got, err, armcloud.ClassAuth)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if got, err := e.Properties(ctx, a.instances, ReachPerInstance); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, %v, want %v", got, err, context.Canceled)
		}
	})
}

// An instance that is not ready hides only its own properties, whatever code the API
// refuses the request with. A refusal that concerns the whole request, the control,
// is not bisected.
func TestInstanceThatIsNotReadyHidesOnlyItsProperties(t *testing.T) {
	for code, read := range map[string]int{"110031": 99, "220025": 99, "111070": 99, "111076": 99, "111077": 99, "111084": 99, "110038": 99, "220029": 99, "100000": 0} {
		bubble(t, func(t *testing.T) {
			a := newAccount(100)
			bad := a.instances[42]
			a.onBatch = func(_ int, codes []string) ([]armcloud.PadProperties, error, bool) {
				refusal := armcloud.Classify(armcloud.BatchPadProperties, code, "")
				return nil, &armcloud.Error{Class: refusal.Class, Operation: armcloud.BatchPadProperties, Code: code}, slices.Contains(codes, bad)
			}
			got, err := New(a, Options{}).Properties(t.Context(), a.instances, ReachBatch)
			if _, there := got[bad]; err != nil || len(got) != read || there {
				t.Errorf("code %s: got the properties of %d instances, %v, want %d", code, len(got), err, read)
			}
			if n := len(a.batch); n > 15 || read == 0 && n != 1 {
				t.Errorf("code %s: got %d requests, want at most 15, or 1 if not bisected", code, n)
			}
		})
	}
}
