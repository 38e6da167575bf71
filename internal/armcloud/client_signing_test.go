package armcloud

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// Auto tries version 2 after a signature error of version 1, once, and stays
// with what works; operations that may not be repeated included, since a refused
// signature means that nothing was done.
func TestAutoFindsTheVersion(t *testing.T) {
	for _, code := range []string{"100003", "100004", "100005", "2019", "2032"} {
		t.Run(code, func(t *testing.T) {
			service := &picky{accepts: onlyV2, code: code}
			client := newTestClient(t, service, auto)
			for range 3 {
				if _, err := client.Call(t.Context(), Restart, phone); err != nil {
					t.Fatal(err)
				}
			}
			if service.count("v1") != 1 || service.count("v2") != 3 {
				t.Errorf("sent %d by v1 and %d by v2, want 1 and 3", service.count("v1"), service.count("v2"))
			}
		})
	}
	service := &picky{accepts: onlyV1, code: "100005"}
	client := newTestClient(t, service, auto)
	for range 3 {
		if _, err := client.Call(t.Context(), Restart, phone); err != nil {
			t.Fatal(err)
		}
	}
	if service.count("v1") != 3 || service.count("v2") != 0 {
		t.Errorf("sent %d by v1 and %d by v2, want 3 and 0", service.count("v1"), service.count("v2"))
	}
}

// A key that the service does not know is no reason to sign differently.
func TestUnknownKeyIsNotSignedTwice(t *testing.T) {
	service := &picky{accepts: nobody, code: "2031"}
	_, err := newTestClient(t, service, auto).Call(t.Context(), Restart, phone)
	wantClass(t, err, ClassAuth)
	if service.count("v1") != 1 || service.count("v2") != 0 {
		t.Errorf("sent %d by v1 and %d by v2, want 1 and 0", service.count("v1"), service.count("v2"))
	}
}

// Many callers at once leave it to one of them to find the version.
func TestConcurrentCallersDoNotStampede(t *testing.T) {
	const callers = 100
	call := func(t *testing.T, service *picky) (failed int) {
		client := newTestClient(t, service, auto)
		var wg sync.WaitGroup
		var mu sync.Mutex
		for range callers {
			wg.Go(func() {
				_, err := client.Call(t.Context(), SetTimeZone, phone)
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
			t.Errorf("%d callers failed", failed)
		}
		if service.count("v1") != 1 || service.count("v2") != callers {
			t.Errorf("sent %d by v1 and %d by v2, want 1 and %d", service.count("v1"), service.count("v2"), callers)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		service := &picky{accepts: nobody, code: "100004", latency: time.Second}
		if failed := call(t, service); failed != callers {
			t.Errorf("%d callers failed, want all", failed)
		}
		if sent := service.count("v1") + service.count("v2"); sent != 2 {
			t.Errorf("sent %d requests with keys that do not work, want 2", sent)
		}
	})
}

// Callers that waited for a probe which found nothing go on side by side: a
// service that does not answer costs all of them one timeout more, not one each.
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

// When version 1 works but stumbles over one request, version 2 takes over.
func TestAutoChangesToV2Later(t *testing.T) {
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
		t.Errorf("sent %d by v1 and %d by v2, want 2 and 2", service.count("v1"), service.count("v2"))
	}
}

// A GET with a query tries the forms in which a query may be signed, and
// remembers the one that works.
func TestQueryFormIsFoundAndRemembered(t *testing.T) {
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
				t.Errorf("sent %d requests, want %d", service.count("v1"), c.first+1)
			}
		})
	}
	// In auto mode all four forms are tried before giving up.
	service := &picky{accepts: nobody, code: "100005"}
	_, err := newTestClient(t, service, auto).Call(t.Context(), GetPublicIP, values)
	wantClass(t, err, ClassAuth)
	if service.count("v1") != 2 || service.count("v2") != 2 {
		t.Errorf("sent %d by v1 and %d by v2, want 2 and 2", service.count("v1"), service.count("v2"))
	}
}
