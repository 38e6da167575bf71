package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// maxPauses limits the pauses of a batch together.
const maxPauses = 30 * time.Minute

// bisector submits batches. If the API refuses a batch because of some of its
// instances, the others are submitted without them. A refused request was not
// carried out, so this is safe for every operation.
type bisector struct {
	// timeout is the deadline of one submit including its retries. No submit of a
	// batch begins later than that after the first.
	timeout time.Duration
	submit  func(ctx context.Context, op *armcloud.Operation, codes []string, params json.RawMessage) ([]armcloud.Submission, error)
	// lookUp reads the instances from the API by pad code. An instance that it does
	// not find is not in the account.
	lookUp func(ctx context.Context, codes []string) map[string]result[armcloud.PadDetail]
}

// bisection is one batch being submitted.
type bisection struct {
	*bisector
	flight *flight
	op     *armcloud.Operation
	params json.RawMessage
	// deadline is the time after which no submit begins. Pauses that the API asks
	// for move it.
	deadline time.Time
	paused   time.Duration
	lookedUp bool
}

// send submits a batch and delivers an outcome for each instance. It stops when
// no caller waits any more. A request whose response was lost is not sent again.
func (b *bisector) send(f *flight, op *armcloud.Operation, codes []string, params json.RawMessage) {
	s := &bisection{bisector: b, flight: f, op: op, params: params, deadline: time.Now().Add(b.timeout)}
	s.send(codes, nil)
}

// send submits instances. If the request is refused because of an instance, it
// first splits off the instances that the refusal names, then those that the
// account does not have, and then bisects the rest. Any other error applies to
// all. refusal is the error of the request that had these instances before.
func (s *bisection) send(codes []string, refusal error) {
	if refusal != nil && time.Now().After(s.deadline) {
		s.fail(codes, fmt.Errorf("stopped looking for the instance that caused the refusal after %s: %w", s.timeout, refusal))
		return
	}
	codes, err := s.submitOnce(codes)
	if err == nil {
		return
	}
	notFound := armcloud.Is(err, armcloud.ClassNotFound) && targetsInstances(s.op)
	named := namedIn(err, codes)
	switch {
	case !concernsInstance(err):
		s.fail(codes, err)
	case len(named) > 0 && len(named) < len(codes):
		s.fail(named, err)
		s.send(without(codes, named), err)
	case notFound && !s.lookedUp:
		existing := s.splitOffMissing(codes)
		if len(existing) == len(codes) {
			s.bisect(codes, err)
		} else if len(existing) > 0 {
			s.send(existing, err)
		}
	default:
		s.bisect(codes, err)
	}
}

// bisect submits both halves of a refused request.
func (s *bisection) bisect(codes []string, refusal error) {
	if len(codes) == 1 {
		s.fail(codes, refusal)
		return
	}
	middle := len(codes) / 2
	s.send(codes[:middle], refusal)
	s.send(codes[middle:], refusal)
}

// splitOffMissing looks up the instances and fails those that the account does
// not have. It returns the others.
func (s *bisection) splitOffMissing(codes []string) (existing []string) {
	s.lookedUp = true
	ctx, cancel := context.WithDeadline(s.flight.waiting, s.deadline)
	defer cancel()
	found := s.lookUp(ctx, codes)
	for _, code := range codes {
		if r, ok := found[code]; ok && r.err == nil && !r.found {
			s.flight.deliver(code, outcome{err: &NotFoundError{PadCode: code}})
			continue
		}
		existing = append(existing, code)
	}
	return existing
}

// submitOnce submits one request for the instances whose callers still wait, and
// delivers their outcomes if it is accepted. If the API asks for a pause before it
// accepts the request, submitOnce submits it again. An error is a refusal, or
// applies to all of the returned instances.
func (s *bisection) submitOnce(codes []string) ([]string, error) {
	for {
		codes = s.flight.begin(codes)
		if len(codes) == 0 {
			return nil, nil
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(s.flight.waiting), s.timeout)
		// While a busy instance is waited for, its neighbors must not wait too.
		subs, err := s.submit(armcloud.WithoutBusyRetry(armcloud.RetryWhile(ctx, s.flight.waiting)), s.op, codes, s.params)
		expired := ctx.Err()
		cancel()
		switch pause := s.pauseBefore(err); {
		case err == nil:
			s.accept(codes, subs)
			return nil, nil
		case isUnanswered(err, expired):
			for _, code := range codes {
				s.flight.deliver(code, outcome{err: &UnansweredError{PadCode: code, Waited: s.timeout, Err: err}})
			}
			return nil, nil
		case pause > 0:
			s.flight.refused(codes, err)
			s.paused += pause
			s.deadline = s.deadline.Add(pause)
			_ = Sleep(s.flight.waiting, pause) // if it ends, begin returns none
		default:
			if isRefused(err) {
				s.flight.refused(codes, err)
			}
			return codes, err
		}
	}
}

// pauseBefore returns the pause that the API asks for before the request may be
// sent again, 0 if the request is not to be sent again. Each caller waits for its
// own busy instance.
func (s *bisection) pauseBefore(err error) time.Duration {
	pause := retryAfter(err)
	var apiErr *armcloud.Error
	if !errors.As(err, &apiErr) || !apiErr.NotProcessed || apiErr.Class == armcloud.ClassBusy || pause > armcloud.MaxRetryAfter || s.paused+pause > maxPauses {
		return 0
	}
	return pause
}
