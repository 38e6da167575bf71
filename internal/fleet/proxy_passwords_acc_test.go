package fleet_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// passwordFleet is a fleet whose instances have proxy passwords of their own.
type passwordFleet struct {
	*acctest.Case
	// size is the number of instances.
	size int
	// profile is what the proxy of the profile has besides its address and user name.
	profile string
}

func newPasswordFleet(t *testing.T) *passwordFleet {
	return &passwordFleet{Case: acctest.NewFleetCase(t, simulator.Options{}, `online_timeout = "300ms"`), size: 3}
}

// passwordsHCL returns a map of passwords: the first is of the first instance, "" is none.
func passwordsHCL(attribute, prefix string, passwords ...string) string {
	var b strings.Builder
	b.WriteString(attribute + " = {\n")
	for i, password := range passwords {
		if password != "" {
			fmt.Fprintf(&b, "    %q = %q\n", acctest.PadCode(i+1), prefix+password)
		}
	}
	b.WriteString("  }")
	return b.String()
}

func writeOnly(passwords ...string) string {
	return passwordsHCL("proxy_passwords_wo", acctest.WriteOnly, passwords...)
}

func stored(passwords ...string) string {
	return passwordsHCL("proxy_passwords", acctest.Stored, passwords...)
}

func (f *passwordFleet) write(more ...string) {
	f.T.Helper()
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, f.size),
		"kiosk = { proxy = { ip = \"192.0.2.1\", port = 1080, username = \"u\""+f.profile+" } }", more...))
}

// applies writes and applies the configuration, which must send the proxy to so many
// instances. It returns the output.
func (f *passwordFleet) applies(sent int, more ...string) string {
	f.T.Helper()
	f.write(more...)
	want := ""
	if sent > 0 {
		want = fmt.Sprintf("proxy %d", sent)
	}
	output := f.Applies(want).Output
	f.PlanEmpty()
	return output
}

func (f *passwordFleet) wantPasswords(want ...string) {
	f.T.Helper()
	for i, password := range want {
		if got := f.Instance(acctest.PadCode(i + 1)).Proxy.Password; got != password {
			f.T.Errorf("instance %d: got password %q, want %q", i+1, got, password)
		}
	}
}

func (f *passwordFleet) wantVersion(want float64) {
	f.T.Helper()
	if got, _ := f.State("armcloud_fleet.shop")["proxy_passwords_wo_version"].(float64); got != want {
		f.T.Errorf("got version %v, want %v", got, want)
	}
}

// A write-only password is sent to the instance whose password changed, and to no other.
// A warning names the instances. The version counts the changes; if it is configured, only
// another one sends passwords.
func TestAccFleetWriteOnlyProxyPasswords(t *testing.T) {
	acctest.OneCLI(t)
	f := newPasswordFleet(t)
	acctest.NotContains(t, f.applies(3, writeOnly("one", "two")), "Proxy passwords change")
	f.wantPasswords(acctest.WriteOnly+"one", acctest.WriteOnly+"two", "")
	f.wantVersion(1)
	f.applies(0, writeOnly("one", "two"))

	f.write(writeOnly("one", "2"))
	acctest.Contains(t, f.PlanChanges().Output, "proxy_passwords_wo_version = 1 -> (known after apply)", "Proxy passwords change",
		"The proxy password of 1 instance changes: AC32010000002.")
	f.Applies("proxy 1")
	f.wantPasswords(acctest.WriteOnly+"one", acctest.WriteOnly+"2", "")
	f.wantVersion(2)
	f.PlanEmpty()

	// One more and one less; the latter has no password any more.
	acctest.Contains(t, f.applies(2, writeOnly("", "2", "three")), "The proxy passwords of 2 instances change: AC32010000001, AC32010000003.")
	f.wantPasswords("", acctest.WriteOnly+"2", acctest.WriteOnly+"three")

	// A configured version that stays sends nothing, another one sends all.
	f.applies(0, writeOnly("", "2", "three"), "proxy_passwords_wo_version = 3")
	f.applies(0, writeOnly("", "4", "three"), "proxy_passwords_wo_version = 3")
	acctest.Contains(t, f.applies(2, writeOnly("", "4", "three"), "proxy_passwords_wo_version = 7"), "The proxy passwords of 2 instances change")
	f.wantPasswords("", acctest.WriteOnly+"4", acctest.WriteOnly+"three")
	f.applies(0, writeOnly("", "4", "three"))
	f.wantVersion(7)

	// Removing all of them changes nothing by itself, as with password_wo.
	f.applies(0)
	f.applies(2, "proxy_passwords_wo_version = 8")
	f.wantPasswords("", "", "")
}

// The password of an instance wins over that of the profile, of either kind, and gives
// way to it when it leaves.
func TestAccFleetProxyPasswordsBesideProfile(t *testing.T) {
	acctest.OneCLI(t)
	f := newPasswordFleet(t)
	f.profile = `, password = "` + acctest.Stored + `profile"`
	f.applies(3)
	f.applies(1, stored("", "stored"))
	f.wantPasswords(acctest.Stored+"profile", acctest.Stored+"stored")
	// The same password from the other place sends nothing.
	f.applies(0, stored("profile", "stored", "profile"))
	f.profile = ""
	f.applies(0, stored("profile", "stored", "profile"))
	acctest.Contains(t, f.applies(1, stored("profile", "changed", "profile")), "The proxy password of 1 instance changes: AC32010000002.")

	f.profile = `, password_wo = "` + acctest.WriteOnly + `profile"`
	f.applies(3)
	f.applies(1, writeOnly("own"))
	f.wantPasswords(acctest.WriteOnly+"own", acctest.WriteOnly+"profile")
	f.applies(2, stored("", "stored"))
	f.wantPasswords(acctest.WriteOnly+"profile", acctest.Stored+"stored", acctest.WriteOnly+"profile")
}

// An instance that was not sent its password, because that was refused or because it was
// offline, is sent it by the next apply. Control: the instance that has it.
func TestAccFleetProxyPasswordNotSent(t *testing.T) {
	f := newPasswordFleet(t)
	f.applies(3, writeOnly("1", "1", "1"))
	f.Fault(simulator.Fault{Path: "proxy/set", PadCode: acctest.PadCode(1), Kind: simulator.FaultReject})
	f.SetOnline(acctest.PadCode(2), false)
	f.write(writeOnly("2", "2", "2"))
	f.FailApply()
	f.ClearFaults()
	f.SetOnline(acctest.PadCode(2), true)
	f.wantPasswords(acctest.WriteOnly+"1", acctest.WriteOnly+"1", acctest.WriteOnly+"2")
	f.applies(2, writeOnly("2", "2", "2"))
	f.wantPasswords(acctest.WriteOnly+"2", acctest.WriteOnly+"2", acctest.WriteOnly+"2")

	// With fewer instances, the notes of the others still fit.
	f.size = 2
	f.applies(1, writeOnly("2", "2"))
	f.applies(1, writeOnly("2", "3"))
}

// ignore_changes of the passwords plans nothing, and sends none. Control: without it.
func TestAccFleetIgnoredProxyPasswords(t *testing.T) {
	f := newPasswordFleet(t)
	ignored := "lifecycle {\n ignore_changes = [proxy_passwords_wo]\n }"
	f.applies(3, writeOnly("1", "1"), ignored)
	f.write(writeOnly("2", "1"), ignored)
	f.PlanEmpty()
	f.write(writeOnly("2", "1"), ignored, `triggers = {}`)
	f.Applies("")
	f.applies(1, writeOnly("2", "1"))
	f.wantPasswords(acctest.WriteOnly+"2", acctest.WriteOnly+"1", "")
}

// A fleet that replaces another one takes over which passwords were sent, unless the old
// one was tainted: then all are sent.
func TestAccFleetReplacedProxyPasswords(t *testing.T) {
	f := newPasswordFleet(t)
	f.applies(3, writeOnly("1", "1"))
	f.write(writeOnly("1", "2"))
	f.Sends("proxy 1", func() acctest.Result { return f.Apply("-replace=armcloud_fleet.shop") })
	f.wantPasswords(acctest.WriteOnly+"1", acctest.WriteOnly+"2", "")
	f.PlanEmpty()
	f.Run("taint", "armcloud_fleet.shop")
	f.applies(2, writeOnly("1", "3"))
	f.wantPasswords(acctest.WriteOnly+"1", acctest.WriteOnly+"3", "")
	f.applies(1, writeOnly("1", "4"))
}
