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

// bisector submits batches. If the API refuses a batch because of some of its
// instances, the others are submitted without them.
type bisector struct {
	// timeout is the deadline of one submit including its retries.
	timeout time.Duration
	submit  func(ctx context.Context, op *armcloud.Operation, codes []string, params json.RawMessage) ([]armcloud.Submission, error)
	// lookUp reads the instances from the API by pad code.
	lookUp func(ctx context.Context, codes []string) map[string]result[armcloud.PadDetail]
}

// send submits a batch and returns an outcome for each instance. If the batch is
// refused because of an instance, send first splits off the instances that the
// refusal names, then those that the account does not have. If the operation is
// repeatable, it bisects the rest. Any other error applies to the whole batch. A
// request whose response was lost is not sent again.
func (b *bisector) send(ctx context.Context, op *armcloud.Operation, codes []string, params json.RawMessage) map[string]outcome {
	out := make(map[string]outcome, len(codes))
	err := b.submitOnce(ctx, op, codes, params, out)
	if !concernsInstance(err) || len(codes) == 1 {
		setError(codes, err, out)
		return out
	}
	rest := codes
	if named := namedIn(err, codes); len(named) > 0 && len(named) < len(codes) && op.Repeatable {
		setError(named, err, out)
		rest = remaining(codes, out)
		if err = b.submitOnce(ctx, op, rest, params, out); !concernsInstance(err) || len(rest) == 1 {
			setError(rest, err, out)
			return out
		}
	}
	if targetsInstances(op) {
		for code, r := range b.lookUp(ctx, rest) {
			if r.err == nil && !r.found {
				out[code] = outcome{err: &NotFoundError{PadCode: code}}
			}
		}
	}
	existing := remaining(rest, out)
	switch {
	case len(existing) == 0:
		return out
	case len(existing) < len(rest):
		if err = b.submitOnce(ctx, op, existing, params, out); !concernsInstance(err) || len(existing) == 1 {
			setError(existing, err, out)
			return out
		}
	}
	if !op.Repeatable {
		setError(existing, err, out)
		return out
	}
	b.bisect(ctx, op, existing, params, out)
	return out
}

// bisect submits both halves of a refused batch, recursively.
func (b *bisector) bisect(ctx context.Context, op *armcloud.Operation, codes []string, params json.RawMessage, out map[string]outcome) {
	middle := len(codes) / 2
	for _, half := range [][]string{codes[:middle], codes[middle:]} {
		err := b.submitOnce(ctx, op, half, params, out)
		if concernsInstance(err) && len(half) > 1 {
			b.bisect(ctx, op, half, params, out)
			continue
		}
		setError(half, err, out)
	}
}

// submitOnce submits one request. If it is accepted, it sets the outcome of each
// instance.
func (b *bisector) submitOnce(ctx context.Context, op *armcloud.Operation, codes []string, params json.RawMessage, out map[string]outcome) error {
	ctx, cancel := context.WithTimeout(ctx, b.timeout)
	defer cancel()
	subs, err := b.submit(ctx, op, codes, params)
	if err != nil {
		return err
	}
	if len(codes) == 1 && len(subs) == 1 && subs[0].PadCode == "" {
		subs[0].PadCode = codes[0]
	}
	byCode := make(map[string]armcloud.Submission, len(subs))
	for _, sub := range subs {
		// If the response lists an instance twice, the entry with a task counts.
		if before, twice := byCode[sub.PadCode]; !twice || before.TaskID == 0 {
			byCode[sub.PadCode] = sub
		}
	}
	for _, code := range codes {
		sub, ok := byCode[code]
		switch {
		case !ok:
			out[code] = outcome{err: &MissingAnswerError{PadCode: code}}
		case sub.Err != nil:
			out[code] = outcome{submission: sub, err: sub.Err}
		default:
			out[code] = outcome{submission: sub}
		}
	}
	return nil
}

// setError sets err as the outcome of the instances, unless it is nil.
func setError(codes []string, err error, out map[string]outcome) {
	if err == nil {
		return
	}
	for _, code := range codes {
		out[code] = outcome{err: err}
	}
}

// targetsInstances reports whether the targets of the operation are pad codes.
func targetsInstances(op *armcloud.Operation) bool {
	return op.Target == "padCodes" || op.Target == "padCode"
}

// concernsInstance reports whether err is a definite refusal of the request
// because of an instance in it.
func concernsInstance(err error) bool {
	var apiErr *armcloud.Error
	return errors.As(err, &apiErr) && apiErr.Class != armcloud.ClassAmbiguous && apiErr.ConcernsInstance()
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
