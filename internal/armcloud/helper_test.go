package armcloud

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const (
	testAccessKey = "CANARY-ACCESS-KEY-1"
	testSecretKey = "CANARY-SECRET-KEY-2"
)

func ptr[T any](v T) *T { return &v }

var oneInstance = map[string][]string{"padCodes": {"AC1"}}

func codesOf(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = "AC" + strconv.Itoa(i)
	}
	return list
}

// script is a transport that responds to each request with the next step and then
// repeats the last step. It records the requests.
type script struct {
	mu    sync.Mutex
	steps []step
	sent  []sentRequest
}

type step struct {
	status int
	header http.Header
	body   string
	err    error
	unsent bool // fail before the body is read
	hang   bool // never respond
}

type sentRequest struct {
	path, query, body string
	header            http.Header
}

func ok(data string) step {
	return step{status: 200, body: `{"code":200,"msg":"success","ts":1,"data":` + data + `}`}
}

func refused(code string) step {
	return step{status: 200, body: fmt.Sprintf(`{"code":%s,"msg":"no","data":null}`, code)}
}

func (s *script) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	next := s.steps[min(len(s.sent), len(s.steps)-1)]
	s.mu.Unlock()
	record := sentRequest{path: r.URL.Path, query: r.URL.RawQuery, header: r.Header}
	if r.Body != nil && !next.unsent {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		record.body = string(body)
	}
	s.mu.Lock()
	s.sent = append(s.sent, record)
	s.mu.Unlock()
	if next.hang {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	if next.err != nil {
		return nil, next.err
	}
	header := next.header
	if header == nil {
		header = http.Header{}
	}
	return &http.Response{StatusCode: next.status, Header: header, Body: io.NopCloser(strings.NewReader(next.body)), Request: r}, nil
}

func (s *script) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sent)
}

func scripted(steps ...step) *script { return &script{steps: steps} }

// newTestClient returns a client with a transport. It uses signature version 1
// unless change sets another one.
func newTestClient(t testing.TB, transport http.RoundTripper, change func(*Config)) *Client {
	t.Helper()
	config := Config{
		AccessKey: testAccessKey, SecretKey: testSecretKey, SignatureVersion: SignatureV1,
		MaxRetries: 3, RequestsPerSecond: 1e6, Transport: transport,
	}
	if change != nil {
		change(&config)
	}
	client, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// wantClass fails unless err is an *Error of the class.
func wantClass(t *testing.T, err error, class Class) {
	t.Helper()
	_ = errorOf(t, err, class)
}

// errorOf returns err as an *Error. It fails unless err is one of the class.
func errorOf(t *testing.T, err error, class Class) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want an *Error of class %s", err, class)
	}
	if e.Class != class {
		t.Fatalf("got class %s, want %s: %v", e.Class, class, e)
	}
	return e
}

// logLines is a Logger that records the lines as text.
type logLines struct {
	mu    sync.Mutex
	lines []string
}

func (l *logLines) Enabled(context.Context) (debug, trace bool) { return true, true }

func (l *logLines) Debug(_ context.Context, msg string, fields map[string]any) {
	l.add("debug", msg, fields)
}

func (l *logLines) Trace(_ context.Context, msg string, fields map[string]any) {
	l.add("trace", msg, fields)
}

func (l *logLines) add(level, msg string, fields map[string]any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, fmt.Sprintf("%s %s %v", level, msg, fields))
}

func (l *logLines) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.lines, "\n")
}
