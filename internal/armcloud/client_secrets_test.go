package armcloud

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
)

// responder is a transport that returns a body for each request.
type responder func(*http.Request) string

func (f responder) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(f(r))), Request: r,
	}, nil
}

// A password that was sent in one request is redacted from the error message of a
// task that another request returns. The control checks that the message is
// returned unchanged before.
func TestSecretsAreRedactedFromLaterResponses(t *testing.T) {
	const password = "canary-password-1"
	message := "login of kiosk with " + password + " failed"
	client := newTestClient(t, responder(func(r *http.Request) string {
		if r.URL.Path == SetProxy.Path {
			return `{"code":200,"data":[{"taskId":1,"padCode":"AC1","vmStatus":1}]}`
		}
		return `{"code":200,"data":[{"taskId":1,"padCode":"AC1","taskStatus":-1,"errorMsg":"` + message + `"}]}`
	}), nil)
	read := func() string {
		tasks, err := client.Tasks(context.Background(), []int64{1})
		if err != nil || len(tasks) != 1 {
			t.Fatalf("tasks %v, error %v", tasks, err)
		}
		return tasks[0].Error
	}
	if got := read(); got != message {
		t.Fatalf("control: got message %q, want %q", got, message)
	}
	params := json.RawMessage(`{"enable":true,"password":"` + password + `"}`)
	if _, err := client.Submit(context.Background(), SetProxy, []string{"AC1"}, params); err != nil {
		t.Fatal(err)
	}
	if got := read(); strings.Contains(got, password) || !strings.Contains(got, "login of kiosk") {
		t.Errorf("got message %q, want it without the password", got)
	}
}
