package armcloud

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"
)

// pingTimeout is how long an HTTP/2 connection may be silent before the client
// pings the server, and how long the server may take to respond. A connection that
// fails the ping is closed, so that it takes no further requests with it.
const pingTimeout = 5 * time.Second

// maxHeaderBytes limits the headers of one response.
const maxHeaderBytes = 1 << 20

// newTransport returns a transport for many concurrent requests to one host. It
// keeps connections alive and honors the proxy variables of the environment.
func newTransport() *http.Transport {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:                 hideProxyVariable(http.ProxyFromEnvironment),
		DialContext:           dialer.DialContext,
		ForceAttemptHTTP2:     true,
		HTTP2:                 &http.HTTP2Config{SendPingTimeout: pingTimeout, PingTimeout: pingTimeout},
		MaxIdleConns:          256,
		MaxIdleConnsPerHost:   192,
		TLSHandshakeTimeout:   10 * time.Second,
		ExpectContinueTimeout: time.Second,
		// Older versions and servers that can't be verified are always refused.
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		MaxResponseHeaderBytes: maxHeaderBytes,
		// Shorter than the idle timeout of common servers, so that a request is
		// rarely written to a connection that the server is closing.
		IdleConnTimeout: 30 * time.Second,
		OnProxyConnectResponse: func(_ context.Context, proxy *url.URL, _ *http.Request, response *http.Response) error {
			if response.StatusCode != http.StatusOK {
				return &proxyStatusError{proxy.Host, response.StatusCode}
			}
			return nil
		},
	}
}

// hideProxyVariable replaces the errors of a proxy function, because they quote the
// proxy variable, which may contain a password.
func hideProxyVariable(proxy func(*http.Request) (*url.URL, error)) func(*http.Request) (*url.URL, error) {
	return func(request *http.Request) (*url.URL, error) {
		u, err := proxy(request)
		if err != nil {
			return nil, errors.New("the proxy variable of the environment (HTTPS_PROXY, HTTP_PROXY) is not a valid address")
		}
		return u, nil
	}
}

// sendTracker records whether any byte of a request may have been sent.
type sendTracker struct{ sent atomic.Bool }

// trace returns a context whose requests report to t. net/http writes the first
// header to a buffer before it sends anything, so no byte is missed.
func (t *sendTracker) trace(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteHeaderField: func(string, []string) { t.sent.Store(true) },
	})
}

// body returns the body of a request. Its type is not known to net/http, which
// therefore cannot rewind it and send the request a second time.
func (t *sendTracker) body(text []byte) io.ReadCloser {
	return &trackedBody{Reader: bytes.NewReader(text), tracker: t}
}

type trackedBody struct {
	*bytes.Reader
	tracker *sendTracker
}

// Read records that the body is being sent.
func (b *trackedBody) Read(p []byte) (int, error) {
	b.tracker.sent.Store(true)
	return b.Reader.Read(p)
}

// WriteTo records that the body is being sent.
func (b *trackedBody) WriteTo(w io.Writer) (int64, error) {
	b.tracker.sent.Store(true)
	return b.Reader.WriteTo(w)
}

// Close does nothing, because the body is in memory.
func (b *trackedBody) Close() error { return nil }
