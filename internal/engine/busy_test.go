package engine

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// refuseBusy makes the account refuse each request with one of the busy instances: as
// a whole, or only the items of these instances.
func refuseBusy(a *account, code string, whole bool, busy ...string) {
	a.onSubmit = func(_ context.Context, _ int, op *armcloud.Operation, codes []string) ([]armcloud.Submission, error, bool) {
		refusal := &armcloud.Error{Class: armcloud.Classify(op, code, "").Class, Operation: op, Code: code, Message: "busy", NotProcessed: whole}
		any := slices.ContainsFunc(busy, func(c string) bool { return slices.Contains(codes, c) })
		switch {
		case !any:
			return nil, nil, false
		case whole:
			return nil, refusal, true
		}
		subs := a.accept(op, slices.DeleteFunc(slices.Clone(codes), func(c string) bool { return slices.Contains(busy, c) }))
		for _, c := range busy {
			if slices.Contains(codes, c) {
				subs = append(subs, armcloud.Submission{PadCode: c, Err: refusal})
			}
		}
		return subs, nil, true
	}
}

// A busy instance is submitted again as often and as long if the API refuses the
// whole request as if it refuses only its item. The control is a refusal that is
// final.
func TestBusyRefusalsOfRequestsAndItemsAreEqual(t *testing.T) {
	for code, want := range map[string]int{"110031": 1 + maxResubmits, "110014": 1 + maxResubmits, "220025": 1 + maxOtherTaskResubmits, "111079": 1} {
		for _, op := range []*armcloud.Operation{setIt, restartIt} {
			var took [2]time.Duration
			for i, whole := range []bool{true, false} {
				bubble(t, func(t *testing.T) {
					a := newAccount(1)
					refuseBusy(a, code, whole, a.instances...)
					started := time.Now()
					err := run(t.Context(), New(a, Options{}), op, `{}`)(a.instances[0])
					took[i] = time.Since(started)
					if n := len(a.sent()); n != want || err == nil {
						t.Errorf("%s, code %s, whole request %v: got %d submits and %v, want %d and an error", op.Name, code, whole, n, err, want)
					}
				})
			}
			if took[0] != took[1] {
				t.Errorf("%s, code %s: got %s for a refused request and %s for a refused item, want the same", op.Name, code, took[0], took[1])
			}
		}
	}
}

// Instances that are busy for long do not delay their neighbors, which are accepted
// after the bisection. In the control, the busy ones are refused by item.
func TestBusyInstancesDoNotDelayTheirNeighbors(t *testing.T) {
	for _, whole := range []bool{true, false} {
		bubble(t, func(t *testing.T) {
			a := newAccount(100)
			busy := []string{a.instances[3], a.instances[40], a.instances[77]}
			refuseBusy(a, "110031", whole, busy...)
			started := time.Now()
			e := New(a, Options{})
			errs := together(a.instances, func(code string) error {
				_, err := e.Run(t.Context(), code, commandIt, nil)
				if took := time.Since(started); err == nil && took > 10*time.Second {
					t.Errorf("%s: got the end after %s, want it within 10s", code, took)
				}
				return err
			})
			culprits(t, errs, busy...)
		})
	}
}

// A change whose caller's time is up while the instance is busy was not made. The error
// says why it was refused, and what ended the wait. In the control, the instance is
// ready in time.
func TestTimeoutWhileBusyNamesTheRefusal(t *testing.T) {
	for _, whole := range []bool{true, false} {
		for _, timeout := range []time.Duration{time.Minute, time.Hour} {
			bubble(t, func(t *testing.T) {
				a := newAccount(1)
				refuseBusy(a, "110031", whole, a.instances...)
				refuse, started := a.onSubmit, time.Now()
				a.onSubmit = func(ctx context.Context, nth int, op *armcloud.Operation, codes []string) ([]armcloud.Submission, error, bool) {
					if time.Since(started) > 2*time.Minute {
						return nil, nil, false
					}
					return refuse(ctx, nth, op, codes)
				}
				ctx, cancel := context.WithTimeout(t.Context(), timeout)
				defer cancel()
				err := run(ctx, New(a, Options{}), commandIt, `{}`)(a.instances[0])
				var apiErr *armcloud.Error
				if timeout == time.Hour {
					if err != nil {
						t.Errorf("control: got %v, want success", err)
					}
				} else if !errors.As(err, &apiErr) || apiErr.Code != "110031" || !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "time is up") {
					t.Errorf("got %v, want the refusal and that the time is up", err)
				}
			})
		}
	}
}
