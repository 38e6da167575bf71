package armcloud

import (
	"fmt"
	"time"
)

// failure is the error of an attempt, with the rule for retrying it.
type failure struct {
	*Error
	retry retryRule
}

// clone returns a copy that shares nothing that is written.
func (f *failure) clone() *failure {
	err := *f.Error
	return &failure{Error: &err, retry: f.retry}
}

// retryRule says when a failed request may be sent again.
type retryRule struct {
	// notProcessed means that the service certainly did not process the request,
	// so that any operation may be retried, not only repeatable ones.
	notProcessed bool
	// lost means that the response was lost, so that the request may have started a
	// task.
	lost bool
	// max is the maximum number of retries, or -1 for the configured number.
	max int
	// missing means that the response says that the operation is missing. It must say
	// so missingAnswers times, however many retries are configured.
	missing bool
}

var (
	retryNever        = retryRule{}
	retryNotProcessed = retryRule{notProcessed: true, max: -1}
	retryRepeatable   = retryRule{max: -1}
	retryLost         = retryRule{lost: true, max: -1}
	retryMissing      = retryRule{notProcessed: true, missing: true}
)

// allows reports whether op may be retried after an attempt; attempts count from
// 0. maxRetries is the configured number of retries.
func (r retryRule) allows(op *Operation, attempt, maxRetries int) bool {
	if r.max >= 0 {
		maxRetries = min(maxRetries, r.max)
	}
	return attempt < maxRetries && (r.notProcessed || op.Repeatable)
}

// complete sets the operation and redacts the message. The failure becomes
// ambiguous if the service may have processed the request and the operation is
// not safe to repeat.
func (f *failure) complete(msg *message) {
	f.Operation = msg.op
	f.Message = hideQueries(scrub(f.Message, msg.secrets))
	lost := f.Class == ClassTransport || f.Class == ClassCanceled
	switch {
	case !lost || f.retry.notProcessed:
	case !msg.op.Repeatable:
		f.Class = ClassAmbiguous
		f.retry = retryNever
		f.Advice = joinSentences(adviseLost, f.Advice)
	case f.retry.lost && msg.op.startsTask():
		f.Advice = joinSentences(adviseTask, f.Advice)
	}
}

// afterAttempt returns the error to report after the last attempt; attempts
// count from 0.
func (f *failure) afterAttempt(attempt int) *Error {
	if wait := f.RetryAfter.Round(time.Second); wait > 0 {
		f.Message += fmt.Sprintf("; the service asks to wait %s", wait)
	}
	if attempt > 0 {
		f.Message += fmt.Sprintf("; tried %d times", attempt+1)
	}
	return f.Error
}

func joinSentences(a, b string) string {
	if b == "" {
		return a
	}
	if a == "" {
		return b
	}
	return a + " " + b
}
