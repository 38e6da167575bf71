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

const bandwidth = `
  bandwidth = {
    upload_mbps   = 10
    download_mbps = 20
  }
`

// one returns an armcloud_instance.
func one(code, settings string) string {
	return `
resource "armcloud_instance" "showroom" {
  pad_code = "` + code + `"
  ` + settings + `
}
`
}

// show logs the error in the output and fails unless it is the only one, has all
// words and no secrets.
func show(t *testing.T, output string, words ...string) {
	t.Helper()
	_, diagnostics, _ := strings.Cut(output, "Error: ")
	t.Logf("the error:\n%s", strings.TrimSpace("Error: "+diagnostics))
	if got := strings.Count(output, "Error: "); got != 1 {
		t.Errorf("got %d errors, want 1:\n%s", got, output)
	}
	acctest.Contains(t, output, words...)
	for _, secret := range []string{simulator.DefaultSecretKey, "s3cret"} {
		if strings.Contains(output, secret) {
			t.Errorf("got a secret in the output, want none:\n%s", output)
		}
	}
}

// Each mistake is one error that names the attribute and says what to do, at plan
// time if possible.
func TestAccBadInput(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 3})
	if err := account.SetOnline([]string{"AC32010000003"}, false); err != nil {
		t.Fatal(err)
	}
	hanging := acctest.Start(t, simulator.Options{Instances: 1})
	if err := hanging.AddFault(simulator.Fault{Kind: simulator.FaultHang}); err != nil {
		t.Fatal(err)
	}
	plain := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(plain.Close)
	reserved, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := reserved.Addr().String()
	if err := reserved.Close(); err != nil {
		t.Fatal(err)
	}
	block := func(endpoint, access, secret, more string) string {
		return "provider \"armcloud\" {\n  endpoint   = \"" + endpoint + "\"\n  access_key = " + access + "\n  secret_key = " + secret + "\n  " + more + "\n}\n"
	}
	ak, sk := `"`+simulator.DefaultAccessKey+`"`, `"`+simulator.DefaultSecretKey+`"`
	data := "data \"armcloud_instance\" \"showroom\" {\n  pad_code = \"" + acctest.InstanceA + "\"\n}\n"
	fast := account.Provider("online_timeout = \"300ms\"")

	for _, c := range []struct {
		name, command, config string
		words                 []string
	}{
		{"missing keys", "plan", block(account.URL, "null", sk, "") + data, []string{"Missing ARMCloud access_key", "ARMCLOUD_ACCESS_KEY"}},
		{"empty keys", "plan", block(account.URL, ak, `""`, "") + data, []string{"Missing ARMCloud secret_key", "secret_key in the provider block is empty", `secret_key = ""`}},
		{"wrong keys", "plan", block(account.URL, ak, `"s3cret-but-wrong"`, "") + data, []string{"signature v2", "every signature form was refused, v1 first", strings.TrimPrefix(account.URL, "http://")}},
		{"plain http", "plan", block("http://openapi.armcloud.net", ak, sk, "") + data, []string{"loopback", `endpoint = "http://openapi.armcloud.net"`}},
		{"unreachable endpoint", "plan", block("http://"+nobody, ak, sk, "max_retries = 1") + data, []string{"refuses connections; tried 2 times"}},
		{"hanging endpoint", "plan", block(hanging.URL, ak, sk, "max_retries = 0\n  request_timeout = \"200ms\"") + data, []string{"within 200ms", "Raise request_timeout"}},
		{"endpoint without TLS", "plan", block(strings.Replace(plain.URL, "http:", "https:", 1), ak, sk, "") + data, []string{"does not speak TLS"}},
		{"invalid pad code", "plan", account.Provider("") + one("AC 1", bandwidth), []string{"must be a pad code such as", `pad_code = "AC 1"`}},
		{"unknown pad code", "apply", fast + one("AC32019999999", bandwidth), []string{"AC32019999999", `pad_code = "AC32019999999"`, "Check the pad code"}},
		{"time zone that does not exist", "plan", account.Provider("") + one(acctest.InstanceA, `time_zone = "Europe/Berlim"`), []string{"Europe/Berlim", "IANA"}},
		{"bandwidth below -1", "plan", account.Provider("") + one(acctest.InstanceA, "bandwidth = { upload_mbps = -2, download_mbps = 0 }"), []string{"bandwidth.upload_mbps must be", "-1 (no network access), not -2"}},
		{"port 0", "plan", account.Provider("") + one(acctest.InstanceA, `proxy = { ip = "192.0.2.1", port = 0 }`), []string{"proxy.port", "between 1 and 65535"}},
		{"port 65536", "plan", account.Provider("") + one(acctest.InstanceA, `proxy = { ip = "192.0.2.1", port = 65536 }`), []string{"proxy.port", "between 1 and 65535"}},
		{"password and password_wo", "plan", account.Provider("") + one(acctest.InstanceA, `proxy = { ip = "192.0.2.1", port = 1080, password = var.p, password_wo = var.p }`) +
			"variable \"p\" {\n  default = \"s3cret\"\n}\n",
			[]string{"proxy.password", "password_wo"}},
		{"instance offline until online_timeout", "apply", fast + one("AC32010000003", bandwidth), []string{"AC32010000003", "300ms", "not reported as connected", "Nothing was submitted", "online_timeout"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := acctest.NewWorkspace(t, c.config)
			args := []string{c.command, "-no-color"}
			if c.command == "apply" {
				args = append(args, "-auto-approve")
			}
			result := w.Run(args...)
			if result.Exit != 1 {
				t.Errorf("got exit code %d, want 1", result.Exit)
			}
			show(t, result.Output, c.words...)
		})
	}
	t.Cleanup(func() {
		if c := account.Counters(); c.Requests["/openapi/open/pad/setSpeed"] != 0 || c.OfflineSubmits != 0 {
			t.Errorf("got changes in spite of the mistakes, want none: %v", c.Requests)
		}
	})
}
