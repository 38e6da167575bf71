package armcloud

import (
	"context"
	"io"
	"net/http"
	"time"
)

// maxResponseBytes limits how much of one response is read.
const maxResponseBytes = 64 << 20

// httpResponse is an HTTP response whose body has been read.
type httpResponse struct {
	status int
	header http.Header
	body   []byte
}

// exchange signs a message, sends it once and classifies the response. The
// failure of a request that may have been carried out, and is not safe to
// repeat, is ambiguous.
func (c *Client) exchange(ctx context.Context, a *attempt) (*Response, *failure) {
	fail := c.roundTrip(ctx, a)
	var response *Response
	if fail == nil {
		response, fail = c.classifyResponse(a.msg, a.form, a.response)
	}
	if fail != nil {
		fail.complete(a.msg)
	}
	return response, fail
}

// roundTrip sends the request and reads the response within the request timeout.
func (c *Client) roundTrip(ctx context.Context, a *attempt) *failure {
	var tracker sendTracker
	limited, cancel := context.WithTimeout(tracker.trace(ctx), c.config.RequestTimeout)
	defer cancel()
	request, err := c.newRequest(limited, a, &tracker)
	if err != nil {
		return &failure{&Error{Class: ClassRejected, Message: "the HTTP request cannot be created"}, retryNever}
	}
	if a.msg.op.Write {
		defer c.writes.begin()()
	}
	response, err := c.http.Do(request)
	if err != nil {
		return c.transportFailure(ctx, a, err, tracker.sent.Load(), limited.Err() != nil)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, maxResponseBytes+1))
	// The body has been read, so an error of Close doesn't matter.
	_ = response.Body.Close()
	a.response = &httpResponse{status: response.StatusCode, header: response.Header, body: body}
	if err != nil {
		fail := c.transportFailure(ctx, a, err, true, limited.Err() != nil)
		fail.HTTPStatus = response.StatusCode
		return fail
	}
	return nil
}

// newRequest returns the signed HTTP request of an attempt.
func (c *Client) newRequest(ctx context.Context, a *attempt, tracker *sendTracker) (*http.Request, error) {
	msg, target := a.msg, *c.endpoint
	target.Path, target.RawQuery = msg.op.Path, msg.query
	request, err := http.NewRequestWithContext(ctx, msg.op.Method, target.String(), http.NoBody)
	if err != nil {
		return nil, err
	}
	if msg.op.Method != http.MethodGet {
		request.Body = tracker.body(msg.body)
		request.GetBody = nil
		request.ContentLength = int64(len(msg.body))
	}
	for name, values := range c.signer.headers(msg, a.form, time.Now()) {
		request.Header[name] = values
	}
	request.Header.Set("Accept", contentType)
	request.Header.Set("User-Agent", c.config.UserAgent)
	return request, nil
}
