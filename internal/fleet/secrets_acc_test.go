package fleet_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// secretFleet is a fleet whose profiles differ only in their passwords.
type secretFleet struct {
	*acctest.Case
	// passwords holds the password of each profile without acctest.WriteOnly, with ", version = N" if the
	// configuration has a version.
	passwords map[string]string
	phones    map[string]string
	more      string
}

func newSecretFleet(t *testing.T) *secretFleet {
	return &secretFleet{Case: acctest.NewFleetCase(t, simulator.Options{}, `online_timeout = "300ms"`)}
}

func (f *secretFleet) configure() {
	f.T.Helper()
	profiles := ""
	for name, password := range f.passwords {
		profiles += fmt.Sprintf("%s = { proxy = { ip = \"192.0.2.1\", port = 1080, username = \"u\", password_wo = %s } }\n", name, strings.Replace(password, `"`, `"`+acctest.WriteOnly, 1))
	}
	f.Configure(acctest.FleetHCL("shop", f.phones, profiles, f.more))
}

// applies applies the fleet, which must send the proxy to so many instances.
func (f *secretFleet) applies(sent int) {
	f.T.Helper()
	f.configure()
	want := ""
	if sent > 0 {
		want = fmt.Sprintf("proxy %d", sent)
	}
	f.Applies(want)
}

func (f *secretFleet) wantPassword(n int, want string) {
	f.T.Helper()
	if got := f.Instance(acctest.PadCode(n)).Proxy.Password; got != acctest.WriteOnly+want {
		f.T.Errorf("instance %d: got password %q, want %q", n, got, acctest.WriteOnly+want)
	}
}

// An instance on which a change of the password was refused, or that was offline, has
// the old one: a move to a profile with the new password sends it, although the values
// are equal in everything else. Control: an instance that has the new password, to
// which nothing is sent.
func TestAccFleetSecretNotSentBeforeMove(t *testing.T) {
	f := newSecretFleet(t)
	f.passwords = map[string]string{"kiosk": `"one"`, "other": `"two"`}
	f.phones = acctest.Phones("kiosk", 1, 3)
	f.applies(3)
	f.Fault(simulator.Fault{Path: "proxy/set", PadCode: acctest.PadCode(1), Kind: simulator.FaultReject})
	f.SetOnline(acctest.PadCode(2), false)
	f.passwords["kiosk"] = `"two"`
	f.configure()
	f.FailApply()
	f.ClearFaults()
	f.SetOnline(acctest.PadCode(2), true)
	f.wantPassword(3, "two")
	f.phones = acctest.Join(acctest.Phones("other", 1, 2), acctest.Phones("kiosk", 3, 3))
	f.applies(2)
	f.wantPassword(1, "two")
	f.wantPassword(2, "two")
	f.PlanEmpty()
}

// With a configured version, another password is sent only to instances that are sent
// the proxy anyway: new ones, and all with other triggers. Afterwards a move to another
// profile compares with what the instance has.
func TestAccFleetSecretOfConfiguredVersion(t *testing.T) {
	acctest.OneCLI(t)
	f := newSecretFleet(t)
	f.passwords = map[string]string{"kiosk": `"one", password_wo_version = 1`, "first": `"one", password_wo_version = 1`, "second": `"two", password_wo_version = 1`}
	f.phones = acctest.Phones("kiosk", 1, 1)
	f.applies(1)
	f.passwords["kiosk"] = `"two", password_wo_version = 1`
	f.phones = acctest.Phones("kiosk", 1, 2)
	f.applies(1)
	f.wantPassword(1, "one")
	f.wantPassword(2, "two")
	f.phones = acctest.Phones("first", 1, 2)
	f.configure()
	f.Apply()
	f.wantPassword(1, "one")
	f.wantPassword(2, "one")
	f.PlanEmpty()

	// All are sent the other password, which is known then.
	f.passwords["first"] = `"two", password_wo_version = 1`
	f.more = "triggers = { run = \"2\" }"
	f.applies(2)
	f.phones = acctest.Phones("second", 1, 2)
	f.applies(0)
	f.passwords["third"] = `"one", password_wo_version = 1`
	f.phones = acctest.Phones("third", 1, 2)
	f.applies(2)
	f.wantPassword(1, "one")
}

// An instance that could not be released and comes back with another profile is sent
// the password. Control: the version, which is the same.
func TestAccFleetSecretAfterFailedRelease(t *testing.T) {
	f := newSecretFleet(t)
	f.passwords = map[string]string{"kiosk": `"one"`, "other": `"two"`}
	f.phones = acctest.Phones("kiosk", 1, 2)
	f.applies(2)
	f.SetOnline(acctest.PadCode(2), false)
	f.phones = acctest.Phones("kiosk", 1, 1)
	f.configure()
	f.FailApply()
	f.SetOnline(acctest.PadCode(2), true)
	f.phones = acctest.Join(acctest.Phones("kiosk", 1, 1), acctest.Phones("other", 2, 2))
	f.applies(1)
	f.wantPassword(2, "two")
	f.PlanEmpty()
}

// A profile that is renamed keeps its version, so that nothing is sent, and a second
// key pair that has sent the password does not send it again.
func TestAccFleetSecretOfRenamedProfile(t *testing.T) {
	f := newSecretFleet(t)
	first := f.Account
	second := acctest.Start(t, simulator.Options{Instances: 10, AccessKey: acctest.SecondAccessKey, SecretKey: acctest.SecondSecretKey})
	f.passwords = map[string]string{"kiosk": `"one"`}
	f.phones = acctest.Phones("kiosk", 1, 2)
	f.applies(2)
	f.passwords = map[string]string{"kiosk": `"two"`}
	f.applies(2)
	f.Account = second
	f.applies(2)
	f.Account = first
	f.passwords = map[string]string{"counter": `"two"`}
	f.phones = acctest.Phones("counter", 1, 2)
	f.applies(0)
	f.PlanEmpty()
	f.Account = second
	f.configure()
	f.PlanEmpty()
	f.Account = first
	f.passwords = map[string]string{"shop": `"three"`}
	f.phones = acctest.Phones("shop", 1, 2)
	f.applies(2)
	f.wantPassword(2, "three")
}
