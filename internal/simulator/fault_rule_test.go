package simulator

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// wire is a simulator on a real socket, for faults of connections.
type wire struct {
	*Simulator
	url    string
	client *http.Client
}

func newWire(t *testing.T, faults ...Fault) wire {
	t.Helper()
	s := newSimulator(t, Options{})
	server := httptest.NewServer(s.Handler())
	t.Cleanup(func() {
		must(t, s.Close()) // ends hanging requests
		server.Close()
	})
	for _, f := range faults {
		must(t, s.AddFault(f))
	}
	client := server.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return wire{s, server.URL, client}
}

// post sends a signed request. The caller reads the body.
func (w wire) post(ctx context.Context, t *testing.T, path, body string) (*http.Response, error) {
	t.Helper()
	signed := signedRequest(t, path, body) //nolint:contextcheck // its headers alone are used
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, w.url+path, strings.NewReader(body))
	must(t, err)
	r.Header = signed.Header
	r.GetBody = nil // keeps the transport from resending the request
	return w.client.Do(r)
}

// received is what the client gets. The status is 0 without a response.
type received struct {
	status int
	header http.Header
	text   string
	err    error
}

func (r received) ok() bool { return r.err == nil && strings.Contains(r.text, `"code":200`) }

func (r received) String() string { return fmt.Sprintf("HTTP %d %.200q %v", r.status, r.text, r.err) }

func (w wire) read(t *testing.T, path, body string) received {
	t.Helper()
	response, err := w.post(t.Context(), t, path, body)
	if err != nil {
		return received{err: err}
	}
	defer func() { must(t, response.Body.Close()) }()
	text, err := io.ReadAll(response.Body)
	return received{response.StatusCode, response.Header, string(text), err}
}

// Each fault fires once, as configured, and does or does not have the effect of
// the request. The next request is not affected.
func TestFaultsOfCalls(t *testing.T) {
	path, call := padPath+"updateTimeZone", body(tokyo, one)
	cases := []struct {
		name   string
		fault  Fault
		effect bool
		check  func(received) bool
	}{
		{"error", Fault{Kind: FaultError, Code: 110031, Message: "busy"}, false, func(r received) bool {
			return r.err == nil && r.status == 200 && strings.Contains(r.text, `"code":110031,"msg":"busy"`)
		}},
		{"status", Fault{Kind: FaultStatus, Status: 503, RetryAfter: 7}, false, func(r received) bool {
			return r.err == nil && r.status == 503 && r.header.Get("Retry-After") == "7" && r.header.Get("X-RateLimit-Reset") != ""
		}},
		{"bare status", Fault{Kind: FaultStatus, Status: 500}, false, func(r received) bool {
			return r.err == nil && r.status == 500 && r.header.Get("Retry-After") == ""
		}},
		{"drop before", Fault{Kind: FaultDropBefore}, false, func(r received) bool { return r.err != nil }},
		{"drop after", Fault{Kind: FaultDropAfter}, true, func(r received) bool { return r.err != nil }},
		{"truncate", Fault{Kind: FaultTruncate}, true, func(r received) bool {
			return r.status == 200 && r.err != nil && strings.HasPrefix(r.text, `{"code"`) && !strings.HasSuffix(r.text, "}")
		}},
		{"garble", Fault{Kind: FaultGarble, Status: 202, Message: `{"code":`}, true, func(r received) bool {
			return r.err == nil && r.status == 202 && r.text == `{"code":`
		}},
		{"clock ahead", Fault{Kind: FaultClockSkew, Delay: time.Hour}, false, func(r received) bool {
			sent, err := http.ParseTime(r.header.Get("Date"))
			return err == nil && time.Until(sent) > 50*time.Minute && strings.Contains(r.text, `"code":2019`)
		}},
		{"clock a little ahead", Fault{Kind: FaultClockSkew, Delay: 10 * time.Minute}, true, received.ok},
		{"html", Fault{Kind: FaultHTML, Status: 502}, false, func(r received) bool {
			return r.err == nil && r.status == 502 && r.header.Get("Content-Type") == "text/html" && strings.HasPrefix(r.text, "<html>")
		}},
		{"huge", Fault{Kind: FaultHuge}, false, func(r received) bool {
			return r.err == nil && len(r.text) > 64<<20 && strings.HasSuffix(r.text, `","data":null}`)
		}},
		{"redirect", Fault{Kind: FaultRedirect, Message: "https://elsewhere.example/"}, false, func(r received) bool {
			return r.err == nil && r.status == 307 && r.header.Get("Location") == "https://elsewhere.example/"
		}},
		{"reject", Fault{Kind: FaultReject, PadCode: one, Code: 110042}, false, func(r received) bool {
			return r.err == nil && strings.Contains(r.text, `"code":110042`)
		}},
		{"slow", Fault{Kind: FaultSlow, Delay: time.Millisecond}, true, func(r received) bool {
			return r.err == nil && strings.Contains(r.text, `"code":200`)
		}},
	}
	for _, c := range cases {
		c.fault.Path, c.fault.Times = "pad/updateTimeZone", 1
		w := newWire(t, c.fault)
		if got := w.read(t, padPath+"modelInfo", "{"+pads(two)+"}"); !got.ok() {
			t.Errorf("%s: other path: got %s, want no fault", c.name, got)
		}
		if got := w.read(t, path, call); !c.check(got) {
			t.Errorf("%s: got %s", c.name, got)
		}
		w.mu.Lock()
		effect := w.nextTask != firstTaskID
		w.mu.Unlock()
		if effect != c.effect {
			t.Errorf("%s: got effect %v, want %v", c.name, effect, c.effect)
		}
		if got := w.read(t, path, call); !got.ok() {
			t.Errorf("%s: second request: got %s, want no fault", c.name, got)
		}
	}
}

// A hanging request ends with its client, or with the simulator.
func TestHangLastsUntilTheClientGivesUp(t *testing.T) {
	for _, kind := range []string{FaultHang, FaultHangAfter} {
		t.Run(kind, func(t *testing.T) { hangs(t, kind) })
	}
}

func hangs(t *testing.T, kind string) {
	w := newWire(t, Fault{Kind: kind, Times: 2})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	ask := func(ctx context.Context) {
		response, err := w.post(ctx, t, padPath+"modelInfo", "{"+pads(one)+"}")
		if err == nil {
			err = response.Body.Close()
		}
		ended <- err
	}
	go ask(ctx)
	for w.Counters().Total() == 0 {
		select {
		case err := <-ended:
			t.Fatalf("the request ended before the client gave up or the simulator ended: %v", err)
		default:
			runtime.Gosched()
		}
	}
	cancel()
	if err := <-ended; err == nil {
		t.Error("an abandoned request got a response, want an error")
	}
	go ask(t.Context())
	for w.Counters().Total() < 2 {
		select {
		case err := <-ended:
			t.Fatalf("the request ended before the client gave up or the simulator ended: %v", err)
		default:
			runtime.Gosched()
		}
	}
	must(t, w.Close())
	if err := <-ended; err == nil {
		t.Error("a hanging request got a response when the simulator ended, want an error")
	}
}

// After and Times bound when a fault fires. ClearFaults removes it.
func TestFaultsAreCounted(t *testing.T) {
	s := newSimulator(t, Options{})
	must(t, s.AddFault(Fault{Kind: FaultError, After: 1, Times: 2}))
	must(t, s.AddFault(Fault{Kind: FaultReject, PadCode: two, Code: 110042}))
	var codes []int
	for range 5 {
		codes = append(codes, s.call(t, "/openapi/open/group/infos", "{}").Code)
	}
	if hits := s.FaultHits(); hits != 2 {
		t.Errorf("got %d hits, want 2", hits)
	}
	if fmt.Sprint(codes) != "[200 100000 100000 200 200]" {
		t.Errorf("got codes %v, want [200 100000 100000 200 200]", codes)
	}
	for _, want := range []int{110042, 110042} {
		if a := s.call(t, padPath+"modelInfo", "{"+pads(one, two)+"}"); a.Code != want {
			t.Errorf("request with the instance: got code %d, want %d", a.Code, want)
		}
	}
	if a := s.call(t, padPath+"modelInfo", "{"+pads(one)+"}"); a.Code != codeOK {
		t.Errorf("request without the instance: got code %d, want %d", a.Code, codeOK)
	}
	s.ClearFaults()
	if a := s.call(t, padPath+"modelInfo", "{"+pads(one, two)+"}"); a.Code != codeOK {
		t.Errorf("after ClearFaults: got code %d, want %d", a.Code, codeOK)
	}
}

// Faults of one instance do not affect other instances in the same request.
func TestFaultsOfOneInstance(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		must(t, s.AddFault(Fault{Kind: FaultOmit, PadCode: two, Times: 1}))
		must(t, s.AddFault(Fault{Kind: FaultTaskFail, PadCode: three, Status: -2, Message: "no luck"}))
		items := s.mustCall(t, padPath+"updateTimeZone", body(tokyo, one, two, three)).items(t)
		if len(items) != 2 || items[0]["padCode"] != one || items[1]["padCode"] != three {
			t.Fatalf("got items %v, want instances 1 and 3", items)
		}
		good, bad := int64(items[0]["taskId"].(float64)), int64(items[1]["taskId"].(float64))
		<-time.After(10 * time.Second)
		s.expectStatus(t, good, taskDone)
		s.expectStatus(t, bad, -2)
		if msg := s.taskStatus(t, bad)["errorMsg"]; msg != "no luck" {
			t.Errorf("got errorMsg %v, want no luck", msg)
		}
		for code, want := range map[string]string{one: "Asia/Tokyo", two: defaultTimeZone, three: defaultTimeZone} {
			if got := s.instanceState(t, code).TimeZone; got != want {
				t.Errorf("%s: got %s, want %s", code, got, want)
			}
		}
		must(t, s.AddFault(Fault{Kind: FaultTaskUnknown, PadCode: one, Times: 2}))
		must(t, s.AddFault(Fault{Kind: FaultTaskStatus, PadCode: one, Status: 77, Times: 1}))
		var seen []string
		for range 4 {
			items := s.mustCall(t, taskPath+"padTaskDetail", fmt.Sprintf(`{"taskIds":[%d]}`, good)).items(t)
			seen = append(seen, fmt.Sprint(len(items)))
			if len(items) == 1 {
				seen = append(seen, fmt.Sprint(items[0]["taskStatus"]))
			}
		}
		if got := strings.Join(seen, " "); got != "0 0 1 77 1 3" {
			t.Errorf("got %s, want 0 0 1 77 1 3", got)
		}
	})
}

func TestFaultsAreChecked(t *testing.T) {
	s := newSimulator(t, Options{})
	for _, f := range []Fault{
		{}, {Kind: "x"}, {Kind: FaultReject}, {Kind: FaultGone}, {Kind: FaultStatus}, {Kind: FaultStatus, Status: 200},
		{Kind: FaultRedirect}, {Kind: FaultTaskStatus}, {Kind: FaultHang, Times: -1}, {Kind: FaultSlow, Delay: -1},
	} {
		if err := s.AddFault(f); err == nil {
			t.Errorf("AddFault(%+v) succeeded, want an error", f)
		}
	}
	if len(s.faults) != 0 {
		t.Errorf("got %d faults, want 0", len(s.faults))
	}
}

// A body of more than 10 MiB is refused and not kept in memory.
func TestHugeBodyIsRefused(t *testing.T) {
	s := newSimulator(t, Options{})
	r := signedRequest(t, padPath+"modelInfo", "{}")
	r.Body = io.NopCloser(io.LimitReader(endless{}, 1<<40))
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	if !bytes.Contains(w.Body.Bytes(), []byte("too long")) {
		t.Errorf("got %s, want a refusal of the long body", w.Body)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

// A fault of kind body replaces the response. The control is the next request.
func TestFaultBodyReplacesTheResponse(t *testing.T) {
	s := newSimulator(t, Options{})
	must(t, s.AddFault(Fault{Path: "pad/restart", Kind: FaultBody, Status: http.StatusAccepted, Message: `{"code":7}`, Times: 1}))
	if a := s.call(t, padPath+"restart", "{"+pads(one)+"}"); a.HTTP != http.StatusAccepted || a.Code != 7 {
		t.Errorf("got HTTP %d, code %d, want 202, 7", a.HTTP, a.Code)
	}
	if a := s.call(t, padPath+"restart", "{"+pads(one)+"}"); a.HTTP != http.StatusOK || a.Code != codeOK {
		t.Errorf("control: got HTTP %d, code %d, want 200", a.HTTP, a.Code)
	}
}
