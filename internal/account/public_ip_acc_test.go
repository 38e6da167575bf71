package account_test

import (
	"fmt"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

var bindings = []*armcloud.Operation{armcloud.BindPublicIP, armcloud.UnbindPublicIP}

const (
	ipA, ipB   = "203.0.113.1", "203.0.113.2"
	padA, padB = "10.16.0.1", "10.16.0.2"
)

func bindingHCL(name, publicIP, padIP string) string {
	return fmt.Sprintf("resource \"armcloud_public_ip_binding\" %q {\n  public_ip = %q\n  pad_ip = %q\n}\n", name, publicIP, padIP)
}

// bound fails unless the public IP is bound to the instance; "" is none.
func (h *harness) bound(publicIP, code string) {
	h.t.Helper()
	if got := h.PublicIPBindings()[publicIP]; got != code {
		h.t.Errorf("%s: got bound to %q, want %q", publicIP, got, code)
	}
}

// A public IP is bound, even if the response is lost, returned by the data source
// without its prefix length, moved by a replacement, and unbound. After a factory
// reset of the instance, the next apply binds it again.
func TestAccPublicIPBinding(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	for name, options := range map[string]simulator.Options{
		"plain": {}, "quirks": {Quirks: true}, "signed as raw query": {QueryForm: simulator.QueryRaw, Signatures: simulator.SignatureV1}, "version 2": {Signatures: simulator.SignatureV2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			options.Level, options.Instances = simulator.Level2024, 3
			h := newHarness(t, options, "")
			data := `
data "armcloud_instance" "a" {
  pad_code = "AC32010000001"
}
data "armcloud_public_ip" "a" {
  public_ip  = armcloud_public_ip_binding.a.public_ip
  depends_on = [armcloud_public_ip_binding.a]
}
data "armcloud_public_ip" "free" {
  public_ip = "203.0.113.5"
}
`
			h.fault(simulator.Fault{Path: "bindIp", Kind: simulator.FaultDropAfter, Times: 1})
			h.config(data + "resource \"armcloud_public_ip_binding\" \"a\" {\n  public_ip = \"" + ipA + "\"\n  pad_ip = data.armcloud_instance.a.pad_ip\n}\n")
			h.applies()
			h.bound(ipA, "AC32010000001")
			states := h.States()
			if got := fmt.Sprint(states["data.armcloud_public_ip.a"]["pad_ips"], states["data.armcloud_public_ip.free"]["pad_ips"]); got != "["+padA+"] []" {
				t.Errorf("got %s from the data sources, want [%s] []", got, padA)
			}
			h.PlanEmpty()

			submitted(t, clientOf(t, h.Account), armcloud.Reset, []string{"AC32010000001"}, "")
			acctest.Eventually(t, "the reset has dropped the binding", func() bool { return h.PublicIPBindings()[ipA] == "" })
			says(t, h.PlanChanges().Output, "1 to add, 0 to change, 0 to destroy")
			h.runs("bindIp 1", bindings, h.applies)
			h.bound(ipA, "AC32010000001")

			h.config(bindingHCL("a", ipA, padB))
			h.runs("bindIp 1, unbindIp 1", bindings, h.applies)
			h.bound(ipA, "AC32010000002")
			h.PlanEmpty()
			h.runs("unbindIp 1", bindings, h.destroys)
			h.bound(ipA, "")
		})
	}
}

// A binding to another instance is not changed, neither by a create nor by a
// destroy after it was moved elsewhere. An equal binding is adopted. A public IP
// that does not belong to the account is an error, also for the data source.
func TestAccPublicIPBindingConflicts(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{Instances: 3, Level: simulator.Level2024}, "")
	for publicIP, code := range map[string]string{ipA: "AC32010000002", ipB: "AC32010000002"} {
		if err := h.BindPublicIP(publicIP, code); err != nil {
			t.Fatal(err)
		}
	}
	h.config(bindingHCL("a", ipA, padA) + bindingHCL("b", ipB, padB))
	says(t, h.runs("", bindings, h.fails).Output, "Public IP already bound", ipA+" is bound to "+padB, ipA+"/"+padB)
	h.bound(ipA, "AC32010000002")
	if h.State("armcloud_public_ip_binding.b") == nil || h.State("armcloud_public_ip_binding.a") != nil {
		t.Error("want only the adopted binding in the state")
	}
	if err := h.BindPublicIP(ipB, "AC32010000003"); err != nil {
		t.Fatal(err)
	}
	h.config(bindingHCL("b", ipB, padB))
	says(t, h.PlanChanges().Output, "1 to add")
	says(t, h.runs("", bindings, h.fails).Output, ipB+" is bound to 10.16.0.3")
	h.runs("", bindings, h.destroys)
	h.bound(ipB, "AC32010000003")

	h.config(bindingHCL("a", "198.51.100.7", padA))
	says(t, h.fails().Output, "Unable to bind 198.51.100.7", "not one of this account", "Check that the public IP belongs to this account")
	h.config(`data "armcloud_public_ip" "a" { public_ip = "198.51.100.7" }`)
	says(t, h.failsToPlan().Output, "Unable to look up 198.51.100.7", "not one of this account")
	h.config(bindingHCL("a", "203.0.113.3", "10.99.99.99"))
	says(t, h.fails().Output, "Unable to bind 203.0.113.3 to 10.99.99.99", "Code: 110028", "one of its instances")
	h.config(bindingHCL("a", "::1", "10.16.0.1/32"))
	says(t, h.failsToPlan().Output, "Invalid IPv4 Address", `public_ip = "::1"`, "must be IPv4 format", `pad_ip = "10.16.0.1/32"`, `unexpected character (at "/32")`)
}

// Newer API levels have no public IPs, which the errors of the plan say. A binding that is older
// than an upgrade of the API level stays in the state, with a warning, until it is
// destroyed.
func TestAccPublicIPNeeds2024Level(t *testing.T) {
	t.Parallel()
	current := newHarness(t, simulator.Options{Instances: 3}, "")
	words := []string{"is not available on this API level", "needs the API level of 2024, which this service no longer offers", "HTTP status 404"}
	current.config(bindingHCL("a", ipA, padA))
	says(t, current.failsToPlan().Output, append(words, "armcloud_public_ip_binding is not")...)
	current.config(`data "armcloud_public_ip" "a" { public_ip = "203.0.113.1" }`)
	says(t, current.failsToPlan().Output, append(words, "armcloud_public_ip is not")...)
	current.config(bindingHCL("a", ipA, padA) + "import {\n  to = armcloud_public_ip_binding.a\n  id = \"" + ipA + "/" + padA + "\"\n}\n")
	says(t, current.failsToPlan().Output, append(words, "armcloud_public_ip_binding is not")...)

	older := newHarness(t, simulator.Options{Instances: 3, Level: simulator.Level2024}, "")
	older.config(bindingHCL("a", ipA, padA))
	older.applies()
	older.Write(current.Provider("") + bindingHCL("a", ipA, padA))
	says(t, older.PlanEmpty().Output, append(words, "The binding stays in the state")...)
	says(t, older.destroys().Output, append(words, "only removed from the state")...)
}
