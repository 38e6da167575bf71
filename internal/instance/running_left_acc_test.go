package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// If an object leaves an instance as it is while a task of its runs, the next object
// of the same apply waits for the task. Control: once the task has ended, the next
// object sends its setting.
func TestAccTaskLeftRunningIsWaitedFor(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	for name, owner := range map[string]struct {
		first, moved string
		sent         string
	}{
		"resource": {
			acctest.SettingHCL("proxy", "first", acctest.InstanceA, ownProxy+keeping), acctest.SettingHCL("proxy", "first", acctest.InstanceB, ownProxy+keeping), "proxy 1",
		},
		"instance": {
			acctest.InstanceHCL("first", acctest.InstanceA, acctest.Socks+keeping), acctest.InstanceHCL("first", acctest.InstanceB, acctest.Socks+keeping), "proxy 1",
		},
		"fleet": {
			acctest.FleetHCL("first", acctest.Phones("k", 1, 2), "k = {"+acctest.Socks+"}", keeping), acctest.FleetHCL("first", acctest.Phones("k", 2, 2), "k = {"+acctest.Socks+"}", keeping), "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{}, "")
			kind := map[string]string{"resource": "armcloud_instance_proxy", "instance": "armcloud_instance", "fleet": "armcloud_fleet"}[name]
			next := acctest.SettingHCL("bandwidth", "next", acctest.InstanceA, ownSpeed+"\n timeouts = { create = \"1s\" }\n depends_on = ["+kind+".first]\n")
			p.Fault(simulator.Fault{Path: "proxy/set", PadCode: acctest.InstanceA, Kind: simulator.FaultTaskStatus, Status: 2})
			p.Configure(owner.first)
			p.FailCreates()
			p.Run("untaint", kind+".first")
			p.Configure(owner.moved + next)
			acctest.Contains(t, p.FailsApply(owner.sent).Output, "wait for an earlier change")
			p.ClearFaults()
			p.Idle(acctest.InstanceA)
			p.Applies("bandwidth 1")
			p.PlanEmpty()
		})
	}
}

// keeping leaves settings on the instance.
const keeping = "\n on_release = \"keep\"\n timeouts = { create = \"1s\" }\n"
