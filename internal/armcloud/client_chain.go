package armcloud

import "context"

// sendFunc sends a message, with as many attempts as allowed. Its errors are
// *Error.
type sendFunc func(context.Context, *message) (*Response, error)

// signFunc sends a message once in each signature form until the service
// accepts the signature.
type signFunc func(context.Context, *message) (*Response, *failure)

// attemptFunc sends a message once.
type attemptFunc func(context.Context, *attempt) (*Response, *failure)

// attempt is one HTTP request of a message.
type attempt struct {
	msg  *message
	form form
	// response is nil until the service has responded. If its body broke off, it
	// holds the part that was received.
	response *httpResponse
}

// assembleChain returns the function that sends a message. Each step wraps the
// one above it, so a message passes the steps from the last line to the first
// and its response passes them in the opposite order.
func (c *Client) assembleChain() sendFunc {
	once := c.exchange            // sign, send over HTTP, classify the response
	once = c.withLogging(once)    // log the outcome, with secrets redacted
	once = c.withRateLimit(once)  // wait for the limiter, slow down after refusals
	signed := c.withSigning(once) // choose the signature form, try others if it is refused
	return c.withRetry(signed)    // retry what is safe to repeat
}
