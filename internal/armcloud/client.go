package armcloud

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
)

// Client calls the API for one account. It is safe for concurrent use.
type Client struct {
	config   Config
	endpoint *url.URL
	http     *http.Client
	limiter  *adaptiveLimiter
	signer   *signer
	secrets  secretStore
	present  sync.Map // of *Operation that may be missing and have succeeded
	// Whether there were responses of these levels.
	seenCurrent, seen2024      atomic.Bool
	detailsOnline, infosOnline onlineSource
	writes                     writesInFlight
	send                       sendFunc
}

// New checks the configuration and returns a client. It sends nothing. Its
// errors are *ConfigError.
func New(config Config) (*Client, error) {
	config, endpoint, err := config.validated()
	if err != nil {
		return nil, err
	}
	transport := config.Transport
	if transport == nil {
		transport = newTransport()
	}
	c := &Client{
		config:   config,
		endpoint: endpoint,
		http: &http.Client{
			Transport: transport,
			// Redirects are not followed, because the signature is valid only
			// for this host.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		limiter: newAdaptiveLimiter(config.RequestsPerSecond),
		signer:  newSigner(config),
	}
	c.send = c.assembleChain()
	return c, nil
}

// Response is a response with a success code. API document: the response
// parameters of every operation.
type Response struct {
	// Data is the raw payload. It may be nil, null, or of another type than
	// documented.
	Data json.RawMessage
	// Message is the service's message, usually "success".
	Message string
	// TraceID is the service's id of the request. It is empty on the 2024 level.
	TraceID string
}

// Call sends one request and returns the response. The request is retried if
// the operation and the kind of failure allow it. For a POST, the request is
// any value that encodes to a JSON object without nulls, or nil for an empty
// object; for a GET, it is nil or url.Values. Errors are *Error.
func (c *Client) Call(ctx context.Context, op *Operation, request any) (*Response, error) {
	msg, err := c.prepare(op, request)
	if err != nil {
		return nil, err
	}
	return c.send(ctx, msg)
}

// prepare encodes a request. It returns an error for a request that must not be
// sent.
func (c *Client) prepare(op *Operation, request any) (*message, error) {
	if op.Write && c.config.ReadOnly {
		return nil, &Error{
			Class: ClassReadOnly, Operation: op,
			Message: "the provider is read only, nothing was sent",
			Advice:  "Set read_only to false to allow changes.",
		}
	}
	msg, err := newMessage(op, request)
	if err != nil {
		return nil, &Error{Class: ClassRejected, Operation: op, Message: err.Error() + "; nothing was sent", Cause: err}
	}
	msg.secrets = c.secrets.add(append(msg.secrets, c.config.SecretKey, c.config.AccessKey)...)
	return msg, nil
}
