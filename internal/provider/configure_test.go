package provider_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// keys are the keys of a simulated account, for tests of other attributes.
var keys = values{"access_key": simulator.DefaultAccessKey, "secret_key": simulator.DefaultSecretKey}

// with returns block with more attributes.
func with(block values, more values) values {
	all := maps.Clone(block)
	maps.Copy(all, more)
	return all
}

// An invalid value in the provider block is one error at plan time, on the attribute.
// The error never contains a secret.
func TestInvalidProviderBlock(t *testing.T) {
	clearEnvironment(t)
	for name, c := range map[string]struct {
		block     values
		attribute string
		words     []string
	}{
		"no access key":        {values{"secret_key": "s3cret"}, "access_key", []string{"Missing ARMCloud access_key", "ARMCLOUD_ACCESS_KEY", "simulate"}},
		"no secret key":        {values{"access_key": "ak"}, "secret_key", []string{"Missing ARMCloud secret_key", "ARMCLOUD_SECRET_KEY"}},
		"empty access key":     {values{"access_key": "", "secret_key": "s3cret"}, "access_key", []string{"is empty", "ARMCLOUD_ACCESS_KEY"}},
		"blank secret key":     {values{"access_key": "ak", "secret_key": "s3cret \n"}, "secret_key", []string{"check that only the key was copied"}},
		"no TLS":               {with(keys, values{"endpoint": "http://openapi.armcloud.net"}), "endpoint", []string{"loopback", "https://openapi.armcloud.net"}},
		"no host":              {with(keys, values{"endpoint": "openapi.armcloud.net"}), "endpoint", []string{"must be a URL such as https://openapi.armcloud.net"}},
		"garbage":              {with(keys, values{"endpoint": "::not a url::"}), "endpoint", []string{"must be a URL"}},
		"empty endpoint":       {with(keys, values{"endpoint": ""}), "endpoint", []string{"must be a URL"}},
		"password in endpoint": {with(keys, values{"endpoint": "https://me:s3cret@openapi.armcloud.net"}), "endpoint", []string{"must not contain a user name or password"}},
		"path in endpoint":     {with(keys, values{"endpoint": "https://openapi.armcloud.net/openapi"}), "endpoint", []string{"must end after the host"}},
		"other scheme":         {with(keys, values{"endpoint": "ftp://openapi.armcloud.net"}), "endpoint", []string{"https://"}},
		"signing host":         {with(keys, values{"signing_host": "https://openapi.armcloud.net"}), "signing_host", []string{"host name"}},
		"signature version":    {with(keys, values{"signature_version": "v3"}), "signature_version", []string{`"auto"`, `"v2"`}},
		"drift checks":         {with(keys, values{"drift_checks": "none"}), "drift_checks", []string{`"cheap"`}},
		"no unit":              {with(keys, values{"online_timeout": "5"}), "online_timeout", []string{"not a duration", "30s"}},
		"zero timeout":         {with(keys, values{"request_timeout": "0s"}), "request_timeout", []string{"above zero"}},
		"negative interval":    {with(keys, values{"poll_interval": "-1s"}), "poll_interval", []string{"above zero"}},
		"word for an interval": {with(keys, values{"max_poll_interval": "soon"}), "max_poll_interval", []string{"not a duration"}},
		"swapped intervals":    {with(keys, values{"poll_interval": "30s", "max_poll_interval": "10s"}), "max_poll_interval", []string{"poll_interval", "30s"}},
		"no requests":          {with(keys, values{"requests_per_second": 0}), "requests_per_second", []string{"at least 0.1"}},
		"negative retries":     {with(keys, values{"max_retries": -1}), "max_retries", []string{"between 0 and 100"}},
		"half a retry":         {with(keys, values{"max_retries": 1.5}), "max_retries", nil},
		"empty batches":        {with(keys, values{"batch_size": 0}), "batch_size", []string{"between 1 and 1000"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems := configure(t, c.block)
			expectOne(t, problems, c.attribute, c.words...)
			if strings.Contains(texts(problems), "s3cret") {
				t.Errorf("got a secret in the error, want none: %s", texts(problems))
			}
		})
	}
	t.Run("empty block", func(t *testing.T) {
		_, problems := configure(t, nil)
		if len(problems) != 2 {
			t.Errorf("got %s, want an error for each key", texts(problems))
		}
	})
	t.Run("poll_interval above the default of max_poll_interval", func(t *testing.T) {
		if _, problems := configure(t, with(keys, values{"poll_interval": "1m"})); len(problems) != 0 {
			t.Error(texts(problems))
		}
	})
	// The control: valid values of all attributes are accepted.
	t.Run("valid", func(t *testing.T) {
		if _, problems := configure(t, with(keys, values{
			"endpoint": "https://openapi-hk.armcloud.net", "signing_host": "openapi.armcloud.net", "signature_version": "v2",
			"read_only": true, "drift_checks": "cheap", "online_timeout": "1h30m", "requests_per_second": 0.5, "max_retries": 0,
			"request_timeout": "500ms", "batch_size": 1, "poll_interval": "2s", "max_poll_interval": "2s",
		})); len(problems) != 0 {
			t.Error(texts(problems))
		}
	})
}

// The environment sets what the provider block leaves out. The block takes
// precedence.
func TestProviderEnvironment(t *testing.T) {
	clearEnvironment(t)
	account := acctest.Start(t, simulator.Options{Instances: 1, Signatures: simulator.SignatureV2})
	other := acctest.Start(t, simulator.Options{Instances: 1})
	t.Setenv("ARMCLOUD_ENDPOINT", account.URL)
	t.Setenv("ARMCLOUD_ACCESS_KEY", simulator.DefaultAccessKey)
	t.Setenv("ARMCLOUD_SECRET_KEY", simulator.DefaultSecretKey)
	t.Setenv("ARMCLOUD_SIGNATURE_VERSION", "v2")
	t.Setenv("ARMCLOUD_SIGNING_HOST", "sign.example.com")

	if problems := readInstance(t, nil, "AC32010000001"); len(problems) != 0 {
		t.Error(texts(problems))
	}
	if c := account.Counters(); c.Total() == 0 || c.AuthFailures != 0 {
		t.Errorf("got other requests than signed with v2, want only those: %+v", c)
	}
	before := account.Counters().Total()
	if problems := readInstance(t, values{"endpoint": other.URL}, "AC32010000001"); len(problems) != 0 {
		t.Error(texts(problems))
	}
	if got := account.Counters().Total(); got != before || other.Counters().Total() == 0 {
		t.Error("got requests to the endpoint in the environment, want them to the one in the block")
	}
	problems := readInstance(t, values{"access_key": "wrong"}, "AC32010000001")
	expectOne(t, problems, "pad_code", "sign.example.com", "v2", "access_key, secret_key and signing_host")

	t.Setenv("ARMCLOUD_READ_ONLY", "perhaps")
	_, problems = configure(t, nil)
	expectOne(t, problems, "read_only", "ARMCLOUD_READ_ONLY", "perhaps")
	t.Setenv("ARMCLOUD_READ_ONLY", "")
	t.Setenv("ARMCLOUD_SIGNATURE_VERSION", "v9")
	_, problems = configure(t, nil)
	expectOne(t, problems, "signature_version", "ARMCLOUD_SIGNATURE_VERSION", "v9")
	t.Setenv("ARMCLOUD_SIGNATURE_VERSION", "")
	t.Setenv("ARMCLOUD_ENDPOINT", "http://armcloud.example.com")
	_, problems = configure(t, nil)
	expectOne(t, problems, "endpoint", "ARMCLOUD_ENDPOINT", "loopback")
}

// If a value of the block is unknown, clients that support deferral get a deferral,
// and data sources and ephemeral resources of other clients an error that names the
// attribute.
func TestProviderUnknownConfiguration(t *testing.T) {
	clearEnvironment(t)
	for _, attribute := range []string{"access_key", "endpoint", "max_retries", "read_only"} {
		s, problems := configure(t, with(keys, values{attribute: unknown{}}))
		if len(problems) != 0 {
			t.Errorf("%s unknown: %s", attribute, texts(problems))
		}
		expectOne(t, readInstanceOn(t, s, "AC32010000001"), "", "Provider configuration not known yet", "value of "+attribute, "-target")
	}

	for _, able := range []bool{true, false} {
		s := server(t)
		resp, err := s.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{
			Config:             encode(t, serve(t).Provider, with(keys, values{"access_key": unknown{}})),
			ClientCapabilities: &tfprotov6.ConfigureProviderClientCapabilities{DeferralAllowed: able},
		})
		if err != nil || len(resp.Diagnostics) != 0 {
			t.Fatal(err, texts(resp.Diagnostics))
		}
		read, err := s.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{
			TypeName:           "armcloud_instance",
			Config:             encode(t, serve(t).DataSourceSchemas["armcloud_instance"], values{"pad_code": "AC32010000001"}),
			ClientCapabilities: &tfprotov6.ReadDataSourceClientCapabilities{DeferralAllowed: able},
		})
		if err != nil {
			t.Fatal(err)
		}
		if deferred := read.Deferred != nil; deferred != able {
			t.Errorf("got deferred %v, want %v", deferred, able)
		}
		opened, err := s.OpenEphemeralResource(t.Context(), &tfprotov6.OpenEphemeralResourceRequest{
			TypeName:           "armcloud_sts_token",
			Config:             encode(t, serve(t).EphemeralResourceSchemas["armcloud_sts_token"], nil),
			ClientCapabilities: &tfprotov6.OpenEphemeralResourceClientCapabilities{DeferralAllowed: able},
		})
		if err != nil {
			t.Fatal(err)
		}
		if deferred := opened.Deferred != nil; deferred != able {
			t.Errorf("ephemeral resource: got deferred %v, want %v", deferred, able)
		}
		if !able {
			expectOne(t, opened.Diagnostics, "", "Provider configuration not known yet", "value of access_key")
		}
	}
}

// clearEnvironment unsets the environment variables of the provider.
func clearEnvironment(t *testing.T) {
	t.Helper()
	for _, name := range []string{"ENDPOINT", "ACCESS_KEY", "SECRET_KEY", "SIGNING_HOST", "SIGNATURE_VERSION", "READ_ONLY"} {
		t.Setenv("ARMCLOUD_"+name, "")
	}
}
