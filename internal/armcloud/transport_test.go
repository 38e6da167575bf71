package armcloud

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// serve starts a service on loopback and a client with the real transport.
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

func answerOK(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	_, _ = io.WriteString(w, `{"code":200,"data":[]}`)
}

// hangUp closes the connection of a request that has been read.
func hangUp(t *testing.T, w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		t.Error(err)
		return
	}
	_ = connection.Close()
}

// A change that may not be repeated reaches the service once, when the service
// reads it on a connection that was kept alive and hangs up: neither the client
// nor net/http sends it again. A read in the same place is sent again by the
// client, so the place is one where a repeat does happen.
func TestLostAnswerOnKeptConnectionIsNotRepeated(t *testing.T) {
	for _, c := range []struct {
		op       *Operation
		class    Class
		requests int32
	}{{Restart, ClassAmbiguous, 1}, {UploadFile, ClassAmbiguous, 1}, {SetTimeZone, ClassTransport, 2}} {
		t.Run(c.op.Path, func(t *testing.T) {
			var received atomic.Int32
			var reused atomic.Bool
			first := ""
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == ListGroups.Path {
					first = r.RemoteAddr
					answerOK(w, r)
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
			_, err := client.Call(t.Context(), c.op, phone)
			wantClass(t, err, c.class)
			if received.Load() != c.requests {
				t.Errorf("the service got it %d times, want %d", received.Load(), c.requests)
			}
			if !reused.Load() {
				t.Error("the connection was not reused, so nothing was proved")
			}
		})
	}
}

// A connection that is refused is known not to have carried anything: even a
// change that may not be repeated is tried again, and its error is no ambiguity.
func TestRefusedConnectionIsTriedAgain(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	client := newTestClient(t, nil, func(config *Config) { config.Endpoint, config.MaxRetries = "http://"+address, 1 })
	_, err = client.Call(t.Context(), Restart, phone)
	e := errorOf(t, err, ClassTransport)
	for _, want := range []string{"refuses connections", address, "tried 2 times", "endpoint"} {
		if !strings.Contains(e.Error(), want) {
			t.Errorf("%q does not say %q", e.Error(), want)
		}
	}
}

// Whether bytes have left is seen from inside net/http: a request that waits for
// its connection has sent nothing, one whose answer is outstanding has.
func TestDepartureIsSeen(t *testing.T) {
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
	_, err := client.Call(ctx, Restart, phone)
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
	_, err = client.Call(ctx, Restart, phone)
	e := errorOf(t, err, ClassCanceled)
	if !strings.Contains(e.Message, "before the request was sent") {
		t.Errorf("got %v", e)
	}
}

// A redirect is not followed, whatever its status: the other host gets nothing,
// and the error names it.
func TestRedirectIsRefused(t *testing.T) {
	var elsewhere atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		elsewhere.Add(1)
		answerOK(w, r)
	}))
	t.Cleanup(other.Close)
	host := strings.TrimPrefix(other.URL, "http://")
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, op := range []*Operation{SetTimeZone, ListCallbackTypes} {
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Location", other.URL+r.URL.Path+"?x=1")
				w.WriteHeader(status)
			}, nil)
			_, err := client.Call(t.Context(), op, nil)
			e := errorOf(t, err, ClassRejected)
			if !strings.Contains(e.Message, host) || e.HTTPStatus != status {
				t.Errorf("%d: %v", status, e)
			}
		}
	}
	if elsewhere.Load() != 0 {
		t.Errorf("the other host got %d requests", elsewhere.Load())
	}
	// Control: that host would have answered.
	direct := newTestClient(t, nil, func(config *Config) { config.Endpoint = other.URL })
	if _, err := direct.Call(t.Context(), SetTimeZone, nil); err != nil || elsewhere.Load() != 1 {
		t.Errorf("the other host does not answer: %v", err)
	}
}

// Failures of TLS and of names say what to look at, are known not to have
// carried anything, and name the host.
func TestConnectErrorsSayWhatToLookAt(t *testing.T) {
	secure := httptest.NewUnstartedServer(http.HandlerFunc(answerOK))
	secure.Config.ErrorLog = log.New(io.Discard, "", 0) // it tells of the handshakes that are meant to fail
	secure.StartTLS()
	t.Cleanup(secure.Close)
	plain := httptest.NewServer(http.HandlerFunc(answerOK))
	t.Cleanup(plain.Close)
	unknown := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "api.example.net", IsNotFound: true}}
	}}
	for name, c := range map[string]struct {
		endpoint  string
		transport http.RoundTripper
		want      []string
	}{
		"unknown authority": {secure.URL, nil, []string{"unknown authority", "SSL_CERT_FILE"}},
		"no TLS":            {strings.Replace(plain.URL, "http://", "https://", 1), nil, []string{"does not speak TLS"}},
		"unknown name":      {"https://api.example.net", unknown, []string{"cannot be resolved", "host api.example.net", "signature v1", "endpoint"}},
	} {
		t.Run(name, func(t *testing.T) {
			client := newTestClient(t, c.transport, func(config *Config) { config.Endpoint, config.MaxRetries = c.endpoint, 0 })
			_, err := client.Call(t.Context(), Restart, phone)
			e := errorOf(t, err, ClassTransport)
			for _, want := range c.want {
				if !strings.Contains(e.Error(), want) {
					t.Errorf("%q does not say %q", e.Error(), want)
				}
			}
		})
	}
}

// A thousand requests one after another use one connection.
func TestConnectionsAreKeptAlive(t *testing.T) {
	var opened atomic.Int32
	server := httptest.NewUnstartedServer(http.HandlerFunc(answerOK))
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
	if opened.Load() != 1 {
		t.Errorf("1000 requests opened %d connections", opened.Load())
	}
}

// An answer that stops in the middle is a lost answer.
func TestBrokenAnswerIsLost(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Length", "1000")
		_, _ = io.WriteString(w, `{"code":200,"data":[`)
	}, nil)
	_, err := client.Call(t.Context(), Restart, phone)
	wantClass(t, err, ClassAmbiguous)
	_, err = client.Call(t.Context(), SetTimeZone, phone)
	e := errorOf(t, err, ClassTransport)
	if !strings.Contains(e.Message, "before the answer was complete") {
		t.Errorf("got %v", e)
	}
}

// An answer beyond 64 MiB is left, without reading it all into memory.
func TestHugeAnswerIsLeft(t *testing.T) {
	left := make(chan bool, 1)
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		chunk := []byte(strings.Repeat(" ", 1<<20))
		for range 1024 {
			if _, err := w.Write(chunk); err != nil {
				left <- true
				return
			}
		}
		left <- false
	}, func(config *Config) { config.RequestTimeout = time.Minute })
	_, err := client.Call(t.Context(), SetTimeZone, phone)
	wantClass(t, err, ClassTransport)
	if !errors.Is(err, errTooLarge) {
		t.Errorf("got %v", err)
	}
	if !<-left {
		t.Error("the client read 1 GiB")
	}
}

// A proxy variable that is no address is an error without its text, which may
// hold a password; the error of the same variable is full of it otherwise.
func TestProxyErrorHidesTheAddress(t *testing.T) {
	variable := "http://user:hidden-text@["
	broken := func(*http.Request) (*url.URL, error) { return url.Parse(variable) }
	if _, err := broken(nil); err == nil || !strings.Contains(err.Error(), "hidden-text") {
		t.Fatalf("the unwrapped error does not hold the password: %v", err)
	}
	client := newTestClient(t, &http.Transport{Proxy: withoutAddress(broken)}, func(config *Config) {
		config.Endpoint, config.MaxRetries = "https://api.example.net", 0
	})
	_, err := client.Call(t.Context(), Restart, phone)
	e := errorOf(t, err, ClassTransport)
	if strings.Contains(e.Error(), "hidden-text") || !strings.Contains(e.Error(), "HTTPS_PROXY") {
		t.Errorf("got %v", e)
	}
}

// Requests go through the proxy that is set, and those to loopback do not.
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
	_, err = client.Call(t.Context(), Restart, phone)
	wantClass(t, err, ClassTransport)
	if seen.Load() != "CONNECT api.example.net:443" {
		t.Errorf("the proxy saw %v", seen.Load())
	}
	if newTransport().Proxy == nil {
		t.Error("the client's own transport ignores the environment")
	}
}
