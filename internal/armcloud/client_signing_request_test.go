package armcloud

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// An authentication error names the host, the signing host and the version, and the
// difference of the clocks, but no key.
func TestAuthError(t *testing.T) {
	transport := scripted(step{status: 200, header: http.Header{"Date": {time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat)}},
		body: `{"code":100004,"msg":"Invalid ` + testAccessKey + `","traceId":"T1"}`})
	client := newTestClient(t, transport, func(config *Config) {
		config.SignatureVersion = SignatureAuto
		config.Endpoint, config.SigningHost = "https://api.example.com:444", "openapi.example.net"
	})
	_, err := client.Call(t.Context(), Restart, oneInstance)
	e := errorOf(t, err, ClassAuth)
	for _, want := range []string{"api.example.com:444", "openapi.example.net", "signature v2", "v1 first", "code 100004", "T1", "1h0m0s", "access_key"} {
		if !strings.Contains(e.Error(), want) {
			t.Errorf("got error %q, want it to contain %q", e.Error(), want)
		}
	}
	for _, secret := range []string{testAccessKey, testSecretKey} {
		if strings.Contains(e.Error(), secret) {
			t.Errorf("got error %q, which contains a key", e.Error())
		}
	}
}

// The headers and the body of the request are those that were signed.
func TestRequestCarriesWhatWasSigned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		transport := scripted(ok(`[]`))
		client := newTestClient(t, transport, func(config *Config) { config.SigningHost, config.UserAgent = "sign.example.net", "tests/1" })
		if _, err := client.Call(t.Context(), RunCommand, map[string]any{"padCodes": []string{"AC1"}, "scriptContent": "echo <你> & \u2028"}); err != nil {
			t.Fatal(err)
		}
		sent := transport.sent[0]
		at, err := time.Parse(dateFormatV1, sent.header.Get("x-date"))
		if err != nil {
			t.Fatal(err)
		}
		want := signV1(keys{testAccessKey, testSecretKey}, "sign.example.net", "application/json", []byte(sent.body), at)
		for _, name := range []string{"authorization", "x-host", "x-date", "content-type"} {
			if sent.header.Get(name) != want.Get(name) || sent.header.Get(name) == "" {
				t.Errorf("%s: got %q, want %q", name, sent.header.Get(name), want.Get(name))
			}
		}
		if sent.header.Get("user-agent") != "tests/1" {
			t.Errorf("got user agent %q, want tests/1", sent.header.Get("user-agent"))
		}
		if off := time.Since(at); off != 0 {
			t.Errorf("the date is off by %s", off)
		}
	})
}
