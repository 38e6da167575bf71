package fleet_test

import (
	"fmt"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// fleetVersions returns the versions of the passwords of kiosk and counter.
func fleetVersions(f *acctest.Case) [2]int {
	var versions [2]int
	for i, name := range []string{"kiosk", "counter"} {
		if proxy := f.FleetState("shop").Attributes.Profiles[name].Proxy; proxy != nil && proxy.Version != nil {
			versions[i] = *proxy.Version
		}
	}
	return versions
}

func wantFleetPasswords(f *acctest.Case, step, kiosk, counter string) {
	f.T.Helper()
	for n, want := range map[int]string{1: kiosk, 2: kiosk, 3: counter} {
		if want != "" {
			want = acctest.WriteOnly + want
		}
		if got := f.Instance(acctest.PadCode(n)).Proxy.Password; got != want {
			f.T.Errorf("%s: got password %q on %s, want %q", step, got, acctest.PadCode(n), want)
		}
	}
}

// A saved plan can be applied with other passwords than it was made with, whether
// or not something else of the fleet changes, too. The passwords of the apply count,
// and only the profiles whose password is not the one that was sent last are sent
// again. A plan without changes sends nothing; the next plan shows the other
// password.
func TestAccFleetSavedPlanWithAnotherPassword(t *testing.T) {
	acctest.OneCLI(t)
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	f.Configure("variable \"kiosk\" {\n ephemeral = true\n}\nvariable \"counter\" {\n ephemeral = true\n}\nvariable \"other\" {\n type = number\n}\n",
		acctest.FleetHCL("shop", acctest.Join(acctest.Phones("kiosk", 1, 2), acctest.Phones("counter", 3, 3), acctest.Phones("plain", 4, 4)), `
    kiosk   = { proxy = { ip = "192.0.2.1", port = 1080, password_wo = var.kiosk } }
    counter = { proxy = { ip = "192.0.2.2", port = 1080, password_wo = var.counter } }
    plain   = { bandwidth = { upload_mbps = var.other, download_mbps = 9 } }
`))
	run := func(want int, passwords [2]string, other int, args ...string) acctest.Result {
		t.Helper()
		variables := []string{"-var=kiosk=" + acctest.WriteOnly + passwords[0], "-var=counter=" + acctest.WriteOnly + passwords[1]}
		if other > 0 {
			variables = append(variables, fmt.Sprintf("-var=other=%d", other))
		}
		r := f.Run(append(append([]string{args[0], "-no-color"}, variables...), args[1:]...)...)
		if r.Exit != want {
			t.Fatalf("%v with passwords %v: got exit code %d, want %d:\n%s", args, passwords, r.Exit, want, r.Output)
		}
		return r
	}
	for _, step := range []struct {
		name           string
		other          int
		planned, given [2]string
		sent           string
		versions       [2]int
	}{
		{"create", 1, [2]string{"k1", "c1"}, [2]string{"k2", "c1"}, "bandwidth 1, proxy 3", [2]int{1, 1}},
		{"something else, same, same", 2, [2]string{"k2", "c1"}, [2]string{"k2", "c1"}, "bandwidth 1", [2]int{1, 1}},
		{"something else, same, another", 3, [2]string{"k2", "c1"}, [2]string{"k3", "c1"}, "bandwidth 1, proxy 2", [2]int{2, 1}},
		{"another, the same one", 3, [2]string{"k4", "c1"}, [2]string{"k4", "c1"}, "proxy 2", [2]int{3, 1}},
		{"another, back to the old one", 3, [2]string{"k5", "c1"}, [2]string{"k4", "c1"}, "", [2]int{3, 1}},
		{"another, one of the other profile", 3, [2]string{"k5", "c1"}, [2]string{"k4", "c2"}, "proxy 1", [2]int{3, 2}},
		{"something else and another, back to the old one", 4, [2]string{"k5", "c2"}, [2]string{"k4", "c2"}, "bandwidth 1", [2]int{3, 2}},
		{"something else and another, a third one", 5, [2]string{"k5", "c2"}, [2]string{"k6", "c3"}, "bandwidth 1, proxy 3", [2]int{4, 3}},
	} {
		run(2, step.planned, step.other, "plan", "-detailed-exitcode", "-out=saved")
		f.Sends(step.sent, func() acctest.Result { return run(0, step.given, 0, "apply", "saved") })
		wantFleetPasswords(f, step.name, step.given[0], step.given[1])
		if got := fleetVersions(f); got != step.versions {
			t.Errorf("%s: got versions %v, want %v", step.name, got, step.versions)
		}
		run(0, step.given, step.other, "plan", "-detailed-exitcode")
	}
	now := [2]string{"k6", "c3"}
	run(0, now, 5, "plan", "-detailed-exitcode", "-out=saved")
	f.Sends("", func() acctest.Result { return run(0, [2]string{"k7", "c3"}, 0, "apply", "saved") })
	acctest.Contains(t, run(2, [2]string{"k7", "c3"}, 5, "plan", "-detailed-exitcode").Output, "password_wo_version = 4 -> (known after apply)")
}

// A profile's password that ignore_changes names plans nothing, and goes along with
// the next other change of the profile's proxy. As a control, it plans a change
// without ignore_changes.
func TestAccFleetIgnoredPassword(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	write := func(password string, port int, mbps int, more ...string) {
		f.Configure(acctest.FleetHCL("shop", acctest.Join(acctest.Phones("kiosk", 1, 2), acctest.Phones("counter", 3, 3)), fmt.Sprintf(`
    kiosk   = { proxy = { ip = "192.0.2.1", port = %d, password_wo = %q } }
    counter = { proxy = { ip = "192.0.2.2", port = 1080, password_wo = "canary-wo-c" }, bandwidth = { upload_mbps = %d, download_mbps = 9 } }
`, port, acctest.WriteOnly+password, mbps), more...))
	}
	ignored := `lifecycle {
    ignore_changes = [profiles["kiosk"].proxy.password_wo]
  }`
	write("one", 1080, 1, ignored)
	f.Applies("bandwidth 1, proxy 3")
	f.PlanEmpty()
	write("two", 1080, 1, ignored)
	f.PlanEmpty()
	write("two", 1080, 2, ignored)
	f.Applies("bandwidth 1")
	wantFleetPasswords(f, "another profile changed", "one", "c")
	f.PlanEmpty()
	write("two", 1081, 2, ignored)
	f.Applies("proxy 2")
	wantFleetPasswords(f, "the proxy changed", "two", "c")
	f.PlanEmpty()
	write("three", 1081, 2, ignored)
	f.PlanEmpty()
	write("three", 1081, 2)
	f.PlanChanges()
	f.Applies("proxy 2")
	wantFleetPasswords(f, "no longer ignored", "three", "c")
	if got, want := fleetVersions(f), [2]int{2, 1}; got != want {
		t.Errorf("got versions %v, want %v", got, want)
	}
	f.PlanEmpty()
}

// Removing a profile's password changes nothing by itself. It takes effect with the
// next change of the proxy, such as a raised version.
func TestAccFleetRemovedPassword(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	write := func(body string) {
		f.Configure(acctest.FleetHCL("shop", acctest.Join(acctest.Phones("kiosk", 1, 2), acctest.Phones("counter", 3, 3)), `
    kiosk   = { proxy = { ip = "192.0.2.1", port = 1080`+body+` } }
    counter = { proxy = { ip = "192.0.2.2", port = 1080, password_wo = "canary-wo-c" } }
`))
	}
	write(`, username = "u", password_wo = "canary-wo-one"`)
	f.Applies("proxy 3")
	write(`, username = "u"`)
	f.PlanEmpty()
	write(`, username = "u", password_wo_version = 2`)
	f.Applies("proxy 2")
	wantFleetPasswords(f, "raised version", "", "c")
	f.PlanEmpty()
	write(`, username = "u", password_wo = "canary-wo-one"`)
	f.Applies("proxy 2")
	wantFleetPasswords(f, "the same password again", "one", "c")
	write("")
	f.Applies("proxy 2")
	wantFleetPasswords(f, "removed user name", "", "c")
	f.PlanEmpty()
}

// Two key pairs in turn raise the version once for each pair and password. With one
// pair, it stays.
func TestAccFleetPasswordWithTwoKeyPairs(t *testing.T) {
	acctest.OneCLI(t)
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	second := acctest.Start(t, simulator.Options{Instances: 10, AccessKey: acctest.SecondAccessKey, SecretKey: acctest.SecondSecretKey})
	apply := func(account *acctest.Account, password string, want int) {
		t.Helper()
		f.Write(account.Provider("") + acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 2), `kiosk = { proxy = { ip = "192.0.2.1", port = 1080, password_wo = "`+acctest.WriteOnly+password+`" } }`))
		f.Apply()
		if got := fleetVersions(f)[0]; got != want {
			t.Errorf("password %s: got version %d, want %d", password, got, want)
		}
		f.PlanEmpty()
	}
	apply(f.Account, "one", 1)
	apply(f.Account, "one", 1)
	apply(second, "one", 2)
	for range 2 {
		apply(f.Account, "one", 2)
		apply(second, "one", 2)
	}
	apply(second, "two", 3)
	apply(f.Account, "two", 4)
	apply(second, "two", 4)
}

// A fleet that replaces a tainted one sends the password, although its version is
// the same: the instances may have another one. As a control, it sends no bandwidth.
func TestAccFleetTaintedPassword(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	write := func(password string) {
		f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 2), `
    kiosk = { proxy = { ip = "192.0.2.1", port = 1080, password_wo = "`+acctest.WriteOnly+password+`" }, bandwidth = { upload_mbps = 1, download_mbps = 9 } }
`))
	}
	write("one")
	f.Applies("bandwidth 2, proxy 2")
	f.Run("taint", "armcloud_fleet.shop")
	write("two")
	f.Applies("proxy 2")
	acctest.Equal(t, "password", f.Instance(acctest.PadCode(2)).Proxy.Password, acctest.WriteOnly+"two")
	f.PlanEmpty()
}
