package instance_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// work is a change that is interrupted while its task runs.
type work struct {
	// path is the end of the path of the operation, and sent the changes until
	// then, as in Case.Sends, for three instances.
	path, sent string
	// composite is the attribute of armcloud_instance and of profiles; kind and own
	// are the single-setting resource.
	composite, kind, own string
}

var longWork = map[string]work{
	"image upgrade": {path: "upgradeImage", sent: "image 3", composite: "image = { image_id = \"" + simulator.ImageAndroid13B + "\" }\n",
		kind: "image", own: "image_id = \"" + simulator.ImageAndroid13B + "\"\n"},
	"restart": {path: "pad/restart", sent: "android_properties 3, restart 3", composite: "android_properties = { properties = { \"ro.product.model\" = \"Kiosk\" }, restart = true }\n",
		kind: "android_properties", own: "properties = { \"ro.product.model\" = \"Kiosk\" }\nrestart = true\n"},
	"installation": {path: "installApp", sent: "install 3", composite: "apps = { \"com.example.kiosk\" = { app_id = 101 } }\n",
		kind: "app", own: "package_name = \"com.example.kiosk\"\napp_id = 101\n"},
}

// resources returns an instance, a fleet and a single-setting resource.
func (w work) resources(limits string) []string {
	return []string{
		acctest.InstanceHCL("a", acctest.InstanceA, w.composite+limits),
		acctest.FleetHCL("b", map[string]string{acctest.InstanceB: "shop"}, "shop = {"+w.composite+"}", limits),
		acctest.SettingHCL(w.kind, "c", acctest.InstanceC, w.own+limits),
	}
}

// addresses returns the addresses of the resources.
func (w work) addresses() []string {
	return []string{"armcloud_instance.a", "armcloud_fleet.b", "armcloud_instance_" + w.kind + ".c"}
}

// Work that ran out of time is taken up again: if its task ended well meanwhile,
// nothing is sent again, whether the tainted objects are untainted or replaced.
// Control: tasks that fail, whose changes are sent again.
func TestAccWorkOutOfTimeIsNotRepeated(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	for name, w := range longWork {
		for _, how := range []string{"untainted", "replaced", "control"} {
			t.Run(name+", "+how, func(t *testing.T) {
				t.Parallel()
				p := acctest.NewCase(t, simulator.Options{}, "")
				limits := "timeouts = { create = \"2s\" }"
				if how == "control" {
					p.Fault(simulator.Fault{Path: w.path, Kind: simulator.FaultTaskFail, Times: 3})
					p.Configure(w.resources("")...)
					p.FailsCreates(w.sent)
					p.Account.ClearFaults()
					p.Applies(w.sent)
					return
				}
				p.Hang(w.path)
				p.Configure(w.resources(limits)...)
				p.FailsCreates(w.sent)
				p.Account.ClearFaults()
				p.Idle(acctest.InstanceA, acctest.InstanceB, acctest.InstanceC)
				if how == "untainted" {
					for _, address := range w.addresses() {
						acctest.Equal(t, "exit code of untaint", p.Run("untaint", address).Exit, 0)
					}
				}
				p.Configure(w.resources("")...)
				p.Applies("")
				p.PlanEmpty()
				acctest.Equal(t, "image", p.State("armcloud_instance.a")["current_image_id"], any(p.Instance(acctest.InstanceA).ImageID))
			})
		}
	}
}

// Work that was interrupted during a create is taken up again too. Each resource is
// on its own: Terraform 1.16 can crash if several creates are interrupted at once.
// The tainted object of each kind of resource, and after each kind of work, is once
// untainted and once replaced.
func TestAccInterruptedCreateIsNotRepeated(t *testing.T) {
	testInterruptedCreate(t, false)
}

func TestAccLongInterruptedCreateIsNotRepeated(t *testing.T) {
	acctest.Long(t)
	testInterruptedCreate(t, true)
}

// testInterruptedCreate tests half of the combinations, or all.
func testInterruptedCreate(t *testing.T, all bool) {
	t.Parallel()
	for n, name := range slices.Sorted(maps.Keys(longWork)) {
		w := longWork[name]
		for i, address := range w.addresses() {
			for k, how := range []string{"untainted", "replaced"} {
				if !all && (n+i+k)%2 == 1 {
					continue
				}
				t.Run(name+", "+address+", "+how, func(t *testing.T) {
					t.Parallel()
					p := acctest.NewCase(t, simulator.Options{}, "")
					p.Hang(w.path)
					p.Configure(w.resources("")[i])
					p.Sends(strings.ReplaceAll(w.sent, " 3", " 1"), func() acctest.Result {
						return p.Interrupted(func() bool { return p.Submitted(w.path) == 1 }, "apply")
					})
					p.Account.ClearFaults()
					p.Idle(acctest.InstanceA, acctest.InstanceB, acctest.InstanceC)
					if how == "untainted" {
						acctest.Equal(t, "exit code of untaint", p.Run("untaint", address).Exit, 0)
					}
					p.Applies("")
					p.PlanEmpty()
				})
			}
		}
	}
}

// An update that was interrupted or ran out of time is taken up again too.
func TestAccInterruptedUpdateIsNotRepeated(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	for name, w := range longWork {
		for _, how := range []string{"out of time", "interrupted"} {
			t.Run(name+", "+how, func(t *testing.T) {
				t.Parallel()
				p := acctest.NewCase(t, simulator.Options{}, "")
				before := w
				for _, change := range [][2]string{{simulator.ImageAndroid13B, simulator.ImageAndroid13A}, {"Kiosk", "Counter"}, {"101", "102"}} {
					before.composite = strings.ReplaceAll(before.composite, change[0], change[1])
					before.own = strings.ReplaceAll(before.own, change[0], change[1])
				}
				p.Configure(before.resources("")...)
				p.Applies(w.sent)
				p.Hang(w.path)
				if how == "out of time" {
					p.Configure(w.resources("timeouts = { update = \"2s\" }")...)
					p.FailsApply(w.sent)
				} else {
					p.Configure(w.resources("")...)
					p.Sends(w.sent, func() acctest.Result {
						return p.Interrupted(func() bool { return p.Submitted(w.path) == 3 }, "apply")
					})
				}
				p.Account.ClearFaults()
				p.Idle(acctest.InstanceA, acctest.InstanceB, acctest.InstanceC)
				p.Configure(w.resources("")...)
				p.PlanChanges()
				p.Applies("")
				p.PlanEmpty()
				acctest.Equal(t, "image", p.State("armcloud_instance.a")["current_image_id"], any(p.Instance(acctest.InstanceA).ImageID))
			})
		}
	}
}

// A restart that was requested and ran out of time is not repeated, and neither is
// one that is shared by properties, restart_triggers and a failing app. Control: a
// restart that failed, which is repeated.
func TestAccRestartNotSeenToEndIsNotRepeated(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	write := func(run, settings, limits string) {
		more := "restart_triggers = { run = \"" + run + "\" }\n" + limits
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, settings+more) +
			acctest.FleetHCL("b", map[string]string{acctest.InstanceB: "shop"}, "shop = {"+settings+"}", more))
	}
	write("1", acctest.Slow, "")
	p.Applies("bandwidth 2")
	p.Hang("pad/restart")
	write("2", acctest.Slow, "timeouts = { update = \"2s\" }")
	p.FailsApply("restart 2")
	p.Account.ClearFaults()
	p.Idle(acctest.InstanceA, acctest.InstanceB)
	write("2", acctest.Slow, "")
	p.Applies("")
	p.PlanEmpty()

	p.Fault(simulator.Fault{Path: "pad/restart", Kind: simulator.FaultTaskFail, Times: 2})
	write("3", acctest.Slow, "")
	p.FailsApply("restart 2")
	p.Applies("restart 2")

	for _, code := range []string{acctest.InstanceA, acctest.InstanceB} {
		p.Fault(simulator.Fault{Path: "installApp", PadCode: code, Kind: simulator.FaultTaskFail, Times: 1})
	}
	settings := acctest.Slow + "properties = { system_persistent = { \"ro.product.brand\" = \"Acme\" }, restart = true }\napps = { \"com.example.kiosk\" = { app_id = 101 } }\n"
	write("4", settings, "")
	p.FailsApply("properties 2, install 2, restart 2")
	p.Applies("install 2")
	p.PlanEmpty()
}

// Restarts that the provider causes lose values of properties.system and .modem;
// those that the resource manages are sent again. Control: an instance that is not
// restarted, which gets nothing.
func TestAccRestartSendsLostPropertiesAgain(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	write := func(run, model, image string) {
		settings := "properties = { system = { \"ro.build.tags\" = \"mine\" }, modem = { imei = \"356938035643809\" } }\n" +
			"android_properties = { properties = { \"ro.product.model\" = \"" + model + "\" }, restart = true }\nimage = { image_id = \"" + image + "\" }\n"
		more := "restart_triggers = { run = \"" + run + "\" }\n"
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, settings+more)+
			acctest.FleetHCL("b", map[string]string{acctest.InstanceB: "shop"}, "shop = {"+settings+"}", more),
			acctest.InstanceHCL("c", acctest.InstanceC, settings))
	}
	want := func(what string) {
		t.Helper()
		for _, code := range []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC} {
			has := p.Instance(code).Properties
			acctest.Equal(t, what+": system property of "+code, has["system"]["ro.build.tags"], "mine")
			acctest.Equal(t, what+": modem property of "+code, has["modem"]["imei"], "356938035643809")
		}
		p.PlanEmpty()
	}
	write("1", "One", simulator.ImageAndroid13A)
	p.Apply()
	want("create")
	write("2", "One", simulator.ImageAndroid13A)
	p.Applies("properties 2, restart 2")
	want("restart_triggers")
	write("2", "Two", simulator.ImageAndroid13A)
	p.Applies("properties 3, android_properties 3, restart 3")
	want("restart of another setting")
	write("3", "Three", simulator.ImageAndroid13A)
	p.Applies("properties 3, android_properties 3, restart 3")
	want("both")
	write("3", "Three", simulator.ImageAndroid13B)
	p.Applies("properties 3, image 3")
	want("image")
}
