package engine

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// accept delivers the outcomes of an accepted request.
func (s *bisection) accept(codes []string, subs []armcloud.Submission) {
	if len(codes) == 1 && len(subs) == 1 && subs[0].PadCode == "" {
		subs[0].PadCode = codes[0]
	}
	byCode := make(map[string]armcloud.Submission, len(subs))
	for _, sub := range subs {
		byCode[sub.PadCode] = sub
	}
	now := time.Now()
	for _, code := range codes {
		sub, ok := byCode[code]
		switch {
		case !ok:
			s.flight.deliver(code, outcome{err: &MissingAnswerError{PadCode: code}})
		case sub.Err != nil:
			s.flight.deliver(code, outcome{submission: sub, err: s.unproven(sub.Err)})
		default:
			s.flight.deliver(code, outcome{submission: sub, at: now})
		}
	}
}

// fail delivers err to the callers of the instances.
func (s *bisection) fail(codes []string, err error) {
	err = s.unproven(err)
	for _, code := range codes {
		s.flight.deliver(code, outcome{err: err})
	}
}

// unproven returns a refusal that is not taken for a proof that the account does
// not have an instance: only a lookup proves that.
func (s *bisection) unproven(err error) error {
	var apiErr *armcloud.Error
	if !targetsInstances(s.op) || !errors.As(err, &apiErr) || apiErr.Class != armcloud.ClassNotFound {
		return err
	}
	refusal := *apiErr
	refusal.Class = armcloud.ClassRejected
	if s.lookedUp {
		refusal.Advice = "The API lists the instance but does not accept it. Apply again; if it is refused again, contact ARMCloud support."
	}
	return &refusal
}

// targetsInstances reports whether the targets of the operation are pad codes.
func targetsInstances(op *armcloud.Operation) bool {
	return op.Target == "padCodes" || op.Target == "padCode" || op.Target == "apps[].padCodes"
}

// concernsInstance reports whether err is a definite refusal of the request
// because of an instance in it.
func concernsInstance(err error) bool {
	var apiErr *armcloud.Error
	return errors.As(err, &apiErr) && apiErr.Class != armcloud.ClassAmbiguous && apiErr.ConcernsInstance()
}

// isRefused reports whether err proves that the request was not carried out.
func isRefused(err error) bool {
	var apiErr *armcloud.Error
	return errors.As(err, &apiErr) && (apiErr.NotProcessed || concernsInstance(err))
}

// isUnanswered reports whether err is the end of a request that was sent and not
// answered in time. expired is the error of its deadline.
func isUnanswered(err, expired error) bool {
	var apiErr *armcloud.Error
	if !errors.As(err, &apiErr) {
		return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)
	}
	lost := apiErr.Class == armcloud.ClassAmbiguous && expired != nil && errors.Is(err, expired)
	return !apiErr.NotProcessed && (apiErr.Class == armcloud.ClassCanceled || lost)
}

// without returns the codes that are not among others.
func without(codes, others []string) []string {
	return slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return slices.Contains(others, code) })
}

// namedIn returns the instances whose pad codes the API's message contains.
func namedIn(err error, codes []string) []string {
	var apiErr *armcloud.Error
	if !errors.As(err, &apiErr) {
		return nil
	}
	words := map[string]bool{}
	for _, word := range strings.FieldsFunc(apiErr.Message, func(r rune) bool {
		return r > unicode.MaxASCII || !(unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '-')
	}) {
		words[word] = true
	}
	var named []string
	for _, code := range codes {
		if words[code] {
			named = append(named, code)
		}
	}
	return named
}
