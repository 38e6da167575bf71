package armcloud

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
)

// serve starts a service on loopback and returns a client with the real transport.
func serve(t *testing.T, handler http.HandlerFunc, change func(*Config)) *Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return newTestClient(t, nil, func(config *Config) {
		config.Endpoint, config.MaxRetries = server.URL, 0
		if change != nil {
			change(config)
		}
	})
}

func respondOK(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	_, _ = io.WriteString(w, `{"code":200,"data":[]}`)
}

// hangUp reads a request and closes its connection.
func hangUp(t *testing.T, w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		t.Error(err)
		return
	}
	_ = connection.Close()
}

// If the service reads a request on a reused connection and hangs up, an operation
// that is not repeatable is not sent again, neither by the client nor by net/http. The
// control is a repeatable operation, which is retried.
func TestLostResponseOnReusedConnection(t *testing.T) {
	for _, c := range []struct {
		op       *Operation
		class    Class
		requests int32
	}{{Restart, ClassAmbiguous, 1}, {UploadFile, ClassAmbiguous, 1}, {DissolveRoom, ClassTransport, 2}} {
		t.Run(c.op.Path, func(t *testing.T) {
			var received atomic.Int32
			var reused atomic.Bool
			first := ""
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == ListGroups.Path {
					first = r.RemoteAddr
					respondOK(w, r)
					return
				}
				if received.Add(1) == 1 {
					reused.Store(r.RemoteAddr == first)
				}
				hangUp(t, w, r)
			}, func(config *Config) { config.MaxRetries = 1 })
			if _, err := client.Call(t.Context(), ListGroups, nil); err != nil {
				t.Fatal(err)
			}
			_, err := client.Call(t.Context(), c.op, oneInstance)
			wantClass(t, err, c.class)
			if received.Load() != c.requests {
				t.Errorf("got %d requests, want %d", received.Load(), c.requests)
			}
			if !reused.Load() {
				t.Error("control: the connection was not reused")
			}
		})
	}
}

// The client knows whether a canceled request was sent: a request that waits for the
// response was, one that waits for its connection was not.
func TestSendTracker(t *testing.T) {
	arrived := make(chan struct{}, 1)
	client := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		arrived <- struct{}{}
		<-r.Context().Done()
	}, nil)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-arrived
		cancel()
	}()
	_, err := client.Call(ctx, Restart, oneInstance)
	wantClass(t, err, ClassAmbiguous)

	dialing := make(chan struct{})
	client = newTestClient(t, &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		close(dialing)
		<-ctx.Done()
		return nil, ctx.Err()
	}}, func(config *Config) { config.Endpoint = "http://127.0.0.1:1" })
	ctx, cancel = context.WithCancel(t.Context())
	go func() {
		<-dialing
		cancel()
	}()
	_, err = client.Call(ctx, Restart, oneInstance)
	e := errorOf(t, err, ClassCanceled)
	if !strings.Contains(e.Message, "before the request was sent") {
		t.Errorf("got %v", e)
	}
}

// A thousand consecutive requests reuse connections. net/http opens another one if its
// own goroutines are late, as on a busy machine.
func TestConnectionsAreKeptAlive(t *testing.T) {
	var opened atomic.Int32
	server := httptest.NewUnstartedServer(http.HandlerFunc(respondOK))
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	client := newTestClient(t, nil, func(config *Config) { config.Endpoint = server.URL })
	for range 1000 {
		if _, err := client.Call(t.Context(), SetTimeZone, nil); err != nil {
			t.Fatal(err)
		}
	}
	if opened.Load() > 100 {
		t.Errorf("got %d connections for 1000 requests, want few", opened.Load())
	}
}

// The error for an invalid proxy variable doesn't quote it, because it may contain a
// password. The control checks that the original error does.
func TestProxyErrorHidesTheVariable(t *testing.T) {
	variable := "http://user:hidden-text@["
	broken := func(*http.Request) (*url.URL, error) { return url.Parse(variable) }
	if _, err := broken(nil); err == nil || !strings.Contains(err.Error(), "hidden-text") {
		t.Fatalf("control: got %v, want an error that contains the password", err)
	}
	client := newTestClient(t, &http.Transport{Proxy: hideProxyVariable(broken)}, func(config *Config) {
		config.Endpoint, config.MaxRetries = "https://api.example.net", 0
	})
	_, err := client.Call(t.Context(), Restart, oneInstance)
	e := errorOf(t, err, ClassTransport)
	if strings.Contains(e.Error(), "hidden-text") || !strings.Contains(e.Error(), "HTTPS_PROXY") {
		t.Errorf("got %v", e)
	}
}

// Requests use the configured proxy, and the default transport reads the environment.
func TestProxyIsUsed(t *testing.T) {
	var seen atomic.Value
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen.Store(r.Method + " " + r.Host)
		w.WriteHeader(http.StatusProxyAuthRequired)
	}))
	t.Cleanup(proxy.Close)
	address, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	transport := newTransport()
	transport.Proxy = http.ProxyURL(address)
	client := newTestClient(t, transport, func(config *Config) { config.Endpoint, config.MaxRetries = "https://api.example.net", 0 })
	_, err = client.Call(t.Context(), Restart, oneInstance)
	wantClass(t, err, ClassTransport)
	if seen.Load() != "CONNECT api.example.net:443" {
		t.Errorf("got %v at the proxy, want CONNECT api.example.net:443", seen.Load())
	}
	if newTransport().Proxy == nil {
		t.Error("the client's own transport ignores the environment")
	}
}
