package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// What a destroy has undone before it failed is noted for other objects: the one that
// manages the setting too sends it again after the next refresh. Control: the proxy,
// which was not undone.
func TestAccFailedDestroyNotesWhatItUndid(t *testing.T) {
	t.Parallel()
	const settings = acctest.Slow + "apps = { \"com.example.kiosk\" = { app_id = 101 } }\n"
	for kind, leaving := range map[string]string{
		"armcloud_instance": acctest.InstanceHCL("leaving", acctest.InstanceA, settings),
		"armcloud_fleet":    acctest.FleetHCL("leaving", acctest.Phones("k", 1, 1), "k = {\n"+settings+"}"),
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{}, "")
			p.Configure(leaving)
			p.Applies("bandwidth 1, install 1")
			p.Configure(leaving + owners())
			p.Sends("bandwidth 1, proxy 1", func() acctest.Result {
				return p.Apply("-refresh=false", "-target=armcloud_instance_bandwidth.own", "-target=armcloud_instance_proxy.own")
			})
			p.Fault(simulator.Fault{Path: "uninstallApp", PadCode: acctest.InstanceA, Kind: simulator.FaultTaskFail, Times: 1})
			r := p.Sends("bandwidth 1, uninstall 1", func() acctest.Result {
				return p.Run("destroy", "-auto-approve", "-no-color", "-refresh=false", "-target="+kind+".leaving")
			})
			acctest.Equal(t, "exit code of the destroy", r.Exit, 1)
			wantOwnSpeed(p, false)
			p.Configure(owners())
			p.Applies("bandwidth 1, uninstall 1")
			wantOwnSpeed(p, true)
			p.PlanEmpty()
		})
	}
}

// wantOwnSpeed fails unless the instance has the bandwidth of owners, or none.
func wantOwnSpeed(p *acctest.Case, want bool) {
	p.T.Helper()
	acctest.Equal(p.T, "bandwidth of another resource is set", p.Instance(acctest.InstanceA).Bandwidth == simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10}, want)
}
