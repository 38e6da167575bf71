package armcloud

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

func clientBehind(t *testing.T, proxy string) *Client {
	t.Helper()
	address, err := url.Parse(proxy)
	if err != nil {
		t.Fatal(err)
	}
	transport := newTransport()
	transport.Proxy = http.ProxyURL(address)
	return newTestClient(t, transport, func(config *Config) { config.Endpoint, config.MaxRetries = "https://api.example.net", 1 })
}

// The error for a proxy that refuses connections names the proxy and not the
// endpoint.
func TestProxyThatRefusesConnections(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = clientBehind(t, "http://"+address).Call(t.Context(), Restart, oneInstance)
	e := errorOf(t, err, ClassTransport)
	if !strings.Contains(e.Error(), "the proxy "+address+" refuses connections") || strings.Contains(e.Error(), "api.example.net") || !strings.Contains(e.Advice, "HTTPS_PROXY") {
		t.Errorf("got error %q, want one that blames the proxy", e)
	}
}

// A proxy that asks for a password is asked only once, because further attempts
// could lock the account. The control is a proxy that is overloaded.
func TestProxyThatRefusesToConnect(t *testing.T) {
	for status, want := range map[int]int32{http.StatusProxyAuthRequired: 1, http.StatusForbidden: 1, http.StatusServiceUnavailable: 2} {
		var requests atomic.Int32
		proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			requests.Add(1)
			w.WriteHeader(status)
		}))
		t.Cleanup(proxy.Close)
		_, err := clientBehind(t, proxy.URL).Call(t.Context(), Restart, oneInstance)
		e := errorOf(t, err, ClassTransport)
		if requests.Load() != want || !e.NotProcessed || !strings.Contains(e.Message, "the proxy 127.0.0.1:") {
			t.Errorf("status %d: got %d requests, %v, want %d", status, requests.Load(), e, want)
		}
	}
}

// A SOCKS proxy that refuses the credentials is named, and tried only once, because
// further attempts could lock the account. The control is a proxy that cannot reach the
// service, which is tried again.
func TestSOCKSProxyThatRefuses(t *testing.T) {
	for reason, count := range map[string]int{"username/password authentication failed": 1, "unknown error host unreachable": 4} {
		synctest.Test(t, func(t *testing.T) {
			refusal := &net.OpError{Op: "socks connect", Net: "tcp", Source: &net.TCPAddr{IP: net.IPv4(10, 0, 0, 1), Port: 1080}, Err: errors.New(reason)}
			transport := scripted(step{err: refusal, unsent: true})
			_, err := newTestClient(t, transport, nil).Call(t.Context(), Restart, oneInstance)
			e := errorOf(t, err, ClassTransport)
			if !strings.Contains(e.Message, "the proxy 10.0.0.1:1080") || !e.NotProcessed || transport.count() != count {
				t.Errorf("got %v after %d requests, want %d and the proxy in the error", e, transport.count(), count)
			}
		})
	}
}
