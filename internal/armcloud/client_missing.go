package armcloud

import "fmt"

// missingAnswers is how many responses must say that the service does not have an
// operation until that is believed. Its alternative returns less, and callers do not
// try the operation again.
const missingAnswers = 3

// remember records what a successful response says about the service.
func (c *Client) remember(op *Operation, env envelope) {
	if op.MayBeMissing {
		c.present.Store(op, true)
	}
	switch {
	case env.TraceID != "", op.Levels == LevelCurrent:
		c.seenCurrent.Store(true)
	default:
		c.seen2024.Store(true)
	}
}

// expectsMissing reports whether the responses so far are those of a level that does
// not have the operation.
func (c *Client) expectsMissing(op *Operation) bool {
	switch op.Levels {
	case LevelCurrent:
		return c.seen2024.Load() && !c.seenCurrent.Load()
	case Level2024:
		return c.seenCurrent.Load()
	default:
		return false
	}
}

// has reports whether an operation that others lack has succeeded.
func (c *Client) has(op *Operation) bool {
	_, ok := c.present.Load(op)
	return ok
}

// missing returns the failure for a response that says that the service does not
// have the operation. how is the status or code that says so.
func (c *Client) missing(msg *message, env envelope, how string) *failure {
	fail := &failure{&Error{Class: ClassRejected, Code: codeText(string(env.Code))}, retryNever}
	fail.Message = joinSentences(how+".", string(env.Message))
	if c.has(msg.op) {
		// A gateway in front of the service responds like this for a moment.
		fail.Class = ClassTransport
		fail.retry = retryRule{notProcessed: true, max: -1}
		fail.Advice = "The service has responded to this operation before. Try again later."
		return fail
	}
	if mayBeMissing(msg.op) && (env.Code == "" || !c.expectsMissing(msg.op)) {
		fail.retry = retryMissing
	}
	switch {
	case msg.op.Levels == LevelCurrent:
		fail.Class = ClassUnavailable
		fail.Advice = "The operation belongs to the current API level; this service offers an older one."
	case msg.op.Levels == Level2024:
		fail.Class = ClassUnavailable
		fail.Advice = "The operation belongs to the API level of 2024; newer ones no longer have it."
	case msg.op.MayBeMissing:
		fail.Class = ClassUnavailable
		fail.Advice = "The operation belongs to all API levels, but this service does not offer it."
	default:
		fail.Advice = fmt.Sprintf("Every API level has this operation: check that endpoint (%s) is an ARMCloud API host.", c.endpoint.Host)
	}
	return fail
}
