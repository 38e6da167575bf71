package armcloud

import "fmt"

// remember records that the service has an operation that others of its level lack.
func (c *Client) remember(op *Operation) {
	if op.MayBeMissing {
		c.present.Store(op, true)
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
	switch {
	case msg.op.Levels == LevelCurrent:
		fail.Class = ClassUnavailable
		fail.Advice = "The operation belongs to the current API level; this service offers an older one."
	case msg.op.Levels == Level2024:
		fail.Class = ClassUnavailable
		fail.Advice = "The operation belongs to the API level of 2024; newer ones do not have it any more."
	case msg.op.MayBeMissing:
		fail.Class = ClassUnavailable
		fail.Advice = "The operation belongs to all API levels, but this service does not offer it."
		// The alternative returns less, so a single response is not enough.
		fail.retry = retryRule{notProcessed: true, max: 2}
	default:
		fail.Advice = fmt.Sprintf("Every API level has this operation: check that endpoint (%s) is an ARMCloud API host.", c.endpoint.Host)
	}
	return fail
}
