package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A change of triggers sends every managed setting again; when one fails, the
// next apply sends that one alone.
func TestAccPhoneTriggers(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	write := func(run string) {
		p.config(phone("a", phoneA, berlin+slow+socks+"triggers = { run = \""+run+"\" }") +
			own("proxy", "b", phoneB, "ip = \"192.0.2.7\"\n port = 1080\n triggers = { run = \""+run+"\" }") +
			phone("c", phoneC, "triggers = { run = \""+run+"\" }"))
	}
	write("1")
	p.applies("time_zone 1, bandwidth 1, proxy 2")
	p.applies("")
	write("2")
	p.applies("time_zone 1, bandwidth 1, proxy 2")
	p.PlanEmpty()

	write("3")
	p.fault(simulator.Fault{Path: "pad/setSpeed", Kind: simulator.FaultTaskFail, Times: 1, Message: "no free channel"})
	failed := p.fails("time_zone 1, bandwidth 1, proxy 2")
	says(t, failed.Output, "Unable to set the bandwidth", "with armcloud_instance.a", phoneA, "no free channel")
	says(t, p.PlanChanges().Output, `"run" = "2" -> "3"`, "1 to change")
	p.applies("bandwidth 1")
	p.PlanEmpty()
}

// A change of restart_triggers restarts the phone once, after the settings,
// and only if they succeeded; creating restarts nothing.
func TestAccPhoneRestartTriggers(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	write := func(run, settings string) {
		p.config(phone("a", phoneA, settings+"restart_triggers = { run = \""+run+"\" }") + phone("b", phoneB, settings))
	}
	write("1", slow)
	p.applies("bandwidth 2")
	write("2", slow)
	p.applies("restart 1")
	is(t, "status after the apply", p.on(phoneA).Status, 10)
	p.PlanEmpty()

	write("3", slow+berlin)
	p.fault(simulator.Fault{Path: "pad/updateTimeZone", Kind: simulator.FaultTaskFail, PadCode: phoneA, Times: 1})
	says(t, p.fails("time_zone 2").Output, "Unable to set the time zone")
	p.applies("time_zone 1, restart 1")
	p.PlanEmpty()

	write("4", slow+berlin)
	p.fault(simulator.Fault{Path: "pad/restart", Kind: simulator.FaultTaskFail, Times: 1, Message: "machine is busy"})
	says(t, p.fails("restart 1").Output, "Unable to restart the phone", "machine is busy", phoneA)
	says(t, p.PlanChanges().Output, `"run" = "3" -> "4"`)
	p.applies("restart 1")
	p.PlanEmpty()
}

// The first apply after an import changes no triggers: it neither restarts the
// phone nor sends again what the phone has. The next change does.
func TestAccPhoneTriggersAfterImport(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.drift(phoneA, "Europe/Berlin")
	write := func(run string) {
		p.config(phone("a", phoneA, berlin+"triggers = { run = \""+run+"\" }\nrestart_triggers = { run = \""+run+"\" }"))
	}
	write("1")
	if r := p.Run("import", "-no-color", "armcloud_instance.a", phoneA); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	p.applies("")
	p.PlanEmpty()
	write("2")
	p.applies("time_zone 1, restart 1")
	p.PlanEmpty()
}
