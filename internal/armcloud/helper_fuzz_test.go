package armcloud

import (
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
)

// fuzzedService responds to every request alike.
type fuzzedService struct {
	body string
	// status is the HTTP status, 0 for OK.
	status int
	header http.Header
}

func (s *fuzzedService) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: cmp.Or(s.status, http.StatusOK), Header: s.header.Clone(), Body: io.NopCloser(strings.NewReader(s.body)), Request: r}, nil
}

// respondWith makes the service respond with a payload in an envelope, or with the
// text itself if it is not JSON.
func (s *fuzzedService) respondWith(data string) {
	s.body = data
	if json.Valid([]byte(data)) {
		s.body = `{"code":200,"msg":"success","ts":1,"data":` + data + `}`
	}
}

func newFuzzedClient(f *testing.F) (*Client, *fuzzedService) {
	service := &fuzzedService{header: http.Header{}}
	return newTestClient(f, service, func(config *Config) { config.MaxRetries = 0 }), service
}

// checkFuzzedError fails unless err is nil or an *Error of op with a message.
func checkFuzzedError(t *testing.T, op *Operation, err error, data string) {
	t.Helper()
	if err == nil {
		return
	}
	var e *Error
	if !errors.As(err, &e) || e.Operation != op || e.Message == "" {
		t.Fatalf("%q: got %#v, want an error of %s", data, err, op)
	}
}

// addAll adds the seeds that every decoder gets.
func addAll(f *testing.F, seeds ...string) {
	digits := strings.Repeat("9", 400)
	seeds = append(seeds, digits, `"`+digits+`"`, `[{"taskId":`+digits+`,"padCode":`+digits+`}]`, `{"total":`+digits+`,"pageData":[{"padStatus":`+digits+`}]}`,
		"\"\xff\xfe\xc3\x28\"", `"\ud800"`, strings.Repeat("[", 9_990)+strings.Repeat("]", 9_990), strings.Repeat("[", 10_001))
	for _, seed := range append(seeds, ``, `null`, `true`, `false`, `7`, `""`, `"text"`, `[]`, `{}`, `[null]`, `[[]]`, `["text"]`, `[{}]`, `<html>`, `{"a":`) {
		f.Add(seed)
	}
}
