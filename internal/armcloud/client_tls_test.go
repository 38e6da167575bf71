package armcloud

import (
	"crypto/tls"
	"encoding/pem"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// serveTLS starts a service that speaks only one version of TLS.
func serveTLS(t *testing.T, version uint16) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(http.HandlerFunc(respondOK))
	server.TLS = &tls.Config{MinVersion: version, MaxVersion: version}
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

// endpointVariable has the endpoint of the child process of TestTLS.
const endpointVariable = "TLS_TEST_ENDPOINT"

// A certificate authority of SSL_CERT_FILE is trusted, which needs a process of its own.
// Without it, the certificate is refused. TLS 1.1 and older are refused in any case, TLS
// 1.2 and 1.3 are accepted.
func TestTLS(t *testing.T) {
	if endpoint := os.Getenv(endpointVariable); endpoint != "" {
		client := newTestClient(t, nil, func(config *Config) { config.Endpoint, config.MaxRetries = endpoint, 0 })
		if _, err := client.Call(t.Context(), ListGroups, nil); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, c := range []struct {
		name    string
		version uint16
		trusted bool
		want    string // of the error, "" if there is none
	}{
		{"TLS 1.3", tls.VersionTLS13, true, ""},
		{"TLS 1.2", tls.VersionTLS12, true, ""},
		{"TLS 1.1", tls.VersionTLS11, true, "protocol version"},
		{"TLS 1.0", tls.VersionTLS10, true, "protocol version"},
		{"unknown authority", tls.VersionTLS13, false, "unknown authority"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.trusted && (runtime.GOOS == "windows" || runtime.GOOS == "darwin") {
				t.Skip("SSL_CERT_FILE has no effect on this system")
			}
			server := serveTLS(t, c.version)
			child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestTLS$")
			child.Env = append(os.Environ(), endpointVariable+"="+server.URL)
			if c.trusted {
				path := filepath.Join(t.TempDir(), "ca.pem")
				if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600); err != nil {
					t.Fatal(err)
				}
				child.Env = append(child.Env, "SSL_CERT_FILE="+path)
			}
			out, err := child.CombinedOutput()
			if (err == nil) != (c.want == "") || !strings.Contains(string(out), c.want) {
				t.Errorf("got %v, want %q:\n%s", err, c.want, out)
			}
		})
	}
}
