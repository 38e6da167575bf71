package armcloud

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

const (
	backoffBase = 500 * time.Millisecond
	backoffCap  = 30 * time.Second
	// longestWait is how long a service may ask to wait before the client
	// gives up at once.
	longestWait = 5 * time.Minute
)

// retry sends a message until it is answered, or may not or cannot be sent
// again.
func (c *Client) retry(ctx context.Context, msg *message) (*Response, error) {
	most := c.config.MaxRetries
	if ctx.Value(withoutRetry{}) != nil {
		most = 0
	}
	for attempt := 0; ; attempt++ {
		response, fail := c.sign(ctx, msg)
		if fail == nil {
			return response, nil
		}
		if !fail.repeat.allows(msg.op, attempt, most) {
			return nil, fail.after(attempt)
		}
		pause := backoff(attempt, fail.RetryAfter)
		if fail.RetryAfter > longestWait {
			fail.Advice = joinSentences(fail.Advice, fmt.Sprintf("The service asks to wait %s.", fail.RetryAfter.Round(time.Second)))
			return nil, fail.after(attempt)
		}
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= pause {
			fail.Message += "; not tried again, because the deadline of the operation comes before the next try"
			fail.Cause = errors.Join(fail.Cause, context.DeadlineExceeded)
			return nil, fail.after(attempt)
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			fail.Message += "; the caller gave up before the next try"
			fail.Class = ClassCanceled
			fail.Cause = errors.Join(fail.Cause, ctx.Err())
			return nil, fail.after(attempt)
		}
	}
}

// allows tells whether a request may be sent again after so many attempts.
func (r repeat) allows(op *Operation, attempt, most int) bool {
	if r.most >= 0 {
		most = min(most, r.most)
	}
	return attempt < most && (r.harmless || op.Repeatable)
}

// after completes the error of the last attempt; attempt counts from 0.
func (f *failure) after(attempt int) *Error {
	if attempt > 0 {
		f.Message += fmt.Sprintf("; tried %d times", attempt+1)
	}
	return f.Error
}

// backoff gives the pause after an attempt: anything up to an exponentially
// growing bound, and what the service asks for on top.
func backoff(attempt int, asked time.Duration) time.Duration {
	bound := backoffCap
	if attempt < 6 {
		bound = backoffBase << attempt
	}
	if asked > 0 {
		// All who were refused together must not come back together.
		return asked + rand.N(backoffBase) //nolint:gosec // spreads load, guards nothing
	}
	return rand.N(bound) //nolint:gosec // spreads load, guards nothing
}

// sign sends a message once, or once in each way of signing while the service
// refuses the signature.
func (c *Client) sign(ctx context.Context, msg *message) (*Response, *failure) {
	leave, err := c.signing.enter(ctx)
	if err != nil {
		var refused *Error
		if errors.As(err, &refused) {
			shared := *refused
			shared.Operation = msg.op
			return nil, &failure{&shared, never}
		}
		return nil, c.ended(ctx, msg, "before the request was sent")
	}
	response, fail := c.tryForms(ctx, msg)
	if fail != nil {
		leave(fail.Error)
	} else {
		leave(nil)
	}
	return response, fail
}

func (c *Client) tryForms(ctx context.Context, msg *message) (*Response, *failure) {
	var fail *failure
	forms := c.signing.forms(msg)
	for i, f := range forms {
		var response *Response
		response, fail = c.exchange(ctx, msg, f)
		if fail == nil {
			c.signing.accepted(f)
			return response, nil
		}
		curable := fail.Class == ClassAuth && signatureCodes[fail.Code]
		if i > 0 && fail.Class == ClassAuth && (!curable || i == len(forms)-1) {
			fail.Message += fmt.Sprintf("; refused in every way of signing, %s first", forms[0].version)
		}
		if !curable {
			if answeredByAPI(fail) {
				c.signing.accepted(f)
			}
			return nil, fail
		}
	}
	return nil, fail
}

// answeredByAPI tells whether a refusal came from behind the signature check.
func answeredByAPI(fail *failure) bool {
	switch fail.Class {
	case ClassRejected, ClassNotFound, ClassBusy:
		return fail.Code != "" && fail.Code != "404" && fail.HTTPStatus < 300
	}
	return false
}
