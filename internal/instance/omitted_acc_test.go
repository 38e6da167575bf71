//go:build unix

package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// An instance that the API omits stays in the state, with a warning, as long as a
// restart of an earlier run may be under way. Control: an instance that was not
// restarted is gone.
func TestAccOmittedDuringARestart(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	speed := "bandwidth = { upload_mbps = 1, download_mbps = 1 }\n"
	control := acctest.InstanceHCL("control", acctest.InstanceC, speed)
	limits := "timeouts = { update = \"1s\" }"
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, speed), acctest.FleetHCL("b", map[string]string{acctest.InstanceB: "shop"}, "shop = {"+speed+"}"), control)
	p.Apply()
	p.Hang("pad/restart")
	restarting := longWork["restart"].composite
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, speed+restarting+limits),
		acctest.FleetHCL("b", map[string]string{acctest.InstanceB: "shop"}, "shop = {"+speed+restarting+"}", limits), control)
	p.FailApply()
	p.ClearFaults()
	p.Idle(acctest.InstanceA, acctest.InstanceB)

	p.Fault(simulator.Fault{Path: "padDetails", Kind: simulator.FaultBody, Message: `{"code":200,"msg":"success","ts":1,"data":{"page":1,"rows":10,"size":0,"total":0,"totalPage":0,"pageData":[]}}`})
	output := p.PlanChanges().Output
	acctest.Contains(t, output, "does not list "+acctest.InstanceA, "does not list "+acctest.InstanceB, "armcloud_instance.control will be created")
	acctest.NotContains(t, output, "armcloud_instance.a will be created", "Not listed after a restart: "+acctest.InstanceC)
	p.ClearFaults()
	p.Apply()
	p.PlanEmpty()
}
