package engine

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// refuse makes the account refuse each request in which a bad phone is.
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

// culprits checks that exactly these phones failed, each with an error that
// names it.
func culprits(t *testing.T, errs map[string]error, bad ...string) {
	t.Helper()
	for code, err := range errs {
		if failed := err != nil; failed != slices.Contains(bad, code) {
			t.Errorf("%s: %v", code, err)
		}
		var phoneErr *InstanceError
		if err != nil && (!errors.As(err, &phoneErr) || phoneErr.PadCode != code || !strings.Contains(err.Error(), code)) {
			t.Errorf("%s: not named: %v", code, err)
		}
	}
}

// One bad phone among a hundred fails alone, wherever it stands, in at most
// 2·log2(100)+2 further requests, looks included.
func TestOneBadPhoneAmongAHundred(t *testing.T) {
	const further = 15
	for place := range 100 {
		bubble(t, func(t *testing.T) {
			a := newAccount(100)
			refuse(a, "instance does not exist", a.phones[place])
			e := New(a, Options{})
			culprits(t, together(a.phones, run(t.Context(), e, setIt, `{}`)), a.phones[place])
			if n := len(a.sent()) - 1 + a.requests(); n > further {
				t.Errorf("place %d: %d further requests", place, n)
			}
		})
	}
}

// A phone that the refusal names is split off without a search; its
// neighbours go in one request.
func TestRefusalNamesThePhone(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(100)
		refuse(a, "实例不存在:AC00042,AC00043。", "AC00042", "AC00043")
		e := New(a, Options{})
		culprits(t, together(a.phones, run(t.Context(), e, setIt, `{}`)), "AC00042", "AC00043")
		if n := len(a.sent()); n != 2 || a.requests() != 0 {
			t.Errorf("%d submits, %d looks", n, a.requests())
		}
	})
}

// Phones that the account does not have are found by one look; they fail as
// gone and the rest goes in one request, also for what is not repeatable.
func TestMissingPhonesAreLookedUp(t *testing.T) {
	for _, op := range []*armcloud.Operation{setIt, commandIt} {
		bubble(t, func(t *testing.T) {
			a := newAccount(98)
			refuse(a, "instance does not exist", "XX1", "XX2")
			e := New(a, Options{})
			errs := together(append(slices.Clone(a.phones), "XX1", "XX2"), run(t.Context(), e, op, `{}`))
			culprits(t, errs, "XX1", "XX2")
			var gone *NotFoundError
			if !errors.As(errs["XX1"], &gone) || gone.PadCode != "XX1" {
				t.Errorf("got %v", errs["XX1"])
			}
			if n := len(a.sent()); n != 2 || a.requests() != 1 {
				t.Errorf("%d submits, %d looks", n, a.requests())
			}
		})
	}
}

// What is not repeatable is not halved: when all its phones are there, it is
// not sent again, and all fail.
func TestNotRepeatableIsNotHalved(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(10)
		refuse(a, "instance does not exist", a.phones[3])
		e := New(a, Options{})
		culprits(t, together(a.phones, run(t.Context(), e, commandIt, `{}`)), a.phones...)
		if n := len(a.sent()); n != 1 {
			t.Errorf("%d submits", n)
		}
	})
}

// Errors that do not speak of a phone fail all phones of the request alike
// and are not followed by another request: codes of the request as a whole,
// keys, lost answers.
func TestOtherErrorsAreNotNarrowed(t *testing.T) {
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
				errs := together(a.phones, run(t.Context(), e, op, `{}`))
				culprits(t, errs, a.phones...)
				for _, err := range errs {
					if !errors.Is(err, apiErr) {
						t.Errorf("got %v", err)
					}
				}
				if n := len(a.sent()); n != 1 {
					t.Errorf("%v: %d submits", apiErr, n)
				}
			})
		}
	}
}

// A phone that the answer leaves out is an error for that phone, where the
// operation answers for each; where it does not, nothing is missed.
func TestPhoneMissingFromTheAnswer(t *testing.T) {
	for _, op := range []*armcloud.Operation{setIt, noTask} {
		bubble(t, func(t *testing.T) {
			a := newAccount(10)
			a.onSubmit = func(_ context.Context, _ int, op *armcloud.Operation, codes []string) ([]armcloud.Submission, error, bool) {
				return a.accept(op, codes[1:]), nil, true
			}
			e := New(a, Options{Linger: -1})
			errs := together(a.phones, run(t.Context(), e, op, `{}`))
			missing := 0
			for code, err := range errs {
				var missed *MissingAnswerError
				if errors.As(err, &missed) && missed.PadCode == code {
					missing++
				} else if err != nil {
					t.Error(err)
				}
			}
			if want := len(a.sent()); op.PerTarget && missing != want || !op.PerTarget && missing != 0 {
				t.Errorf("%s: %d missed in %d submits", op.Name, missing, want)
			}
		})
	}
}

// The service's refusal of one phone in an accepted request is that phone's
// error alone, with its code and words.
func TestRefusalOfOnePhone(t *testing.T) {
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
		errs := together(a.phones, run(t.Context(), e, setIt, `{}`))
		culprits(t, errs, "AC00007")
		for _, want := range []string{"AC00007", "set it", "110064", "does not fit", "tr-1"} {
			if !strings.Contains(errs["AC00007"].Error(), want) {
				t.Errorf("%q is not in %q", want, errs["AC00007"])
			}
		}
		if n := len(a.sent()); n != 1 {
			t.Errorf("%d submits", n)
		}
	})
}

// Targets that are no phones are not looked up among the phones.
func TestOtherTargetsAreNotLookedUp(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(0)
		refuse(a, "does not exist", "10.0.0.1")
		op := &armcloud.Operation{Name: "cycle", Target: "deviceIps", MaxTargets: 100, PerTarget: true, Wait: armcloud.WaitDevice}
		e := New(a, Options{})
		errs := together([]string{"10.0.0.1", "10.0.0.2"}, run(t.Context(), e, op, `{}`))
		culprits(t, errs, "10.0.0.1", "10.0.0.2")
		if a.requests() != 0 {
			t.Errorf("%d looks", a.requests())
		}
	})
}
