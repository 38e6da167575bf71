package armcloud

import (
	"context"
	"io"
	"net/http"
	"time"
)

// maxAnswer bounds what is read of one answer, in bytes.
const maxAnswer = 64 << 20

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
