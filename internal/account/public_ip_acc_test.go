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

// bound fails unless the public IP is bound to the phone; "" is none.
func (l *lab) bound(publicIP, code string) {
	l.t.Helper()
	if got := l.account.PublicIPBindings()[publicIP]; got != code {
		l.t.Errorf("%s is bound to %q, expected %q", publicIP, got, code)
	}
}

// A public IP is bound, shown by the data source without its prefix length,
// moved by a replacement and taken back. After a reset of the phone the plan
// binds it again, and so it does when somebody takes it away. A lost answer is
// settled by a look.
func TestAccPublicIPBinding(t *testing.T) {
	t.Parallel()
	for name, options := range map[string]simulator.Options{
		"plain": {}, "quirks": {Quirks: true}, "signed as raw query": {QueryForm: simulator.QueryRaw, Signatures: simulator.SignatureV1}, "version 2": {Signatures: simulator.SignatureV2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			options.Level, options.Instances = simulator.Level2024, 3
			l := newLab(t, options, "")
			looks := `
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
			l.fault(simulator.Fault{Path: "bindIp", Kind: simulator.FaultDropAfter, Times: 1})
			l.config(looks + "resource \"armcloud_public_ip_binding\" \"a\" {\n  public_ip = \"" + ipA + "\"\n  pad_ip = data.armcloud_instance.a.pad_ip\n}\n")
			l.applies()
			l.bound(ipA, "AC32010000001")
			states := l.States()
			if got := fmt.Sprint(states["data.armcloud_public_ip.a"]["pad_ips"], states["data.armcloud_public_ip.free"]["pad_ips"]); got != "["+padA+"] []" {
				t.Errorf("the data sources show %s", got)
			}
			l.PlanEmpty()

			submitted(t, clientOf(t, l.account), armcloud.Reset, []string{"AC32010000001"}, "")
			acctest.Eventually(t, "the reset has dropped the binding", func() bool { return l.account.PublicIPBindings()[ipA] == "" })
			says(t, l.PlanChanges().Output, "1 to add, 0 to change, 0 to destroy")
			l.runs("bindIp 1", bindings, l.applies)
			l.bound(ipA, "AC32010000001")

			l.config(bindingHCL("a", ipA, padB))
			l.runs("bindIp 1, unbindIp 1", bindings, l.applies)
			l.bound(ipA, "AC32010000002")
			l.PlanEmpty()
			l.runs("unbindIp 1", bindings, l.destroys)
			l.bound(ipA, "")
		})
	}
}

// An address that is bound to another phone is not taken away, in a create and
// when it was moved behind Terraform's back; the error names the phone. One
// that is bound to the phone already is adopted. An address that the account
// does not have is an error in words, for the data source too.
func TestAccPublicIPBindingConflicts(t *testing.T) {
	t.Parallel()
	l := newLab(t, simulator.Options{Instances: 3, Level: simulator.Level2024}, "")
	for publicIP, code := range map[string]string{ipA: "AC32010000002", ipB: "AC32010000002"} {
		if err := l.account.BindPublicIP(publicIP, code); err != nil {
			t.Fatal(err)
		}
	}
	l.config(bindingHCL("a", ipA, padA) + bindingHCL("b", ipB, padB))
	says(t, l.runs("", bindings, l.fails).Output, "Public IP already bound", ipA+" is bound to "+padB, ipA+"/"+padB)
	l.bound(ipA, "AC32010000002")
	if l.State("armcloud_public_ip_binding.b") == nil || l.State("armcloud_public_ip_binding.a") != nil {
		t.Error("the one that could be adopted must be in the state, and no other")
	}
	if err := l.account.BindPublicIP(ipB, "AC32010000003"); err != nil {
		t.Fatal(err)
	}
	l.config(bindingHCL("b", ipB, padB))
	says(t, l.PlanChanges().Output, "1 to add")
	says(t, l.runs("", bindings, l.fails).Output, ipB+" is bound to 10.16.0.3")
	l.runs("", bindings, l.destroys)
	l.bound(ipB, "AC32010000003")

	l.config(bindingHCL("a", "198.51.100.7", padA))
	says(t, l.fails().Output, "Unable to bind 198.51.100.7", "not one of this account", "Check that the public IP belongs to this account")
	l.config(`data "armcloud_public_ip" "a" { public_ip = "198.51.100.7" }`)
	says(t, l.failsToPlan().Output, "Unable to look up 198.51.100.7", "not one of this account")
	l.config(bindingHCL("a", "203.0.113.3", "10.99.99.99"))
	says(t, l.fails().Output, "Unable to bind 203.0.113.3 to 10.99.99.99", "Code: 110028", "one of its instances")
	l.config(bindingHCL("a", "::1", "10.16.0.1/32"))
	says(t, l.failsToPlan().Output, `"::1" is not an IPv4 address`, `"10.16.0.1/32" is not an IPv4 address`)
}

// Newer API levels have no public IPs: the errors say so. A binding made before
// the service moved on stays in the state, with a warning, and is forgotten by
// a destroy.
func TestAccPublicIPNeedsTheLevelOf2024(t *testing.T) {
	t.Parallel()
	current := newLab(t, simulator.Options{Instances: 3}, "")
	words := []string{"is not available here", "needs the API level of 2024, which this service does not offer any more", "HTTP status 404"}
	current.config(bindingHCL("a", ipA, padA))
	says(t, current.fails().Output, append(words, "armcloud_public_ip_binding is not")...)
	current.config(`data "armcloud_public_ip" "a" { public_ip = "203.0.113.1" }`)
	says(t, current.failsToPlan().Output, append(words, "armcloud_public_ip is not")...)
	current.config(bindingHCL("a", ipA, padA) + "import {\n  to = armcloud_public_ip_binding.a\n  id = \"" + ipA + "/" + padA + "\"\n}\n")
	says(t, current.failsToPlan().Output, append(words, "armcloud_public_ip_binding is not")...)

	older := newLab(t, simulator.Options{Instances: 3, Level: simulator.Level2024}, "")
	older.config(bindingHCL("a", ipA, padA))
	older.applies()
	older.Write(current.account.Provider("") + bindingHCL("a", ipA, padA))
	says(t, older.PlanEmpty().Output, append(words, "The binding stays in the state")...)
	says(t, older.destroys().Output, append(words, "only removed from the state")...)
}
