package provider_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// oneInstance is a data source armcloud_instance.
const oneInstance = "data \"armcloud_instance\" \"showroom\" {\n  pad_code = \"" + acctest.InstanceA + "\"\n}\n"

// A configuration without keys is valid. A plan fails with one error per key, unless
// the environment has the keys.
func TestAccKeysFromTheEnvironment(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 1})
	w := acctest.NewWorkspace(t, "provider \"armcloud\" {\n  endpoint = \""+account.URL+"\"\n}\n"+oneInstance)
	if result := w.Run("validate", "-no-color"); result.Exit != 0 {
		t.Errorf("got an error from validate without keys, want none:\n%s", result.Output)
	}
	without := w.Run("plan", "-no-color")
	for _, name := range []string{"access_key", "secret_key"} {
		if without.Exit != 1 || strings.Count(without.Output, "Error: Missing ARMCloud "+name) != 1 {
			t.Errorf("got exit code %d, want 1 and one error on %s:\n%s", without.Exit, name, without.Output)
		}
	}
	if got := account.Counters().Total(); got != 0 {
		t.Errorf("got %d requests without keys, want 0", got)
	}
	w.Setenv("ARMCLOUD_ACCESS_KEY", simulator.DefaultAccessKey)
	w.Setenv("ARMCLOUD_SECRET_KEY", simulator.DefaultSecretKey)
	w.PlanEmpty()
	if account.Counters().Total() == 0 {
		t.Error("got no requests from the plan with keys, want some")
	}
}

// A create that read_only refuses leaves nothing in the state, because nothing was
// sent: the examples of all resources. Control: a create that ARMCloud fails is in the
// state, tainted.
func TestAccReadOnlyTaintsNothing(t *testing.T) {
	t.Parallel()
	// All resources can be planned on this level.
	account := acctest.Start(t, simulator.Options{Level: simulator.Level2024})
	w := exampleWorkspace(t, account)
	w.Setenv("ARMCLOUD_READ_ONLY", "true")
	types := exampleModules(t, w)
	if r := w.Run("get", "-no-color"); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	refused := w.FailCreates()
	for _, name := range types {
		acctest.Contains(t, refused.Output, "with module."+name+"."+name+".")
	}
	if got := strings.Count(refused.Output, "Error: "); got != strings.Count(refused.Output, "Set read_only to false") {
		t.Errorf("got %d errors, want only those of read_only:\n%s", got, refused.Output)
	}
	wantManaged(t, w, 0)

	w.Setenv("ARMCLOUD_READ_ONLY", "false")
	if err := account.AddFault(simulator.Fault{Path: "setSpeed", Kind: simulator.FaultTaskFail}); err != nil {
		t.Fatal(err)
	}
	w.FailCreates("-target=module.armcloud_instance_bandwidth")
	wantManaged(t, w, 2)
}

// exampleModules makes the example of each resource a module of the workspace, with the
// name of the resource's type. It returns the names.
func exampleModules(t *testing.T, w *acctest.Workspace) []string {
	t.Helper()
	modules := ""
	var types []string
	for _, folder := range glob(t, "resources/*") {
		name, variables := filepath.Base(folder), ""
		types = append(types, name)
		text, err := os.ReadFile(filepath.Join(folder, "resource.tf"))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "variable \"proxy_password\"") {
			variables = "  proxy_password = \"not-a-secret\"\n"
		}
		modules += "module \"" + name + "\" {\n  source = \"./" + name + "\"\n" + variables + "}\n"
		if err := os.Mkdir(filepath.Join(w.Dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(w.Dir, name, "main.tf"), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w.Write(modules)
	return types
}

// wantManaged fails unless the state has so many managed resources.
func wantManaged(t *testing.T, w *acctest.Workspace, want int) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(w.Dir, "terraform.tfstate"))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(string(text), `"mode": "managed"`); got != want {
		t.Errorf("got %d resources in the state, want %d:\n%s", got, want, text)
	}
}

// The same holds for the resources of the account.
func TestAccReadOnlyCreatesNothingOfAccount(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 5, Level: simulator.Level2024})
	resources := `
resource "armcloud_app" "it" {
  url = "https://downloads.example.com/com.example.kiosk-3.0.apk"
}
resource "armcloud_file" "it" {
  url  = "https://downloads.example.com/wallpaper.png"
  name = "wallpaper.png"
  md5  = "32e1f345f209a7dc1cc704913ea436d3"
}
resource "armcloud_image" "it" {
  url         = "https://downloads.example.com/a.tar"
  tag         = "v1"
  server_type = "Cruise10"
  rom_version = "android13"
}
resource "armcloud_callback" "it" {
  url               = "http://127.0.0.1:9/armcloud"
  callback_type_ids = [20]
}
resource "armcloud_app_blacklist" "it" {
  pad_grade = "m2-3"
  apps      = { "com.example.game" = "Game" }
}
resource "armcloud_public_ip_binding" "it" {
  public_ip = "203.0.113.1"
  pad_ip    = "10.16.0.1"
}
`
	w := acctest.NewWorkspace(t, account.Provider("read_only = true")+resources)
	w.FailApply()
	w.Write(account.Provider("") + resources)
	planned := w.PlanChanges().Output
	acctest.Contains(t, planned, "6 to add, 0 to change, 0 to destroy")
	acctest.NotContains(t, planned, "tainted")
	w.Apply()
	w.PlanEmpty()
}

// With read_only, a plan shows the changes, and an apply fails before it sends one.
func TestAccReadOnly(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 1})
	w := acctest.NewWorkspace(t, account.Provider("")+one(acctest.InstanceA, bandwidth))
	w.Apply()
	if got := account.Counters().Requests[setSpeed]; got != 1 {
		t.Fatalf("got %d submits without read_only, want 1", got)
	}
	account.ResetCounters()
	w.Write(account.Provider("read_only = true") + one(acctest.InstanceA, "bandwidth = { upload_mbps = 1, download_mbps = 1 }\n  time_zone = \"Asia/Tokyo\""))
	w.PlanChanges()
	result := w.FailApply()
	acctest.Contains(t, result.Output, "read only, nothing was sent", "Set read_only to false", "bandwidth")
	queries := 0
	for path, n := range account.Counters().Requests {
		if path != "/openapi/open/pad/padDetails" && path != "/openapi/open/pad/infos" && path != "/openapi/open/pad/batchPadProperties" {
			t.Errorf("got %d requests to %s with read_only, want 0", n, path)
		}
		queries += n
	}
	if queries == 0 {
		t.Error("got no queries with read_only, want some")
	}
	if state, _ := account.Instance(acctest.InstanceA); state.Bandwidth.UploadMbps != 10 {
		t.Errorf("got a changed bandwidth, want the old one: %+v", state.Bandwidth)
	}
}

// A key from another resource is unknown at plan time if that resource changes. A
// refresh then warns and keeps the state, a data source fails, and the apply works.
func TestAccUnknownKeys(t *testing.T) {
	t.Parallel()
	const accessKey = "SHOWN-BY-TERRAFORM-DATA"
	account := acctest.Start(t, simulator.Options{Instances: 1, AccessKey: accessKey})
	config := func(generation string) string {
		return `
resource "terraform_data" "key" {
  input            = "` + accessKey + `"
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
	w := acctest.NewWorkspace(t, config("1")+one(acctest.InstanceA, bandwidth))
	w.Apply()
	w.PlanEmpty()

	account.ResetCounters()
	w.Write(config("2") + one(acctest.InstanceA, bandwidth))
	plan := w.PlanChanges()
	acctest.Contains(t, plan.Output, "Warning: Provider configuration not known yet", "The value of access_key in the provider block is known only after apply", "The state is not refreshed")
	if got := account.Counters().Total(); got != 0 {
		t.Errorf("got %d requests while the key is unknown, want 0", got)
	}
	if w.State("armcloud_instance.showroom") == nil {
		t.Error("got a state without the instance")
	}
	w.Apply()
	w.PlanEmpty()

	w.Write(config("3") + oneInstance)
	show(t, w.FailApply().Output, "Provider configuration not known yet", "value of access_key", "-target")
}

// Requests use the proxy variables of the environment. The user agent contains the
// versions of the provider and of Terraform.
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
		return "provider \"armcloud\" {\n  endpoint = \"" + endpoint + "\"\n  access_key = \"a\"\n  secret_key = \"b\"\n  max_retries = 0\n}\n" + oneInstance
	}

	w := acctest.NewWorkspace(t, block("https://armcloud.invalid"))
	w.Setenv("HTTPS_PROXY", seen.URL)
	w.Setenv("NO_PROXY", "")
	show(t, w.Run("plan", "-no-color").Output)
	if len(connects) != 1 || connects[0] != "armcloud.invalid:443" {
		t.Errorf("got requests to the proxy for %v, want armcloud.invalid:443", connects)
	}
	w.Setenv("NO_PROXY", "armcloud.invalid")
	show(t, w.Run("plan", "-no-color").Output, "cannot be resolved", "armcloud.invalid")
	if len(connects) != 1 {
		t.Errorf("got requests to the proxy in spite of NO_PROXY, want none: %v", connects)
	}

	w.Write(block(seen.URL))
	show(t, w.Run("plan", "-no-color").Output, "403")
	// OpenTofu sends the version of Terraform that it is compatible with.
	version := `\d+\.\d+\.\d+`
	if found := regexp.MustCompile(`^Terraform v(\S+)`).FindStringSubmatch(w.Run("version").Output); found != nil {
		version = regexp.QuoteMeta(found[1])
	}
	if len(agents) == 0 || !regexp.MustCompile(`^terraform-provider-armcloud/\S+ terraform/`+version+`$`).MatchString(agents[0]) {
		t.Errorf("got user agent %q, want the versions of the provider and Terraform (%s)", agents, version)
	}
}

// Neither the log, at level TRACE, nor the output contains a key, a signature or a
// password, on success and on failure.
func TestAccSecretsStayOutOfTheLog(t *testing.T) {
	t.Parallel()
	const accessKey, secretKey = acctest.SecondAccessKey, acctest.SecondSecretKey
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
	w.Setenv("TF_VAR_secrets", fmt.Sprintf("{ access = %q, secret = %q, password = %q, password_wo = %q }", accessKey, secretKey, acctest.OddStored, acctest.OddWriteOnly))
	w.SearchSecrets(func(leak string) { t.Error(leak) })
	log := w.Apply().Output
	for _, code := range account.PadCodes() {
		if state, _ := account.Instance(code); !strings.HasPrefix(state.Proxy.Password, "canary-") {
			t.Errorf("got no password on %s, want one", code)
		}
	}
	for code, secret := range map[string]string{"AC32010000001": acctest.OddStored, "AC32010000002": acctest.OddWriteOnly} {
		if err := account.AddFault(simulator.Fault{
			Path: "network/proxy/set", Kind: simulator.FaultReject, PadCode: code, Code: 100000, Message: secret + " is too weak",
		}); err != nil {
			t.Fatal(err)
		}
	}
	w.Write(strings.ReplaceAll(config, "1080", "1081"))
	log += w.FailApply().Output
	// The control: the log contains the requests, with everything that is not secret.
	for _, words := range []string{"network/proxy/set", "192.0.2.1", "padTaskDetail", "***", "is too weak"} {
		if !strings.Contains(log, words) {
			t.Errorf("got a log without %q, want it", words)
		}
	}
	for _, line := range strings.Split(log, "\n") {
		for _, secret := range []string{accessKey, secretKey, acctest.Stored, acctest.WriteOnly, "HMAC-SHA256 Credential", "x-sign:"} {
			if strings.Contains(line, secret) {
				t.Errorf("got %s in the log, want it masked: %.300s", secret, line)
			}
		}
	}
}
