package armcloud

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// Auto tries version 2 after a signature error of version 1, and then keeps the
// version that works. It does so for operations that are not repeatable too,
// because a request with a refused signature was not processed.
func TestSigningFindsTheVersion(t *testing.T) {
	for _, code := range []string{"100003", "100004", "100005", "2019", "2032"} {
		t.Run(code, func(t *testing.T) {
			service := &picky{accepts: onlyV2, code: code}
			client := newTestClient(t, service, auto)
			for range 3 {
				if _, err := client.Call(t.Context(), Restart, oneInstance); err != nil {
					t.Fatal(err)
				}
			}
			if service.count("v1") != 1 || service.count("v2") != 3 {
				t.Errorf("got %d requests with v1 and %d with v2, want 1 and 3", service.count("v1"), service.count("v2"))
			}
		})
	}
	service := &picky{accepts: onlyV1, code: "100005"}
	client := newTestClient(t, service, auto)
	for range 3 {
		if _, err := client.Call(t.Context(), Restart, oneInstance); err != nil {
			t.Fatal(err)
		}
	}
	if service.count("v1") != 3 || service.count("v2") != 0 {
		t.Errorf("got %d requests with v1 and %d with v2, want 3 and 0", service.count("v1"), service.count("v2"))
	}
}

// If the service does not know the key, other signature forms are not tried.
func TestUnknownKeyIsNotSignedTwice(t *testing.T) {
	service := &picky{accepts: nobody, code: "2031"}
	_, err := newTestClient(t, service, auto).Call(t.Context(), Restart, oneInstance)
	wantClass(t, err, ClassAuth)
	if service.count("v1") != 1 || service.count("v2") != 0 {
		t.Errorf("got %d requests with v1 and %d with v2, want 1 and 0", service.count("v1"), service.count("v2"))
	}
}

// Of many concurrent callers, only one tries the versions.
func TestConcurrentCallersProbeOnce(t *testing.T) {
	const callers = 100
	call := func(t *testing.T, service *picky) (failed int) {
		client := newTestClient(t, service, auto)
		var wg sync.WaitGroup
		var mu sync.Mutex
		for range callers {
			wg.Go(func() {
				_, err := client.Call(t.Context(), SetTimeZone, oneInstance)
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					failed++
					if e := err.(*Error); e.Class != ClassAuth || e.Operation != SetTimeZone { //nolint:errorlint // Call returns the bare type
						t.Errorf("got %v", err)
					}
				}
			})
		}
		wg.Wait()
		return failed
	}
	synctest.Test(t, func(t *testing.T) {
		service := &picky{accepts: onlyV2, code: "100004", latency: time.Second}
		if failed := call(t, service); failed != 0 {
			t.Errorf("got %d failed callers, want 0", failed)
		}
		if service.count("v1") != 1 || service.count("v2") != callers {
			t.Errorf("got %d requests with v1 and %d with v2, want 1 and %d", service.count("v1"), service.count("v2"), callers)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		service := &picky{accepts: nobody, code: "100004", latency: time.Second}
		if failed := call(t, service); failed != callers {
			t.Errorf("got %d failed callers, want %d", failed, callers)
		}
		if sent := service.count("v1") + service.count("v2"); sent != 2 {
			t.Errorf("got %d requests with wrong keys, want 2", sent)
		}
	})
}

// If the probe gets no response, the waiting callers go on in parallel: they all
// wait for one more timeout instead of one each.
func TestFailedProbeDoesNotQueueTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := newTestClient(t, scripted(step{hang: true}), func(config *Config) {
			auto(config)
			config.RequestTimeout, config.MaxRetries = 10*time.Second, 0
		})
		started := time.Now()
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() {
				if _, err := client.Call(t.Context(), ListGroups, nil); !Is(err, ClassTransport) {
					t.Errorf("got %v", err)
				}
			})
		}
		wg.Wait()
		if took := time.Since(started); took != 20*time.Second {
			t.Errorf("20 callers took %s, want 20s", took)
		}
	})
}

// If version 1 works at first and is refused later, version 2 is used from then on.
func TestSigningChangesToV2Later(t *testing.T) {
	service := &picky{code: "100005"}
	service.accepts = func(r *http.Request, body string) bool {
		return r.Header.Get("authver") != "" || !strings.Contains(body, "10.5")
	}
	client := newTestClient(t, service, auto)
	for _, request := range []string{"10", "10.5", "11"} {
		if _, err := client.Call(t.Context(), SetBandwidth, map[string]string{"upBandwidth": request}); err != nil {
			t.Fatal(err)
		}
	}
	if service.count("v1") != 2 || service.count("v2") != 2 {
		t.Errorf("got %d requests with v1 and %d with v2, want 2 and 2", service.count("v1"), service.count("v2"))
	}
}

// A GET with a query tries the query forms and remembers the one that works.
func TestSigningFindsTheQueryForm(t *testing.T) {
	values := url.Values{"publicIP": {"116.162.203.188"}}
	signedAs := func(text string) func(*http.Request, string) bool {
		return func(r *http.Request, _ string) bool {
			at, err := time.Parse(dateFormatV1, r.Header.Get("x-date"))
			if err != nil {
				return false
			}
			want := signV1(keys{testAccessKey, testSecretKey}, r.Header.Get("x-host"), contentType, []byte(text), at)
			return r.Header.Get("authorization") == want.Get("authorization")
		}
	}
	for name, c := range map[string]struct {
		text  string
		first int // requests of the first call
	}{
		"JSON": {`{"publicIP":"116.162.203.188"}`, 1},
		"raw":  {"publicIP=116.162.203.188", 2},
	} {
		t.Run(name, func(t *testing.T) {
			service := &picky{accepts: signedAs(c.text), code: "100005"}
			client := newTestClient(t, service, nil)
			for range 2 {
				if _, err := client.Call(t.Context(), GetPublicIP, values); err != nil {
					t.Fatal(err)
				}
			}
			if service.count("v1") != c.first+1 {
				t.Errorf("got %d requests, want %d", service.count("v1"), c.first+1)
			}
		})
	}
	// Auto tries all four forms before it fails.
	service := &picky{accepts: nobody, code: "100005"}
	_, err := newTestClient(t, service, auto).Call(t.Context(), GetPublicIP, values)
	wantClass(t, err, ClassAuth)
	if service.count("v1") != 2 || service.count("v2") != 2 {
		t.Errorf("got %d requests with v1 and %d with v2, want 2 and 2", service.count("v1"), service.count("v2"))
	}
}

// A single signature error of a version that works does not change the version, even
// if the service rejects the other one for another reason. The control is a service
// that accepts the other version.
func TestOneRefusedSignatureKeepsTheVersion(t *testing.T) {
	for name, c := range map[string]struct {
		v2      string
		v1, v2s int
	}{
		"rejected": {`{"code":500,"msg":"system error"}`, 4, 1},
		"accepted": {`{"code":200,"data":[]}`, 2, 2},
	} {
		var requests [3]int
		client := newTestClient(t, responder(func(r *http.Request) string {
			if r.Header.Get("authver") != "" {
				requests[2]++
				return c.v2
			}
			if requests[1]++; requests[1] == 2 {
				return `{"code":100004,"msg":"Invalid signature"}`
			}
			return `{"code":200,"data":[]}`
		}), auto)
		for range 3 {
			if _, err := client.Call(t.Context(), SetTimeZone, oneInstance); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if requests[1] != c.v1 || requests[2] != c.v2s {
			t.Errorf("%s: got %d requests with v1 and %d with v2, want %d and %d", name, requests[1], requests[2], c.v1, c.v2s)
		}
	}
}

// If the caller that probes leaves, one of the others probes in its place.
func TestProbeIsHandedOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const callers = 100
		service := &picky{accepts: onlyV2, code: "100004", latency: time.Second}
		client := newTestClient(t, service, auto)
		ctx, cancel := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		wg.Go(func() {
			_, err := client.Call(ctx, SetTimeZone, oneInstance)
			wantClass(t, err, ClassCanceled)
		})
		synctest.Wait()
		for range callers {
			wg.Go(func() {
				if _, err := client.Call(t.Context(), SetTimeZone, oneInstance); err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		cancel()
		wg.Wait()
		if service.count("v1") != 2 || service.count("v2") != callers {
			t.Errorf("got %d requests with v1 and %d with v2, want 2 and %d", service.count("v1"), service.count("v2"), callers)
		}
	})
}
