package armcloud

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// classifyResponse returns the response of a request that succeeded, or the
// failure that says why it did not and when it may be retried.
func (c *Client) classifyResponse(msg *message, f form, got *httpResponse) (*Response, *failure) {
	if len(got.body) > maxResponseBytes {
		return nil, c.unreadable(msg, got, errTooLarge)
	}
	env, err := decodeEnvelope(got.body)
	env = env.scrubbed(msg.secrets)
	fail := c.classifyStatus(msg, f, got, env, err)
	if fail == nil && err != nil {
		fail = c.unreadable(msg, got, err)
		if errors.Is(err, errNoCode) && env.Message != "" {
			fail.Message += ": " + string(env.Message)
		}
	}
	if fail == nil && !env.succeeded() {
		fail = c.classifyCode(msg, f, got, env)
	}
	if fail != nil {
		if err == nil {
			fail.TraceID = string(env.TraceID)
		}
		fail.HTTPStatus = got.status
		return nil, fail
	}
	c.remember(msg.op, env)
	return &Response{Data: env.Data, Message: string(env.Message), TraceID: string(env.TraceID)}, nil
}

// classifyCode returns the failure for the code of the API.
func (c *Client) classifyCode(msg *message, f form, got *httpResponse, env envelope) *failure {
	text, message := string(env.Code), string(env.Message)
	refusal := Classify(msg.op, text, env.words)
	switch {
	case text == "404", refusal.Class == ClassUnavailable && !c.has(msg.op):
		return c.missing(msg, env, "code "+text)
	case refusal.Class == ClassUnavailable:
		refusal.Class = ClassRejected // the service has the operation, so a parameter is missing
	case refusal.Class == ClassAuth:
		return c.unauthorized(msg, f, text, message, got)
	}
	fail := &failure{refusal.error(msg.op, text, message), refusal.retry}
	fail.RetryAfter = retryAfter(got.header, refusal.Class == ClassRateLimited)
	if refusal.OneInstance && msg.targets() > 1 {
		// The caller bisects the request instead of waiting for one target.
		fail.retry = retryNever
	}
	return fail
}

func (c *Client) rateLimited(got *httpResponse, env envelope) *failure {
	message := string(env.Message)
	if message == "" {
		message = "too many requests"
	}
	return &failure{&Error{
		Class: ClassRateLimited, Code: "429", Message: message,
		Advice: adviseRate, RetryAfter: retryAfter(got.header, true),
	}, retryNotProcessed}
}

// redirected returns the failure for a redirect, which is never followed because
// the signature is valid only for this host.
func (c *Client) redirected(got *httpResponse) *failure {
	target := "another address"
	if u, err := url.Parse(got.header.Get("Location")); err == nil && u.Host != "" {
		target = u.Host
	}
	return &failure{&Error{
		Class:   ClassRejected,
		Message: fmt.Sprintf("%s redirects to %s, which is not followed (HTTP status %d)", c.endpoint.Host, target, got.status),
		Advice:  "Set endpoint to the API's own address.",
	}, retryNever}
}

// unauthorized returns the failure for refused keys or a refused signature. It
// names what was signed, except the keys.
func (c *Client) unauthorized(msg *message, f form, text, message string, got *httpResponse) *failure {
	advice := Classify(msg.op, text, message).advice
	if advice == "" {
		advice = adviseKeys
	}
	if sent, err := http.ParseTime(got.header.Get("Date")); err == nil {
		if off := time.Since(sent).Round(time.Minute); off.Abs() > 5*time.Minute {
			advice = joinSentences(advice, fmt.Sprintf("The clock of this machine differs from the service's by %s.", off))
		}
	}
	return &failure{&Error{Class: ClassAuth, Code: text,
		Message: fmt.Sprintf("%s (%s)", strings.TrimSpace(message), c.hostAndSignature(f)), Advice: advice}, retryNever}
}

// unreadable returns the failure for a response that is not an envelope. It quotes
// nothing of the response except the title of a web page.
func (c *Client) unreadable(msg *message, got *httpResponse, err error) *failure {
	fail := &failure{&Error{Class: ClassTransport, Message: err.Error(), Cause: err}, retryNever}
	if !msg.op.Write {
		// A gateway in maintenance responds like this for a moment.
		fail.retry = retryRule{max: 2}
	}
	switch {
	case errors.Is(err, errTruncated), errors.Is(err, errEmpty):
		fail.retry = retryLost
	case errors.Is(err, errTooLarge):
		fail.retry = retryNever
	case errors.Is(err, errHTML):
		if title := pageTitle(got.body); title != "" {
			fail.Message += fmt.Sprintf(" (%q)", title)
		}
		fail.Advice = "Check that endpoint is an ARMCloud API host, and that no login page of the network stands in between."
	case errors.Is(err, errNotJSON), errors.Is(err, errNoEnvelope), errors.Is(err, errNoCode):
		fail.Advice = "Check that endpoint is an ARMCloud API host."
	}
	return fail
}
