package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A change of triggers sends every managed setting again. If one fails, the next
// apply sends only that one.
func TestAccInstanceTriggers(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	write := func(run string) {
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+acctest.Slow+acctest.Socks+"triggers = { run = \""+run+"\" }") +
			acctest.SettingHCL("proxy", "b", acctest.InstanceB, "ip = \"192.0.2.7\"\n port = 1080\n triggers = { run = \""+run+"\" }") +
			acctest.InstanceHCL("c", acctest.InstanceC, "triggers = { run = \""+run+"\" }"))
	}
	write("1")
	p.Applies("time_zone 1, bandwidth 1, proxy 2")
	p.Applies("")
	write("2")
	p.Applies("time_zone 1, bandwidth 1, proxy 2")
	p.PlanEmpty()

	write("3")
	p.Fault(simulator.Fault{Path: "pad/setSpeed", Kind: simulator.FaultTaskFail, Times: 1, Message: "no free channel"})
	failed := p.FailsApply("time_zone 1, bandwidth 1, proxy 2")
	acctest.Contains(t, failed.Output, "Unable to set the bandwidth", "with armcloud_instance.a", acctest.InstanceA, "no free channel")
	acctest.Contains(t, p.PlanChanges().Output, `unfinished       = "bandwidth" -> null`, "1 to change")
	p.Applies("bandwidth 1")
	p.PlanEmpty()
}

// An empty map of triggers instead of none sends and restarts nothing, neither does
// the reverse. Control: a trigger.
func TestAccEmptyTriggers(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	write := func(triggers string) {
		lines := "triggers = " + triggers + "\nrestart_triggers = " + triggers + "\n"
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow+lines) +
			acctest.FleetHCL("b", map[string]string{acctest.InstanceB: "one"}, "one = {\n"+acctest.Slow+"}", lines) +
			acctest.SettingHCL("proxy", "c", acctest.InstanceC, "ip = \"192.0.2.7\"\n port = 1080\n triggers = "+triggers))
	}
	write("null")
	p.Applies("bandwidth 2, proxy 1")
	write("{}")
	p.Applies("")
	p.PlanEmpty()
	write("null")
	p.Applies("")
	write(`{ a = "1" }`)
	p.Applies("bandwidth 2, proxy 1, restart 2")
	p.PlanEmpty()
}

// A change of restart_triggers restarts the instance once, after the settings and
// only if they succeeded. A create does not restart it.
func TestAccInstanceRestartTriggers(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	write := func(run, settings string) {
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, settings+"restart_triggers = { run = \""+run+"\" }") + acctest.InstanceHCL("b", acctest.InstanceB, settings))
	}
	write("1", acctest.Slow)
	p.Applies("bandwidth 2")
	write("2", acctest.Slow)
	p.Applies("restart 1")
	acctest.Equal(t, "status after the apply", p.Instance(acctest.InstanceA).Status, 10)
	p.PlanEmpty()

	write("3", acctest.Slow+acctest.Berlin)
	p.Fault(simulator.Fault{Path: "pad/updateTimeZone", Kind: simulator.FaultTaskFail, PadCode: acctest.InstanceA, Times: 1})
	acctest.Contains(t, p.FailsApply("time_zone 2").Output, "Unable to set the time zone")
	p.Applies("time_zone 1, restart 1")
	p.PlanEmpty()

	write("4", acctest.Slow+acctest.Berlin)
	p.Fault(simulator.Fault{Path: "pad/restart", Kind: simulator.FaultTaskFail, Times: 1, Message: "device is busy"})
	acctest.Contains(t, p.FailsApply("restart 1").Output, "Unable to restart the instance", "device is busy", acctest.InstanceA)
	acctest.Contains(t, p.PlanChanges().Output, `unfinished       = "restart" -> null`)
	p.Applies("restart 1")
	p.PlanEmpty()
}

// Triggers act in the first apply after an import too, as the plan shows. The
// control without triggers sends nothing.
func TestAccInstanceTriggersAfterImport(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.DriftTimeZone(acctest.InstanceA, "Europe/Berlin")
	write := func(run string) {
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+"triggers = { run = \""+run+"\" }\nrestart_triggers = { run = \""+run+"\" }"))
	}
	write("1")
	if r := p.Run("import", "-no-color", "armcloud_instance.a", acctest.InstanceA); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	p.Applies("time_zone 1, restart 1")
	p.PlanEmpty()
	write("2")
	p.Applies("time_zone 1, restart 1")
	p.PlanEmpty()

	p.DriftTimeZone(acctest.InstanceB, "Europe/Berlin")
	p.Configure(acctest.InstanceHCL("b", acctest.InstanceB, acctest.Berlin+"triggers = {}\nrestart_triggers = {}"))
	if r := p.Run("import", "-no-color", "armcloud_instance.b", acctest.InstanceB); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	p.Applies("")
	p.PlanEmpty()
}

// A clean import that is followed by triggers sends every setting once; the same
// holds for a single-setting resource.
func TestAccTriggersAfterCleanImport(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.DriftTimeZone(acctest.InstanceA, "Europe/Berlin")
	p.DriftTimeZone(acctest.InstanceB, "Europe/Berlin")
	write := func(triggers, restart string) {
		p.Configure("import {\n to = armcloud_instance.a\n id = \""+acctest.InstanceA+"\"\n}\nimport {\n to = armcloud_instance_time_zone.b\n id = \""+acctest.InstanceB+"\"\n}\n",
			acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+triggers+restart), acctest.SettingHCL("time_zone", "b", acctest.InstanceB, acctest.Berlin+triggers))
	}
	write("", "")
	p.Applies("")
	for _, run := range []string{"1", "2"} {
		write("triggers = { run = \""+run+"\" }\n", "restart_triggers = { run = \""+run+"\" }\n")
		p.Applies("time_zone 2, restart 1")
		p.PlanEmpty()
	}
}
