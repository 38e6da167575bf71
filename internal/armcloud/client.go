package armcloud

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
)

// Client talks to one account of the service. It is safe for concurrent use.
type Client struct {
	config   Config
	endpoint *url.URL
	http     *http.Client
	pace     *pace
	signing  *signing
	sent     memory
}

// New checks the configuration and makes a client; nothing is sent. Its errors
// are *ConfigError.
func New(config Config) (*Client, error) {
	config, endpoint, err := config.checked()
	if err != nil {
		return nil, err
	}
	transport := config.Transport
	if transport == nil {
		transport = newTransport()
	}
	return &Client{
		config:   config,
		endpoint: endpoint,
		http: &http.Client{
			Transport: transport,
			// A redirect is an answer like any other, and never followed: the
			// signature is for this host alone.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		pace:    newPace(config.RequestsPerSecond),
		signing: newSigning(config),
	}, nil
}

// Response is an answer with success code. API document: the response
// parameters of every operation.
type Response struct {
	// Data is the payload as it came; it may be nil, null, or of another type
	// than documented.
	Data json.RawMessage
	// Message is the service's own text, usually "success".
	Message string
	// TraceID is the service's id of the request; empty on the 2024 level.
	TraceID string
}

// Call sends one request and waits for its answer; where the operation and the
// kind of failure allow it, the request is sent again. A POST takes anything
// that encodes to a JSON object without nulls, nil for an empty one; a GET takes
// nil or url.Values. Errors are *Error.
func (c *Client) Call(ctx context.Context, op *Operation, request any) (*Response, error) {
	msg, err := c.prepare(op, request)
	if err != nil {
		return nil, err
	}
	return c.retry(ctx, msg)
}

// prepare turns a request into the bytes to send, or refuses it.
func (c *Client) prepare(op *Operation, request any) (*message, error) {
	if op.Write && c.config.ReadOnly {
		return nil, &Error{
			Class: ClassReadOnly, Operation: op,
			Message: "the provider is set to read only, nothing was sent",
			Advice:  "Set read_only to false to allow changes.",
		}
	}
	msg, err := newMessage(op, request)
	if err != nil {
		return nil, &Error{Class: ClassRejected, Operation: op, Message: err.Error() + "; nothing was sent", Cause: err}
	}
	msg.secrets = c.sent.learn(append(msg.secrets, c.config.SecretKey, c.config.AccessKey))
	return msg, nil
}
