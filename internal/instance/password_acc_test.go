package instance_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// configurePasswords configures proxies with a write-only and a stored password.
// The passwords are variables with values in a file.
func configurePasswords(p *acctest.Case, writeOnly, stored string) {
	p.T.Helper()
	p.Configure(`
variable "write_only" {
  type      = string
  ephemeral = true
}
variable "stored" {
  type      = string
  sensitive = true
}
` + acctest.InstanceHCL("a", acctest.InstanceA, `proxy = {
    ip          = "192.0.2.7"
    port        = 1080
    username    = "u"
    password_wo = var.write_only
  }`) + acctest.SettingHCL("proxy", "b", acctest.InstanceB, `
  ip          = "192.0.2.8"
  port        = 1081
  password_wo = var.write_only`) + acctest.SettingHCL("proxy", "c", acctest.InstanceC, `
  ip          = "192.0.2.9"
  port        = 1082
  password    = var.stored`))
	p.WriteFile("terraform.tfvars", "write_only = \""+writeOnly+"\"\nstored = \""+stored+"\"\n")
}

// wantFileLacks fails if a file of the workspace contains one of the texts.
func wantFileLacks(p *acctest.Case, name string, texts ...string) {
	p.T.Helper()
	content, err := os.ReadFile(filepath.Join(p.Dir, name))
	if err != nil {
		p.T.Fatal(err)
	}
	for _, text := range texts {
		if strings.Contains(string(content), text) {
			p.T.Errorf("got %q in %s, want it absent", text, name)
		}
	}
}

// A write-only password is sent to the instance and is nowhere else: not in plan,
// state, log, output or errors, even if the apply fails. A stored password is only
// in plan and state. As a control, the test finds both where they belong.
func TestAccInstancePasswordStaysSecret(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	log := "trace.log"
	p.Setenv("TF_LOG", "TRACE")
	p.Setenv("TF_LOG_PATH", filepath.Join(p.Dir, log))
	var secret []string
	var output strings.Builder
	run := func(want int, args ...string) string {
		t.Helper()
		r := p.Run(args...)
		if r.Exit != want {
			t.Fatalf("%v: got exit code %d, want %d:\n%s", args, r.Exit, want, r.Output)
		}
		output.WriteString(r.Output)
		return r.Output
	}

	configurePasswords(p, acctest.WriteOnly+"1", acctest.Stored+"1")
	secret = append(secret, acctest.WriteOnly+"1")
	run(0, "plan", "-no-color", "-out=first.plan")
	if shown := run(0, "show", "-json", "-no-color", "first.plan"); !strings.Contains(shown, acctest.Stored+"1") {
		t.Error("got no stored password in the plan, want it: the search for passwords proves nothing")
	} else if strings.Contains(shown, secret[0]) {
		t.Error("got the write-only password in the plan, want it absent")
	}
	output.Reset() // a plan in JSON contains stored passwords
	run(0, "apply", "-no-color", "-var-file=terraform.tfvars", "first.plan")
	acctest.Equal(t, "password", p.Instance(acctest.InstanceA).Proxy.Password, acctest.WriteOnly+"1")
	acctest.Equal(t, "password", p.Instance(acctest.InstanceB).Proxy.Password, acctest.WriteOnly+"1")
	acctest.Equal(t, "password", p.Instance(acctest.InstanceC).Proxy.Password, acctest.Stored+"1")
	run(0, "plan", "-no-color", "-detailed-exitcode")

	// The tasks of two of the instances fail.
	configurePasswords(p, acctest.WriteOnly+"2", acctest.Stored+"2")
	secret = append(secret, acctest.WriteOnly+"2")
	p.Fault(simulator.Fault{Path: "proxy/set", Kind: simulator.FaultTaskFail, PadCode: acctest.InstanceA, Times: 1, Message: "cannot log in"})
	p.Fault(simulator.Fault{Path: "proxy/set", Kind: simulator.FaultTaskFail, PadCode: acctest.InstanceC, Times: 1, Message: "cannot log in"})
	failed := run(1, "apply", "-auto-approve", "-no-color")
	acctest.Contains(t, failed, "Unable to set the proxy", "cannot log in", acctest.InstanceA, acctest.InstanceC)
	acctest.Equal(t, "password", p.Instance(acctest.InstanceB).Proxy.Password, acctest.WriteOnly+"2")
	wantFileLacks(p, "terraform.tfstate", acctest.Stored+"2")
	run(0, "apply", "-auto-approve", "-no-color")
	acctest.Equal(t, "password", p.Instance(acctest.InstanceA).Proxy.Password, acctest.WriteOnly+"2")
	acctest.Equal(t, "password", p.Instance(acctest.InstanceC).Proxy.Password, acctest.Stored+"2")

	wantFileLacks(p, "terraform.tfstate", secret...)
	wantFileLacks(p, log, append(secret, acctest.Stored+"1", acctest.Stored+"2", simulator.DefaultSecretKey)...)
	acctest.NotContains(t, output.String(), append(secret, acctest.Stored)...)
	for _, text := range []string{"/openapi/open/network/proxy/set", acctest.InstanceA} {
		content, err := os.ReadFile(filepath.Join(p.Dir, log))
		if err != nil || !strings.Contains(string(content), text) {
			t.Errorf("got no %q in the log (%v), want it: the search for passwords proves nothing", text, err)
		}
	}
}

// The version of a write-only password increases if and only if the password
// changes. If the version is configured, only a change of it sends the password.
func TestAccInstancePasswordVersion(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	write := func(password, version, more string) {
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, "proxy = {\n ip = \"192.0.2.7\"\n port = 1080\n password_wo = \""+acctest.WriteOnly+password+"\"\n "+version+"\n}\n"+more) +
			acctest.SettingHCL("proxy", "b", acctest.InstanceB, "ip = \"192.0.2.7\"\n port = 1080\n password_wo = \""+acctest.WriteOnly+password+"\"\n"+version))
	}
	version := func() any {
		proxy, ok := p.State("armcloud_instance.a")["proxy"].(map[string]any)
		if !ok {
			return nil
		}
		return proxy["password_wo_version"]
	}
	write("one", "", "")
	p.Applies("proxy 2")
	acctest.Equal(t, "version", version(), any(1.0))
	p.Applies("")
	write("one", "", acctest.Slow)
	acctest.NotContains(t, p.PlanChanges().Output, "armcloud_instance_proxy.b will")
	p.Applies("bandwidth 1")
	acctest.Equal(t, "version", version(), any(1.0))
	write("two", "", acctest.Slow)
	acctest.Contains(t, p.PlanChanges().Output, "password_wo_version = 1 -> (known after apply)", "2 to change")
	p.Applies("proxy 2")
	acctest.Equal(t, "password", p.Instance(acctest.InstanceA).Proxy.Password, acctest.WriteOnly+"two")
	acctest.Equal(t, "password", p.Instance(acctest.InstanceB).Proxy.Password, acctest.WriteOnly+"two")
	acctest.Equal(t, "version", version(), any(2.0))
	p.PlanEmpty()

	write("two", "password_wo_version = 7", acctest.Slow)
	p.Applies("proxy 2")
	write("three", "password_wo_version = 7", acctest.Slow)
	p.PlanEmpty()
	write("three", "password_wo_version = 8", acctest.Slow)
	p.Applies("proxy 2")
	acctest.Equal(t, "password", p.Instance(acctest.InstanceA).Proxy.Password, acctest.WriteOnly+"three")
	// Without a configured version, the provider counts on from the last one.
	write("three", "", acctest.Slow)
	p.PlanEmpty()
	write("four", "", acctest.Slow)
	acctest.Contains(t, p.PlanChanges().Output, "password_wo_version = 8 -> (known after apply)")
	p.Applies("proxy 2")
	acctest.Equal(t, "version", version(), any(9.0))

	// A password that is removed with on_release = "keep" and added again has a
	// version.
	write("three", "", acctest.Slow+`on_release = "keep"`)
	p.Apply()
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow+`on_release = "keep"`))
	p.Sends("proxy 1", func() acctest.Result { return p.Apply() })
	write("three", "", acctest.Slow+`on_release = "keep"`)
	p.Applies("proxy 2")
	acctest.Equal(t, "version", version(), any(1.0))
}

// A password can be unknown in the plan.
func TestAccInstanceUnknownPassword(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	write := func(input string) {
		p.Configure(`
resource "terraform_data" "password" {
  input = "` + input + `"
}
` + acctest.InstanceHCL("a", acctest.InstanceA, `proxy = {
    ip          = "192.0.2.7"
    port        = 1080
    password_wo = terraform_data.password.output
  }`) + acctest.SettingHCL("proxy", "b", acctest.InstanceB, `
  ip          = "192.0.2.7"
  port        = 1080
  password_wo = terraform_data.password.output`))
	}
	write("one")
	acctest.Contains(t, p.PlanChanges().Output, "3 to add")
	p.Applies("proxy 2")
	acctest.Equal(t, "password", p.Instance(acctest.InstanceA).Proxy.Password, "one")
	p.PlanEmpty()
	write("two")
	acctest.Contains(t, p.PlanChanges().Output, "password_wo_version = 1 -> (known after apply)")
	p.Applies("proxy 2")
	acctest.Equal(t, "password", p.Instance(acctest.InstanceB).Proxy.Password, "two")
	p.PlanEmpty()
}

// Without a known secret key, the plan can't compare the password with the one that
// was sent, so its version is known after apply. The apply sends the password only
// if it differs.
func TestAccInstancePasswordUnknownSecretKey(t *testing.T) {
	t.Parallel()
	const secretKey = "shown-by-terraform-data"
	p := acctest.NewCase(t, simulator.Options{SecretKey: secretKey}, "")
	write := func(key, password string) {
		p.Write(`
provider "armcloud" {
  endpoint      = "` + p.Account.URL + `"
  access_key    = "` + simulator.DefaultAccessKey + `"
  secret_key    = replace(terraform_data.key.output, "/ .*/", "")
  poll_interval = "20ms"
}
resource "terraform_data" "key" {
  input = "` + secretKey + ` ` + key + `"
}
` + acctest.SettingHCL("proxy", "a", acctest.InstanceA, "ip = \"192.0.2.7\"\nport = 1080\npassword_wo = \""+acctest.WriteOnly+password+"\""))
	}
	write("first", "one")
	p.Applies("proxy 1")
	p.PlanEmpty()
	write("second", "one")
	acctest.Contains(t, p.PlanChanges().Output, "Provider configuration not known yet", "password_wo_version = 1 -> (known after apply)")
	p.Applies("")
	write("third", "two")
	p.Applies("proxy 1")
	acctest.Equal(t, "password", p.Instance(acctest.InstanceA).Proxy.Password, acctest.WriteOnly+"two")
	p.PlanEmpty()
}
