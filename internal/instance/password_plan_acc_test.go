package instance_test

import (
	"fmt"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// passwordsHCL returns an instance and a single-setting resource with the same
// write-only password, and another value that both of them have.
func passwordsHCL(password, lifecycleA, lifecycleB string) string {
	return `
variable "password" {
  type      = string
  ephemeral = true
}
variable "other" {
  type = number
}
` + acctest.InstanceHCL("a", acctest.InstanceA, `bandwidth = { upload_mbps = var.other, download_mbps = 9 }
  proxy = {
    ip       = "192.0.2.7"
    port     = 1080
    username = "u"
    `+password+`
  }
  `+lifecycleA) + acctest.SettingHCL("proxy", "b", acctest.InstanceB, `
  ip       = "192.0.2.8"
  port     = var.other
  username = "u"
  `+password+`
  `+lifecycleB)
}

// passwordVersions returns the versions of the password in both resources.
func passwordVersions(p *acctest.Case) [2]any {
	states := p.States()
	proxy, _ := states["armcloud_instance.a"]["proxy"].(map[string]any)
	return [2]any{proxy["password_wo_version"], states["armcloud_instance_proxy.b"]["password_wo_version"]}
}

// A saved plan can be applied with another password than it was made with, whether
// or not something else changes, too. The password of the apply counts, and the
// version increases only if it is not the one that was sent last. A plan without
// changes sends nothing; the next plan shows the other password.
func TestAccInstanceSavedPlanWithAnotherPassword(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Configure(passwordsHCL("password_wo = var.password", "", ""))
	run := func(want int, password string, other int, args ...string) acctest.Result {
		t.Helper()
		variables := []string{"-var=password=" + acctest.WriteOnly + password}
		if other > 0 {
			variables = append(variables, fmt.Sprintf("-var=other=%d", other))
		}
		r := p.Run(append(append([]string{args[0], "-no-color"}, variables...), args[1:]...)...)
		if r.Exit != want {
			t.Fatalf("%v with password %s: got exit code %d, want %d:\n%s", args, password, r.Exit, want, r.Output)
		}
		return r
	}
	for _, step := range []struct {
		name           string
		other          int
		planned, given string
		sent           string
		version        float64
	}{
		{"create", 1, "one", "two", "bandwidth 1, proxy 2", 1},
		{"something else, same, same", 2, "two", "two", "bandwidth 1, proxy 1", 1},
		{"something else, same, another", 3, "two", "three", "bandwidth 1, proxy 2", 2},
		{"another, the same one", 3, "four", "four", "proxy 2", 3},
		{"another, back to the old one", 3, "five", "four", "", 3},
		{"another, a third one", 3, "five", "six", "proxy 2", 4},
		{"something else and another, the same one", 4, "seven", "seven", "bandwidth 1, proxy 2", 5},
		{"something else and another, back to the old one", 5, "eight", "seven", "bandwidth 1, proxy 1", 5},
		{"something else and another, a third one", 6, "eight", "nine", "bandwidth 1, proxy 2", 6},
	} {
		planned := run(2, step.planned, step.other, "plan", "-detailed-exitcode", "-out=saved")
		acctest.Contains(t, planned.Output, "(known after apply)")
		p.Sends(step.sent, func() acctest.Result { return run(0, step.given, 0, "apply", "saved") })
		for _, code := range []string{acctest.InstanceA, acctest.InstanceB} {
			if got := p.Instance(code).Proxy.Password; got != acctest.WriteOnly+step.given {
				t.Errorf("%s: got password %q on %s, want %q", step.name, got, code, step.given)
			}
		}
		if got, want := passwordVersions(p), [2]any{step.version, step.version}; got != want {
			t.Errorf("%s: got versions %v, want %v", step.name, got, want)
		}
		run(0, step.given, step.other, "plan", "-detailed-exitcode")
	}
	run(0, "nine", 6, "plan", "-detailed-exitcode", "-out=saved")
	p.Sends("", func() acctest.Result { return run(0, "ten", 0, "apply", "saved") })
	acctest.Contains(t, run(2, "ten", 6, "plan", "-detailed-exitcode").Output, "password_wo_version = 6 -> (known after apply)", "0 to add, 2 to change")
}

// nullable is a password that is null if the variable is empty.
const nullable = "password_wo = var.password == \"\" ? null : var.password"

// writeOnly returns a write-only password by its name, "" if that is "".
func writeOnly(name string) string {
	if name == "" {
		return ""
	}
	return acctest.WriteOnly + name
}

// savedPlan is a plan that is saved with one password and applied with another one; ""
// is null.
type savedPlan struct {
	other          int
	planned, given string
	// sent are the changes, as in Case.Sends.
	sent string
	// has is the password of the instances afterwards.
	has string
}

// runSavedPlans saves and applies plans in turn, each of which must have changes and
// must leave an empty plan with the password of the apply.
func runSavedPlans(p *acctest.Case, codes []string, plans []savedPlan) {
	p.T.Helper()
	run := func(want int, password string, other int, args ...string) acctest.Result {
		p.T.Helper()
		variables := []string{"-var=password=" + writeOnly(password)}
		if args[0] == "plan" {
			variables = append(variables, fmt.Sprintf("-var=other=%d", other))
		}
		r := p.Run(append(append([]string{args[0], "-no-color"}, variables...), args[1:]...)...)
		if r.Exit != want {
			p.T.Fatalf("%v with password %q: got exit code %d, want %d:\n%s", args, password, r.Exit, want, r.Output)
		}
		return r
	}
	for _, plan := range plans {
		run(2, plan.planned, plan.other, "plan", "-detailed-exitcode", "-out=saved")
		r := p.Sends(plan.sent, func() acctest.Result { return run(0, plan.given, 0, "apply", "saved") })
		for _, code := range codes {
			if got, want := p.Instance(code).Proxy.Password, writeOnly(plan.has); got != want {
				p.T.Errorf("%+v: got password %q on %s, want %q\n%s", plan, got, code, want, r.Output)
			}
		}
		run(0, plan.given, plan.other, "plan", "-detailed-exitcode")
	}
}

// A password can become null between plan and apply, and the reverse. A null password
// is not managed: it changes nothing by itself.
func TestAccInstanceSavedPlanWithoutPassword(t *testing.T) {
	t.Parallel()
	for name, plans := range map[string][]savedPlan{
		"created without": {
			{1, "one", "", "bandwidth 1, proxy 2", ""},
			{2, "", "one", "bandwidth 1, proxy 2", "one"},
			{3, "two", "", "bandwidth 1, proxy 1", "one"},
		},
		"created with": {
			{1, "", "one", "bandwidth 1, proxy 2", "one"},
			{2, "", "", "bandwidth 1, proxy 1", "one"},
			{3, "", "two", "bandwidth 1, proxy 2", "two"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{}, "")
			p.Configure(passwordsHCL(nullable, "", ""))
			runSavedPlans(p, []string{acctest.InstanceA}, plans)
		})
	}
}

// A saved plan can be applied with every combination of the same password, another one
// and none, in the plan and in the apply, whether or not something else changes.
func TestAccLongSavedPlanPasswords(t *testing.T) {
	acctest.Long(t)
	t.Parallel()
	for _, other := range []bool{true, false} {
		t.Run(fmt.Sprintf("something else changes %v", other), func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{}, "")
			p.Configure(passwordsHCL(nullable, "", ""), acctest.FleetHCL("c", acctest.Phones("shop", 3, 4), "shop = {\n bandwidth = { upload_mbps = var.other, download_mbps = 9 }\n"+
				"proxy = {\n ip = \"192.0.2.7\"\n port = 1080\n username = \"u\"\n "+nullable+"\n}\n}"))
			p.Run("apply", "-auto-approve", "-var=password="+writeOnly("p0"), "-var=other=1")
			n, has := 1, "p0"
			for _, planned := range []string{"same", "another", ""} {
				for _, given := range []string{"same", "another", "third", ""} {
					if !other && planned != "another" {
						continue // the plan has no changes
					}
					n++
					password := map[string]string{"same": has, "another": fmt.Sprintf("p%d", n), "third": fmt.Sprintf("t%d", n)}
					before := has
					if given != "" {
						has = password[given]
					}
					value := 1
					if other {
						value = n
					}
					for _, args := range [][]string{
						{"plan", "-out=saved", "-var=password=" + writeOnly(password[planned]), fmt.Sprintf("-var=other=%d", value)},
						{"apply", "-var=password=" + writeOnly(password[given]), "saved"},
					} {
						if r := p.Run(append(args[:1:1], append([]string{"-no-color"}, args[1:]...)...)...); r.Exit != 0 {
							t.Fatalf("planned %q, given %q: %v: got exit code %d, want 0:\n%s", planned, given, args, r.Exit, r.Output)
						}
					}
					for _, code := range []string{acctest.InstanceA, acctest.InstanceC, acctest.PadCode(4)} {
						if got := p.Instance(code).Proxy.Password; got != writeOnly(has) {
							t.Errorf("planned %q, given %q, %q before: got password %q on %s, want %q", planned, given, before, got, code, has)
						}
					}
				}
			}
		})
	}
}

// The unknown version does not hide the rest of the proxy from the plan.
func TestAccInstancePasswordPlanShowsTheRest(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, `proxy = { ip = "192.0.2.7", port = 1080, password_wo = "canary-wo-one" }`))
	acctest.Contains(t, p.PlanChanges().Output, `+ ip                  = "192.0.2.7"`, "+ password_wo_version = (known after apply)")
	p.Apply()
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, `proxy = { ip = "192.0.2.9", port = 1080, password_wo = "canary-wo-one" }`))
	acctest.Contains(t, p.PlanChanges().Output, `"192.0.2.7" -> "192.0.2.9"`, "password_wo_version = 1 -> (known after apply)")
}

// A password that ignore_changes names plans nothing, and goes along with the next
// other change of the proxy. As a control, it plans a change without ignore_changes.
func TestAccInstanceIgnoredPassword(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	write := func(password string, ignored bool) {
		a, b := "", ""
		if ignored {
			a, b = "lifecycle {\n ignore_changes = [proxy.password_wo]\n }", "lifecycle {\n ignore_changes = [password_wo]\n }"
		}
		p.Configure(passwordsHCL("password_wo = \""+acctest.WriteOnly+password+"\"", a, b))
	}
	other := func(n int) { p.WriteFile("terraform.tfvars", fmt.Sprintf("password = \"\"\nother = %d\n", n)) }
	other(1)
	write("one", true)
	p.Applies("bandwidth 1, proxy 2")
	p.PlanEmpty()
	write("two", true)
	p.PlanEmpty()
	other(2)
	p.Applies("bandwidth 1, proxy 1")
	acctest.Equal(t, "password with a change of the bandwidth", p.Instance(acctest.InstanceA).Proxy.Password, acctest.WriteOnly+"one")
	acctest.Equal(t, "password with a change of the port", p.Instance(acctest.InstanceB).Proxy.Password, acctest.WriteOnly+"two")
	p.PlanEmpty()
	if got, want := passwordVersions(p), [2]any{1.0, 1.0}; got != want {
		t.Errorf("got versions %v, want %v", got, want)
	}
	write("two", false)
	acctest.Contains(t, p.PlanChanges().Output, "armcloud_instance.a will be updated", "0 to add, 1 to change")
	p.Applies("proxy 1")
	acctest.Equal(t, "password", p.Instance(acctest.InstanceA).Proxy.Password, acctest.WriteOnly+"two")
	p.PlanEmpty()
}

// Removing a password changes nothing by itself. It takes effect with the next
// change of the proxy, such as a removed user name or a raised version.
func TestAccInstanceRemovedPassword(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	write := func(body string) {
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, "proxy = {\n ip = \"192.0.2.7\"\n port = 1080\n "+body+"\n}"),
			acctest.SettingHCL("proxy", "b", acctest.InstanceB, "ip = \"192.0.2.7\"\n port = 1080\n "+body))
	}
	wantPassword := func(want string) {
		t.Helper()
		acctest.Equal(t, "password", p.Instance(acctest.InstanceA).Proxy.Password, writeOnly(want))
		acctest.Equal(t, "password", p.Instance(acctest.InstanceB).Proxy.Password, writeOnly(want))
	}
	write("username = \"u\"\n password_wo = \"canary-wo-one\"")
	p.Applies("proxy 2")
	wantPassword("one")
	write("username = \"u\"")
	p.PlanEmpty()
	write("")
	p.Applies("proxy 2")
	wantPassword("")
	p.PlanEmpty()
	write("username = \"u\"\n password_wo = \"canary-wo-one\"")
	p.Applies("proxy 2")
	wantPassword("one")
	write("username = \"u\"\n password_wo_version = 7")
	p.Applies("proxy 2")
	wantPassword("")
	p.PlanEmpty()
	// The same password is sent again: the instances no longer have it.
	write("username = \"u\"\n password_wo = \"canary-wo-one\"")
	p.Applies("proxy 2")
	wantPassword("one")
	p.PlanEmpty()
}

// Two key pairs in turn raise the version once for each pair and password. With one
// pair, it stays.
func TestAccInstancePasswordWithTwoKeyPairs(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	second := acctest.Start(t, simulator.Options{Instances: 5, AccessKey: acctest.SecondAccessKey, SecretKey: acctest.SecondSecretKey})
	apply := func(account *acctest.Account, password string, want float64) {
		t.Helper()
		p.Write(account.Provider("") + `
variable "password" { default = "" }
variable "other" { default = 1 }
` + acctest.InstanceHCL("a", acctest.InstanceA, "proxy = {\n ip = \"192.0.2.7\"\n port = 1080\n password_wo = \""+acctest.WriteOnly+password+"\"\n}") +
			acctest.SettingHCL("proxy", "b", acctest.InstanceB, "ip = \"192.0.2.7\"\n port = 1080\n password_wo = \""+acctest.WriteOnly+password+"\""))
		p.Apply()
		if got, want := passwordVersions(p), [2]any{want, want}; got != want {
			t.Errorf("password %s: got versions %v, want %v", password, got, want)
		}
		p.PlanEmpty()
	}
	apply(p.Account, "one", 1)
	apply(p.Account, "one", 1)
	apply(second, "one", 2)
	for range 2 {
		apply(p.Account, "one", 2)
		apply(second, "one", 2)
	}
	apply(second, "two", 3)
	apply(p.Account, "two", 4)
	apply(second, "two", 4)
	apply(p.Account, "two", 4)
}

// If the end of a change of the password was not seen, the next apply takes it up
// and sends nothing. As a control, it sends another password.
func TestAccInstanceInterruptedPassword(t *testing.T) {
	t.Parallel()
	for _, next := range []struct {
		password, sent string
		version        float64
	}{{"two", "", 2}, {"three", "proxy 1", 3}} {
		p := acctest.NewCase(t, simulator.Options{}, "")
		write := func(password string) {
			p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, "proxy = {\n ip = \"192.0.2.7\"\n port = 1080\n password_wo = \""+acctest.WriteOnly+password+"\"\n}"))
		}
		write("one")
		p.Applies("proxy 1")
		// The task looks as if it was running.
		p.Fault(simulator.Fault{Path: "proxy/set", Kind: simulator.FaultTaskStatus, PadCode: acctest.InstanceA, Status: 2})
		write("two")
		p.Interrupted(func() bool { return p.Instance(acctest.InstanceA).Proxy.Password == acctest.WriteOnly+"two" }, "apply")
		p.ClearFaults()
		write(next.password)
		p.Applies(next.sent)
		acctest.Equal(t, "password", p.Instance(acctest.InstanceA).Proxy.Password, acctest.WriteOnly+next.password)
		proxy, _ := p.State("armcloud_instance.a")["proxy"].(map[string]any)
		acctest.Equal(t, "version", proxy["password_wo_version"], any(next.version))
		p.PlanEmpty()
	}
}
