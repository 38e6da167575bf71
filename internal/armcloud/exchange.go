package armcloud

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"
)

// maxAnswer bounds what is read of one answer, in bytes.
const maxAnswer = 64 << 20

// failure is an error with the rule for sending the request again.
type failure struct {
	*Error
	repeat repeat
}

// repeat says how a failed request may be sent again.
type repeat struct {
	// harmless is true when the service certainly did not act on it, so that
	// any operation may be sent again; else only repeatable ones.
	harmless bool
	// most is how often, at most, -1 for as often as configured.
	most int
}

var (
	never          = repeat{}
	whenRefused    = repeat{harmless: true, most: -1}
	whenRepeatable = repeat{most: -1}
)

// answer is an HTTP answer, read to its end.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// exchange sends a request once, signed in one form, and reads its answer. The
// error of a request that may have been carried out, and may not be sent again,
// is ambiguous.
func (c *Client) exchange(ctx context.Context, msg *message, f form) (*Response, *failure) {
	if err := c.pace.wait(ctx); err != nil {
		return nil, c.ended(ctx, msg, "before the request was sent")
	}
	started := time.Now()
	var left departure
	got, fail := c.roundTrip(ctx, msg, f, &left)
	var response *Response
	if fail == nil {
		response, fail = c.judge(msg, f, got)
	}
	if fail != nil {
		fail.settle(msg)
	}
	if got != nil {
		c.pace.heard(fail != nil && fail.Class == ClassRateLimited)
	}
	c.log(ctx, msg, f, got, fail, time.Since(started))
	return response, fail
}

// roundTrip sends the bytes and reads the answer within the request timeout.
func (c *Client) roundTrip(ctx context.Context, msg *message, f form, left *departure) (*answer, *failure) {
	limited, cancel := context.WithTimeout(left.watch(ctx), c.config.RequestTimeout)
	defer cancel()
	request, err := c.newRequest(limited, msg, f, left)
	if err != nil {
		return nil, &failure{&Error{Class: ClassRejected, Message: "the request cannot be made"}, never}
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, c.unanswered(ctx, msg, f, err, left.left.Load(), limited.Err() != nil)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	// An error in closing comes after all that matters has been read.
	_ = response.Body.Close()
	got := &answer{status: response.StatusCode, header: response.Header, body: body}
	if err != nil {
		fail := c.unanswered(ctx, msg, f, err, true, limited.Err() != nil)
		fail.HTTPStatus = response.StatusCode
		return got, fail
	}
	return got, nil
}

func (c *Client) newRequest(ctx context.Context, msg *message, f form, left *departure) (*http.Request, error) {
	target := *c.endpoint
	target.Path, target.RawQuery = msg.op.Path, msg.query
	request, err := http.NewRequestWithContext(ctx, msg.op.Method, target.String(), http.NoBody)
	if err != nil {
		return nil, err
	}
	if msg.op.Method != http.MethodGet {
		request.Body = left.body(msg.body)
		request.GetBody = nil
		request.ContentLength = int64(len(msg.body))
	}
	for name, values := range c.signing.headers(msg, f, time.Now()) {
		request.Header[name] = values
	}
	request.Header.Set("Accept", contentType)
	request.Header.Set("User-Agent", c.config.UserAgent)
	return request, nil
}

// settle completes a failure: its operation, and ambiguity where the request
// may have been carried out and may not be sent again.
func (f *failure) settle(msg *message) {
	f.Operation = msg.op
	f.Message = scrub(f.Message, msg.secrets)
	lost := f.Class == ClassTransport || f.Class == ClassCanceled
	if lost && !f.repeat.harmless && !msg.op.Repeatable {
		f.Class = ClassAmbiguous
		f.repeat = never
		f.Advice = joinSentences("The request may have been carried out and was not sent again, "+
			"because a repeat would do more than once; look at the result before trying again.", f.Advice)
	}
}

// log tells of one exchange, and of its bodies at trace level.
func (c *Client) log(ctx context.Context, msg *message, f form, got *answer, fail *failure, took time.Duration) {
	if c.config.Log == nil {
		return
	}
	fields := map[string]any{
		"method": msg.op.Method, "path": msg.op.Path, "signature": string(f.version),
		"duration_ms": took.Milliseconds(), "request_bytes": len(msg.body),
	}
	if got != nil {
		fields["status"], fields["answer_bytes"] = got.status, len(got.body)
	}
	if fail != nil {
		fields["class"], fields["error"] = fail.Class.String(), scrub(fail.Detail(), msg.secrets)
	}
	c.config.Log.Debug(ctx, "ARMCloud API request", fields)

	bodies := map[string]any{"path": msg.op.Path, "request": bodyForLog(msg.body, msg.secrets)}
	if got != nil {
		bodies["headers"], bodies["answer"] = headersForLog(got.header), bodyForLog(got.body, msg.secrets)
	}
	c.config.Log.Trace(ctx, "ARMCloud API bodies", bodies)
}

// where names host and signature, for errors in which they matter.
func (c *Client) where(f form) string {
	text := fmt.Sprintf("host %s, signature %s", c.endpoint.Host, f.version)
	if c.config.SigningHost != c.endpoint.Host {
		text = fmt.Sprintf("host %s, signing host %s, signature %s", c.endpoint.Host, c.config.SigningHost, f.version)
	}
	return text
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
