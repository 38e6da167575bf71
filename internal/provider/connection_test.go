package provider_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Keys that the service refuses are one error with the host and the signature
// versions that were tried, without the keys.
func TestWrongKeys(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 1})
	problems := readInstance(t, values{"endpoint": account.URL, "access_key": "WRONG-ACCESS", "secret_key": "wrong-secret"}, acctest.InstanceA)
	expectOne(t, problems, "pad_code", strings.TrimPrefix(account.URL, "http://"), "v1", "v2", "every signature form was refused", "secret_key", "clock")
	for _, secret := range []string{"WRONG-ACCESS", "wrong-secret"} {
		if strings.Contains(texts(problems), secret) {
			t.Errorf("got a key in the error, want none: %s", texts(problems))
		}
	}
	if got := account.Counters().Total(); got != 2 {
		t.Errorf("got %d requests, want 2, one per signature version", got)
	}
}

// auto tries v1 first, switches to v2 if v1 is refused, and then stays with v2. An
// explicit version is the only one tried.
func TestSignatureVersions(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		accepted, version string
		refused           int // at least, if works is false
		works             bool
	}{
		{simulator.SignatureV2, "auto", 1, true},
		{simulator.SignatureV1, "auto", 0, true},
		{simulator.SignatureV2, "v2", 0, true},
		{simulator.SignatureV1, "v1", 0, true},
		{simulator.SignatureV2, "v1", 3, false},
		{simulator.SignatureV1, "v2", 3, false},
	} {
		account := acctest.Start(t, simulator.Options{Instances: 3, Signatures: c.accepted})
		s, problems := configure(t, with(keys, values{"endpoint": account.URL, "signature_version": c.version}))
		if len(problems) != 0 {
			t.Fatal(texts(problems))
		}
		for _, code := range account.PadCodes() {
			problems := readInstanceOn(t, s, code)
			if c.works && len(problems) != 0 {
				t.Errorf("service with %s, %s: %s", c.accepted, c.version, texts(problems))
			}
			if !c.works {
				expectOne(t, problems, "pad_code", c.version)
			}
		}
		if got := account.Counters().AuthFailures; got != c.refused && (c.works || got < c.refused) {
			t.Errorf("service with %s, %s: got %d refused signatures, want %d", c.accepted, c.version, got, c.refused)
		}
	}
}

// An invalid response is one error that describes it, after at most max_retries
// retries.
func TestInvalidResponses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault    simulator.Fault
		requests int
		words    []string
	}{
		"web page":       {simulator.Fault{Kind: simulator.FaultHTML}, 2, []string{"ARMCloud API host", "tried 2 times"}},
		"bad gateway":    {simulator.Fault{Kind: simulator.FaultHTML, Status: 502}, 2, []string{"502", "tried 2 times"}},
		"truncated":      {simulator.Fault{Kind: simulator.FaultTruncate}, 2, []string{"tried 2 times"}},
		"huge":           {simulator.Fault{Kind: simulator.FaultHuge}, 1, []string{"64 MiB"}},
		"hanging":        {simulator.Fault{Kind: simulator.FaultHang}, 2, []string{"request_timeout", "tried 2 times"}},
		"lost response":  {simulator.Fault{Kind: simulator.FaultDropAfter}, 2, []string{"tried 2 times"}},
		"other host":     {simulator.Fault{Kind: simulator.FaultRedirect, Message: "https://evil.example.com/login"}, 1, []string{"redirects to evil.example.com", "not followed"}},
		"rate limit":     {simulator.Fault{Kind: simulator.FaultStatus, Status: 429}, 2, []string{"429", "requests_per_second"}},
		"internal error": {simulator.Fault{Kind: simulator.FaultStatus, Status: 500, Message: "NullPointerException"}, 2, []string{"500", "NullPointerException"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.Start(t, simulator.Options{Instances: 1})
			if err := account.AddFault(c.fault); err != nil {
				t.Fatal(err)
			}
			timeout := "5m"
			if c.fault.Kind == simulator.FaultHang {
				timeout = "2s"
			}
			problems := readInstance(t, with(keys, values{
				"endpoint": account.URL, "max_retries": 1, "request_timeout": timeout, "signature_version": "v2",
			}), acctest.InstanceA)
			expectOne(t, problems, "pad_code", append(c.words, "What to do")...)
			if got := account.Counters().Requests["/openapi/open/pad/padDetails"]; got != c.requests {
				t.Errorf("got %d requests, want %d", got, c.requests)
			}
		})
	}
}

// Different problems with the endpoint have different errors.
func TestUnreachableEndpoints(t *testing.T) {
	t.Parallel()
	closed, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := closed.Addr().String()
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	plain := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(plain.Close)
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(secure.Close)
	for _, c := range []struct {
		name, endpoint string
		words          []string
	}{
		{"nobody listens", "http://" + nobody, []string{nobody + " refuses connections", "tried 2 times", "port"}},
		{"no TLS", strings.Replace(plain.URL, "http:", "https:", 1), []string{"does not speak TLS", "port"}},
		{"unknown authority", secure.URL, []string{"unknown authority", "SSL_CERT_FILE"}},
		{"not the API", plain.URL, []string{"404", "ARMCloud API host"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			expectOne(t, readInstance(t, with(keys, values{"endpoint": c.endpoint, "max_retries": 1}), acctest.InstanceA), "pad_code", c.words...)
		})
	}
}

// An instance that the account does not have is an error on the pad code.
func TestInstanceNotFound(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 1})
	block := with(keys, values{"endpoint": account.URL})
	expectOne(t, readInstance(t, block, "AC32019999999"), "pad_code", "Instance not found", "AC32019999999", "Check the pad code")
	if problems := readInstance(t, block, acctest.InstanceA); len(problems) != 0 {
		t.Errorf("got errors for an existing instance, want none: %s", texts(problems))
	}
}
