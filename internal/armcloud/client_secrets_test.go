package armcloud

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
)

// answering is a transport that gives a body for each request.
type answering func(*http.Request) string

func (a answering) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(a(r))), Request: r,
	}, nil
}

// A password that was sent with one request is taken out of the remark of a
// task that another request asks for; the control shows that the remark
// arrives otherwise.
func TestTaskRemarkDoesNotEchoSecretSentEarlier(t *testing.T) {
	const password = "canary-password-1"
	remark := "login of kiosk with " + password + " failed"
	client := newTestClient(t, answering(func(r *http.Request) string {
		if r.URL.Path == SetProxy.Path {
			return `{"code":200,"data":[{"taskId":1,"padCode":"AC1","vmStatus":1}]}`
		}
		return `{"code":200,"data":[{"taskId":1,"padCode":"AC1","taskStatus":-1,"errorMsg":"` + remark + `"}]}`
	}), nil)
	read := func() string {
		tasks, err := client.Tasks(context.Background(), []int64{1})
		if err != nil || len(tasks) != 1 {
			t.Fatalf("tasks %v, error %v", tasks, err)
		}
		return tasks[0].Error
	}
	if got := read(); got != remark {
		t.Fatalf("control: the remark is %q, want %q", got, remark)
	}
	params := json.RawMessage(`{"enable":true,"password":"` + password + `"}`)
	if _, err := client.Submit(context.Background(), SetProxy, []string{"AC1"}, params); err != nil {
		t.Fatal(err)
	}
	if got := read(); strings.Contains(got, password) || !strings.Contains(got, "login of kiosk") {
		t.Errorf("the remark is %q, want it without the password", got)
	}
}
