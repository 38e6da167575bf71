// Package simulatortest serves simulated accounts to tests.
package simulatortest

import (
	"errors"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Server is a simulator that listens on a loopback address until its test ends.
type Server struct {
	*simulator.Simulator
	URL string // such as http://127.0.0.1:12345

	t       testing.TB
	options simulator.Options
	address string
	http    *http.Server
	served  chan struct{}
}

// Start serves an account on a free loopback port.
func Start(t testing.TB, options simulator.Options) *Server {
	t.Helper()
	s := &Server{t: t, options: options, address: "127.0.0.1:0"}
	s.start()
	t.Cleanup(s.stop)
	return s
}

// Env sets the environment variables that point the provider at the server, for
// the rest of the test.
func (s *Server) Env(t testing.TB) {
	t.Helper()
	t.Setenv("ARMCLOUD_ENDPOINT", s.URL)
	t.Setenv("ARMCLOUD_ACCESS_KEY", orDefault(s.options.AccessKey, simulator.DefaultAccessKey))
	t.Setenv("ARMCLOUD_SECRET_KEY", orDefault(s.options.SecretKey, simulator.DefaultSecretKey))
}

// Kill stops the server like SIGKILL: connections break, responses in progress
// are lost and the state file stays as it is.
func (s *Server) Kill() {
	s.t.Helper()
	if err := s.Simulator.Kill(); err != nil {
		s.t.Errorf("unable to kill the simulator: %v", err)
	}
	s.disconnect()
}

// Restart starts the server again after Kill, on the same port and from the
// state file, which Options must name. Faults and counters are empty.
func (s *Server) Restart() {
	s.t.Helper()
	if s.options.StateFile == "" {
		s.t.Fatal("a restart needs a state file")
	}
	s.start()
}

func (s *Server) start() {
	s.t.Helper()
	account, err := simulator.New(s.options)
	if err != nil {
		s.t.Fatalf("unable to make the simulator: %v", err)
	}
	listener, err := (&net.ListenConfig{}).Listen(s.t.Context(), "tcp", s.address)
	if err != nil {
		s.t.Fatalf("unable to listen: %v", err)
	}
	s.Simulator = account
	s.address = listener.Addr().String()
	s.URL = "http://" + s.address
	server := &http.Server{Handler: account.Handler(), ReadHeaderTimeout: time.Minute}
	served := make(chan struct{})
	s.http, s.served = server, served
	go func() {
		defer close(served)
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.t.Errorf("the simulator stopped serving: %v", err)
		}
	}()
}

func (s *Server) stop() {
	if err := s.Simulator.Close(); err != nil {
		s.t.Errorf("unable to close the simulator: %v", err)
	}
	s.disconnect()
}

func (s *Server) disconnect() {
	if err := s.http.Close(); err != nil {
		s.t.Errorf("unable to close the server: %v", err)
	}
	<-s.served
}

func orDefault(value, usual string) string {
	if value == "" {
		return usual
	}
	return value
}
