package armcloud

import (
	"fmt"
	"math"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// SignatureVersion says how requests are signed.
type SignatureVersion string

const (
	// SignatureAuto signs by version 1, and by version 2 once the service has
	// refused version 1 and accepted version 2.
	SignatureAuto SignatureVersion = "auto"
	// SignatureV1 is the signature of the document of 2024-12-30: an
	// authorization header over host, date, content type and body.
	SignatureV1 SignatureVersion = "v1"
	// SignatureV2 is the signature of newer documents: an x-sign header over
	// timestamp, path and body.
	SignatureV2 SignatureVersion = "v2"
)

// What a zero field of Config stands for.
const (
	DefaultEndpoint          = "https://openapi.armcloud.net"
	DefaultRequestsPerSecond = 60
	DefaultRequestTimeout    = 30 * time.Second
)

// Config is what New needs.
type Config struct {
	// Endpoint is the base URL, scheme and host only; http is accepted for
	// loopback hosts alone. Empty: DefaultEndpoint.
	Endpoint string
	// SigningHost is the host text that is signed and sent as x-host. Empty:
	// the host of Endpoint.
	SigningHost string
	// AccessKey and SecretKey are the keys of the account, both required.
	AccessKey, SecretKey string
	// SignatureVersion defaults to SignatureAuto.
	SignatureVersion SignatureVersion
	// ReadOnly refuses every operation that changes anything.
	ReadOnly bool
	// RequestsPerSecond feeds the one token bucket of the client; it may be a
	// fraction. Zero: DefaultRequestsPerSecond.
	RequestsPerSecond float64
	// MaxRetries is how often one request is sent again at most, where a
	// repeat is safe. Zero: never.
	MaxRetries int
	// RequestTimeout bounds one exchange, from dialing to the last byte of the
	// answer. Zero: DefaultRequestTimeout.
	RequestTimeout time.Duration
	// UserAgent is sent with every request; empty sends a plain name.
	UserAgent string
	// Log takes what the client has to tell, already redacted; nil for none.
	Log Logger
	// Transport carries the requests; nil for the client's own, which keeps
	// connections alive and honours the proxy variables of the environment.
	// It is meant for tests.
	Transport http.RoundTripper
}

// ConfigError is a field of Config that cannot be used.
type ConfigError struct {
	// Field is the field as a configuration spells it: endpoint,
	// signing_host, access_key, secret_key, signature_version,
	// requests_per_second, max_retries or request_timeout.
	Field string
	// Problem says what is wrong with it. It never holds a key.
	Problem string
}

// Error names the field and its problem.
func (e *ConfigError) Error() string { return e.Field + ": " + e.Problem }

// checked gives the configuration with its defaults filled in, and the parsed
// endpoint, or the first *ConfigError.
func (cfg Config) checked() (Config, *url.URL, error) {
	if cfg.Endpoint == "" {
		cfg.Endpoint = DefaultEndpoint
	}
	if cfg.SignatureVersion == "" {
		cfg.SignatureVersion = SignatureAuto
	}
	if cfg.RequestsPerSecond == 0 {
		cfg.RequestsPerSecond = DefaultRequestsPerSecond
	}
	if cfg.RequestTimeout == 0 {
		cfg.RequestTimeout = DefaultRequestTimeout
	}
	if cfg.UserAgent == "" {
		cfg.UserAgent = "terraform-provider-armcloud"
	}
	endpoint, err := parseEndpoint(cfg.Endpoint)
	if err != nil {
		return cfg, nil, err
	}
	if cfg.SigningHost == "" {
		cfg.SigningHost = endpoint.Host
	}
	return cfg, endpoint, cfg.checkFields()
}

func (cfg Config) checkFields() error {
	fail := func(field, problem string) error { return &ConfigError{Field: field, Problem: problem} }
	if strings.ContainsAny(cfg.SigningHost, "/ \t\r\n\"?#@") {
		return fail("signing_host", "must be a host name, with a port if need be, and nothing else")
	}
	for _, key := range []struct{ field, value string }{{"access_key", cfg.AccessKey}, {"secret_key", cfg.SecretKey}} {
		if key.value == "" {
			return fail(key.field, "must be set")
		}
		if !printable(key.value) {
			return fail(key.field, "holds a blank, a line break or another character that keys never have; was more copied than the key?")
		}
	}
	switch cfg.SignatureVersion {
	case SignatureAuto, SignatureV1, SignatureV2:
	default:
		return fail("signature_version", fmt.Sprintf("must be auto, v1 or v2, not %q", string(cfg.SignatureVersion)))
	}
	if rate := cfg.RequestsPerSecond; math.IsNaN(rate) || math.IsInf(rate, 0) || rate < 0 {
		return fail("requests_per_second", "must be a number above 0")
	}
	if cfg.MaxRetries < 0 {
		return fail("max_retries", "must be 0 or more")
	}
	if cfg.RequestTimeout < 0 {
		return fail("request_timeout", "must be longer than 0")
	}
	return nil
}

// printable tells whether every byte of s is ASCII that may stand in a header.
func printable(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
