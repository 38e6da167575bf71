package armcloud

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

func connectionRefused() error {
	return &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
}

// Whether a request is retried depends on the failure and the operation. If the
// service certainly did not process it, it is always retried. Otherwise, it is
// retried only if the operation is repeatable. If it starts a task, the task of a request
// whose response was lost has time to end first.
func TestRetryRules(t *testing.T) {
	const most = 3
	for name, c := range map[string]struct {
		step           step
		repeatable     int // requests of a repeatable operation
		repeatableEnds Class
		once           int // requests of another operation
		onceEnds       Class
		lost           bool // the response
	}{
		"connection refused":  {step{err: connectionRefused(), unsent: true}, 4, ClassTransport, 4, ClassTransport, false},
		"unknown host":        {step{err: &net.DNSError{IsNotFound: true}, unsent: true}, 3, ClassTransport, 3, ClassTransport, false},
		"name service down":   {step{err: &net.DNSError{IsTemporary: true}, unsent: true}, 4, ClassTransport, 4, ClassTransport, false},
		"broken after send":   {step{err: io.ErrUnexpectedEOF}, 4, ClassTransport, 1, ClassAmbiguous, true},
		"reset after send":    {step{err: syscall.ECONNRESET}, 4, ClassTransport, 1, ClassAmbiguous, true},
		"500":                 {step{status: 500}, 4, ClassTransport, 1, ClassAmbiguous, true},
		"502":                 {step{status: 502, body: "<html>"}, 4, ClassTransport, 1, ClassAmbiguous, true},
		"503":                 {step{status: 503}, 4, ClassTransport, 1, ClassAmbiguous, false},
		"504":                 {step{status: 504}, 4, ClassTransport, 1, ClassAmbiguous, true},
		"429 status":          {step{status: 429, body: `{"code":429,"data":null}`}, 4, ClassRateLimited, 4, ClassRateLimited, false},
		"429 code":            {refused("429"), 4, ClassRateLimited, 4, ClassRateLimited, false},
		"busy":                {refused("110014"), 4, ClassBusy, 4, ClassBusy, false},
		"busy, code as text":  {refused(`"220025"`), 4, ClassBusy, 4, ClassBusy, false},
		"processing failed":   {refused("100010"), 3, ClassRejected, 1, ClassRejected, false},
		"wrong parameters":    {refused("100000"), 1, ClassRejected, 1, ClassRejected, false},
		"code 500":            {refused("500"), 1, ClassRejected, 1, ClassRejected, false},
		"code 500, busy":      {step{status: 200, body: `{"code":500,"msg":"System busy"}`}, 4, ClassBusy, 1, ClassAmbiguous, false},
		"unknown instance":    {refused("110028"), 1, ClassNotFound, 1, ClassNotFound, false},
		"unknown code":        {refused("987654"), 1, ClassRejected, 1, ClassRejected, false},
		"truncated":           {step{status: 200, body: `{"code":200,"da`}, 4, ClassTransport, 1, ClassAmbiguous, true},
		"empty":               {step{status: 200}, 4, ClassTransport, 1, ClassAmbiguous, true},
		"web page":            {step{status: 200, body: "<html><title>Login</title>"}, 1, ClassTransport, 1, ClassAmbiguous, false},
		"not JSON":            {step{status: 200, body: "hello"}, 1, ClassTransport, 1, ClassAmbiguous, false},
		"JSON of another API": {step{status: 200, body: `{"status":"ok"}`}, 1, ClassTransport, 1, ClassAmbiguous, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				for _, try := range []struct {
					op    *Operation
					count int
					ends  Class
				}{{DissolveRoom, c.repeatable, c.repeatableEnds}, {SetTimeZone, c.repeatable, c.repeatableEnds}, {Restart, c.once, c.onceEnds}} {
					transport := scripted(c.step)
					client := newTestClient(t, transport, func(config *Config) { config.MaxRetries = most })
					begun := time.Now()
					_, err := client.Call(t.Context(), try.op, oneInstance)
					e := errorOf(t, err, try.ends)
					if paused := time.Since(begun) >= time.Duration(try.count-1)*LostTaskPause; try.count > 1 && paused != (c.lost && try.op == SetTimeZone) {
						t.Errorf("%s: got %d requests in %s, want pauses for the task: %v", try.op, try.count, time.Since(begun), c.lost)
					}
					if transport.count() != try.count {
						t.Errorf("%s: got %d requests, want %d: %v", try.op, transport.count(), try.count, err)
					}
					if e.Operation != try.op {
						t.Errorf("got operation %v, want %v", e.Operation, try.op)
					}
					if again := strings.Contains(e.Message, "tried "); again != (try.count > 1) {
						t.Errorf("got %v after %d requests, want the number of attempts only if there are several", e, try.count)
					}
				}
			})
		})
	}
}

// A request may succeed after retries. Every attempt sends the same body.
func TestRetrySendsTheSameBody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		transport := scripted(step{status: 503}, refused("110014"), ok(`[]`))
		client := newTestClient(t, transport, nil)
		if _, err := client.Call(t.Context(), SetTimeZone, oneInstance); err != nil {
			t.Fatal(err)
		}
		if transport.count() != 3 {
			t.Fatalf("got %d requests, want 3", transport.count())
		}
		for _, sent := range transport.sent {
			if sent.body != `{"padCodes":["AC1"]}` {
				t.Errorf("sent %q", sent.body)
			}
		}
	})
}

// A call with WithoutRetry is attempted once. Other calls of the same client are
// retried.
func TestWithoutRetryTriesOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		transport := scripted(step{status: 503})
		client := newTestClient(t, transport, nil)
		_, err := client.Call(WithoutRetry(t.Context()), QueryTasks, nil)
		wantClass(t, err, ClassTransport)
		if transport.count() != 1 {
			t.Errorf("got %d requests, want 1", transport.count())
		}
		_, err = client.Call(t.Context(), QueryTasks, nil)
		wantClass(t, err, ClassTransport)
		if transport.count() != 1+4 {
			t.Errorf("got %d requests in total, want 5", transport.count())
		}
	})
}

// The pause before a retry is at least what the service asks for with any of its
// headers, and not much longer.
func TestRetryHonorsRetryAfter(t *testing.T) {
	for name, header := range map[string]func() http.Header{
		"seconds": func() http.Header { return http.Header{"Retry-After": {"7"}} },
		"date": func() http.Header {
			return http.Header{"Retry-After": {time.Now().Add(7 * time.Second).UTC().Format(http.TimeFormat)}}
		},
		"reset": func() http.Header {
			return http.Header{"X-Ratelimit-Reset": {strconv.FormatInt(time.Now().Add(7*time.Second).Unix(), 10)}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				transport := scripted(step{status: 429, header: header()}, ok(`[]`))
				client := newTestClient(t, transport, nil)
				started := time.Now()
				if _, err := client.Call(t.Context(), Restart, oneInstance); err != nil {
					t.Fatal(err)
				}
				if took := time.Since(started); took < 7*time.Second || took > 7*time.Second+backoffBase {
					t.Errorf("waited %s, want 7s and at most half a second more", took)
				}
			})
		})
	}
}

// If the pause would end after the deadline, or if the service asks for a very long
// pause, the call fails at once and the error says why.
func TestRetryFailsEarly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		transport := scripted(step{status: 429, header: http.Header{"Retry-After": {"60"}}})
		client := newTestClient(t, transport, nil)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		started := time.Now()
		_, err := client.Call(ctx, Restart, oneInstance)
		e := errorOf(t, err, ClassRateLimited)
		if time.Since(started) != 0 || !strings.Contains(e.Message, "deadline") || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("after %s: %v", time.Since(started), err)
		}
		transport.steps[0].header = http.Header{"Retry-After": {"86400"}}
		_, err = client.Call(t.Context(), Restart, oneInstance)
		e = errorOf(t, err, ClassRateLimited)
		if time.Since(started) != 0 || !strings.Contains(e.Message, "asks to wait 24h") || e.RetryAfter != 24*time.Hour {
			t.Errorf("after %s: %v", time.Since(started), err)
		}
	})
}

// A canceled call returns at once during a pause.
func TestRetryCanceled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		transport := scripted(step{status: 429, header: http.Header{"Retry-After": {"60"}}})
		client := newTestClient(t, transport, nil)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		started := time.Now()
		_, err := client.Call(ctx, Restart, oneInstance)
		wantClass(t, err, ClassCanceled)
		if took := time.Since(started); took != time.Second || !errors.Is(err, context.Canceled) {
			t.Errorf("after %s: %v", took, err)
		}
	})
}

// The pauses are random and grow up to a limit.
func TestBackoff(t *testing.T) {
	for attempt, bound := range []time.Duration{500e6, 1e9, 2e9, 4e9, 8e9, 16e9, 30e9, 30e9, 30e9} {
		longest, distinct := time.Duration(0), map[time.Duration]bool{}
		for range 2000 {
			pause := backoff(attempt, 0)
			if pause < 0 || pause >= bound {
				t.Fatalf("attempt %d: got a pause of %s, want less than %s", attempt, pause, bound)
			}
			longest, distinct[pause] = max(longest, pause), true
		}
		if longest < bound/2 || len(distinct) < 100 {
			t.Errorf("attempt %d: got %[3]d different pauses up to %[2]s, want at least 100 up to about %[4]s", attempt, longest, len(distinct), bound)
		}
	}
}

// No attempt begins once nobody waits for the result. An attempt in flight, the
// control, is finished.
func TestRetryWhile(t *testing.T) {
	for name, c := range map[string]struct {
		leave time.Duration
		took  time.Duration
		class Class
	}{
		"in a pause":         {10 * time.Second, 10 * time.Second, ClassCanceled},
		"before the request": {0, 0, ClassCanceled},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				transport := scripted(step{status: 429, header: http.Header{"Retry-After": {"60"}}})
				client := newTestClient(t, transport, nil)
				waiting, cancel := context.WithCancel(t.Context())
				time.AfterFunc(c.leave, cancel)
				started := time.Now()
				_, err := client.Call(RetryWhile(t.Context(), waiting), Restart, oneInstance)
				e := errorOf(t, err, c.class)
				if took := time.Since(started); took != c.took || transport.count() != 1 || !e.NotProcessed {
					t.Errorf("got %v after %s and %d requests, want the end after %s and 1", err, took, transport.count(), c.took)
				}
			})
		})
	}
	synctest.Test(t, func(t *testing.T) {
		client := newTestClient(t, scripted(ok("[]")), nil)
		waiting, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := client.Call(RetryWhile(t.Context(), waiting), Restart, oneInstance); err != nil {
			t.Errorf("control: got %v, want the response of the attempt", err)
		}
	})
}
