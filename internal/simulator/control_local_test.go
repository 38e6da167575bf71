package simulator

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// The control API refuses names that only resolve to a loopback address, and requests
// that a browser sends for a page of another site. Controls: requests without these
// headers, and those of a page of the same origin.
func TestControlRefusesOtherSites(t *testing.T) {
	s := newSimulator(t, Options{})
	for name, c := range map[string]struct {
		host, origin, site string
		read, write        int
	}{
		"a command":            {"127.0.0.1:8080", "", "", http.StatusOK, http.StatusOK},
		"IPv6":                 {"[::1]:8080", "", "", http.StatusOK, http.StatusOK},
		"IPv6 without a port":  {"[::1]", "", "", http.StatusOK, http.StatusOK},
		"localhost":            {"localhost:8080", "", "", http.StatusOK, http.StatusOK},
		"the address bar":      {"127.0.0.1:8080", "", "none", http.StatusOK, http.StatusOK},
		"the same origin":      {"127.0.0.1:8080", "http://127.0.0.1:8080", "same-origin", http.StatusOK, http.StatusOK},
		"another site":         {"127.0.0.1:8080", "https://evil.example.com", "cross-site", http.StatusForbidden, http.StatusForbidden},
		"another port":         {"127.0.0.1:8080", "http://127.0.0.1:9090", "same-site", http.StatusForbidden, http.StatusForbidden},
		"an old browser":       {"127.0.0.1:8080", "https://evil.example.com", "", http.StatusOK, http.StatusForbidden},
		"an opaque origin":     {"127.0.0.1:8080", "null", "", http.StatusOK, http.StatusForbidden},
		"a name":               {"evil.example.com:8080", "", "", http.StatusForbidden, http.StatusForbidden},
		"a name of its origin": {"evil.example.com", "http://evil.example.com", "same-origin", http.StatusForbidden, http.StatusForbidden},
		"a name like a local":  {"localhost.example.com", "", "", http.StatusForbidden, http.StatusForbidden},
		"no host":              {"", "", "", http.StatusForbidden, http.StatusForbidden},
	} {
		for method, want := range map[string]int{http.MethodGet: c.read, http.MethodPost: c.write} {
			path := map[string]string{http.MethodGet: "tokens", http.MethodPost: "counters/reset"}[method]
			r := httptest.NewRequestWithContext(t.Context(), method, ControlPrefix+path, strings.NewReader(""))
			r.RemoteAddr, r.Host = loopback, c.host
			for header, value := range map[string]string{"Origin": c.origin, "Sec-Fetch-Site": c.site} {
				if value != "" {
					r.Header.Set(header, value)
				}
			}
			w := httptest.NewRecorder()
			s.Handler().ServeHTTP(w, r)
			if w.Code != want {
				t.Errorf("%s: %s: got HTTP %d, want %d", name, method, w.Code, want)
			}
			// An old browser shows the response only if the service says so.
			if header := w.Header().Get("Access-Control-Allow-Origin"); header != "" {
				t.Errorf("%s: %s: got access for %q, want none", name, method, header)
			}
		}
	}
}
