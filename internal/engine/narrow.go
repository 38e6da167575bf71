package engine

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"
	"unicode"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// narrower submits a change for many phones such that one that the service
// refuses does not fail its neighbours.
type narrower struct {
	// timeout is the deadline of one submit with its retries.
	timeout time.Duration
	submit  func(ctx context.Context, op *armcloud.Operation, codes []string, params json.RawMessage) ([]armcloud.Submission, error)
	// look looks phones up now, by their codes.
	look func(ctx context.Context, codes []string) map[string]answer[armcloud.PadDetail]
}

// send submits and answers for each phone. A request refused because of a
// phone is narrowed: phones that the refusal names are split off, then those
// that the account does not have, and an operation that may be repeated is
// halved until the culprits are found. Anything else fails all phones alike,
// and a lost answer is never followed by another attempt.
func (n *narrower) send(ctx context.Context, op *armcloud.Operation, codes []string, params json.RawMessage) map[string]outcome {
	out := make(map[string]outcome, len(codes))
	err := n.once(ctx, op, codes, params, out)
	if !concernsPhone(err) || len(codes) == 1 {
		fail(codes, err, out)
		return out
	}
	rest := codes
	if named := namedIn(err, codes); len(named) > 0 && len(named) < len(codes) && op.Repeatable {
		fail(named, err, out)
		rest = without(codes, out)
		if err = n.once(ctx, op, rest, params, out); !concernsPhone(err) || len(rest) == 1 {
			fail(rest, err, out)
			return out
		}
	}
	if namesPhones(op) {
		for code, a := range n.look(ctx, rest) {
			if a.err == nil && !a.found {
				out[code] = outcome{err: &NotFoundError{PadCode: code}}
			}
		}
	}
	present := without(rest, out)
	switch {
	case len(present) == 0:
		return out
	case len(present) < len(rest):
		if err = n.once(ctx, op, present, params, out); !concernsPhone(err) || len(present) == 1 {
			fail(present, err, out)
			return out
		}
	}
	if !op.Repeatable {
		fail(present, err, out)
		return out
	}
	n.halve(ctx, op, present, params, out)
	return out
}

// halve submits both halves of what was refused, and so on.
func (n *narrower) halve(ctx context.Context, op *armcloud.Operation, codes []string, params json.RawMessage, out map[string]outcome) {
	middle := len(codes) / 2
	for _, half := range [][]string{codes[:middle], codes[middle:]} {
		err := n.once(ctx, op, half, params, out)
		if concernsPhone(err) && len(half) > 1 {
			n.halve(ctx, op, half, params, out)
			continue
		}
		fail(half, err, out)
	}
}

// once submits one request and, where it is accepted, answers for each phone.
func (n *narrower) once(ctx context.Context, op *armcloud.Operation, codes []string, params json.RawMessage, out map[string]outcome) error {
	ctx, cancel := context.WithTimeout(ctx, n.timeout)
	defer cancel()
	subs, err := n.submit(ctx, op, codes, params)
	if err != nil {
		return err
	}
	if len(codes) == 1 && len(subs) == 1 && subs[0].PadCode == "" {
		subs[0].PadCode = codes[0]
	}
	byCode := make(map[string]armcloud.Submission, len(subs))
	for _, sub := range subs {
		// Two words on one phone: a task to wait for says more than none.
		if before, twice := byCode[sub.PadCode]; !twice || before.TaskID == 0 {
			byCode[sub.PadCode] = sub
		}
	}
	for _, code := range codes {
		sub, ok := byCode[code]
		switch {
		case !ok && op.PerTarget:
			out[code] = outcome{err: &MissingAnswerError{PadCode: code}}
		case sub.Err != nil:
			out[code] = outcome{submission: sub, err: sub.Err}
		default:
			out[code] = outcome{submission: sub}
		}
	}
	return nil
}

// fail gives the phones the same error; without one it does nothing.
func fail(codes []string, err error, out map[string]outcome) {
	if err == nil {
		return
	}
	for _, code := range codes {
		out[code] = outcome{err: err}
	}
}

func without(codes []string, out map[string]outcome) []string {
	var rest []string
	for _, code := range codes {
		if _, ok := out[code]; !ok {
			rest = append(rest, code)
		}
	}
	return rest
}

// namesPhones tells whether the targets are phones, which a listing shows.
func namesPhones(op *armcloud.Operation) bool {
	return op.Target == "padCodes" || op.Target == "padCode"
}

// concernsPhone tells whether the service refused the request for good
// because of a phone in it.
func concernsPhone(err error) bool {
	var apiErr *armcloud.Error
	return errors.As(err, &apiErr) && apiErr.Class != armcloud.ClassAmbiguous && apiErr.ConcernsInstance()
}

// namedIn gives the phones whose codes stand in the service's own words.
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
