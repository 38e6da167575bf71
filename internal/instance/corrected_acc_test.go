package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// The replacement of a tainted object releases the instances that the new object
// does not have, with settings whose outcome is unknown: a pad code or a package
// name that was corrected, or a fleet that lost an instance. Without a refresh, what
// the state shows is released. Controls: instances that stay, which keep their
// settings.
func TestAccTaintedReplacementReleasesWhatLeaves(t *testing.T) {
	t.Parallel()
	const d, e = "AC32010000004", "AC32010000005"
	for name, c := range map[string]struct {
		// unknown is true if the pad codes are unknown in the plan.
		unknown bool
		args    []string
	}{
		"known":             {},
		"known, no refresh": {args: []string{"-refresh=false"}},
		"unknown":           {unknown: true},
		"one by one":        {args: []string{"-parallelism=1"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{}, "")
			settings := "bandwidth = { upload_mbps = 1, download_mbps = -1 }\n" + acctest.Socks + "apps = { \"com.example.kiosk\" = { app_id = 101 } }\n"
			write := func(instance, app string, phones ...string) {
				before, list := "", ""
				for _, code := range phones {
					list += code + " = \"shop\"\n"
				}
				if c.unknown && instance != acctest.InstanceA {
					before = "resource \"terraform_data\" \"code\" {\n input = \"" + instance + "\"\n}\n"
					instance = "${terraform_data.code.output}"
					list = "(terraform_data.code.output == \"\" ? \"none\" : \"" + phones[0] + "\") = \"shop\"\n"
				}
				p.Configure(before, acctest.InstanceHCL("a", instance, settings),
					"resource \"armcloud_fleet\" \"b\" {\n phones = {\n"+list+"}\n profiles = { shop = {\n"+settings+"} }\n}\n",
					acctest.SettingHCL("app", "c", acctest.InstanceC, app+"timeouts = { create = \"2s\" }\n"))
			}
			for _, code := range []string{acctest.InstanceA, d} {
				p.Fault(simulator.Fault{Path: "installApp", PadCode: code, Kind: simulator.FaultTaskFail, Times: 1})
			}
			// The app fails on A and D, and its installation on C is not seen to end. On D,
			// the proxy fails too.
			p.Fault(simulator.Fault{Path: "proxy/set", PadCode: d, Kind: simulator.FaultTaskFail, Times: 1})
			p.Fault(simulator.Fault{Path: "installApp", PadCode: acctest.InstanceC, Kind: simulator.FaultTaskStatus, Status: 2})
			write(acctest.InstanceA, "package_name = \"com.example.kiosk\"\napp_id = 101\n", acctest.InstanceB, d)
			p.FailsCreates("bandwidth 3, proxy 3, install 4")
			for _, code := range []string{acctest.InstanceA, acctest.InstanceB, d} {
				acctest.Equal(t, "bandwidth of "+code, p.Instance(code).Bandwidth.DownloadMbps, -1)
			}
			p.Account.ClearFaults()
			p.Idle(acctest.InstanceC)
			write(e, "package_name = \"com.example.counter\"\napp_id = 5000000103\n", acctest.InstanceB)
			p.Apply(c.args...)
			if c.args == nil {
				_, has := p.Instance(acctest.InstanceC).Apps["com.example.kiosk"]
				acctest.Equal(t, "app of the earlier package name", has, false)
			}
			for _, code := range []string{acctest.InstanceA, d} {
				acctest.Equal(t, "bandwidth of "+code, p.Instance(code).Bandwidth, simulator.Bandwidth{})
				acctest.Equal(t, "proxy of "+code, p.Instance(code).Proxy.Enabled, false)
			}
			for _, code := range []string{acctest.InstanceB, e} {
				acctest.Equal(t, "bandwidth of "+code, p.Instance(code).Bandwidth.DownloadMbps, -1)
				acctest.Equal(t, "proxy of "+code, p.Instance(code).Proxy.Enabled, true)
			}
			p.PlanEmpty()
		})
	}
}

// If the pad code is unknown in the plan, the Create releases the instance of the
// tainted object. Where that fails, a warning names the instance and what stays on
// it. Control: the app, which is uninstalled and not named.
func TestAccTaintedInstanceIsNotReleased(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	const app = "apps = { \"com.example.kiosk\" = { app_id = 101 } }\n"
	p.Fault(simulator.Fault{Path: "proxy/set", PadCode: acctest.InstanceA, Kind: simulator.FaultTaskFail, Times: 1})
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow+acctest.Socks+app))
	p.FailsApply("bandwidth 1, proxy 1, install 1")
	p.Fault(simulator.Fault{Path: "pad/setSpeed", PadCode: acctest.InstanceA, Kind: simulator.FaultTaskFail, Times: 1})
	p.Configure("resource \"terraform_data\" \"code\" {\n input = \""+acctest.InstanceB+"\"\n}\n", acctest.InstanceHCL("a", "${terraform_data.code.output}", acctest.Slow))
	acctest.Contains(t, p.Applies("bandwidth 2, proxy 1, uninstall 1").Output,
		"Settings of another instance stay", acctest.InstanceA+" was managed by the object that this one replaces", "Not undone: bandwidth.", "Unable to undo the bandwidth")
	p.PlanEmpty()
}
