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
			write := func(instance, single, app string, phones ...string) {
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
					acctest.SettingHCL("app", "c", single, "package_name = \""+app+"\"\napp_id = 101\n"))
			}
			for _, code := range []string{acctest.InstanceA, acctest.InstanceC, d, e} {
				p.Fault(simulator.Fault{Path: "installApp", PadCode: code, Kind: simulator.FaultTaskFail, Times: 1})
			}
			// The app fails on all of them but B, which stays in the fleet.
			p.Fault(simulator.Fault{Path: "proxy/set", PadCode: d, Kind: simulator.FaultTaskFail, Times: 1})
			write(acctest.InstanceA, acctest.InstanceC, "com.example.kiosk", acctest.InstanceB, d)
			p.FailsApply("bandwidth 3, proxy 3, install 4")
			for _, code := range []string{acctest.InstanceA, acctest.InstanceB, d} {
				acctest.Equal(t, "bandwidth of "+code, p.Instance(code).Bandwidth.DownloadMbps, -1)
			}
			write(e, acctest.InstanceC, "com.example.other", acctest.InstanceB)
			p.Account.ClearFaults()
			p.Apply(c.args...)
			for _, code := range []string{acctest.InstanceA, d} {
				if code == d && c.args != nil && c.args[0] == "-refresh=false" {
					// The state shows nothing of an instance that failed.
					continue
				}
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
