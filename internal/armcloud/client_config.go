package armcloud

import (
	"fmt"
	"math"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// SignatureVersion is a version of the request signature.
type SignatureVersion string

const (
	// SignatureAuto uses version 1, and changes to version 2 once the service has
	// refused version 1 and accepted version 2.
	SignatureAuto SignatureVersion = "auto"
	// SignatureV1 is the signature of the API document of 2024-12-30: an
	// authorization header that covers host, date, content type and body.
	SignatureV1 SignatureVersion = "v1"
	// SignatureV2 is the signature of newer API documents: an x-sign header that
	// covers timestamp, path and body.
	SignatureV2 SignatureVersion = "v2"
)

// Defaults for zero fields of Config.
const (
	DefaultEndpoint          = "https://openapi.armcloud.net"
	DefaultRequestsPerSecond = 60
	DefaultRequestTimeout    = 30 * time.Second
)

// Config configures a Client.
type Config struct {
	// Endpoint is the base URL, with scheme and host only. The scheme http is
	// accepted only for loopback hosts. The default is DefaultEndpoint.
	Endpoint string
	// SigningHost is the host that is signed and sent as x-host. The default is
	// the host of Endpoint.
	SigningHost string
	// AccessKey and SecretKey are the keys of the account. Both are required.
	AccessKey, SecretKey string
	// SignatureVersion is the signature to use. The default is SignatureAuto.
	SignatureVersion SignatureVersion
	// ReadOnly makes the client refuse every operation that changes something.
	ReadOnly bool
	// RequestsPerSecond is the maximum rate of requests, which may be a fraction.
	// The default is DefaultRequestsPerSecond.
	RequestsPerSecond float64
	// MaxRetries is the maximum number of retries of one request, if it is safe to
	// repeat. The default is 0.
	MaxRetries int
	// RequestTimeout limits one attempt, from dialing to the last byte of the
	// response. The default is DefaultRequestTimeout.
	RequestTimeout time.Duration
	// UserAgent is the User-Agent header. The default is the name of the provider.
	UserAgent string
	// Log receives redacted log lines. It may be nil.
	Log Logger
	// Transport replaces the client's own transport, which keeps connections alive
	// and honors the proxy variables of the environment. It is for tests.
	Transport http.RoundTripper
}

// ConfigError is the error for an invalid field of Config.
type ConfigError struct {
	// Field is the name of the provider attribute: endpoint, signing_host,
	// access_key, secret_key, signature_version, requests_per_second, max_retries
	// or request_timeout.
	Field string
	// Problem says what is wrong. It never contains a key.
	Problem string
}

// Error returns the field and its problem.
func (e *ConfigError) Error() string { return e.Field + ": " + e.Problem }

// validated returns the configuration with defaults applied and the parsed
// endpoint, or the first *ConfigError.
func (cfg Config) validated() (Config, *url.URL, error) {
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
		return fail("signing_host", "must be only a host name and an optional port")
	}
	for _, key := range []struct{ field, value string }{{"access_key", cfg.AccessKey}, {"secret_key", cfg.SecretKey}} {
		if key.value == "" {
			return fail(key.field, "must be set")
		}
		if !printable(key.value) {
			return fail(key.field, "must not contain spaces, line breaks or other characters that keys never have; check that only the key was copied")
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

// printable reports whether s is printable ASCII without spaces, so that it can
// be part of a header.
func printable(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
