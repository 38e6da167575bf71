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
	if !strings.Contains(e.Message, "before the response was complete") {
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
