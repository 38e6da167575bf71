package provider_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const onePhone = "data \"armcloud_instance\" \"showroom\" {\n  pad_code = \"" + phone + "\"\n}\n"

// A configuration without keys is valid; a plan asks for them, once each, and
// takes them from the environment.
func TestAccKeysFromTheEnvironment(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 1})
	w := acctest.NewWorkspace(t, "provider \"armcloud\" {\n  endpoint = \""+account.URL+"\"\n}\n"+onePhone)
	if result := w.Run("validate", "-no-color"); result.Exit != 0 {
		t.Errorf("validate fails without keys:\n%s", result.Output)
	}
	without := w.Run("plan", "-no-color")
	for _, name := range []string{"access_key", "secret_key"} {
		if without.Exit != 1 || strings.Count(without.Output, "Error: Missing ARMCloud "+name) != 1 {
			t.Errorf("exit code %d, expected one error on %s:\n%s", without.Exit, name, without.Output)
		}
	}
	if got := account.Counters().Total(); got != 0 {
		t.Errorf("%d requests without keys", got)
	}
	w.Setenv("ARMCLOUD_ACCESS_KEY", simulator.DefaultAccessKey)
	w.Setenv("ARMCLOUD_SECRET_KEY", simulator.DefaultSecretKey)
	w.PlanEmpty()
	if account.Counters().Total() == 0 {
		t.Error("the plan with keys asked nothing")
	}
}

// With read_only a plan shows all that an apply would do, and an apply is
// refused before anything is sent.
func TestAccReadOnly(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 1})
	w := acctest.NewWorkspace(t, account.Provider("")+one(phone, bandwidth))
	w.Apply()
	if got := account.Counters().Requests[setSpeed]; got != 1 {
		t.Fatalf("%d submits without read_only, expected 1", got)
	}
	account.ResetCounters()
	w.Write(account.Provider("read_only = true") + one(phone, "bandwidth = { upload_mbps = 1, download_mbps = 1 }\n  time_zone = \"Asia/Tokyo\""))
	w.PlanChanges()
	result := w.FailApply()
	says(t, result.Output, "read only, nothing was sent", "Set read_only to false", "bandwidth")
	looks := 0
	for path, n := range account.Counters().Requests {
		if path != "/openapi/open/pad/padDetails" && path != "/openapi/open/pad/infos" && path != "/openapi/open/pad/batchPadProperties" {
			t.Errorf("%d requests to %s in spite of read_only", n, path)
		}
		looks += n
	}
	if looks == 0 {
		t.Error("read_only has stopped the looks as well")
	}
	if state, _ := account.Instance(phone); state.Bandwidth.UploadMbps != 10 {
		t.Errorf("the phone has been changed: %+v", state.Bandwidth)
	}
}

// Keys that come from another resource are unknown at plan time when it
// changes: a refresh then keeps the state and warns, a data source says what is
// missing, and the apply goes through.
func TestAccUnknownKeys(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 1})
	config := func(generation string) string {
		return `
resource "terraform_data" "key" {
  input            = "` + simulator.DefaultAccessKey + `"
  triggers_replace = "` + generation + `"
}
provider "armcloud" {
  endpoint      = "` + account.URL + `"
  access_key    = terraform_data.key.output
  secret_key    = "` + simulator.DefaultSecretKey + `"
  poll_interval = "20ms"
}
`
	}
	w := acctest.NewWorkspace(t, config("1")+one(phone, bandwidth))
	w.Apply()
	w.PlanEmpty()

	account.ResetCounters()
	w.Write(config("2") + one(phone, bandwidth))
	plan := w.PlanChanges()
	says(t, plan.Output, "Warning: Provider configuration not known yet", "The value of access_key in the provider block is known only after apply", "The state is not refreshed")
	if got := account.Counters().Total(); got != 0 {
		t.Errorf("%d requests while the key is unknown", got)
	}
	if w.State("armcloud_instance.showroom") == nil {
		t.Error("the phone has left the state")
	}
	w.Apply()
	w.PlanEmpty()

	w.Write(config("3") + onePhone)
	show(t, w.FailApply().Output, "Provider configuration not known yet", "value of access_key", "-target")
}

// Requests to other machines go through the proxy that the environment names,
// unless it says otherwise, and carry the versions of provider and Terraform.
func TestAccProxyAndUserAgent(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var connects, agents []string
	seen := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if r.Method == http.MethodConnect {
			connects = append(connects, r.Host)
		} else {
			agents = append(agents, r.UserAgent())
		}
		w.WriteHeader(http.StatusForbidden)
	}))
	t.Cleanup(seen.Close)
	block := func(endpoint string) string {
		return "provider \"armcloud\" {\n  endpoint = \"" + endpoint + "\"\n  access_key = \"a\"\n  secret_key = \"b\"\n  max_retries = 0\n}\n" + onePhone
	}

	w := acctest.NewWorkspace(t, block("https://armcloud.invalid"))
	w.Setenv("HTTPS_PROXY", seen.URL)
	w.Setenv("NO_PROXY", "")
	show(t, w.Run("plan", "-no-color").Output)
	if len(connects) != 1 || connects[0] != "armcloud.invalid:443" {
		t.Errorf("the proxy was asked for %v, expected armcloud.invalid:443", connects)
	}
	w.Setenv("NO_PROXY", "armcloud.invalid")
	show(t, w.Run("plan", "-no-color").Output, "cannot be resolved", "armcloud.invalid")
	if len(connects) != 1 {
		t.Errorf("the proxy was asked in spite of NO_PROXY: %v", connects)
	}

	w.Write(block(seen.URL))
	show(t, w.Run("plan", "-no-color").Output, "403")
	// OpenTofu tells providers the version of Terraform that it is like.
	version := `\d+\.\d+\.\d+`
	if told := regexp.MustCompile(`^Terraform v(\S+)`).FindStringSubmatch(w.Run("version").Output); told != nil {
		version = regexp.QuoteMeta(told[1])
	}
	if len(agents) == 0 || !regexp.MustCompile(`^terraform-provider-armcloud/\S+ terraform/`+version+`$`).MatchString(agents[0]) {
		t.Errorf("the user agent is %q, expected the versions of provider and Terraform (%s)", agents, version)
	}
}

// At the most talkative log level neither log nor output shows a key, a
// signature or a password, on success and on failure.
func TestAccSecretsStayOutOfTheLog(t *testing.T) {
	t.Parallel()
	const accessKey, secretKey = "CANARY-ACCESS-KEY", "canary-secret-key"
	account := acctest.Start(t, simulator.Options{Instances: 2, AccessKey: accessKey, SecretKey: secretKey})
	config := `
variable "secrets" {
  type      = map(string)
  sensitive = true
}
provider "armcloud" {
  endpoint      = "` + account.URL + `"
  access_key    = var.secrets.access
  secret_key    = var.secrets.secret
  poll_interval = "20ms"
}
resource "armcloud_instance_proxy" "state" {
  pad_code = "AC32010000001"
  ip       = "192.0.2.1"
  port     = 1080
  username = "visible-name"
  password = var.secrets.password
}
resource "armcloud_instance_proxy" "write_only" {
  pad_code    = "AC32010000002"
  ip          = "192.0.2.1"
  port        = 1080
  password_wo = var.secrets.password_wo
}
`
	w := acctest.NewWorkspace(t, config)
	w.Setenv("TF_LOG", "TRACE")
	w.Setenv("TF_VAR_secrets", `{ access = "`+accessKey+`", secret = "`+secretKey+`", password = "canary-password", password_wo = "canary-write-only" }`)
	log := w.Apply().Output
	for _, code := range account.PadCodes() {
		if state, _ := account.Instance(code); !strings.HasPrefix(state.Proxy.Password, "canary-") {
			t.Errorf("%s has no password", code)
		}
	}
	for code, secret := range map[string]string{"AC32010000001": "canary-password", "AC32010000002": "canary-write-only"} {
		if err := account.AddFault(simulator.Fault{
			Path: "network/proxy/set", Kind: simulator.FaultReject, PadCode: code, Code: 100000, Message: secret + " is too weak",
		}); err != nil {
			t.Fatal(err)
		}
	}
	w.Write(strings.ReplaceAll(config, "1080", "1081"))
	log += w.FailApply().Output
	// The control: the exchanges are in the log, with what may be shown.
	for _, words := range []string{"network/proxy/set", "192.0.2.1", "padTaskDetail", "***", "is too weak"} {
		if !strings.Contains(log, words) {
			t.Errorf("the log does not show %q", words)
		}
	}
	for _, line := range strings.Split(log, "\n") {
		for _, secret := range []string{accessKey, secretKey, "canary-password", "canary-write-only", "HMAC-SHA256 Credential", "x-sign:"} {
			if strings.Contains(line, secret) {
				t.Errorf("the log shows %s: %.300s", secret, line)
			}
		}
	}
}
