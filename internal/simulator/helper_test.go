package simulator

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"
)

// response is the decoded response to a call.
type response struct {
	HTTP    int             `json:"-"`
	Code    int             `json:"code"`
	Msg     string          `json:"msg"`
	TraceID string          `json:"traceId"`
	Data    json.RawMessage `json:"data"`
}

// item is one of the flat objects in a response.
type item map[string]any

func (a response) items(t *testing.T) []item {
	t.Helper()
	var items []item
	if err := json.Unmarshal(a.Data, &items); err != nil {
		t.Fatalf("data is not a list of objects: %s", a.Data)
	}
	return items
}

type listing struct {
	Page, Rows, Size, Total, TotalPage int
	PageData                           []item
}

func (a response) listing(t *testing.T) listing {
	t.Helper()
	var l listing
	if err := json.Unmarshal(a.Data, &l); err != nil {
		t.Fatalf("data is not a page: %s", a.Data)
	}
	return l
}

func (l listing) codes() []string {
	var codes []string
	for _, row := range l.PageData {
		codes = append(codes, row["padCode"].(string))
	}
	return codes
}

const (
	padPath  = "/openapi/open/pad/"
	taskPath = "/task-center/open/task/"
	one      = "AC32010000001"
	two      = "AC32010000002"
	three    = "AC32010000003"
	absent   = "AC32010999999"
)

func newSimulator(t testing.TB, o Options) *Simulator {
	t.Helper()
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// signedRequest returns a POST with a version 2 signature and the default keys.
func signedRequest(t testing.TB, path, body string) *http.Request {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, strings.NewReader(body))
	stamp := strconv.FormatInt(time.Now().UnixMilli(), 10)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("authver", "2.0")
	r.Header.Set("x-ak", DefaultAccessKey)
	r.Header.Set("x-timestamp", stamp)
	r.Header.Set("x-sign", signV2(DefaultSecretKey, stamp, path, body))
	return r
}

// text returns the raw response to a call. It uses a recorder instead of a socket,
// so it works in a synctest bubble.
func (s *Simulator) text(t *testing.T, path, body string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, signedRequest(t, path, body))
	return w.Code, w.Body.String()
}

func (s *Simulator) call(t *testing.T, path, body string) response {
	t.Helper()
	status, text := s.text(t, path, body)
	a := response{HTTP: status}
	if err := json.Unmarshal([]byte(text), &a); err != nil {
		t.Fatalf("%s: the response is not JSON: %q", path, text)
	}
	return a
}

// mustCall is call, but fails the test if the code isn't 200.
func (s *Simulator) mustCall(t *testing.T, path, body string) response {
	t.Helper()
	a := s.call(t, path, body)
	if a.HTTP != http.StatusOK || a.Code != codeOK {
		t.Fatalf("%s %s: got HTTP %d, code %d %q, want success", path, body, a.HTTP, a.Code, a.Msg)
	}
	return a
}

// submitOne submits to one instance and returns the id of its task.
func (s *Simulator) submitOne(t *testing.T, path, body string) int64 {
	t.Helper()
	items := s.mustCall(t, path, body).items(t)
	if len(items) != 1 {
		t.Fatalf("%s: got %d items, want 1", path, len(items))
	}
	return int64(items[0]["taskId"].(float64))
}

// taskStatus queries one task.
func (s *Simulator) taskStatus(t *testing.T, id int64) item {
	t.Helper()
	items := s.mustCall(t, taskPath+"padTaskDetail", fmt.Sprintf(`{"taskIds":[%d]}`, id)).items(t)
	if len(items) != 1 {
		t.Fatalf("padTaskDetail: got %d items, want 1", len(items))
	}
	return items[0]
}

func (s *Simulator) expectStatus(t *testing.T, id int64, want int) {
	t.Helper()
	if got := s.taskStatus(t, id)["taskStatus"]; got != float64(want) {
		t.Errorf("task %d: got status %v, want %d", id, got, want)
	}
}

func (s *Simulator) instanceState(t *testing.T, code string) InstanceState {
	t.Helper()
	state, found := s.Instance(code)
	if !found {
		t.Fatalf("no instance %s", code)
	}
	return state
}

func pads(codes ...string) string {
	text, err := json.Marshal(codes)
	if err != nil {
		panic(err)
	}
	return `"padCodes":` + string(text)
}

func padsUpTo(n int) string {
	var codes []string
	for i := 1; i <= n; i++ {
		codes = append(codes, padCode(i))
	}
	return pads(codes...)
}

// property returns a property in one of the lists of padProperties, or "".
func (s *Simulator) property(t *testing.T, code, list, name string) string {
	t.Helper()
	a := s.mustCall(t, padPath+"padProperties", `{"padCode":"`+code+`"}`)
	var data map[string]json.RawMessage
	if err := json.Unmarshal(a.Data, &data); err != nil {
		t.Fatal(err)
	}
	var entries []property
	if err := json.Unmarshal(data[list], &entries); err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if entry.Name == name {
			return entry.Value
		}
	}
	return ""
}
