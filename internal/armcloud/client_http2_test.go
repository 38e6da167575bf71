package armcloud

import (
	"context"
	"crypto/tls"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// tlsClient returns a client whose transport trusts the server and connects to
// address.
func tlsClient(t *testing.T, server *httptest.Server, address string, change func(*Config, *http.Transport)) *Client {
	t.Helper()
	transport := newTransport()
	transport.Proxy = nil
	transport.TLSClientConfig = server.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	transport.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		var dialer net.Dialer
		return dialer.DialContext(ctx, network, address)
	}
	t.Cleanup(transport.CloseIdleConnections)
	return newTestClient(t, transport, func(config *Config) {
		config.Endpoint = "https://example.com" // a name of the server's certificate
		change(config, transport)
	})
}

// A connection that is dead, but was never closed, does not take all requests with
// it: it fails a ping, and a new one is opened. The control is a client without
// pings, which stays on the dead connection.
func TestDeadConnectionIsReplaced(t *testing.T) {
	if config := newTransport().HTTP2; config.SendPingTimeout != 5*time.Second || config.PingTimeout != 5*time.Second {
		t.Errorf("got pings after %s with timeout %s, want 5s each", config.SendPingTimeout, config.PingTimeout)
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(respondOK))
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	for name, pings := range map[string]bool{"with pings": true, "control: without": false} {
		t.Run(name, func(t *testing.T) {
			relay := newRelay(t, server.Listener.Addr().String())
			client := tlsClient(t, server, relay.address, func(config *Config, transport *http.Transport) {
				if pings {
					transport.HTTP2 = &http.HTTP2Config{SendPingTimeout: 50 * time.Millisecond, PingTimeout: 50 * time.Millisecond}
					config.MaxRetries = 50
				} else {
					transport.HTTP2 = nil
					config.RequestTimeout, config.MaxRetries = 200*time.Millisecond, 2
				}
			})
			if _, err := client.Call(t.Context(), ListGroups, nil); err != nil {
				t.Fatal(err)
			}
			relay.freeze()
			_, err := client.Call(t.Context(), ListGroups, nil)
			if opened := relay.opened.Load(); pings && (err != nil || opened < 2) || !pings && (err == nil || opened != 1) {
				t.Errorf("got error %v and %d connections", err, opened)
			}
		})
	}
}

// relay forwards connections to a server. After freeze, the connections of before
// stay open but carry nothing.
type relay struct {
	address string
	opened  atomic.Int32
	mu      sync.Mutex
	frozen  []chan struct{}
}

func newRelay(t *testing.T, target string) *relay {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	r := &relay{address: listener.Addr().String()}
	go func() {
		for {
			in, err := listener.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", target)
			if err != nil {
				return
			}
			r.opened.Add(1)
			frozen := make(chan struct{})
			r.mu.Lock()
			r.frozen = append(r.frozen, frozen)
			r.mu.Unlock()
			t.Cleanup(func() { _, _ = in.Close(), out.Close() })
			go forward(in, out, frozen)
			go forward(out, in, frozen)
		}
	}()
	return r
}

func (r *relay) freeze() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, frozen := range r.frozen {
		close(frozen)
	}
	r.frozen = nil
}

func forward(from, to net.Conn, frozen chan struct{}) {
	buffer := make([]byte, 64<<10)
	for {
		n, err := from.Read(buffer)
		if err != nil {
			_ = to.Close()
			return
		}
		select {
		case <-frozen: // what arrives is lost
		default:
			_, _ = to.Write(buffer[:n])
		}
	}
}

// A request that the server refuses with REFUSED_STREAM, or leaves out of its
// GOAWAY, was not processed, so that every operation is retried. The control is a
// stream that ends with another error.
func TestRefusedStreamsAreRetried(t *testing.T) {
	const rstStream, goAway = 3, 7
	for name, c := range map[string]struct {
		frame   byte
		payload []byte
		class   Class
		count   int32
	}{
		"refused stream":          {rstStream, []byte{0, 0, 0, 7}, ClassTransport, 3},
		"goaway before":           {goAway, make([]byte, 8), ClassTransport, 3},
		"goaway with an error":    {goAway, []byte{0, 0, 0, 0, 0, 0, 0, 11}, ClassTransport, 3},
		"control: internal error": {rstStream, []byte{0, 0, 0, 2}, ClassAmbiguous, 1},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewTLSServer(nil)
			t.Cleanup(server.Close)
			var requests atomic.Int32
			listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: server.TLS.Certificates, NextProtos: []string{"h2"}, MinVersion: tls.VersionTLS12})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = listener.Close() })
			go func() {
				for {
					connection, err := listener.Accept()
					if err != nil {
						return
					}
					go serveFrames(connection, &requests, c.frame, c.payload)
				}
			}()
			client := tlsClient(t, server, listener.Addr().String(), func(config *Config, _ *http.Transport) { config.MaxRetries = 2 })
			_, err = client.Call(t.Context(), Restart, oneInstance)
			e := errorOf(t, err, c.class)
			if requests.Load() != c.count || e.NotProcessed != (c.class == ClassTransport) {
				t.Errorf("got %d requests and %v, want %d", requests.Load(), e, c.count)
			}
		})
	}
}

// serveFrames is an HTTP/2 server that responds to each request with one frame.
func serveFrames(connection net.Conn, requests *atomic.Int32, frame byte, payload []byte) {
	defer func() { _ = connection.Close() }()
	const headers, settings, ping, ack = 1, 4, 6, 1
	write := func(kind, flags byte, stream uint32, payload []byte) {
		head := make([]byte, 9, 9+len(payload))
		head[2], head[3], head[4] = byte(len(payload)), kind, flags
		binary.BigEndian.PutUint32(head[5:], stream)
		_, _ = connection.Write(append(head, payload...))
	}
	if _, err := io.CopyN(io.Discard, connection, 24); err != nil { // the preface
		return
	}
	write(settings, 0, 0, nil)
	for {
		head := make([]byte, 9)
		if _, err := io.ReadFull(connection, head); err != nil {
			return
		}
		body := make([]byte, int(head[0])<<16|int(head[1])<<8|int(head[2]))
		if _, err := io.ReadFull(connection, body); err != nil {
			return
		}
		stream := binary.BigEndian.Uint32(head[5:])
		switch {
		case head[3] == settings && head[4]&ack == 0:
			write(settings, ack, 0, nil)
		case head[3] == ping && head[4]&ack == 0:
			write(ping, ack, 0, body)
		case head[3] == headers:
			requests.Add(1)
			if frame == 7 {
				stream = 0
			}
			write(frame, 0, stream, payload)
		}
	}
}
