package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// If an object that replaces a tainted one cannot undo what that had set, the plan is
// not empty after `terraform untaint`, and the next apply undoes it. Control: the plan
// after that is empty.
func TestAccUndoRefusedInReplacement(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "max_retries = 0")
	app := "apps = { \"com.example.kiosk\" = { app_id = 101 } }\n"
	write := func(settings string) {
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, settings) +
			acctest.FleetHCL("b", map[string]string{acctest.InstanceB: "shop"}, "shop = {"+settings+"}"))
	}
	for _, code := range []string{acctest.InstanceA, acctest.InstanceB} {
		p.Fault(simulator.Fault{Path: "installApp", PadCode: code, Kind: simulator.FaultTaskFail, Times: 1})
		p.Fault(simulator.Fault{Path: "proxy/set", PadCode: code, Kind: simulator.FaultReject, Code: 110031, After: 1})
	}
	write(acctest.Slow + acctest.Socks + app)
	p.FailsCreates("bandwidth 2, proxy 2, install 2")
	write(acctest.Slow + app)
	p.FailsCreates("install 2")
	for _, address := range []string{"armcloud_instance.a", "armcloud_fleet.b"} {
		acctest.Equal(t, "exit code of untaint", p.Run("untaint", address).Exit, 0)
	}
	acctest.Contains(t, p.PlanChanges().Output, "armcloud_instance.a will be updated", `unfinished        = "proxy"`, "armcloud_fleet.b will be updated")
	p.ClearFaults()
	p.Applies("proxy 2")
	for _, code := range []string{acctest.InstanceA, acctest.InstanceB} {
		acctest.Equal(t, "proxy of "+code+" is on", p.Instance(code).Proxy.Enabled, false)
	}
	p.PlanEmpty()
}
