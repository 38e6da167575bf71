package armcloud

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// Nothing was sent on a refused connection, so every operation is retried and the
// error is not ambiguous.
func TestRefusedConnectionIsRetried(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	client := newTestClient(t, nil, func(config *Config) { config.Endpoint, config.MaxRetries = "http://"+address, 1 })
	_, err = client.Call(t.Context(), Restart, oneInstance)
	e := errorOf(t, err, ClassTransport)
	for _, want := range []string{"refuses connections", address, "tried 2 times", "endpoint"} {
		if !strings.Contains(e.Error(), want) {
			t.Errorf("got error %q, want it to contain %q", e.Error(), want)
		}
	}
}

// Redirects are never followed. The other host gets no request, and the error names
// it.
func TestRedirectIsRefused(t *testing.T) {
	var elsewhere atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		elsewhere.Add(1)
		respondOK(w, r)
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
				t.Errorf("status %d: got %v, want the host %s", status, e, host)
			}
		}
	}
	if elsewhere.Load() != 0 {
		t.Errorf("got %d requests to the other host, want 0", elsewhere.Load())
	}
	// Control: the other host responds to a direct request.
	direct := newTestClient(t, nil, func(config *Config) { config.Endpoint = other.URL })
	if _, err := direct.Call(t.Context(), SetTimeZone, nil); err != nil || elsewhere.Load() != 1 {
		t.Errorf("control: got error %v and %d requests, want 1 request", err, elsewhere.Load())
	}
}

// Errors of TLS and DNS explain the cause. Nothing was sent, so they are not
// ambiguous.
func TestConnectErrors(t *testing.T) {
	secure := httptest.NewUnstartedServer(http.HandlerFunc(respondOK))
	secure.Config.ErrorLog = log.New(io.Discard, "", 0) // the handshakes are expected to fail
	secure.StartTLS()
	t.Cleanup(secure.Close)
	plain := httptest.NewServer(http.HandlerFunc(respondOK))
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
			_, err := client.Call(t.Context(), Restart, oneInstance)
			e := errorOf(t, err, ClassTransport)
			for _, want := range c.want {
				if !strings.Contains(e.Error(), want) {
					t.Errorf("got error %q, want it to contain %q", e.Error(), want)
				}
			}
		})
	}
}

// A response that breaks off counts as lost.
func TestIncompleteResponse(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Length", "1000")
		_, _ = io.WriteString(w, `{"code":200,"data":[`)
	}, nil)
	_, err := client.Call(t.Context(), Restart, oneInstance)
	wantClass(t, err, ClassAmbiguous)
	_, err = client.Call(t.Context(), DissolveRoom, oneInstance)
	e := errorOf(t, err, ClassTransport)
	if !strings.Contains(e.Message, "before the response was complete") {
		t.Errorf("got %v", e)
	}
}

// A response of more than 64 MiB is an error. The rest is not read.
func TestHugeResponse(t *testing.T) {
	stopped := make(chan bool, 1)
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		chunk := []byte(strings.Repeat(" ", 1<<20))
		for range 1024 {
			if _, err := w.Write(chunk); err != nil {
				stopped <- true
				return
			}
		}
		stopped <- false
	}, func(config *Config) { config.RequestTimeout = 10 * time.Minute })
	_, err := client.Call(t.Context(), SetTimeZone, oneInstance)
	wantClass(t, err, ClassTransport)
	if !errors.Is(err, errTooLarge) {
		t.Errorf("got %v", err)
	}
	if !<-stopped {
		t.Error("the client read the whole response of 1 GiB")
	}
}
