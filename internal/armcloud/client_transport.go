package armcloud

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"
)

// newTransport makes the connections of a client: kept alive, many to the one
// host, by the proxy that the environment names.
func newTransport() *http.Transport {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:                 withoutAddress(http.ProxyFromEnvironment),
		DialContext:           dialer.DialContext,
		ForceAttemptHTTP2:     true,
		MaxIdleConns:          128,
		MaxIdleConnsPerHost:   64,
		TLSHandshakeTimeout:   10 * time.Second,
		ExpectContinueTimeout: time.Second,
		// Shorter than what servers use, so that seldom a request is written to
		// a connection that the server is just closing.
		IdleConnTimeout: 30 * time.Second,
	}
}

// withoutAddress replaces the error of a proxy function: it quotes the variable
// that it cannot read, which may hold a password.
func withoutAddress(proxy func(*http.Request) (*url.URL, error)) func(*http.Request) (*url.URL, error) {
	return func(request *http.Request) (*url.URL, error) {
		u, err := proxy(request)
		if err != nil {
			return nil, errors.New("the proxy variable of the environment (HTTPS_PROXY, HTTP_PROXY) is not a valid address")
		}
		return u, nil
	}
}

// departure tells whether bytes of a request may have left this machine.
type departure struct{ left atomic.Bool }

// watch makes a context with which requests report to d. The first header is
// written to a buffer before anything goes out, so nothing leaves unseen.
func (d *departure) watch(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteHeaderField: func(string, []string) { d.left.Store(true) },
	})
}

// body wraps the body of a request. Its type hides from net/http how to read it
// again: net/http must not send a request twice by itself.
func (d *departure) body(text []byte) io.ReadCloser {
	return &watchedBody{Reader: bytes.NewReader(text), departure: d}
}

type watchedBody struct {
	*bytes.Reader
	departure *departure
}

// Read reports that the body is on its way.
func (b *watchedBody) Read(p []byte) (int, error) {
	b.departure.left.Store(true)
	return b.Reader.Read(p)
}

// WriteTo reports that the body is on its way.
func (b *watchedBody) WriteTo(w io.Writer) (int64, error) {
	b.departure.left.Store(true)
	return b.Reader.WriteTo(w)
}

// Close does nothing: the text is in memory.
func (b *watchedBody) Close() error { return nil }
