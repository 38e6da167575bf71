package armcloud

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"
)

// The error for an invalid field names the field and the problem, without the
// value of a secret.
func TestConfigErrorsNameTheField(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Config)
		field  string
		says   string
	}{
		"no scheme":       {func(c *Config) { c.Endpoint = "openapi.armcloud.net" }, "endpoint", "https://"},
		"no host":         {func(c *Config) { c.Endpoint = "https://" }, "endpoint", "URL"},
		"port alone":      {func(c *Config) { c.Endpoint = "https://:443" }, "endpoint", "URL"},
		"not a URL":       {func(c *Config) { c.Endpoint = "https://hidden-text@[" }, "endpoint", "URL"},
		"path":            {func(c *Config) { c.Endpoint = "https://a.example/openapi/open" }, "endpoint", "after the host"},
		"query":           {func(c *Config) { c.Endpoint = "https://a.example/?x=hidden-text" }, "endpoint", "after the host"},
		"password":        {func(c *Config) { c.Endpoint = "https://u:hidden-text@a.example" }, "endpoint", "user name"},
		"plain http":      {func(c *Config) { c.Endpoint = "http://a.example" }, "endpoint", "loopback"},
		"other scheme":    {func(c *Config) { c.Endpoint = "ftp://127.0.0.1" }, "endpoint", "https://"},
		"lookalike":       {func(c *Config) { c.Endpoint = "http://127.0.0.1.example" }, "endpoint", "loopback"},
		"signing URL":     {func(c *Config) { c.SigningHost = "https://a.example" }, "signing_host", "host name"},
		"signing break":   {func(c *Config) { c.SigningHost = "a\r\nx: y" }, "signing_host", "host name"},
		"no access key":   {func(c *Config) { c.AccessKey = "" }, "access_key", "must be set"},
		"no secret key":   {func(c *Config) { c.SecretKey = "" }, "secret_key", "must be set"},
		"key with a line": {func(c *Config) { c.SecretKey = "hidden-text\n" }, "secret_key", "line break"},
		"version":         {func(c *Config) { c.SignatureVersion = "v3" }, "signature_version", `"v3"`},
		"negative rate":   {func(c *Config) { c.RequestsPerSecond = -1 }, "requests_per_second", "above 0"},
		"no number":       {func(c *Config) { c.RequestsPerSecond = math.NaN() }, "requests_per_second", "above 0"},
		"infinite":        {func(c *Config) { c.RequestsPerSecond = math.Inf(1) }, "requests_per_second", "above 0"},
		"retries":         {func(c *Config) { c.MaxRetries = -1 }, "max_retries", "0 or more"},
		"timeout":         {func(c *Config) { c.RequestTimeout = -time.Second }, "request_timeout", "longer than 0"},
	} {
		t.Run(name, func(t *testing.T) {
			config := Config{AccessKey: "AK", SecretKey: "SK"}
			c.change(&config)
			_, err := New(config)
			var e *ConfigError
			if !errors.As(err, &e) {
				t.Fatalf("got %v, want a *ConfigError", err)
			}
			if e.Field != c.field || !strings.Contains(e.Problem, c.says) || strings.Contains(e.Error(), "hidden-text") {
				t.Errorf("got %v, want field %s and %q", e, c.field, c.says)
			}
			if c.field == "endpoint" && CheckEndpoint(config.Endpoint) == nil {
				t.Error("CheckEndpoint accepts what New refuses")
			}
		})
	}
}

// Only the keys are required. Plain http is accepted for every spelling of a
// loopback host. The default signing host is the host and port of the endpoint.
func TestConfigDefaults(t *testing.T) {
	client, err := New(Config{AccessKey: "AK", SecretKey: "SK"})
	if err != nil {
		t.Fatal(err)
	}
	got := client.config
	if got.Endpoint != DefaultEndpoint || got.SigningHost != "openapi.armcloud.net" || got.SignatureVersion != SignatureAuto ||
		got.RequestsPerSecond != 60 || got.RequestTimeout != 30*time.Second || got.MaxRetries != 0 {
		t.Errorf("got defaults %q %q %q %v %v %v", got.Endpoint, got.SigningHost, got.SignatureVersion, got.RequestsPerSecond, got.RequestTimeout, got.MaxRetries)
	}
	for endpoint, host := range map[string]string{
		"http://127.0.0.1:8080": "127.0.0.1:8080", "http://localhost": "localhost", "http://[::1]:80/": "[::1]:80",
		"http://127.9.9.9": "127.9.9.9", "https://a.example/": "a.example", "HTTPS://a.example:8443": "a.example:8443",
	} {
		client, err := New(Config{AccessKey: "AK", SecretKey: "SK", Endpoint: endpoint})
		if err != nil || client.config.SigningHost != host {
			t.Errorf("%s: got error %v, want signing host %s", endpoint, err, host)
		}
	}
}
