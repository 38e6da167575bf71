package engine

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// refuse makes the account refuse each request that contains a bad instance.
func refuse(a *account, words string, bad ...string) {
	a.onSubmit = func(_ context.Context, _ int, _ *armcloud.Operation, codes []string) ([]armcloud.Submission, error, bool) {
		for _, code := range bad {
			if slices.Contains(codes, code) {
				return nil, notFound(words), true
			}
		}
		return nil, nil, false
	}
}

// culprits checks that exactly the bad instances failed, each with an error
// that names it.
func culprits(t *testing.T, errs map[string]error, bad ...string) {
	t.Helper()
	for code, err := range errs {
		if failed := err != nil; failed != slices.Contains(bad, code) {
			t.Errorf("%s: got %v, want failure %t", code, err, !failed)
		}
		var instanceErr *InstanceError
		if err != nil && (!errors.As(err, &instanceErr) || instanceErr.PadCode != code || !strings.Contains(err.Error(), code)) {
			t.Errorf("%s: got %v, want an error that names it", code, err)
		}
	}
}

// Only the bad instance of a hundred fails, whatever its position, after at
// most 2·log2(100)+2 further requests, lookups included.
func TestOneBadInstanceAmongAHundred(t *testing.T) {
	const further = 15
	for place := range 100 {
		bubble(t, func(t *testing.T) {
			a := newAccount(100)
			refuse(a, "instance does not exist", a.instances[place])
			e := New(a, Options{})
			culprits(t, together(a.instances, run(t.Context(), e, setIt, `{}`)), a.instances[place])
			if n := len(a.sent()) - 1 + a.requests(); n > further {
				t.Errorf("position %d: got %d further requests, want at most %d", place, n, further)
			}
		})
	}
}

// An instance that the refusal names is split off without bisection. The others
// share one request.
func TestRefusalNamesTheInstance(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(100)
		refuse(a, "实例不存在:AC00042,AC00043。", "AC00042", "AC00043")
		e := New(a, Options{})
		culprits(t, together(a.instances, run(t.Context(), e, setIt, `{}`)), "AC00042", "AC00043")
		if n := len(a.sent()); n != 2 || a.requests() != 0 {
			t.Errorf("got %d submits and %d lookups, want 2 and none", n, a.requests())
		}
	})
}

// One lookup finds the instances that the account does not have. They fail as
// not found, and the others share one request, even if the operation is not
// repeatable.
func TestMissingInstancesAreLookedUp(t *testing.T) {
	for _, op := range []*armcloud.Operation{setIt, commandIt} {
		bubble(t, func(t *testing.T) {
			a := newAccount(98)
			refuse(a, "instance does not exist", "XX1", "XX2")
			e := New(a, Options{})
			errs := together(append(slices.Clone(a.instances), "XX1", "XX2"), run(t.Context(), e, op, `{}`))
			culprits(t, errs, "XX1", "XX2")
			var gone *NotFoundError
			if !errors.As(errs["XX1"], &gone) || gone.PadCode != "XX1" {
				t.Errorf("got %v, want a NotFoundError", errs["XX1"])
			}
			if n := len(a.sent()); n != 2 || a.requests() != 1 {
				t.Errorf("got %d submits and %d lookups, want 2 and 1", n, a.requests())
			}
		})
	}
}

// A refused request was not carried out, so it is bisected for every operation,
// and each of the other instances is accepted once. If a lookup has shown the
// culprit, its refusal is not taken for a missing instance. In the control,
// nothing is refused.
func TestRefusalIsBisectedForEveryOperation(t *testing.T) {
	for _, op := range []*armcloud.Operation{setIt, commandIt, restartIt, noTask, lookIt} {
		for _, code := range []string{"110028", "110042", "110031", "220025", "111070", "220029", ""} {
			bubble(t, func(t *testing.T) {
				a := newAccount(100)
				bad := a.instances[3]
				accepted := map[string]int{}
				a.onSubmit = func(_ context.Context, _ int, _ *armcloud.Operation, codes []string) ([]armcloud.Submission, error, bool) {
					if code != "" && slices.Contains(codes, bad) {
						refusal := armcloud.Classify(op, code, "")
						return nil, &armcloud.Error{Class: refusal.Class, Operation: op, Code: code, Message: "refused"}, true
					}
					a.mu.Lock()
					defer a.mu.Unlock()
					for _, c := range codes {
						accepted[c]++
					}
					return nil, nil, false
				}
				errs := together(a.instances, run(t.Context(), New(a, Options{}), op, `{}`))
				if code == "" {
					culprits(t, errs)
				} else {
					culprits(t, errs, bad)
				}
				var gone *NotFoundError
				if errors.As(errs[bad], &gone) || armcloud.Is(errs[bad], armcloud.ClassNotFound) {
					t.Errorf("%s, code %s: got %v, want no not-found error for an instance that exists", op.Name, code, errs[bad])
				}
				delete(errs, bad)
				for c := range errs {
					if accepted[c] != 1 {
						t.Errorf("%s, code %s: %s was accepted %d times, want once", op.Name, code, c, accepted[c])
					}
				}
				if n := len(a.sent()); n > 16 {
					t.Errorf("%s, code %s: got %d submits, want at most 16", op.Name, code, n)
				}
			})
		}
	}
}

// A refused single instance is looked up: if the account has it, the refusal is no
// proof that it does not exist; otherwise it is not found.
func TestRefusalOfASingleInstanceIsNoProof(t *testing.T) {
	for padCode, missing := range map[string]bool{"AC00000": false, "XX1": true} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1)
			refuse(a, "instance does not exist", padCode)
			err := run(t.Context(), New(a, Options{}), commandIt, `{}`)(padCode)
			var gone *NotFoundError
			if missing != errors.As(err, &gone) || armcloud.Is(err, armcloud.ClassNotFound) || err == nil {
				t.Errorf("%s: got %v, want a NotFoundError %t", padCode, err, missing)
			}
		})
	}
}

// Errors that do not concern an instance fail the whole batch without another
// request: codes about the request, refused keys, lost responses.
func TestOtherErrorsAreNotBisected(t *testing.T) {
	for _, apiErr := range []*armcloud.Error{
		{Class: armcloud.ClassRejected, Code: "100000", Message: "wrong parameters"},
		{Class: armcloud.ClassRejected, Code: "500", Message: "error"},
		{Class: armcloud.ClassAuth, Code: "100004", Message: "signature"},
		{Class: armcloud.ClassAmbiguous, Message: "the answer was lost"},
		{Class: armcloud.ClassAmbiguous, Code: "110028", Message: "the answer was lost"},
		{Class: armcloud.ClassTransport, Message: "connection refused"},
		{Class: armcloud.ClassReadOnly, Message: "read only"},
	} {
		for _, op := range []*armcloud.Operation{setIt, commandIt} {
			bubble(t, func(t *testing.T) {
				a := newAccount(10)
				a.onSubmit = func(context.Context, int, *armcloud.Operation, []string) ([]armcloud.Submission, error, bool) {
					return nil, apiErr, true
				}
				e := New(a, Options{})
				errs := together(a.instances, run(t.Context(), e, op, `{}`))
				culprits(t, errs, a.instances...)
				for _, err := range errs {
					if !errors.Is(err, apiErr) {
						t.Errorf("got %v, want %v", err, apiErr)
					}
				}
				if n := len(a.sent()); n != 1 {
					t.Errorf("%v: got %d submits, want 1", apiErr, n)
				}
			})
		}
	}
}

// An instance that is missing from the response fails, whether the operation has an
// item for each instance or may have one answer for all.
func TestInstanceMissingFromTheResponse(t *testing.T) {
	for _, op := range []*armcloud.Operation{setIt, noTask} {
		bubble(t, func(t *testing.T) {
			a := newAccount(10)
			a.onSubmit = func(_ context.Context, _ int, op *armcloud.Operation, codes []string) ([]armcloud.Submission, error, bool) {
				return a.accept(op, codes[1:]), nil, true
			}
			e := New(a, Options{Linger: -1})
			errs := together(a.instances, run(t.Context(), e, op, `{}`))
			missing := 0
			for code, err := range errs {
				var missed *MissingAnswerError
				if errors.As(err, &missed) && missed.PadCode == code {
					missing++
				} else if err != nil {
					t.Error(err)
				}
			}
			if want := len(a.sent()); missing != want {
				t.Errorf("%s: got %d missing, want one for each of %d submits", op.Name, missing, want)
			}
		})
	}
}

// If the API refuses one instance of an accepted request, only that instance
// fails, with the code and the message.
func TestRefusalOfOneInstance(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(10)
		a.onSubmit = func(_ context.Context, _ int, op *armcloud.Operation, codes []string) ([]armcloud.Submission, error, bool) {
			subs := a.accept(op, codes)
			for i := range subs {
				if subs[i].PadCode == "AC00007" {
					subs[i] = armcloud.Submission{PadCode: "AC00007", Err: &armcloud.Error{
						Class: armcloud.ClassRejected, Operation: op, Code: "110064", Message: "does not fit", TraceID: "tr-1"}}
				}
			}
			return subs, nil, true
		}
		e := New(a, Options{})
		errs := together(a.instances, run(t.Context(), e, setIt, `{}`))
		culprits(t, errs, "AC00007")
		for _, want := range []string{"AC00007", "set it", "110064", "does not fit", "tr-1"} {
			if !strings.Contains(errs["AC00007"].Error(), want) {
				t.Errorf("got %q, want %q in it", errs["AC00007"], want)
			}
		}
		if n := len(a.sent()); n != 1 {
			t.Errorf("got %d submits, want 1", n)
		}
	})
}

// Targets that are not pad codes are not looked up as instances.
func TestOtherTargetsAreNotLookedUp(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(0)
		refuse(a, "does not exist", "10.0.0.1")
		op := &armcloud.Operation{Name: "cycle", Target: "deviceIps", MaxTargets: 100, Answer: armcloud.AnswerItems, Wait: armcloud.WaitDevice}
		e := New(a, Options{})
		errs := together([]string{"10.0.0.1", "10.0.0.2"}, run(t.Context(), e, op, `{}`))
		culprits(t, errs, "10.0.0.1")
		if a.requests() != 0 {
			t.Errorf("got %d lookups, want none", a.requests())
		}
	})
}

// A refusal because of an unknown instance is no proof for operations whose requests
// list the instances of each app either. The control is an instance that a lookup does
// not find.
func TestRefusalOfAnAppIsNoProof(t *testing.T) {
	for padCode, missing := range map[string]bool{"AC00000": false, "XX1": true} {
		bubble(t, func(t *testing.T) {
			a := newAccount(2)
			refuse(a, "instance does not exist", padCode)
			errs := together([]string{padCode, a.instances[1]}, run(t.Context(), New(a, Options{}), armcloud.UninstallApp, `{"apps":[{"appId":1}]}`))
			culprits(t, errs, padCode)
			var gone *NotFoundError
			if missing != errors.As(errs[padCode], &gone) || armcloud.Is(errs[padCode], armcloud.ClassNotFound) {
				t.Errorf("%s: got %v, want a NotFoundError %t", padCode, errs[padCode], missing)
			}
		})
	}
}
