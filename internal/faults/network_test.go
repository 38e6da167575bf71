package faults

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// endpoint is the address of the service. Nothing listens there: network connects.
const endpoint = "http://127.0.0.1:9"

// network connects the provider to a simulator without sockets, so that a bubble of
// testing/synctest can wait for the network.
type network struct {
	*simulator.Simulator
	transport *http.Transport
	listener  *pipeListener
	server    *http.Server
	served    chan struct{}

	mu      sync.Mutex
	paths   []string // of all requests, in order
	refuse  string   // requests to paths with this end find no service; "" for none
	refuses int      // how many requests; negative: all
	refused int      // how many were refused
	resets  bool     // a connection that closes is reset
}

// connect serves an account until the end of the test.
func connect(t *testing.T, options simulator.Options) *network {
	t.Helper()
	account, err := simulator.New(options)
	if err != nil {
		t.Fatal(err)
	}
	n := &network{Simulator: account, listener: &pipeListener{conns: make(chan net.Conn), done: make(chan struct{})}, served: make(chan struct{})}
	n.transport = &http.Transport{DialContext: n.dial, MaxIdleConnsPerHost: 64, IdleConnTimeout: 1 << 40}
	n.server = &http.Server{Handler: account.Handler()}
	go func() {
		defer close(n.served)
		if err := n.server.Serve(n.listener); !errors.Is(err, http.ErrServerClosed) {
			t.Errorf("the simulator stopped serving: %v", err)
		}
	}()
	return n
}

// close ends the service and its connections.
func (n *network) close() {
	_ = n.Close()
	n.transport.CloseIdleConnections()
	_ = n.server.Close()
	<-n.served
}

// RoundTrip sends a request, or refuses the connection.
func (n *network) RoundTrip(r *http.Request) (*http.Response, error) {
	n.mu.Lock()
	n.paths = append(n.paths, r.URL.Path)
	refused := n.refuse != "" && strings.HasSuffix(r.URL.Path, n.refuse) && n.refuses != 0
	if refused {
		n.refuses--
		n.refused++
	}
	n.mu.Unlock()
	if refused {
		_ = r.Body.Close()
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	}
	return n.transport.RoundTrip(r)
}

// requests returns the paths of all requests since the last call, in order.
func (n *network) requests() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	paths := n.paths
	n.paths = nil
	return paths
}

func (n *network) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case n.listener.conns <- server:
		return &conn{client, n}, nil
	case <-n.listener.done:
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// conn fails like a TCP connection.
type conn struct {
	net.Conn
	network *network
}

func (c *conn) Read(p []byte) (int, error) {
	count, err := c.Conn.Read(p)
	if errors.Is(err, io.EOF) {
		c.network.mu.Lock()
		defer c.network.mu.Unlock()
		if c.network.resets {
			return count, &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}
		}
	}
	return count, err
}

func (c *conn) Write(p []byte) (int, error) {
	count, err := c.Conn.Write(p)
	if errors.Is(err, io.ErrClosedPipe) {
		return count, &net.OpError{Op: "write", Net: "tcp", Err: syscall.EPIPE}
	}
	return count, err
}

// pipeListener accepts the server's ends of pipes.
type pipeListener struct {
	conns chan net.Conn
	once  sync.Once
	done  chan struct{}
}

func (l *pipeListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

func (l *pipeListener) Close() error {
	l.once.Do(func() { close(l.done) })
	return nil
}

func (l *pipeListener) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 9} }
